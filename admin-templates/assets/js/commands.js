// Everything that can be done or opened from here, found by typing: the buttons and links of this screen, the admin's other screens, and what the search knows.

import { ask, line } from './dialog.js';
import { afterPause, count, element } from './text.js';

/** How many are listed at once; more are found by another letter. */
const LISTED = 12;

/** Beside Ctrl, never Command, which Safari uses with it. On some keyboards it needs Shift. */
const KEY = '/';

/** Puts the button into the frame; with shortcuts, Ctrl and the stroke open it too. */
export function addCommands({ shortcuts }) {
  const keys = shortcuts ? { 'aria-keyshortcuts': `Control+${KEY}`, title: `Ctrl+${KEY}` } : {};
  const button = (look) => {
    const made = element('button', { type: 'button', class: look, ...keys }, 'Commands');
    made.addEventListener('click', open);
    return made;
  };
  document.querySelector('.top .find')?.after(button('commands'));
  // Narrow screens have it in their menu, so that the screen's own heading stands above the fold.
  document.querySelector('.menu .personal')?.prepend(button('button secondary'));
  if (!shortcuts) return;
  addEventListener('keydown', (event) => {
    if (event.key !== KEY || !event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    open();
  });
}

function open() {
  const here = ofThisScreen();
  const list = element('ul', { id: 'commands', role: 'listbox', 'aria-label': 'Commands', class: 'found' });
  const told = element('p', { class: 'hint', role: 'status' });
  const wanted = line('What do you want to do or open?', '', { role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'commands', 'aria-autocomplete': 'list', spellcheck: 'false' });
  let shown = [];
  let at = 0;
  let found = [];

  const mark = (to) => {
    at = Math.max(0, Math.min(to, shown.length - 1));
    [...list.children].forEach((row, place) => row.setAttribute('aria-selected', String(place === at)));
    if (!shown.length) return wanted.input.removeAttribute('aria-activedescendant');
    wanted.input.setAttribute('aria-activedescendant', `command-${at}`);
    list.children[at].scrollIntoView({ block: 'nearest' });
  };
  const draw = () => {
    const words = wanted.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ label, about }) => words.every((word) => `${label} ${about}`.toLowerCase().includes(word));
    shown = [...here.filter(fits), ...found].slice(0, LISTED);
    list.replaceChildren(
      ...shown.map(({ label, about }, place) => {
        const row = element('li', { role: 'option', id: `command-${place}` }, label, ' ', element('span', { class: 'when' }, about));
        row.addEventListener('click', () => run(shown[place]));
        return row;
      }),
    );
    told.textContent = shown.length ? `${count(shown.length, 'choice', 'choices')}. Arrow keys choose, Enter opens.` : 'Nothing matches. Try fewer letters.';
    mark(0);
  };
  let asked = 0;
  const search = afterPause(200, async () => {
    const typed = wanted.input.value.trim();
    const mine = asked;
    if (typed.length < 2) return;
    try {
      const answer = await fetch(`/admin/search?everything=yes&q=${encodeURIComponent(typed)}`, { headers: { accept: 'application/json' } });
      const everything = (await answer.json()).everything;
      if (mine !== asked) return;
      found = everything;
      draw();
    } catch {
      told.textContent = 'The search does not answer now. What this screen offers is listed.';
    }
  });
  const run = (command) => {
    if (!command) return false;
    dialog.close();
    dialog.remove();
    if (command.href) location.assign(command.href);
    else {
      command.button.focus();
      command.button.click();
    }
    return true;
  };
  wanted.input.addEventListener('input', () => {
    // At once: an answer to other letters that is still on its way is not shown.
    asked += 1;
    found = [];
    draw();
    search();
  });
  wanted.input.addEventListener('keydown', (event) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 5, PageUp: at - 5 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    mark(to);
  });
  const dialog = ask('Commands', [wanted.field, told, list], 'Open', () => run(shown[at]));
  draw();
}

/** The buttons and links that stand on this screen, then the admin's other screens. */
function ofThisScreen() {
  const said = (thing) => thing.textContent.replace(/\s+/g, ' ').trim();
  const buttons = [...document.querySelectorAll('#actions button')].map((button) => ({ label: said(button), about: 'on this screen', button }));
  const link = (about) => (anchor) => ({ label: said(anchor), about, href: anchor.href });
  const links = (selector, about) => [...document.querySelectorAll(selector)].map(link(about));
  const kinds = ['page', 'event', 'provider'].map((kind) => ({ label: `Create ${kind}`, about: 'anywhere', href: `/admin/new?kind=${kind}` }));
  const out = document.querySelector('.person button');
  const all = [
    ...buttons,
    ...links('#more a, .heading .buttons a', 'on this screen'),
    ...links('.side a, .person a, .identity .view', 'go to'),
    ...kinds,
    { label: 'Display and shortcuts', about: 'go to', href: '/admin/account/display' },
    { label: 'Keyboard shortcuts', about: 'help', href: '/admin/help/keyboard-shortcuts' },
    ...(out ? [{ label: 'Sign out', about: 'anywhere', button: out }] : []),
  ];
  // What the screen offers itself stands there once.
  const seen = new Set();
  const isNew = (address) => seen.size < seen.add(address).size;
  return all.filter(({ href }) => !href || isNew(new URL(href, location).href));
}

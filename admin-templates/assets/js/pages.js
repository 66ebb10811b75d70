// Finding a page in a dialog: by letters of its title, among those that the person saved last, or in the tree.

import { line } from './dialog.js';
import { afterPause, count, element } from './text.js';

const HINT = 'Type some letters of the title, or choose below.';

const isAddress = (typed) => /^[a-z]+:/i.test(typed);

/** `{ parts, chosen(), typed() }`: the elements for a dialog, the page that was chosen or null, and what stands in the line. `own` leaves out other sites. */
export function pageFinder({ own = false } = {}) {
  const hint = own ? HINT : `${HINT} An address such as https://www.gov.uk works as it is.`;
  const target = line(own ? 'Page of this site by its title' : 'Page of this site by its title, or an address', '', { spellcheck: 'false' });
  const told = element('p', { class: 'hint', role: 'status' }, hint);
  const found = element('ul', { class: 'found' });
  const offered = element('div', { class: 'found', hidden: '' });
  const typed = () => target.input.value.trim();
  const searched = () => typed().length >= 2 && !isAddress(typed());
  let chosen = null;

  const choice = (page) => choiceOf(page, () => (chosen = page));
  const show = (pages) => {
    told.textContent = pages.length ? `${count(pages.length, 'page', 'pages')} found. Choose one.` : `No pages match “${typed()}”.`;
    found.replaceChildren(...pages.map(choice));
    offered.hidden = true;
  };
  /** What stands there while no letters are looked for; without an answer there is the search still. */
  const offer = () => {
    if (!searched()) found.replaceChildren();
    offered.hidden = typed().length >= 2 || !offered.hasChildNodes();
  };
  levelOf('').then(
    ({ latest, pages, more }) => {
      if (latest.length) offered.append(element('h3', {}, 'Your latest pages'), element('ul', {}, ...latest.map(choice)));
      offered.append(element('h3', {}, 'All pages'), treeOf(pages, more, choice));
      offer();
    },
    () => {},
  );

  let asked = 0;
  const search = afterPause(200, async () => {
    if (!searched()) {
      told.textContent = hint;
      return;
    }
    const mine = asked;
    try {
      const answer = await fetch(`/admin/search?q=${encodeURIComponent(typed())}`, { headers: { accept: 'application/json' } });
      const { pages } = await answer.json();
      if (mine === asked) show(pages);
    } catch {
      if (mine === asked) told.textContent = 'The search does not answer now. Type the address of the page, such as /teaching-events.';
    }
  });
  target.input.addEventListener('input', () => {
    // At once, so that nobody who goes on before the answer comes is at a page that was offered before, and no answer to other letters is shown.
    asked += 1;
    chosen = null;
    offer();
    search();
  });
  return { parts: [target.field, told, found, offered], chosen: () => chosen, typed };
}

let made = 0;

/** A page as one of the choices. */
function choiceOf(page, choose) {
  const id = `found-${(made += 1)}`;
  const radio = element('input', { type: 'radio', name: 'found', id, value: page.address });
  radio.addEventListener('change', choose);
  const state = page.live ? '' : ' – not published: readers see the words without a link until it is';
  return element('li', { class: 'choice' }, radio, element('label', { for: id }, `${page.title} – ${page.address}${state}`));
}

/** A level of the tree, and what the person saved last where it is the top. */
async function levelOf(id) {
  const answer = await fetch(`/admin/pages${id && `?under=${id}`}`, { headers: { accept: 'application/json' } });
  return answer.json();
}

/** A level of the tree as choices. What lies below one is asked for when its button is pressed. */
function treeOf(pages, more, choice) {
  const rows = pages.map((page) => {
    const row = choice(page);
    if (page.below) row.append(switchOf(page, choice));
    return row;
  });
  if (more) rows.push(element('li', { class: 'hint' }, `${count(more, 'more page is', 'more pages are')} here. Type some letters of the title to find one.`));
  return element('ul', {}, ...rows);
}

function switchOf(page, choice) {
  const label = (verb) => [`${verb} ${page.below}`, element('span', { class: 'unseen' }, ` under ${page.title}`)];
  const button = element('button', { type: 'button', class: 'button small', 'aria-expanded': 'false' }, ...label('Show'));
  let below = null;
  button.addEventListener('click', async () => {
    const opens = button.getAttribute('aria-expanded') === 'false';
    if (!below) {
      const { pages, more } = await levelOf(page.id);
      below = treeOf(pages, more, choice);
      button.parentElement.append(below);
    }
    below.hidden = !opens;
    button.setAttribute('aria-expanded', String(opens));
    button.replaceChildren(...label(opens ? 'Hide' : 'Show'));
  });
  return button;
}

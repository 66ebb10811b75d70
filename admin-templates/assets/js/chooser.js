// Choosing where a link leads: a page by a search over the site, or an address.

import { ask, line } from './dialog.js';
import { link } from './format.js';
import { afterPause, count, element, say } from './text.js';

/** Asks for the words and the target, and puts the link at the caret. */
export function chooseLink(area) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const words = line('Words of the link', value.slice(start, end));
  const target = line('Page of this site by its title, or an address', '', { spellcheck: 'false' });
  const found = element('ul', { class: 'found' });
  const told = element('p', { class: 'hint', role: 'status' }, 'Type some letters of the title. An address such as https://www.gov.uk works as it is.');
  const wrong = element('p', { class: 'error', role: 'alert', hidden: '' });
  let chosen = null;

  const show = (pages) => {
    told.textContent = pages.length ? `${count(pages.length, 'page', 'pages')} found. Choose one.` : `No pages match “${target.input.value.trim()}”.`;
    found.replaceChildren(
      ...pages.map((page, at) => {
        const id = `found-${at}`;
        const radio = element('input', { type: 'radio', name: 'found', id, value: page.address });
        radio.addEventListener('change', () => (chosen = page));
        const state = page.live ? '' : ' – not published: readers see the words without a link until it is';
        return element('li', { class: 'choice' }, radio, element('label', { for: id }, `${page.title} – ${page.address}${state}`));
      }),
    );
  };
  let asked = 0;
  const search = afterPause(200, async () => {
    const typed = target.input.value.trim();
    chosen = null;
    if (typed.length < 2 || /^[a-z]+:/i.test(typed)) {
      found.replaceChildren();
      return;
    }
    const mine = (asked += 1);
    try {
      const answer = await fetch(`/admin/search?q=${encodeURIComponent(typed)}`, { headers: { accept: 'application/json' } });
      const { pages } = await answer.json();
      if (mine === asked) show(pages);
    } catch {
      told.textContent = 'The search does not answer now. Type the address of the page, such as /teaching-events.';
    }
  });
  target.input.addEventListener('input', search);

  ask('Insert a link', [words.field, target.field, told, found, wrong], 'Insert link', () => {
    const typed = target.input.value.trim();
    const address = chosen?.address ?? typed;
    const label = words.input.value.trim() || chosen?.title || '';
    const problem = problemOf(label, address);
    wrong.hidden = !problem;
    wrong.textContent = problem;
    if (problem) return false;
    link(area, start, end, label, address);
    say(`Link to ${chosen?.title ?? address} inserted.`);
    return true;
  });
}

function problemOf(words, address) {
  if (!address) return 'Choose a page, or type an address.';
  if (!/^(\/|https?:|mailto:|tel:|#)/i.test(address)) return 'Choose a page from the list, or type an address that begins with https:// or with /.';
  if (!words) return 'Enter the words that readers press on.';
  return '';
}

// Choosing where a link leads: in a text at the caret, and in a field that holds an address.

import { ask, line } from './dialog.js';
import { link } from './format.js';
import { pageFinder } from './pages.js';
import { element, say } from './text.js';

/** Asks for the words and the target, and puts the link at the caret. */
export function chooseLink(area) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const words = line('Words of the link', value.slice(start, end));
  const page = pageFinder();
  const wrong = alertLine();
  ask('Insert a link', [words.field, ...page.parts, wrong], 'Insert link', () => {
    const address = page.chosen()?.address ?? page.typed();
    const label = words.input.value.trim() || page.chosen()?.title || '';
    if (!fits(wrong, problemOf(address) || (label ? '' : 'Enter the words that readers press on.'))) return false;
    link(area, start, end, label, address);
    say(`Link to ${page.chosen()?.title ?? address} inserted.`);
    return true;
  });
}

/** Gives each field that holds the address of a page a button that chooses one. */
export function addPageChoosers() {
  for (const input of document.querySelectorAll('input[data-choose="page"]')) {
    const label = input.labels[0]?.innerText ?? '';
    const button = element('button', { type: 'button', class: 'button small' }, 'Choose a page', element('span', { class: 'unseen' }, ` for ${label}`));
    button.addEventListener('click', () => choosePage(input));
    input.after(button);
  }
}

function choosePage(input) {
  const page = pageFinder();
  const wrong = alertLine();
  ask('Choose a page', [...page.parts, wrong], 'Use this page', () => {
    const address = page.chosen()?.address ?? page.typed();
    if (!fits(wrong, problemOf(address))) return false;
    input.value = address;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    input.focus();
    say(`${page.chosen()?.title ?? address} chosen.`);
    return true;
  });
}

const alertLine = () => element('p', { class: 'error', role: 'alert', hidden: '' });

/** Says what is wrong, if anything is. */
function fits(wrong, problem) {
  wrong.hidden = !problem;
  wrong.textContent = problem;
  return !problem;
}

function problemOf(address) {
  if (!address) return 'Choose a page, or type an address.';
  if (!/^(\/|https?:|mailto:|tel:|#)/i.test(address)) return 'Choose a page from the list, or type an address that begins with https:// or with /.';
  return '';
}

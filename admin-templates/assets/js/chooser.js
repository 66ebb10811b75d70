// Choosing where a link leads: in a text at the caret or where it stands already, and in a field that holds an address.

import { ask, line } from './dialog.js';
import { link, targetOf, targetsIn } from './format.js';
import { pageFinder } from './pages.js';
import { element, replace, say } from './text.js';

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

/** Gives each field that holds addresses of pages a button that chooses one: a `page` of this site, a `link` that may lead elsewhere, or one more of `pages`. */
export function addPageChoosers() {
  for (const field of document.querySelectorAll(':is(input, textarea)[data-choose]')) {
    const label = field.labels[0]?.innerText ?? '';
    const words = field.dataset.choose === 'pages' ? 'Add a page' : 'Choose a page';
    const button = element('button', { type: 'button', class: 'button small' }, words, element('span', { class: 'unseen' }, ` for ${label}`));
    button.addEventListener('click', () => choosePage(field, words));
    field.after(button);
  }
}

function choosePage(field, words) {
  const own = field.dataset.choose !== 'link';
  const page = pageFinder({ own });
  const wrong = alertLine();
  ask(words, [...page.parts, wrong], 'Use this page', () => {
    const address = page.chosen()?.address ?? page.typed();
    if (!fits(wrong, problemOf(address, own))) return false;
    field.value = field.dataset.choose === 'pages' ? [...field.value.split('\n').filter((line) => line.trim()), address].join('\n') : address;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.focus();
    say(`${page.chosen()?.title ?? address} chosen.`);
    return true;
  });
}

/** Gives each link in the lists below texts a button that changes where it leads. */
export function addLinkChanging(within = document) {
  for (const item of within.querySelectorAll('li[data-target]')) {
    const { words } = item.dataset;
    const button = element('button', { type: 'button', class: 'button small' }, 'Change', element('span', { class: 'unseen' }, ` the link “${words}”`));
    button.addEventListener('click', () => changeLink(item, words));
    item.append(' ', button);
  }
}

function changeLink(item, words) {
  const page = pageFinder();
  const wrong = alertLine();
  ask(`Change where “${words}” leads`, [...page.parts, wrong], 'Change link', () => {
    const address = page.chosen()?.address ?? page.typed();
    if (!fits(wrong, problemOf(address))) return false;
    const place = placeOf(item);
    if (!place) {
      say(`“${words}” does not stand in the text any more.`);
      return true;
    }
    replace(place.area, place.start, place.end, targetOf(address));
    say(`“${words}” leads to ${page.chosen()?.title ?? address} now.`);
    return true;
  });
}

/** Where the target of a link stands: the link's place among those of its list that lead there too is its place among the same targets in the texts. */
function placeOf(item) {
  const { target } = item.dataset;
  const alike = [...item.parentElement.children].filter((other) => other.dataset.target === target);
  const areas = item.closest('.block').querySelectorAll('textarea, input[type="text"]');
  const found = [...areas].flatMap((area) => targetsIn(area.value).filter(({ text }) => text === target).map((place) => ({ area, ...place })));
  return found[Math.min(alike.indexOf(item), found.length - 1)];
}

const alertLine = () => element('p', { class: 'error', role: 'alert', hidden: '' });

/** Says what is wrong, if anything is. */
function fits(wrong, problem) {
  wrong.hidden = !problem;
  wrong.textContent = problem;
  return !problem;
}

/** `own` refuses addresses of other sites. */
function problemOf(address, own = false) {
  if (!address) return own ? 'Choose a page.' : 'Choose a page, or type an address.';
  if (own && !address.startsWith('/')) return 'Choose a page from the list, or type its address, such as /teaching-events.';
  if (!/^(\/|https?:|mailto:|tel:|#)/i.test(address)) return 'Choose a page from the list, or type an address that begins with https:// or with /.';
  return '';
}

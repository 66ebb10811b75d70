// The headings of the page as a list: pressing one puts the caret there. And how much there is to read.

import { afterPause, count, element, proseAreas, showPlace } from './text.js';

/** Words that a person reads in a minute (Brysbaert 2019, silent reading of English non-fiction). */
const WORDS_A_MINUTE = 238;

export function addOutline(panel) {
  const list = element('ol', { class: 'outline' });
  const total = element('p', { class: 'hint' });
  panel.append(list, total);
  panel.hidden = false;
  const draw = () => {
    const items = proseAreas().flatMap((area) => headingsOf(area.value).map((found) => ({ area, ...found })));
    list.replaceChildren(...items.map(({ area, level, text, start }) => {
      const button = element('button', { type: 'button', class: `level-${level}` }, text);
      button.addEventListener('click', () => showPlace(area, start));
      return element('li', {}, button);
    }));
    const words = proseAreas().reduce((sum, area) => sum + wordsOf(area.value), 0);
    const minutes = Math.max(1, Math.round(words / WORDS_A_MINUTE));
    total.textContent = `${count(words, 'word', 'words')}, about ${count(minutes, 'minute', 'minutes')} to read.${items.length ? '' : ' There are no headings.'}`;
  };
  document.addEventListener('input', afterPause(300, draw));
  draw();
}

/** The headings of a text, those in code left out: level, words and place. */
export function headingsOf(text) {
  const found = [];
  let place = 0;
  let fence = '';
  for (const line of text.split('\n')) {
    const marks = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (marks && (!fence || marks.startsWith(fence))) fence = fence ? '' : marks.slice(0, 3);
    const heading = !fence && /^ {0,3}(#{1,6})\s+(.+?)\s*#*\s*$/.exec(line);
    if (heading) found.push({ level: heading[1].length, text: heading[2].replace(/[*_`]|\[([^\]]*)\]\([^)]*\)/g, '$1'), start: place });
    place += line.length + 1;
  }
  return found;
}

/** How many words a reader reads: addresses of links and marks are none. */
export function wordsOf(text) {
  const read = text.replace(/\]\([^)]*\)/g, ']').replace(/[#*_`|>~[\]-]/g, ' ');
  return read.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,@/-]*/gu)?.length ?? 0;
}

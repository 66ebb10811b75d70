// Find and replace over every text of the page. Each change can be taken back with the browser's undo.

import { count, element, proseAreas, replace, say, showPlace } from './text.js';
import { line } from './dialog.js';

export function addFind(panel) {
  const wanted = line('Find', '', { type: 'search' });
  const instead = line('Replace with');
  const told = element('p', { class: 'hint', role: 'status' });
  const button = (label, act) => {
    const made = element('button', { type: 'button', class: 'button small' }, label);
    made.addEventListener('click', act);
    return made;
  };
  let last = null;

  const all = () => {
    const text = wanted.input.value;
    if (text === '') return [];
    const sought = text.toLowerCase();
    return proseAreas().flatMap((area) => {
      const value = area.value.toLowerCase();
      const found = [];
      for (let at = value.indexOf(sought); at !== -1; at = value.indexOf(sought, at + sought.length)) found.push({ area, start: at, end: at + sought.length });
      return found;
    });
  };
  const tell = (found) => (told.textContent = wanted.input.value === '' ? 'Type what you look for.' : found.length ? `Found ${count(found.length, 'time', 'times')}.` : `“${wanted.input.value}” is not in the text.`);
  /** Goes one place on, or one back, and round at the end. */
  const go = (step) => {
    const found = all();
    tell(found);
    if (!found.length) return;
    const areas = proseAreas();
    const order = ({ area, start }) => (last ? areas.indexOf(area) - areas.indexOf(last.area) || start - last.start : step);
    last = step > 0 ? (found.find((place) => order(place) > 0) ?? found[0]) : (found.findLast((place) => order(place) < 0) ?? found.at(-1));
    showPlace(last.area, last.start, last.end);
    say(`${found.indexOf(last) + 1} of ${found.length}`);
  };
  const next = () => go(1);
  const replaceOne = () => {
    const here = last && all().find(({ area, start }) => area === last.area && start === last.start);
    if (!here) {
      next();
      return;
    }
    replace(here.area, here.start, here.end, instead.input.value);
    last = { ...here, start: here.start + Math.max(0, instead.input.value.length - 1) };
    next();
  };
  const replaceAll = () => {
    const found = all();
    // From the end, so that what is still to be replaced stays where it was found.
    for (const { area, start, end } of [...found].reverse()) replace(area, start, end, instead.input.value);
    told.textContent = found.length ? `Replaced ${count(found.length, 'time', 'times')}. Ctrl+Z in a text takes it back.` : 'Nothing was found.';
    last = null;
  };
  wanted.input.addEventListener('input', () => {
    last = null;
    tell(all());
  });
  wanted.input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  });
  instead.input.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  panel.append(wanted.field, instead.field, element('div', { class: 'buttons' }, button('Find next', next), ' ', button('Find previous', () => go(-1)), ' ', button('Replace', replaceOne), ' ', button('Replace all', replaceAll)), told);
  panel.hidden = false;
}

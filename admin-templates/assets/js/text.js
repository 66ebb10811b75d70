// Changing the text of a textarea so that the browser's own undo takes it back.

/** Makes an element: `element('button', { type: 'button' }, 'Bold')`. Text is set as text, never as markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Every textarea of the page that holds Markdown, in the order of the page. */
export const proseAreas = () => [...document.querySelectorAll('textarea[name*=".markdown"]')];

/**
 * Puts `text` in place of what stands from `start` to `end`, then selects from `from` to `to`, counted from `start`. `execCommand` is the one way that
 * keeps the browser's undo; where a browser has none, the text is set all the same.
 */
export function replace(area, start, end, text, from = text.length, to = from) {
  area.focus();
  area.setSelectionRange(start, end);
  const done = text === '' ? start === end || document.execCommand('delete') : document.execCommand('insertText', false, text);
  if (!done) {
    area.setRangeText(text, start, end, 'end');
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  area.setSelectionRange(start + from, start + to);
}

/** The lines that the selection touches: where they start and end, and their text. */
export function touchedLines(area) {
  const { value, selectionStart, selectionEnd } = area;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  const until = selectionEnd > selectionStart && value[selectionEnd - 1] === '\n' ? selectionEnd - 1 : selectionEnd;
  const found = value.indexOf('\n', until);
  const end = found === -1 ? value.length : found;
  return { start, end, text: value.slice(start, end) };
}

/** Puts the caret at a place, and the place into view. */
export function showPlace(area, start, end = start) {
  const closed = area.closest('details:not([open])');
  if (closed) closed.open = true;
  area.focus();
  area.setSelectionRange(start, end);
  // A textarea scrolls to its caret only when somebody types: its line is looked up instead.
  const line = area.value.slice(0, start).split('\n').length - 1;
  const height = parseFloat(getComputedStyle(area).lineHeight) || 24;
  area.scrollTop = Math.max(0, line * height - area.clientHeight / 3);
  area.scrollIntoView({ block: 'nearest' });
}

/** Says something to those who hear the page. */
export function say(sentence) {
  let region = document.getElementById('said-by-script');
  if (!region) {
    region = element('div', { id: 'said-by-script', class: 'unseen', role: 'status' });
    document.body.append(region);
  }
  region.textContent = '';
  requestAnimationFrame(() => (region.textContent = sentence));
}

/** `1 word`, `12 words`. */
export const count = (number, one, many) => `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;

/** Calls `work` once `wait` milliseconds after the last call. */
export function afterPause(wait, work) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  };
}

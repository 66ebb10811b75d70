// The public page beside the form, as the text stands now.

import { afterPause, element, proseAreas, showPlace } from './text.js';

/** Milliseconds of rest after which the preview is made anew. */
const REST = 400;
/** The widths of a phone, a tablet and a desktop in CSS pixels. */
const WIDTHS = [['Phone', 360], ['Tablet', 768], ['Desktop', 1280]];

/** Shows the preview in `panel`; `keeper` keeps the text, and its answer names the address of what was kept. */
export function addPreview(panel, form, keeper) {
  const frame = element('iframe', { class: 'live-preview', title: 'Preview of this page', sandbox: 'allow-same-origin', src: panel.dataset.preview });
  const buttons = WIDTHS.map(([label, width]) => {
    const button = element('button', { type: 'button', class: 'button small', 'aria-pressed': 'false' }, label);
    button.addEventListener('click', () => wide(width));
    return button;
  });
  const wide = (width) => {
    buttons.forEach((button, at) => button.setAttribute('aria-pressed', String(WIDTHS[at][1] === width)));
    const scale = Math.min(1, panel.clientWidth / width);
    frame.style.width = `${width}px`;
    frame.style.transform = `scale(${scale})`;
    frame.style.height = `${Math.round(640 / scale)}px`;
    frame.style.marginBottom = `${-Math.round(640 / scale - 640)}px`;
  };
  let place = 0;
  frame.addEventListener('load', () => {
    frame.contentWindow?.scrollTo(0, place);
    if (frame.contentDocument) showCaret(frame.contentDocument);
    frame.contentDocument?.addEventListener('click', (event) => {
      event.preventDefault();
      goToText(frame.contentDocument, event);
    });
  });
  panel.append(element('div', { class: 'buttons' }, ...buttons), element('div', { class: 'preview-holder' }, frame));
  panel.hidden = false;
  wide(WIDTHS[0][1]);
  const show = (kept) => {
    if (!kept.preview) return;
    place = frame.contentWindow?.scrollY ?? 0;
    // Replaced, so that the browser's way back does not lead through every keystroke.
    frame.contentWindow?.location.replace(kept.preview);
  };
  form.addEventListener('input', afterPause(REST, () => keeper.keep()));
  return show;
}

/** Brings what is written at the caret into view, unless it is there already. */
function showCaret(page) {
  const area = document.activeElement;
  if (!proseAreas().includes(area)) return;
  const line = area.value.slice(0, area.selectionEnd).split('\n').at(-1);
  // As readers see them: the marks around the words are none.
  const words = line.replace(/[*_`~#>|]|\]\([^)]*\)?|\[/g, '').trim().slice(-30);
  if (words.length < 3) return;
  const found = [...page.querySelectorAll('main :is(p, li, h2, h3, h4, h5, h6, th, td, pre)')].findLast((part) => part.textContent.includes(words));
  const { top, bottom } = found?.getBoundingClientRect() ?? {};
  const height = page.documentElement.clientHeight;
  // Not `scrollIntoView`, which would scroll the text beside it, too.
  if (top < 0 || bottom > height) page.defaultView.scrollBy(0, top - height / 2);
}

/** Puts the caret into the text that was clicked on in the preview. */
function goToText(page, { clientX, clientY }) {
  const at = page.caretPositionFromPoint?.(clientX, clientY);
  const range = at ? { node: at.offsetNode, offset: at.offset } : rangeAt(page, clientX, clientY);
  if (range?.node?.nodeType !== Node.TEXT_NODE) return;
  const { data } = range.node;
  // The words around the click, fewer until they stand in a text as they are: marks and links cut what is shown.
  for (const reach of [40, 20, 10, 5]) {
    const words = data.slice(Math.max(0, range.offset - reach), range.offset + reach).trim();
    if (words.length < 3) continue;
    for (const area of proseAreas()) {
      const found = area.value.indexOf(words);
      if (found === -1) continue;
      showPlace(area, found + Math.min(range.offset, reach), found + Math.min(range.offset, reach));
      return;
    }
  }
}

function rangeAt(page, x, y) {
  const range = page.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

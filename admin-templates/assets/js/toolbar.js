// The toolbar above each text: native buttons, one stop of Tab, arrows between them.

import { chooseLink } from './chooser.js';
import { chooseFact } from './facts.js';
import * as format from './format.js';
import { openTable } from './table.js';
import { element, proseAreas } from './text.js';

/** Label, what it does, and the shortcut without the control key. */
const BUTTONS = [
  ['Bold', (area) => format.around(area, '**', 'bold words'), 'b'],
  ['Italic', (area) => format.around(area, '*', 'words in italics'), 'i'],
  ['Heading', (area) => format.heading(area, 2)],
  ['Subheading', (area) => format.heading(area, 3)],
  ['Bullets', format.bullets],
  ['Numbers', format.numbers],
  ['Link', chooseLink, 'k'],
  ['Fact', chooseFact],
  ['Table', openTable],
];

export function addToolbars({ shortcuts }) {
  for (const area of proseAreas()) {
    const bar = element('div', { class: 'toolbar', role: 'toolbar', 'aria-label': 'Formatting', 'aria-controls': area.id });
    const buttons = BUTTONS.map(([label, act, key]) => {
      const keys = key && shortcuts ? { 'aria-keyshortcuts': `Control+${key.toUpperCase()}`, title: `Ctrl+${key.toUpperCase()}` } : {};
      const button = element('button', { type: 'button', tabindex: '-1', ...keys }, label);
      button.addEventListener('click', () => act(area));
      return button;
    });
    buttons[0].tabIndex = 0;
    bar.append(...buttons);
    bar.addEventListener('keydown', (event) => rove(event, buttons));
    area.before(bar);
    area.closest('.block')?.querySelector('.without-script')?.remove();
    if (shortcuts) area.addEventListener('keydown', (event) => shortcut(event, area));
  }
}

function rove(event, buttons) {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined || at === -1) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
  next.focus();
}

function shortcut(event, area) {
  const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const found = command && BUTTONS.find(([, , key]) => key === event.key.toLowerCase());
  if (!found) return;
  event.preventDefault();
  found[1](area);
}

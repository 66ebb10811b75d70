// “Go to line 14” puts the caret there; without scripts the link leads to the field.

import { proseAreas, say, showPlace } from './text.js';

export function addWaysToLines() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-line]');
    const area = link && proseAreas().find(({ id }) => link.hash === `#${id}`);
    if (!area) return;
    event.preventDefault();
    const lines = area.value.split('\n');
    const number = Math.min(Number(link.dataset.line), lines.length);
    showPlace(area, lines.slice(0, number - 1).reduce((sum, line) => sum + line.length + 1, 0));
    say(`Line ${number}: ${lines[number - 1]}`);
  });
}

// Inserting a fact by what it says, so that nobody types braces.

import { ask } from './dialog.js';
import { element, replace, say } from './text.js';

/** Asks which fact, and puts it at the caret. */
export async function chooseFact(area) {
  const { selectionStart: start, selectionEnd: end } = area;
  let facts = [];
  let told = 'There are no facts yet. Whoever publishes on the whole site adds them under “Facts”.';
  try {
    const answer = await fetch('/admin/facts', { headers: { accept: 'application/json' } });
    ({ facts } = await answer.json());
  } catch {
    told = 'The facts cannot be read now. Try again in a minute.';
  }
  const choice = element('select', { id: 'chosen-fact' }, ...facts.map(({ label, value, mark }) => element('option', { value: mark }, `${label}: ${value}`)));
  const field = facts.length
    ? element('div', { class: 'field' }, element('label', { for: 'chosen-fact' }, 'Fact'), choice)
    : element('p', {}, told);
  ask('Insert a fact', [field], facts.length ? 'Insert fact' : 'Close', () => {
    if (!facts.length) return;
    replace(area, start, end, choice.value);
    say(`${choice.selectedOptions[0].textContent} inserted.`);
  });
}

// Small questions over the page: a native dialog with a heading, which Escape closes and which gives the focus back.

import { element } from './text.js';

let opened = 0;

/**
 * Opens a dialog with a form. `fields` are elements; `act` runs when the main button is pressed, and keeps the dialog open where it returns false.
 * The focus then goes back to where it was, unless `act` put it elsewhere.
 */
export function ask(heading, fields, button, act) {
  const before = document.activeElement;
  const id = `dialog-${(opened += 1)}`;
  const dialog = element('dialog', { class: 'dialog', 'aria-labelledby': id });
  const cancel = element('button', { type: 'button', class: 'button secondary' }, 'Cancel');
  const form = element(
    'form',
    { method: 'dialog' },
    element('h2', { id }, heading),
    ...fields,
    element('div', { class: 'buttons' }, element('button', { class: 'button primary' }, button), ' ', cancel),
  );
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    close();
    before?.focus();
    if (act() === false) {
      document.body.append(dialog);
      dialog.showModal();
    }
  });
  cancel.addEventListener('click', () => {
    close();
    before?.focus();
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
    before?.focus();
  });
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  form.querySelector('input, select, textarea')?.focus();
  return dialog;
}

/** A labelled line of text. */
export function line(label, value = '', attributes = {}) {
  const id = `field-${(opened += 1)}`;
  const input = element('input', { id, type: 'text', autocomplete: 'off', ...attributes });
  input.value = value;
  const field = element('div', { class: 'field' }, element('label', { for: id }, label), input);
  return { field, input };
}

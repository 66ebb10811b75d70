// What the server says of the text as it is typed: the checks, and what each block refers to. Its answer is put in the place of what stands there.

import { fields } from './keeping.js';
import { afterPause, say } from './text.js';

/** Milliseconds of rest after which is asked: longer than for the preview, so that the checks do not speak of half a word. */
const REST = 1_000;

/** `onFresh` is called with each part that was made anew. While what stands there is of an older text, the form says so: `data-behind`. */
export function followTyping(form, { onFresh = () => {} } = {}) {
  let asked;
  let typed = 0;
  const look = () => {
    const of = typed;
    asked?.abort();
    // The browser reads the answer as a document here, so that no script of ours makes markup of text.
    const request = (asked = new XMLHttpRequest());
    request.open('POST', form.dataset.checks);
    request.setRequestHeader('content-type', 'application/x-www-form-urlencoded');
    request.responseType = 'document';
    // While the server is away the state of saving says so; what was found last stays.
    request.addEventListener('load', () => {
      for (const part of request.response?.querySelectorAll('[data-fresh]') ?? []) put(part, onFresh);
    });
    request.addEventListener('loadend', () => of === typed && delete form.dataset.behind);
    request.send(fields(form));
  };
  const later = afterPause(REST, look);
  form.addEventListener('input', () => {
    typed += 1;
    form.dataset.behind = '';
    later();
  });
}

function put(part, onFresh) {
  const old = document.getElementById(part.id);
  // Whoever is at one of its buttons stays there.
  if (!old || old.contains(document.activeElement) || old.matches(':active')) return;
  const open = (element) => [...element.querySelectorAll('details')];
  open(part).forEach((details, at) => (details.open = open(old)[at]?.open ?? false));
  const { summary } = part.dataset;
  if (summary !== undefined && summary !== old.dataset.summary) say(`Checks: ${summary || 'no problems'}.`);
  old.replaceWith(part);
  onFresh(part);
}

// Coming back from the preview with the caret where it was.

import { showPlace } from './text.js';

export function keepCaret(form) {
  const name = `waymark-caret:${location.pathname}`;
  goBack(name);
  let last = null;
  form.addEventListener('focusin', ({ target }) => {
    if (target.matches('textarea, input[type=text]')) last = target;
  });
  form.addEventListener('submit', ({ submitter }) => {
    if (submitter?.value === 'preview' && last) remember(name, { id: last.id, at: last.selectionEnd });
  });
}

function remember(name, place) {
  try {
    sessionStorage.setItem(name, JSON.stringify(place));
  } catch {
    // Without a store the screen begins at its top.
  }
}

function goBack(name) {
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(name) ?? 'null');
    sessionStorage.removeItem(name);
  } catch {
    return;
  }
  const field = place && document.getElementById(place.id);
  // What the screen itself puts the focus on, such as a list of problems, is more important.
  if (field?.setSelectionRange && !document.querySelector('[autofocus]')) showPlace(field, place.at);
}

// The editor's desk: everything here is an addition to a form that works without it.

import { addArranging } from './arrange.js';
import { followTyping } from './as-typed.js';
import { keepCaret } from './caret.js';
import { addLinkChanging } from './chooser.js';
import { addFileChoosers } from './files.js';
import { addFind } from './find.js';
import { keepText } from './keeping.js';
import { addWaysToLines } from './lines.js';
import { addOutline } from './outline.js';
import { addPaste } from './paste.js';
import { addPreview } from './preview.js';
import { addToolbars } from './toolbar.js';

const form = document.getElementById('editor');
if (form?.dataset.keep) {
  const shortcuts = document.body.dataset.shortcuts !== 'off';
  addToolbars({ shortcuts });
  addPaste();
  addFileChoosers();
  addArranging(form);
  keepCaret(form);
  addWaysToLines();
  addLinkChanging();
  followTyping(form, { onFresh: addLinkChanging });
  const panel = (id, add) => {
    const found = document.getElementById(id);
    return found && add(found);
  };
  panel('outline', addOutline);
  panel('find-replace', addFind);
  let show = () => {};
  const keeper = keepText(form, { onKept: (kept) => show(kept) });
  show = panel('live-preview', (found) => addPreview(found, form, keeper)) ?? show;
  if (shortcuts) addEventListener('keydown', (event) => shortcut(event));
}

/** Ctrl+S saves the draft, Ctrl+Enter goes to the button that publishes: what is public is never changed by a slip of the hand. */
function shortcut(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  const button = (value) => form.querySelector(`button[name=action][value=${value}]`);
  if (event.key === 's') {
    event.preventDefault();
    button('save')?.click();
  } else if (event.key === 'Enter') {
    const publish = button('publish');
    if (!publish) return;
    event.preventDefault();
    publish.focus();
  }
}

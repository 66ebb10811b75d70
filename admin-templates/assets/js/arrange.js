// Moving blocks by keyboard and by dragging, and keeping closed ones closed. The server moves them, as it does for the buttons.

import { say } from './text.js';

const AREA = 'details.block-body';

export function addArranging(form) {
  const told = document.getElementById('said-of-blocks');
  // What stands there when a page opens is read out by few.
  if (told) say(told.textContent);
  keepClosed(form);
  let dragged = null;
  for (const handle of form.querySelectorAll('.handle')) {
    const block = handle.closest('.block');
    handle.draggable = true;
    handle.setAttribute('aria-keyshortcuts', 'Alt+ArrowUp Alt+ArrowDown');
    handle.title = 'Drag, or press Alt and an arrow, to move this block';
    handle.addEventListener('keydown', (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!event.altKey || !step) return;
      event.preventDefault();
      const blocks = blocksWith(block);
      const to = blocks.indexOf(block) + step;
      if (to < 0 || to >= blocks.length) say(step < 0 ? 'This is the first block.' : 'This is the last block.');
      else move(form, block, blocks[step < 0 ? to - 1 : to]);
    });
    handle.addEventListener('dragstart', (event) => {
      dragged = block;
      event.dataTransfer.effectAllowed = 'move';
    });
    handle.addEventListener('dragend', () => (dragged = null));
    block.addEventListener('dragover', (event) => {
      if (!dragged || dragged.parentElement !== block.parentElement) return;
      event.preventDefault();
      block.dataset.drop = isAbove(event, block) ? 'above' : 'below';
    });
    block.addEventListener('dragleave', () => delete block.dataset.drop);
    block.addEventListener('drop', (event) => {
      if (!dragged || dragged.parentElement !== block.parentElement) return;
      event.preventDefault();
      const blocks = blocksWith(block);
      const after = isAbove(event, block) ? blocks[blocks.indexOf(block) - 1] : block;
      if (dragged !== after && dragged !== block) move(form, dragged, after);
      else delete block.dataset.drop;
    });
  }
}

const blocksWith = (block) => [...block.parentElement.querySelectorAll(':scope > .block')];

function isAbove(event, block) {
  const { top, height } = block.getBoundingClientRect();
  return event.clientY < top + height / 2;
}

/** Asks the server to put a block behind another one, or first where there is none. */
function move(form, block, after) {
  const id = (element) => element.id.replace(/^(block|foot)-/, '');
  const button = document.createElement('button');
  button.name = 'action';
  button.value = `move-block:${id(block)}:${after ? id(after) : block.id.replace(/^(block|foot)-.*/, (_, region) => (region === 'foot' ? '-foot' : '-body'))}`;
  button.hidden = true;
  form.append(button);
  button.click();
}

/** A block that somebody closed is closed when the page comes back. */
function keepClosed(form) {
  const key = `waymark-closed:${location.pathname}`;
  const all = [...form.querySelectorAll(AREA)];
  let closed = [];
  try {
    closed = JSON.parse(sessionStorage.getItem(key) ?? '[]');
  } catch {
    // Nothing is remembered then.
  }
  for (const area of all) {
    const wanted = area.querySelector('[autofocus], .wrong');
    if (closed.includes(area.parentElement.id) && !wanted) area.open = false;
    area.addEventListener('toggle', () => {
      try {
        sessionStorage.setItem(key, JSON.stringify(all.filter(({ open }) => !open).map(({ parentElement }) => parentElement.id)));
      } catch {
        // A full or forbidden store: it is open the next time.
      }
    });
  }
}

// Choosing a file of the library for a block, and uploading one on the way: a dialog over what the library’s own screen lists.

import { ask, line } from './dialog.js';
import { afterPause, count, element, say } from './text.js';
import { upload } from './upload.js';

/** Takes over every button that leads to the library for a block. */
export function addFileChoosers() {
  for (const button of document.querySelectorAll('button[data-choose]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      choose(button);
    });
  }
}

function choose(button) {
  const kind = button.dataset.choose;
  const what = kind === 'pictures' ? 'picture' : 'document';
  const search = line(`Words of the ${what}’s name, description or credit`, '', { type: 'search' });
  const bring = element('input', { id: 'bring', type: 'file', accept: kind === 'pictures' ? 'image/jpeg,image/png,image/gif,image/webp' : '.pdf,.docx,.xlsx,.odt,.csv' });
  const bringing = element('div', { class: 'field' }, element('label', { for: 'bring' }, `Or upload a ${what}`), bring);
  const told = element('p', { class: 'hint', role: 'status' });
  const wrong = element('p', { class: 'error', role: 'alert', hidden: '' });
  const found = element('ul', { class: 'found found-files' });
  let chosen = null;

  const refuse = (sentence) => {
    wrong.hidden = !sentence;
    wrong.textContent = sentence;
  };
  const item = (file, at) => {
    const radio = element('input', { type: 'radio', name: 'file', id: `file-${at}` });
    radio.addEventListener('change', () => (chosen = file));
    const picture = file.thumbnail ? [element('img', { src: file.thumbnail, alt: '', width: '96', height: '54' })] : [];
    const label = element('label', { for: radio.id }, ...picture, element('span', {}, `${file.name} – ${file.facts}${file.description ? ` – ${file.description}` : ''}`));
    return element('li', { class: 'choice' }, radio, label);
  };
  const show = (files) => {
    found.replaceChildren(...files.map(item));
    told.textContent = files.length ? `${count(files.length, what, `${what}s`)}. Choose one.` : `No ${what} fits.`;
  };
  let asked = 0;
  const look = async () => {
    const mine = (asked += 1);
    try {
      const query = new URLSearchParams({ kind, q: search.input.value.trim() });
      const answer = await fetch(`/admin/media?${query}`, { headers: { accept: 'application/json' } });
      const { files } = await answer.json();
      if (mine !== asked) return;
      chosen = null;
      show(files);
    } catch {
      told.textContent = 'The library does not answer now. Type the number of the file into its field.';
    }
  };
  search.input.addEventListener('input', afterPause(200, look));
  bring.addEventListener('change', async () => {
    if (!bring.files.length) return;
    const data = new FormData();
    data.append('quiet', 'yes');
    data.append('file', bring.files[0]);
    told.textContent = 'Uploading…';
    const { files, problems } = await upload(data);
    refuse(problems.join(' '));
    if (!files.length) {
      told.textContent = '';
      return;
    }
    asked += 1;
    chosen = files[0];
    show(files);
    found.querySelector('input').checked = true;
    told.textContent = `${chosen.name} is in the library, and chosen.`;
  });

  ask(`Choose a ${what}`, [search.field, told, found, bringing, wrong], `Use this ${what}`, () => {
    refuse(chosen ? '' : `Choose a ${what} from the list, or upload one.`);
    if (!chosen) return false;
    use(button, chosen);
    return true;
  });
  look();
}

/** Puts the file into the block’s fields. What the library says of a picture is offered as its text, where nothing is written yet. */
function use(button, file) {
  const field = document.getElementById(button.dataset.field);
  const part = (name) => document.getElementById(field.id.replace(/-file$/, `-${name}`));
  field.value = file.id;
  const alt = part('alt');
  if (alt && !alt.value.trim() && !part('decorative')?.checked) alt.value = file.description;
  const shown = document.getElementById(`${field.id}-shown`);
  shown?.replaceChildren(...(file.thumbnail ? [element('img', { src: file.thumbnail, alt: '', width: '320', height: '180' })] : []), element('p', { class: 'hint' }, `${file.name}, ${file.facts}`));
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  (alt ?? part('label'))?.focus();
  say(`${file.name} chosen.`);
}

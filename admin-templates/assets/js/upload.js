// The upload form with drop, paste and a progress bar: an addition to a form that works without it.

import { count, element, say } from './text.js';

/** The most bytes of a picture and of a document, as the server counts them. */
const PICTURE = 20 * 1024 * 1024;
const DOCUMENT = 50 * 1024 * 1024;

const form = document.getElementById('upload');
const input = document.getElementById('file');
if (form && input) {
  const told = element('p', { class: 'hint', role: 'status' }, 'You can also drop files here, or paste a picture.');
  const progress = element('progress', { max: '1', value: '0', 'aria-label': 'Uploading' });
  const state = element('div', { class: 'upload-state', hidden: '' }, progress);
  const wrong = element('div', { role: 'alert' });
  input.after(told, state, wrong);

  const put = (files) => {
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    if (!all.files.length) return;
    input.files = all.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  input.addEventListener('change', () => {
    const names = [...input.files].map((file) => file.name);
    told.textContent = names.length ? `${count(names.length, 'file', 'files')} chosen: ${names.join(', ')}` : 'No file chosen.';
    show(tooLarge(input.files));
  });
  for (const name of ['dragenter', 'dragover']) {
    form.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes('Files')) return;
      event.preventDefault();
      form.classList.add('over');
    });
  }
  for (const name of ['dragleave', 'drop']) form.addEventListener(name, () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    put(event.dataTransfer.files);
  });
  document.addEventListener('paste', (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    put(event.clipboardData.files);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const problems = input.files.length ? tooLarge(input.files) : ['Choose a file to upload.'];
    show(problems);
    if (!problems.length) send();
  });

  const show = (sentences) => wrong.replaceChildren(...sentences.map((sentence) => element('p', { class: 'error' }, sentence)));
  const send = () => {
    state.hidden = false;
    const button = form.querySelector('button[type=submit]');
    button.disabled = true;
    told.textContent = 'Uploading…';
    upload(new FormData(form), (part) => (progress.value = part)).then(({ problems, to, files }) => {
      if (!problems.length) {
        location.href = to;
        return;
      }
      state.hidden = true;
      button.disabled = false;
      input.value = '';
      told.textContent = files.length ? `In the library now: ${files.map((file) => file.name).join(', ')}.` : '';
      show(problems);
      say('The upload has problems.');
    });
  };
}

/** Sends a form with files; `progressed` hears which part of it has gone. The promise is kept whatever happens. */
export function upload(data, progressed = () => {}) {
  return new Promise((keep) => {
    const lost = 'The server does not answer. Nothing was lost on your side: try again.';
    const request = new XMLHttpRequest();
    request.open('POST', '/admin/media/upload');
    request.setRequestHeader('accept', 'application/json');
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total }) => progressed(total ? loaded / total : 0));
    request.addEventListener('load', () => keep({ files: [], to: '/admin/media', ...(request.response ?? { problems: [lost] }) }));
    for (const name of ['error', 'abort', 'timeout']) request.addEventListener(name, () => keep({ files: [], problems: [lost] }));
    request.send(data);
  });
}

function tooLarge(files) {
  const most = (file) => (file.type.startsWith('image/') ? PICTURE : DOCUMENT);
  const over = [...files].filter((file) => file.size > most(file));
  return over.map((file) => `${file.name} is too large. It must be smaller than ${most(file) / 1024 / 1024} MB.`);
}

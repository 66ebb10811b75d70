// Keeps what is typed for the person alone, and says so in words. While the server is away, a copy waits in this browser.

import { askToSignIn, heard } from './session.js';
import { element, say } from './text.js';

/** Milliseconds of rest after which the text is kept, and the longest time without (ux: every 3 seconds idle, 30 at most). */
const REST = 3_000;
const LONGEST = 30_000;

/** Starts keeping the editor's form. `onKept` is called with the answer whenever the server has the text. */
export function keepText(form, { onKept = () => {} } = {}) {
  const address = form.dataset.keep;
  const state = document.getElementById('save-state');
  const rescue = `waymark-rescue:${location.pathname}`;
  let sent = fields(form);
  let since = 0;
  let timer;
  let busy = false;
  let leaving = false;

  const tell = (sentence) => {
    if (state && state.textContent !== sentence) state.textContent = sentence;
  };
  const keep = async ({ keepalive = false } = {}) => {
    clearTimeout(timer);
    timer = undefined;
    const body = fields(form);
    if (leaving || busy || body === sent) return;
    busy = true;
    since = 0;
    tell('Keeping…');
    try {
      const answer = await fetch(address, {
        method: 'POST',
        body,
        keepalive,
        redirect: 'manual',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      });
      if (!answer.ok) throw answer;
      const kept = await answer.json();
      sent = body;
      heard();
      localStorage.removeItem(rescue);
      tell(kept.sentence + (kept.moved_on ? ' Somebody else has saved the shared draft meanwhile; what you both changed is joined when you save.' : ''));
      onKept(kept);
    } catch (problem) {
      store(rescue, { body, at: Date.now() });
      const signedOut = problem instanceof Response && (problem.type === 'opaqueredirect' || problem.status === 401);
      tell(signedOut ? 'You’ve been signed out. Your text is safe in this browser.' : 'Couldn’t keep your text – trying again. It is safe in this browser.');
      if (signedOut) askToSignIn(keep);
      timer = setTimeout(keep, LONGEST / 2);
    }
    busy = false;
    if (fields(form) !== sent && !timer) plan();
  };
  const plan = () => {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(keep, Math.max(0, Math.min(REST, since + LONGEST - Date.now())));
  };

  form.addEventListener('input', plan);
  form.addEventListener('focusout', (event) => event.target.matches('input, textarea, select') && keep());
  form.addEventListener('submit', () => (leaving = true));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keep({ keepalive: fields(form).length < 60_000 }));
  offerRescue(form, rescue);
  return { keep, address };
}

/** The form as it would be sent. */
export const fields = (form) => new URLSearchParams(new FormData(form)).toString();

function store(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or forbidden store: the text still stands in the form.
  }
}

/** What could not be kept the last time is offered again. */
function offerRescue(form, key) {
  let saved;
  try {
    saved = JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    saved = null;
  }
  if (!saved || saved.body === fields(form)) {
    localStorage.removeItem(key);
    return;
  }
  const time = new Date(saved.at).toLocaleTimeString('en-GB', { hour: 'numeric', minute: '2-digit', hour12: true }).replace(' ', '');
  const use = element('button', { type: 'button', class: 'button small' }, 'Use it');
  const drop = element('button', { type: 'button', class: 'button small' }, 'Discard it');
  const banner = element('section', { class: 'undo', 'aria-label': 'Text in this browser' }, element('p', {}, `This browser holds text from ${time} that could not be kept.`), use, drop);
  use.addEventListener('click', () => {
    const values = new URLSearchParams(saved.body);
    for (const field of form.elements) {
      if (!field.name || field.type === 'hidden') continue;
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.getAll(field.name).includes(field.value);
      else if (values.has(field.name)) field.value = values.get(field.name);
    }
    banner.remove();
    form.dispatchEvent(new InputEvent('input', { bubbles: true }));
    say('The text of this browser stands in the form.');
  });
  drop.addEventListener('click', () => {
    localStorage.removeItem(key);
    banner.remove();
  });
  form.prepend(banner);
}

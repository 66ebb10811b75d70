// Says two minutes beforehand when the session ends, and lets people sign in again without leaving the page and what stands in it.

import { line } from './dialog.js';
import { element } from './text.js';

/** Milliseconds: how long before the end the warning comes (WCAG 2.2, 2.2.1 asks for twenty seconds at least), and how often the time is looked at. */
const WARNING = 120_000;
const LOOK = 5_000;

/** All tabs of the admin share one session, so each says here when the server last heard of any. */
const HEARD = 'waymark-heard';

/** Notes that the server has just answered, which keeps the session. */
export function heard() {
  try {
    localStorage.setItem(HEARD, String(Date.now()));
  } catch {
    // A full or forbidden store: this tab then counts from its own start.
  }
}

/** Watches the session of this page: `idle` and `left` are seconds without a request, and at most. */
export function watchSession({ idle, left }) {
  const loaded = Date.now();
  let whole = loaded + left * 1_000;
  let warning;
  heard();
  const end = () => Math.min(Math.max(loaded, Number(localStorage.getItem(HEARD)) || 0) + idle * 1_000, whole);
  const close = () => {
    warning?.close();
    warning?.remove();
    warning = undefined;
  };
  const stay = async () => {
    try {
      const answer = await fetch('/admin/session', { method: 'POST', redirect: 'manual', headers: { accept: 'application/json' } });
      if (!answer.ok) throw answer;
      whole = Date.now() + (await answer.json()).left * 1_000;
      heard();
      close();
    } catch (problem) {
      close();
      if (problem instanceof Response) askToSignIn();
    }
  };
  setInterval(() => {
    const rest = end() - Date.now();
    if (rest <= 0) {
      close();
      askToSignIn(() => (whole = Date.now() + left * 1_000));
    } else if (rest > WARNING) close();
    else warning ??= warn(end() === whole, stay);
  }, LOOK);
}

function warn(forGood, stay) {
  const why = forGood
    ? 'You signed in a long time ago. After the time is up you sign in again on this page; what stands in it stays.'
    : 'You have not used the admin for a while. What you typed stays on this page.';
  const on = element('button', { type: 'button', class: 'button primary' }, 'Stay signed in');
  const out = element('form', { method: 'post', action: '/admin/logout' }, element('button', { class: 'button secondary' }, 'Sign out'));
  on.addEventListener('click', stay);
  return show('session-warning', 'You’ll be signed out in 2 minutes', [element('p', {}, why), element('div', { class: 'buttons' }, ...(forGood ? [] : [on]), out)]);
}

/** Asks for the sign-in over the page as it stands; `after` runs when it is done. */
export function askToSignIn(after = () => {}) {
  if (document.getElementById('signed-out')) return;
  const email = line('Email address', '', { type: 'email', autocomplete: 'username', required: '' });
  const password = line('Password', '', { type: 'password', autocomplete: 'current-password', required: '' });
  const wrong = element('p', { class: 'error', role: 'alert' });
  const form = element('form', { class: 'stack' }, element('p', {}, 'Your text stays here. Sign in to go on with it.'), wrong, email.field, password.field, element('button', { class: 'button primary' }, 'Sign in'));
  const dialog = show('signed-out', 'You’ve been signed out', [form]);
  // Behind it nothing can be kept: there is nothing to go back to until somebody has signed in.
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      const body = new URLSearchParams({ email: email.input.value, password: password.input.value });
      const answer = await fetch('/admin/login', { method: 'POST', body, redirect: 'manual', headers: { accept: 'application/json' } });
      if (answer.type !== 'opaqueredirect') {
        wrong.textContent = (await answer.json()).sentence;
        password.input.value = '';
        password.input.focus();
        return;
      }
      heard();
      dialog.close();
      dialog.remove();
      after();
    } catch {
      wrong.textContent = 'The server does not answer now. Your text is safe on this page; try again in a minute.';
    }
  });
}

/** A dialog over the page, which gives the focus back. */
function show(id, heading, content) {
  const before = document.activeElement;
  const dialog = element('dialog', { id, class: 'dialog', 'aria-labelledby': `${id}-heading` }, element('h2', { id: `${id}-heading` }, heading), ...content);
  dialog.addEventListener('close', () => before?.focus());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

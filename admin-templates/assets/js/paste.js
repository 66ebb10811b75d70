// Pasting from a word processor or a web page: the server makes Markdown of what is on the clipboard.

import { proseAreas, replace, say } from './text.js';

/** Where it is sent, what it may be at most (both ends say so), and how long somebody waits before plain text is pasted. */
const ADDRESS = '/admin/convert/paste';
const MOST_BYTES = 1 << 20;
const LONGEST_WAIT = 1_000;
/** What plain text would lose. A paste without any of it is left to the browser. */
const STRUCTURE = /<(h[1-6]|li|table|blockquote|b|strong|i|em|s|sup|sub|pre|code|img)[\s>]|<a\s[^>]*href|font-weight:\s*[67]00|font-style:\s*italic|mso-list|<\/p>[\s\S]*<p[\s>]|<br/i;

export function addPaste() {
  for (const area of proseAreas()) {
    let plainly = false;
    area.addEventListener('keydown', (event) => (plainly = event.shiftKey && event.key.toLowerCase() === 'v'));
    area.addEventListener('paste', (event) => {
      const html = event.clipboardData?.getData('text/html').replace(/(src=")data:[^"]*/g, '$1');
      if (plainly || !html || !STRUCTURE.test(html)) return;
      event.preventDefault();
      paste(area, html, event.clipboardData.getData('text/plain'));
    });
  }
}

async function paste(area, html, plain) {
  const { value, selectionStart, selectionEnd } = area;
  const before = value.slice(0, selectionStart);
  const after = value.slice(selectionEnd);
  const { markdown, sentence } = await converted(html);
  const text = (markdown || plain.replace(/\r\n?/g, '\n')).replace(/\n$/, '');
  if (text === '') return say(sentence);
  const elsewhere = document.activeElement === area ? null : document.activeElement;
  const now = area.value;
  if (now === value) {
    replace(area, selectionStart, selectionEnd, ...fitted(before, text, after));
  } else {
    // Somebody typed meanwhile: the text goes where it was pasted, and the caret stays behind what was typed.
    const start = now.startsWith(before) ? before.length : area.selectionStart;
    const caret = area.selectionEnd;
    const [put] = fitted(now.slice(0, start), text, now.slice(start));
    replace(area, start, start, put, caret >= start ? caret - start + put.length : caret - start);
  }
  elsewhere?.focus();
  say(`${sentence} Undo with Ctrl+Z.`);
}

/** The server's answer; without a text where there is none in time. */
async function converted(html) {
  const failed = { markdown: '', sentence: 'Pasted as plain text.' };
  if (new Blob([html]).size > MOST_BYTES) return { ...failed, sentence: `${failed.sentence} More than 1 MB was copied.` };
  try {
    const answer = await fetch(ADDRESS, {
      method: 'POST',
      body: html,
      headers: { accept: 'application/json', 'content-type': 'text/html' },
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    const said = await answer.json();
    return answer.ok ? said : { ...failed, sentence: `${failed.sentence} ${said.sentence ?? ''}`.trim() };
  } catch {
    return failed;
  }
}

/** The text with the empty lines that part blocks from what stands around them, and where the caret goes. */
function fitted(before, text, after) {
  const isBlock = /\n|^(#{1,6} |[-*+] |\d+[.)] |> |\||```|---$)/.test(text);
  const missing = (beside, ends) => (beside === '' || !isBlock ? '' : '\n'.repeat(2 - ends.exec(beside)[0].length));
  const above = missing(before, /\n{0,2}$/);
  return [above + text + missing(after, /^\n{0,2}/), above.length + text.length];
}

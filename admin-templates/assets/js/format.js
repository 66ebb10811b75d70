// What the buttons of the toolbar do to the text.

import { replace, touchedLines } from './text.js';

/** Puts marks around the selection, or takes them away where they stand already. */
export function around(area, mark, sample) {
  const { value, selectionStart: start, selectionEnd: end } = area;
  const chosen = value.slice(start, end);
  const outside = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (outside && !isLonger(value, start, end, mark)) {
    replace(area, start - mark.length, end + mark.length, chosen, 0, chosen.length);
    return;
  }
  // Marks hug the words: a space inside them would show the marks themselves.
  const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(chosen);
  const text = words || sample;
  const from = before.length + mark.length;
  replace(area, start, end, before + mark + text + mark + after, from, from + text.length);
}

/** Whether the marks beside the selection are part of more of them: the `*` of italic beside the `**` of bold. */
function isLonger(value, start, end, mark) {
  return mark === '*' && value[start - 2] === '*' && value[start - 3] !== '*' && value[end + 1] === '*';
}

/** Makes the touched lines headings of this level, or plain again where they are that already. */
export function heading(area, level) {
  const mark = '#'.repeat(level);
  lines(area, (line) => {
    const [, marks, text] = /^(#{1,6}\s+)?(.*)$/.exec(line);
    return (marks ?? '').trim() === mark ? text : `${mark} ${text || 'Heading'}`;
  });
}

/** Makes the touched lines a list, or plain again. `mark(number)` gives what each begins with. */
export function list(area, isOne, mark) {
  const all = touchedLines(area).text.split('\n').filter((line) => line.trim() !== '');
  const listed = all.length > 0 && all.every((line) => isOne.test(line));
  let number = 0;
  lines(area, (line) => {
    if (line.trim() === '' && all.length > 0) return line;
    const plain = line.replace(/^\s*([-*+]|\d+[.)])\s+/, '');
    return listed ? plain : mark((number += 1)) + (plain || 'Item');
  });
}

export const bullets = (area) => list(area, /^\s*[-*+]\s/, () => '- ');
export const numbers = (area) => list(area, /^\s*\d+[.)]\s/, (number) => `${number}. `);

function lines(area, change) {
  const { start, end, text } = touchedLines(area);
  const changed = text.split('\n').map(change).join('\n');
  const { value } = area;
  // A heading or a list stands apart from the paragraph above it.
  const gap = start > 0 && value[start - 2] !== '\n' && value[start - 2] !== undefined ? '\n' : '';
  replace(area, start, end, gap + changed, gap.length, gap.length + changed.length);
}

/** A link with these words; `address` may be a page's or another site's. */
export function link(area, start, end, words, address) {
  const safe = words.replace(/[[\]\\]/g, '\\$&');
  replace(area, start, end, `[${safe}](${targetOf(address)})`);
}

/** An address as the target of a link is written. */
export const targetOf = (address) => (/[\s()<>]/.test(address) ? `<${address.replace(/[<>]/g, encodeURIComponent)}>` : address);

/** The targets of the links and of the definitions in a text: what stands there, and where it starts and ends, its angle brackets with it. */
export function targetsIn(text) {
  const targets = text.matchAll(/(?<before>\]\(\s*|^ {0,3}\[[^\]]+\]:\s*|<a\s[^>]*href=")(?<target><[^<>\n]*>|(?:\([^\s()<>"]*\)|[^\s()<>"])+)/gm);
  return [...targets].map(({ index, groups: { before, target } }) => {
    const start = index + before.length;
    return { text: target.replace(/^<|>$/g, ''), start, end: start + target.length };
  });
}

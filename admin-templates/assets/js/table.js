// Tables by form: a grid of fields instead of pipes. Only the table at the caret is written anew.

import { ask, line } from './dialog.js';
import { element, replace, say, touchedLines } from './text.js';

/** Opens the table at the caret, or asks how large a new one is to be. */
export function openTable(area) {
  const found = tableAt(area.value, area.selectionStart);
  if (found) {
    grid(area, found);
    return;
  }
  const columns = line('Columns', '3', { inputmode: 'numeric', class: 'tiny' });
  const rows = line('Rows below the heading', '2', { inputmode: 'numeric', class: 'tiny' });
  const place = touchedLines(area).end;
  ask('Insert a table', [columns.field, rows.field], 'Next', () => {
    const size = (input, most) => Math.min(most, Math.max(1, Number.parseInt(input.value, 10) || 1));
    const empty = Array.from({ length: size(rows.input, 100) + 1 }, () => Array(size(columns.input, 12)).fill(''));
    grid(area, { start: place, end: place, cells: empty, align: empty[0].map(() => ''), fresh: true });
  });
}

/** The table that a place lies in: where it starts and ends, its cells and how its columns are aligned. */
export function tableAt(value, place) {
  const isRow = (text) => /\|/.test(text) && text.trim() !== '';
  let start = value.lastIndexOf('\n', place - 1) + 1;
  const lineFrom = (at) => value.slice(at, value.indexOf('\n', at) === -1 ? value.length : value.indexOf('\n', at));
  if (!isRow(lineFrom(start))) return null;
  while (start > 0) {
    const above = value.lastIndexOf('\n', start - 2) + 1;
    if (!isRow(value.slice(above, start - 1))) break;
    start = above;
  }
  let end = start;
  const lines = [];
  for (;;) {
    const text = lineFrom(end);
    if (!isRow(text)) break;
    lines.push(text);
    end += text.length;
    if (end >= value.length) break;
    end += 1;
  }
  if (value[end - 1] === '\n') end -= 1;
  const rule = lines[1] ?? '';
  if (!/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rule)) return null;
  const align = cellsOf(rule).map((cell) => (cell.startsWith(':') && cell.endsWith(':') ? 'center' : cell.endsWith(':') ? 'right' : cell.startsWith(':') ? 'left' : ''));
  const cells = [lines[0], ...lines.slice(2)].map(cellsOf).map((row) => align.map((_, at) => row[at] ?? ''));
  return { start, end, cells, align };
}

/** The cells of a row; a pipe behind a backslash is part of a cell. */
function cellsOf(row) {
  const bare = row.trim().replace(/^\|/, '').replace(/(?<!\\)\|$/, '');
  return bare.split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

/** The Markdown of a table, its columns aligned so that it can be read as it is. */
export function written(cells, align) {
  const shown = cells.map((row) => row.map((cell) => cell.replace(/\s*\n\s*/g, ' ').trim().replace(/\|/g, '\\|')));
  const widths = align.map((_, column) => Math.max(3, ...shown.map((row) => [...row[column]].length)));
  const padded = (row) => `| ${row.map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length)).join(' | ')} |`;
  const rule = align.map((side, column) => {
    const dashes = '-'.repeat(widths[column]);
    return { left: `:${dashes.slice(1)}`, right: `${dashes.slice(1)}:`, center: `:${dashes.slice(2)}:` }[side] ?? dashes;
  });
  return [padded(shown[0]), `| ${rule.join(' | ')} |`, ...shown.slice(1).map(padded)].join('\n');
}

function grid(area, table) {
  let { cells, align } = table;
  const body = element('div', { class: 'grid', tabindex: '0', role: 'group', 'aria-label': 'Cells' });
  const read = () => (cells = [...body.querySelectorAll('tr')].map((row) => [...row.querySelectorAll('input')].map((input) => input.value)));
  const draw = (focus) => {
    const rows = cells.map((row, at) =>
      element('tr', {}, ...row.map((cell, column) => {
        const name = at === 0 ? `Heading of column ${column + 1}` : `Row ${at}, column ${column + 1}`;
        const input = element('input', { type: 'text', 'aria-label': name, autocomplete: 'off' });
        input.value = cell;
        return element(at === 0 ? 'th' : 'td', {}, input);
      })),
    );
    body.replaceChildren(element('table', {}, element('tbody', {}, ...rows)));
    if (focus) [...body.querySelectorAll('input')].at(focus)?.focus();
  };
  const button = (label, change) => {
    const made = element('button', { type: 'button', class: 'button small' }, label);
    made.addEventListener('click', () => {
      read();
      change();
      draw();
      say(`The table has ${cells.length} rows and ${align.length} columns.`);
    });
    return made;
  };
  const tools = element('div', { class: 'buttons' },
    button('Add row', () => cells.push(align.map(() => ''))), ' ',
    button('Remove last row', () => cells.length > 2 && cells.pop()), ' ',
    button('Add column', () => { cells = cells.map((row) => [...row, '']); align = [...align, '']; }), ' ',
    button('Remove last column', () => { if (align.length > 1) { cells = cells.map((row) => row.slice(0, -1)); align = align.slice(0, -1); } }),
  );
  draw();
  ask(table.fresh ? 'Insert a table' : 'Edit the table', [element('p', { class: 'hint' }, 'The first row names the columns.'), body, tools], table.fresh ? 'Insert table' : 'Change the table', () => {
    read();
    const text = written(cells, align);
    const { value } = area;
    const apart = (text, before) => (text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : before);
    const lead = table.fresh ? apart(value.slice(0, table.start), '\n\n') : '';
    const tail = table.fresh && !/^(\n\n|$)/.test(value.slice(table.end)) ? '\n\n' : '';
    replace(area, table.start, table.end, lead + text + tail, lead.length);
    say(table.fresh ? 'Table inserted.' : 'Table changed.');
  });
}

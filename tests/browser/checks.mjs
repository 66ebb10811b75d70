// What holds on every page: axe, structure, reflow, and valid HTML.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isExplained } from './undecided.mjs';
import { WIDTHS } from './words.mjs';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const validator = require.resolve('vnu-jar/build/dist/vnu.jar');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'];

/** Every problem of the page now open, as sentences; an empty list is a pass. The page is left as wide as it was found. */
export async function problemsOf(page) {
  // A part that is put in the place of another meanwhile would be looked at half.
  await page.waitForFunction(() => !document.querySelector('[data-behind]'));
  const problems = await page.evaluate(structure);
  const before = page.viewportSize();
  // The source is evaluated through the debugger, so the page's own policy stays in force.
  await page.evaluate(axeSource);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // From the top: what a bar that stays in view covers just now is no fault, it comes out by scrolling.
    await page.evaluate(() => scrollTo(0, 0));
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) problems.push(`${width} px: scrolls sideways by ${over} px: ${await page.evaluate(widest)}`);
    const spaced = await page.evaluate(overWhenSpaced);
    if (spaced > Math.max(over, 0)) problems.push(`${width} px, with wide spacing of text: scrolls sideways by ${spaced} px`);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations, undecided } = await page.evaluate(axeFindings, TAGS);
      const open = undecided.filter((finding) => !isExplained(finding));
      for (const { rule, message, target, html } of [...violations, ...open]) {
        problems.push(`${width} px, ${colorScheme}: ${rule} at ${target}: ${html}: ${message}`);
      }
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(before);
  return problems;
}

/** Runs in the page: what axe finds wrong, and what it cannot decide. */
async function axeFindings(tags) {
  const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'] };
  const { violations, incomplete } = await window.axe.run(document, options);
  // What lies behind an open dialog cannot be reached, and is looked at on its own screen.
  const dialog = document.querySelector('dialog[open]');
  const inReach = ({ target }) => !dialog || dialog.contains(document.querySelector(target[0]));
  const told = (results, undecided) =>
    results.flatMap(({ id, help, nodes }) =>
      (undecided ? nodes.filter(inReach) : nodes.slice(0, 5)).map(({ any, all, none, target, html }) => ({
        rule: id,
        target: target.join(' '),
        html: html.slice(0, 160),
        message: `${undecided ? 'undecided: ' : ''}${help}: ${[...any, ...all, ...none].map((check) => check.message).join('; ').slice(0, 300)}`,
      })),
    );
  return { violations: told(violations, false), undecided: told(incomplete, true) };
}

/** Runs in the page: what axe does not ask for, or gives no violation for. */
function structure() {
  const problems = [];
  const headings = document.querySelectorAll('h1');
  if (headings.length !== 1) problems.push(`${headings.length} headings of level 1 instead of one`);
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    if (!heading.textContent.trim()) problems.push(`an empty heading: ${heading.outerHTML.slice(0, 120)}`);
  }
  const single = (text) => text.replace(/\s+/g, ' ').trim();
  const heading = single(headings[0]?.textContent ?? '');
  if (!single(document.title).includes(heading)) problems.push(`the title does not say “${heading}”: ${document.title}`);
  for (const button of document.querySelectorAll('.button')) {
    const { height } = button.getBoundingClientRect();
    if (height > 0 && height < 44) problems.push(`a button that is hard to hit, ${height} px high: ${button.outerHTML.slice(0, 120)}`);
  }
  if (!document.documentElement.lang) problems.push('no language');

  const seen = new Set();
  for (const { id } of document.querySelectorAll('[id]')) {
    if (seen.has(id)) problems.push(`the id “${id}” is there twice`);
    seen.add(id);
  }

  const text = (element) => element?.textContent.trim() ?? '';
  const name = (control) => {
    const by = control.getAttribute('aria-labelledby');
    if (by) return by.split(/\s+/).map((id) => text(document.getElementById(id))).join(' ').trim();
    const own = control.getAttribute('aria-label')?.trim();
    if (own) return own;
    const labels = [...(control.labels ?? [])].map(text).join(' ').trim();
    if (labels) return labels;
    if (control.matches('button, [role=button], summary')) return text(control);
    if (control.matches('input[type=submit], input[type=reset], input[type=button]')) return control.value.trim();
    return '';
  };
  const controls =
    'input:not([type=hidden]), select, textarea, button, summary, [contenteditable]:not([contenteditable=false]), ' +
    '[role=button], [role=textbox], [role=combobox], [role=checkbox], [role=radio], [role=switch]';
  for (const control of document.querySelectorAll(controls)) {
    // What is hidden from everybody, such as the user name beside a new password, needs no name.
    if (control.closest('[hidden]')) continue;
    if (!name(control)) problems.push(`a control without a name: ${control.outerHTML.slice(0, 160)}`);
    if (control.isContentEditable && !control.getAttribute('role')) {
      problems.push(`an editable element without a role: ${control.outerHTML.slice(0, 160)}`);
    }
  }
  for (const link of document.querySelectorAll('a[href]')) {
    const image = link.querySelector('img[alt]:not([alt=""]), svg [role=img], svg title');
    if (!text(link) && !link.getAttribute('aria-label') && !image) problems.push(`an empty link to ${link.getAttribute('href')}`);
  }
  return problems;
}

/** Runs in the page: by how much it is too wide when a reader spaces its text as WCAG 1.4.12 has it. */
function overWhenSpaced() {
  // Readers' own styles do not ask the page's policy; neither does a style sheet that is made by a script.
  const spacing = new CSSStyleSheet();
  spacing.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets.push(spacing);
  const over = document.documentElement.scrollWidth - window.innerWidth;
  document.adoptedStyleSheets.pop();
  return over;
}

/** Runs in the page: what makes it too wide. */
function widest() {
  const wide = [...document.querySelectorAll('body *')].filter(
    (element) => element.getBoundingClientRect().right > window.innerWidth + 0.5,
  );
  return wide.slice(-3).map((element) => element.outerHTML.slice(0, 120)).join(' | ');
}

/** Pages as the server sent them, for one run of the Nu HTML checker over all of them. */
export class Pages {
  #folder = mkdtempSync(join(tmpdir(), 'waymark-pages-'));
  #pages = [];

  add(name, html) {
    const file = join(this.#folder, `${String(this.#pages.length).padStart(3, '0')}.html`);
    writeFileSync(file, html);
    this.#pages.push({ name, file });
  }

  /** `[{ name, errors }]` in the order added, warnings among the errors; trouble with the checker itself is thrown. */
  validate() {
    if (this.#pages.length === 0) return [];
    const files = this.#pages.map(({ file }) => file);
    const java = process.env.WAYMARK_JAVA ?? 'java';
    const run = spawnSync(java, ['-jar', validator, '--format', 'json', ...files], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (run.error) throw run.error;
    let messages;
    try {
      ({ messages } = JSON.parse(run.stderr));
    } catch {
      throw new Error(`The Nu HTML checker said nothing readable (exit code ${run.status}): ${run.stderr.slice(0, 2_000)}`);
    }
    return this.#pages.map(({ name, file }) => ({
      name,
      errors: messages
        .filter(({ url }) => url && sameFile(url, file))
        .map(({ lastLine, message, extract }) => `line ${lastLine}: ${message} ${JSON.stringify(extract ?? '')}`),
    }));
  }

  clear() {
    if (process.env.WAYMARK_KEEP) console.log(`Kept the collected pages in ${this.#folder}`);
    else rmSync(this.#folder, { recursive: true, force: true });
  }
}

// Java writes file:/x where Node writes file:///x.
const sameFile = (url, file) => new URL(url).pathname === pathToFileURL(file).pathname;

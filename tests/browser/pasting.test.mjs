// Pasting from a word processor, by keyboard alone (K12), and starting a page from a document without scripts.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, press, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { seedPage, WIDTHS } from './words.mjs';

const fixture = (name) => readFileSync(new URL(`../documents/${name}`, import.meta.url), 'utf8');
const word = fixture('word.html');
const markdown = fixture('word.md').trimEnd();

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** An editor at the first text, and a key that copies what Word would. */
async function atText({ width } = {}) {
  const person = await browser.person(site, { width });
  const { page } = person;
  await signIn(page, site);
  await openEditor(page, seedPage);
  await page.getByRole('toolbar').first().waitFor();
  const area = page.locator('textarea[name$=".markdown"]').first();
  await area.focus();
  // The next copy puts this on the clipboard, as it is.
  const copies = (html, plain) =>
    page.evaluate(([html, plain]) => {
      const put = (event) => {
        event.preventDefault();
        event.clipboardData.setData('text/html', html);
        event.clipboardData.setData('text/plain', plain);
      };
      document.addEventListener('copy', put, { once: true });
    }, [html, plain]);
  await copies(word, 'Paying for your training');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  await page.keyboard.press('Control+End');
  const says = (words) => eventually(`the status says ${words}`, async () => words.test(await page.locator('#said-by-script').innerText()));
  return { ...person, keys: new Keyboard(page), area, copies, says };
}

for (const width of WIDTHS) {
  journey(`Word’s text is pasted as Markdown, and one undo brings back what stood there, ${width} px`, async () => {
    const { page, keys, area, says, leave } = await atText({ width });
    const before = await area.inputValue();
    await keys.press('Control+V');
    await says(/^Pasted with 2 headings, 2 lists with 6 items, a table and a link\. Left out: a picture.* Undo with Ctrl\+Z\.$/);
    keys.within(3);
    assert.equal(await area.inputValue(), `${before}\n\n${markdown}`);
    assert.ok(await area.evaluate((element) => element === document.activeElement), 'the caret is in the text');
    assert.equal(await area.evaluate((element) => element.selectionStart), `${before}\n\n${markdown}`.length, 'behind what was pasted');
    await keys.press('Control+z');
    keys.within(4);
    assert.equal(await area.inputValue(), before, 'undo brings back what stood there');
    await keys.press('Control+Shift+V');
    await eventually('plain text is pasted', async () => (await area.inputValue()) === `${before}Paying for your training`);
    await keys.press('Tab');
    assert.ok(await area.evaluate((element) => element !== document.activeElement), 'Tab leaves the text');
    assert.deepEqual(await problemsOf(page), []);
    await leave();
  });
}

journey('typing does not wait for a paste, and a paste that takes long is plain text', async () => {
  const { page, keys, area, copies, says, leave } = await atText();
  const before = await area.inputValue();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/admin/convert/paste', async (route) => {
    await held;
    await route.continue();
  });
  await keys.press('Control+V');
  await keys.type(' typed');
  assert.equal(await area.inputValue(), `${before} typed`);
  release();
  await says(/^Pasted with 2 headings/);
  assert.equal(await area.inputValue(), `${before}\n\n${markdown}\n\n typed`);
  assert.equal(await area.evaluate((element) => element.selectionStart), (await area.inputValue()).length, 'the caret stays behind what was typed');
  await page.unroute('**/admin/convert/paste');

  await page.route('**/admin/convert/paste', () => {});
  await keys.press('Control+A');
  await keys.press('Control+V');
  await says(/^Pasted as plain text\. Undo with Ctrl\+Z\.$/);
  assert.equal(await area.inputValue(), 'Paying for your training');
  await page.unroute('**/admin/convert/paste', { behavior: 'ignoreErrors' });

  await copies('<meta charset="utf-8"><span style="color:red">only words</span>', 'only words');
  await keys.press('Control+A');
  await keys.press('Control+C');
  await keys.press('Control+V');
  await eventually('words are pasted by the browser', async () => (await area.inputValue()) === 'only words');
  await leave();
});

journey('a page starts from a Word document without JavaScript', async () => {
  const { page, leave } = await browser.person(site, { javaScript: false });
  await signIn(page, site);
  await page.goto('/admin/new?kind=page');
  await press(page, page.getByRole('link', { name: 'Start from a document' }));
  const main = page.locator('main');
  await main.getByLabel('Below').selectOption({ index: 1 });
  await main.getByLabel('Document').setInputFiles(new URL('../documents/guidance.docx', import.meta.url).pathname);
  await press(page, main.getByRole('button', { name: 'Start the draft' }));
  await eventually('a status line says so', async () =>
    (await page.getByRole('status').allInnerTexts()).some((text) => text.includes('Draft created from guidance.docx. It has 5 headings')),
  );
  assert.equal(await main.locator('textarea[name$=".markdown"]').first().inputValue(), fixture('guidance.md'));
  await leave();
});

journey('the screen for documents has no problems, empty and refused', async () => {
  for (const width of WIDTHS) {
    const { page, leave } = await browser.person(site, { width });
    await signIn(page, site);
    await page.goto('/admin/new/document');
    assert.deepEqual(await problemsOf(page), []);
    await press(page, page.getByRole('button', { name: 'Start the draft' }));
    assert.match(await page.getByRole('alert').innerText(), /Choose a document/);
    assert.deepEqual(await problemsOf(page), []);
    await leave();
  }
});

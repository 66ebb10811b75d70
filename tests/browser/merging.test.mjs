// Two windows on one page: what conflicts is decided by keyboard alone.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, press, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { button, field, said, seedPage, WIDTHS } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

for (const width of WIDTHS) {
  journey(`a conflict merged with the keyboard alone, ${width} px`, () => merge(width));
}

async function merge(width) {
  const [here, there] = [await browser.person(site, { width }), await browser.person(site)];
  for (const { page } of [here, there]) {
    await signIn(page, site);
    await openEditor(page, seedPage);
  }
  await there.page.locator('main').getByLabel(field.summary).fill(`Saved in the other window of ${width}.`);
  await press(there.page, there.page.getByRole('button', { name: button.saveDraft }));

  const { page } = here;
  const keys = new Keyboard(page);
  await keys.skip(/^Skip to actions$/);
  await keys.tabTo(field.summary, 'textarea');
  await keys.retype('Typed in this window.');
  await keys.enter('Control+s');
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^decide what to keep/i);
  const shown = (await page.locator('main').innerText()).replace(/[+−]/g, '');
  assert.ok(shown.includes('Saved in') && shown.includes('Typed in'), 'both texts are shown');
  assert.deepEqual(await problemsOf(page), []);

  await keys.skip(/^Skip to content$/);
  await keys.tabTo(/^Mine$/, 'input');
  await keys.press('Space');
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await keys.follow(/^Save draft$/, 'button');
  await eventually('the status line says that the draft is saved', async () =>
    (await page.getByRole('status').allInnerTexts()).some((text) => said.saved.test(text)),
  );
  const summary = await page.locator('main').getByLabel(field.summary).inputValue();
  assert.equal(summary, `Saved in the other window of ${width}. Typed in this window.`);
  keys.within(60);
  await here.leave();
  await there.leave();
}

// What assistive technology is told: roles, names, states and live messages of six screens in their order, as text.
//
// Each is compared with its file in `snapshots/`, letter by letter. WAYMARK_RENEW=1 writes the files anew: read the difference aloud before it is committed.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { eventually, here, journey, onStage, openEditor, press, signIn } from './harness.mjs';
import { admin, button, field, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

journey('the seed page is told as it was', async () => {
  const { page, leave } = await browser.person(site);
  await page.goto(seedPage);
  await isToldAs(page, 'seed-page');
  await leave();
});

journey('the tree of pages is told as it was', async () => {
  const { page, leave } = await atDesk();
  await page.goto('/admin/pages');
  await isToldAs(page, 'explorer');
  await leave();
});

journey('the editor is told as it was, and so is the choice of a link', async () => {
  const { page, leave } = await atDesk();
  await openEditor(page, seedPage);
  await page.getByRole('toolbar').first().waitFor();
  await isToldAs(page, 'editor');
  await page.locator('textarea[name$=".markdown"]').first().focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('our events');
  await page.keyboard.press('Tab');
  await page.keyboard.type('teaching eve');
  await page.locator('.found input').first().waitFor();
  await isToldAs(page, 'chooser', 'dialog');
  await leave();
});

journey('the plan of a move is told as it was', async () => {
  const { page, leave } = await atDesk();
  const node = await openEditor(page, seedPage);
  await page.goto(admin.move(node));
  await page.getByLabel(field.address).first().fill('assessment');
  await press(page, page.locator('main').getByRole('button', { name: button.move }));
  await page.getByRole('heading', { name: 'What changes' }).waitFor();
  await isToldAs(page, 'plan', 'main');
  await leave();
});

journey('the decision in a conflict is told as it was', async () => {
  const [here, there] = [await atDesk(), await atDesk()];
  for (const { page } of [here, there]) await openEditor(page, seedPage);
  for (const [{ page }, words] of [[there, 'Saved in the other window.'], [here, 'Typed in this window.']]) {
    await page.locator('main').getByLabel(field.summary).fill(words);
    await press(page, page.getByRole('button', { name: button.saveDraft }));
  }
  await isToldAs(here.page, 'conflict', 'main');
  await here.leave();
  await there.leave();
});

async function atDesk() {
  const person = await browser.person(site);
  await signIn(person.page, site);
  return person;
}

/** Compares what this part of the page tells with the file of this name; what says the time of the run stands as “…”. */
async function isToldAs(page, name, part = 'body') {
  const file = join(here, 'snapshots', `${name}.txt`);
  const look = async () =>
    (await page.locator(part).first().ariaSnapshot())
      .replace(/\b(at|for you) \d{1,2}(:\d\d)?(am|pm)/g, '$1 …')
      .replace(/\/-\/preview\/[\w.-]+/g, '/-/preview/…') + '\n';
  if (process.env.WAYMARK_RENEW) {
    mkdirSync(dirname(file), { recursive: true });
    await page.waitForLoadState('networkidle');
    writeFileSync(file, await look());
    return;
  }
  assert.ok(existsSync(file), `${file} is missing: WAYMARK_RENEW=1 writes it`);
  const expected = readFileSync(file, 'utf8');
  let told;
  // Panels that scripts fill may come a moment later; what never comes is shown as a difference.
  await eventually('', async () => (told = await look()) === expected).catch(() => assert.equal(told, expected));
}

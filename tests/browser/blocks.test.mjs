// Blocks by keyboard alone: added from the menu, filled in, moved, closed and copied.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { journey, onStage, openEditor, publicPage, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));
const page = '/help-and-support/how-to-apply';

const legends = (tab) => tab.locator('#body .block > legend').allInnerTexts();
const handles = (tab) => tab.evaluate(() => document.activeElement.closest('.block')?.querySelector('legend').innerText ?? '');
const said = (tab) => tab.locator('#said-of-blocks').innerText();

/** The editor of a page with three blocks or more, the focus on the handle of the first. */
async function atFirstBlock() {
  const person = await browser.person(site);
  await signIn(person.page, site);
  await openEditor(person.page, page);
  await person.page.locator('.handle').first().focus();
  return { ...person, tab: person.page, keys: new Keyboard(person.page) };
}

/** Presses a key that the server answers, and waits for the page that comes back. */
async function answered(tab, press) {
  const arrived = tab.waitForEvent('framenavigated', (frame) => frame === tab.mainFrame());
  await press();
  await arrived;
  await tab.waitForLoadState('load');
}

journey('a block moves down and up by Alt and an arrow, and the focus stays on it', async () => {
  const { tab, keys, leave } = await atFirstBlock();
  const before = await legends(tab);
  await answered(tab, () => keys.press('Alt+ArrowDown'));
  assert.equal(await said(tab), `Text block moved. It is block 2 of ${before.length}.`);
  assert.equal(await handles(tab), `Text block 2 of ${before.length}`);
  await answered(tab, () => keys.press('Alt+ArrowDown'));
  assert.equal(await handles(tab), `Text block 3 of ${before.length}`);
  await answered(tab, () => keys.press('Alt+ArrowUp'));
  await answered(tab, () => keys.press('Alt+ArrowUp'));
  assert.deepEqual(await legends(tab), before);
  await keys.press('Alt+ArrowUp');
  assert.equal(await tab.locator('#said-by-script').innerText(), 'This is the first block.');
  keys.within(5);
  await leave();
});

journey('a table is added, filled in and published without a mouse', async () => {
  const { tab, keys, leave } = await atFirstBlock();
  await tab.locator('.add-block > summary').first().focus();
  await keys.press('Enter');
  await answered(tab, () => keys.follow(/^Add Table/));
  assert.match(await said(tab), /^Table block added\. It is block 1 of/);
  await keys.type('Places by subject');
  for (const cell of ['Subject', 'Places', 'Physics', '12']) {
    await keys.tabTo(/^(Name of column|Row 1, column)/, 'input');
    await keys.type(cell);
  }
  await answered(tab, () => keys.follow(/^Add a row/, 'button'));
  assert.match(await said(tab), /^Row added\. There are 3 rows and 2 columns\.$/);
  assert.deepEqual(await problemsOf(tab), []);
  await shoot(tab, 'editor-table');
  await tab.locator('#actions').focus();
  await keys.follow(/^Publish/, 'button');
  assert.ok((await publicPage(site, page)).text.includes('<caption>Places by subject</caption>'));
  // The menu, its groups, twelve stops through the cells, three buttons of rows.
  keys.within(60);
  await leave();
});

journey('every type of block stands in the editor and on the page without a fault', async () => {
  const { tab, leave } = await atFirstBlock();
  const values = await tab.locator('.add-block').first().locator('.add-choice[value^=add-block]').evaluateAll((all) => all.map(({ value }) => value));
  assert.equal(values.length, 14);
  for (const value of values) {
    await tab.locator('.add-block > summary').first().click();
    await answered(tab, () => tab.locator(`.add-choice[value="${value}"]`).first().click());
  }
  assert.deepEqual(await problemsOf(tab), []);
  await shoot(tab, 'editor-every-block');
  await leave();
});

journey('a closed block stays closed while others move, and opens for what is looked for', async () => {
  const { tab, keys, leave } = await atFirstBlock();
  await keys.press('Enter');
  assert.equal(await tab.locator('.block-body').first().evaluate(({ open }) => open), false);
  await tab.locator('.handle').nth(2).focus();
  await answered(tab, () => keys.press('Alt+ArrowUp'));
  assert.equal(await tab.locator('.block-body').first().evaluate(({ open }) => open), false, 'it is still closed');
  keys.within(2);
  await leave();
});

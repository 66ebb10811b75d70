// Somebody makes their first page by the script of the help, “Your first page”: by keyboard alone, and without a mark of Markdown.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, publicPage, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { png } from './picture.mjs';
import { admin, field, said, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** A keyboard on which no mark of Markdown is typed. */
class Writer extends Keyboard {
  async type(text) {
    assert.doesNotMatch(text, /[#*_`[\]|<>~\\]|^\s*([-+]|\d+[.)])\s/m, 'that would be Markdown');
    await super.type(text);
  }

  /** Goes from the text to its toolbar and presses a button there. */
  async tool(name) {
    await this.press('Shift+Tab');
    for (let stop = 0; stop < 8; stop++) {
      if ((await this.page.evaluate(() => document.activeElement.textContent)) === name) break;
      await this.press('ArrowRight');
    }
    assert.equal(await this.page.evaluate(() => document.activeElement.textContent), name);
    await this.press('Enter');
  }
}

/** A small picture: one colour. */
const picture = () => png(320, 200, () => [90, 90, 90]);

journey('the first page, by the script of the help', () => walk({ width: 1280, title: 'How to visit us' }));

journey('the first page, on a screen as narrow as a phone', () => walk({ width: 320, title: 'How to reach us' }));

async function walk({ width, title }) {
  const person = await browser.person(site, { width });
  const { page } = person;
  const keys = new Writer(page);

  await page.goto(admin.login);
  await keys.tabTo(field.email);
  await keys.type(site.email);
  await keys.tabTo(field.password);
  await keys.type(site.password);
  await keys.enter();

  // Make the page.
  await keys.skip(/^Skip to content$/);
  await keys.follow(/^Create page$/);
  await keys.skip(/^Skip to content$/);
  await keys.tabTo(/^Below$/);
  await keys.type('Help and support');
  await keys.tabTo(/^Title$/);
  await keys.type(title);
  await keys.follow(/^Create page$/, 'button');
  await hears(page, said.created);

  // Fill it.
  await keys.skip(/^Skip to actions$/);
  await keys.tabTo(/^Summary$/);
  await keys.type('When our office is open, and what to bring.');
  await keys.tabTo(/^Text$/, 'textarea');
  const area = page.locator('textarea[name$=".markdown"]');
  await keys.type('Come on any working day.\n\nWhat to bring');
  await keys.tool('Heading');
  await keys.press('Control+End');
  await keys.type('\n\nWe need to see these papers:\n\nYour degree\nA reference\nProof of your address');
  await keys.press('Shift+ArrowUp');
  await keys.press('Shift+ArrowUp');
  await keys.tool('Bullets');
  await keys.press('Control+End');

  // Add a link.
  await keys.type('\n\nYou can also come to ');
  await keys.tool('Link');
  await keys.type('one of our events');
  await keys.press('Tab');
  await keys.type('teaching eve');
  await page.locator('.found input').first().waitFor();
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('Enter');
  await keys.type('.\n\nWhen we are open');
  await keys.tool('Heading');
  await keys.press('Control+End');
  await keys.type('\n\n');

  // Add a table.
  await keys.tool('Table');
  await keys.retype('2');
  await keys.press('Tab');
  await keys.retype('2');
  await keys.press('Enter');
  const cells = ['Day', 'Hours', 'Monday', '9am to 5pm', 'Friday', '9am to noon'];
  for (const [at, cell] of cells.entries()) {
    await keys.type(cell);
    if (at < cells.length - 1) await keys.press('Tab');
  }
  await keys.press('Enter');
  assert.ok(await area.evaluate((element) => element === document.activeElement), 'the caret is back in the text');

  // Add a picture.
  await keys.tabTo(/^Add a block below/);
  await keys.press('Enter');
  await keys.follow(/^Add Picture/);
  await keys.tabTo(/^Choose a picture/);
  await keys.press('Enter');
  await page.locator('dialog[open]').waitFor();
  await keys.tabTo(/^Or upload a picture/);
  // What the system's own window for files does is not the page's affair.
  await page.locator('#bring').setInputFiles({ name: `Door ${width}.png`, mimeType: 'image/png', buffer: picture() });
  await eventually('the upload was not told', async () => (await page.locator('dialog [role=status]').innerText()).includes('is in the library, and chosen'));
  await keys.tabTo(/^Use this picture$/);
  await keys.press('Enter');
  await eventually('the focus did not go to the text', () => page.locator('textarea[name$=".alt"]').evaluate((alt) => alt === document.activeElement));
  await keys.type('Our front door, beside the library');

  // Check it.
  await eventually('the checks did not follow what was typed', async () => (await page.locator('#checks').innerText()).includes('No problems found by automatic checks'));
  await keys.skip(/^Skip to actions$/);
  await keys.follow(/^Preview$/, 'button');
  assert.ok(await page.frames().at(-1).getByRole('heading', { name: title }).isVisible(), 'the preview shows the page');
  await keys.skip(/^Skip to content$/);
  await keys.follow(/^Back to the editor$/);

  // Publish it, and look at it as visitors do.
  await keys.skip(/^Skip to actions$/);
  await keys.follow(/^Publish$/, 'button');
  await hears(page, said.published);
  await keys.skip(/^Skip to content$/);
  await keys.follow(/^\/help-and-support\//);
  // From the sign-in to the public page; a typed text counts as one. The first walk took 212.
  keys.within(300);

  const main = page.locator('main');
  assert.equal((await main.getByRole('heading', { level: 1 }).innerText()).trim(), title);
  assert.deepEqual(await main.getByRole('heading', { level: 2 }).allInnerTexts(), ['What to bring', 'When we are open']);
  const prose = main.locator('.prose');
  assert.deepEqual(await prose.getByRole('list').getByRole('listitem').allInnerTexts(), ['Your degree', 'A reference', 'Proof of your address']);
  assert.equal(await main.getByRole('link', { name: 'one of our events' }).getAttribute('href'), '/teaching-events');
  const table = main.getByRole('table');
  assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), ['Day', 'Hours']);
  assert.deepEqual(await table.getByRole('cell').allInnerTexts(), cells.slice(2));
  const shown = main.getByRole('img', { name: 'Our front door, beside the library' });
  await shown.scrollIntoViewIfNeeded();
  await eventually('the picture did not arrive', () => shown.evaluate((image) => image.complete && image.naturalWidth > 0));
  const { text } = await publicPage(site, new URL(page.url()).pathname);
  assert.match(text, /<meta name="description" content="When our office is open, and what to bring\."/);
  assert.doesNotMatch(await main.innerText(), /[#*|]|\]\(/, 'no mark is left over');
  assert.deepEqual(await problemsOf(page), []);
  await shoot(page, `first-page-${width}`);
  await person.leave();
}

journey('the list of shortcuts in the help names those of the toolbar, and the settings turn them off', async () => {
  const person = await browser.person(site);
  const { page } = person;
  await signIn(page, site);
  await page.goto('/admin/help/keyboard-shortcuts');
  const table = page.locator('main table').first();
  const listed = await table.locator('tbody tr').evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const buttons = async () => {
    await openEditor(page, seedPage);
    const bar = page.getByRole('toolbar').first();
    await bar.waitFor();
    return bar.getByRole('button').evaluateAll((all) =>
      all.filter((button) => button.hasAttribute('aria-keyshortcuts')).map((button) => [button.title, button.getAttribute('aria-keyshortcuts'), button.textContent]),
    );
  };
  assert.ok(listed.length >= 3, 'the first table is that of the text');
  assert.deepEqual(await buttons(), listed.map(([keys, , button]) => [keys, keys.replace('Ctrl', 'Control'), button]));
  await page.goto('/admin/account/display');
  await page.getByLabel('Keyboard shortcuts work').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await hears(page, /saved/i);
  assert.deepEqual(await buttons(), []);
  await page.goto('/admin/account/display');
  await page.getByLabel('Keyboard shortcuts work').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await hears(page, /saved/i);
  await person.leave();
});

journey('from the editor to its help, and to a section that holds some words, by keyboard', async () => {
  const person = await browser.person(site);
  const { page } = person;
  await signIn(page, site);
  await openEditor(page, seedPage);
  const keys = new Writer(page);
  await keys.follow(/^Help$/);
  assert.equal(new URL(page.url()).pathname, '/admin/help/publishing');
  await keys.skip(/^Skip to content$/);
  await keys.follow(/^Help$/, 'main a');
  await keys.skip(/^Skip to content$/);
  await keys.tabTo(/^Words to look for in the help$/);
  await keys.type('second pair of eyes');
  await keys.enter();
  await keys.skip(/^Skip to content$/);
  await keys.tabTo(/^A second pair of eyes$/);
  await keys.press('Enter');
  await eventually('the section is opened', () => new URL(page.url()).hash === '#a-second-pair-of-eyes');
  assert.ok(await page.getByRole('heading', { name: 'A second pair of eyes' }).isVisible());
  keys.within(120);
  await person.leave();
});

/** A status line that assistive technology reads out says so. */
async function hears(page, words) {
  await eventually(`a status line says ${words}`, async () =>
    (await page.getByRole('status').allInnerTexts()).some((text) => words.test(text)),
  );
}

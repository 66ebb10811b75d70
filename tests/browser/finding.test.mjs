// Text is found on many pages, replaced on the screen's own word, and put back: by keyboard alone, with and without scripts.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { journey, onStage, publicPage, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const OLD = 'qualified teacher status';
const NEW = 'teaching licence';

/** Axe at both widths and in both colours, nothing to scroll sideways, and pictures of each. */
async function looksRight(page, name) {
  assert.deepEqual(await problemsOf(page), [], name);
  await shoot(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shoot(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function findsReplacesAndUndoes(page, seesScreens) {
  const before = await publicPage(site, seedPage);
  const keys = new Keyboard(page);
  await page.goto('/admin/find');
  await keys.tabTo(/^Text to find/, 'input');
  await keys.type(OLD);
  await keys.enter();
  assert.match(await page.locator('h2').first().textContent(), /\d+ places? on \d+ pages?/);
  if (seesScreens) await looksRight(page, 'find');
  await keys.tabTo(/^Replace by/, 'input');
  await keys.type(NEW);
  await keys.enter();
  assert.equal(await page.locator('h1').textContent(), 'Replace text');
  assert.ok((await page.locator('ins').first().textContent()).includes(NEW));
  if (seesScreens) await looksRight(page, 'replace');
  await keys.tabTo(/^Replace and save/, 'button');
  await keys.enter();
  await page.getByText(/^Replaced \d+ places? on/).waitFor();
  await page.goto(`/admin/find?in=drafts&q=${encodeURIComponent(OLD)}`);
  assert.match(await page.locator('main').textContent(), /was not found in/, 'nothing is left');
  assert.equal((await publicPage(site, seedPage)).text, before.text, 'drafts alone were saved');
  await page.goto('/admin/history');
  await keys.tabTo(/^Undo: .* replaced text on/, 'button');
  await keys.enter();
  await page.getByText('Undone. Everything is as it was before.').waitFor();
}

journey('text is found, replaced in drafts and put back', async () => {
  const person = await browser.person(site);
  await signIn(person.page, site);
  await findsReplacesAndUndoes(person.page, true);
  await person.leave();
});

journey('the same without scripts', async () => {
  const person = await browser.person(site, { javaScript: false });
  await signIn(person.page, site);
  await findsReplacesAndUndoes(person.page, false);
  await person.leave();
});

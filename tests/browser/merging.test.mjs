// Two windows on one page: what conflicts is decided by keyboard alone.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, press, signIn } from './harness.mjs';
import { button, field, said, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

journey('a conflict merged with the keyboard alone', async () => {
  const [here, there] = [await browser.person(site), await browser.person(site)];
  for (const { page } of [here, there]) {
    await signIn(page, site);
    await openEditor(page, seedPage);
  }
  await there.page.locator('main').getByLabel(field.summary).fill('Saved in the other window.');
  await press(there.page, there.page.getByRole('button', { name: button.saveDraft }));

  const { page } = here;
  await tabTo(page, 'the summary', (element) => element.matches('textarea[name=summary]'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Typed in this window.');
  await tabTo(page, 'the button “Save draft”', isSave);
  await enter(page);
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), /^decide what to keep/i);
  const shown = (await page.locator('main').innerText()).replace(/[+−]/g, '');
  assert.ok(shown.includes('Saved in') && shown.includes('Typed in'), 'both texts are shown');

  assert.deepEqual(await problemsOf(page), []);

  await tabTo(page, 'the choice', (element) => element.matches('input[type=radio][name^="decide."]'));
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, 'the button “Save draft”', isSave);
  await enter(page);
  await eventually('the status line says that the draft is saved', async () =>
    (await page.getByRole('status').allInnerTexts()).some((text) => said.saved.test(text)),
  );
  const summary = await page.locator('main').getByLabel(field.summary).inputValue();
  assert.equal(summary, 'Saved in the other window. Typed in this window.');
  await here.leave();
  await there.leave();
});

const isSave = (element) => element.matches('button') && /^save draft$/i.test(element.textContent.trim());

/** Presses Tab until the focus is where it should be; three hundred stops without it are a trap or a gap. */
async function tabTo(page, what, isIt) {
  for (let stop = 0; stop < 300; stop++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluateHandle(() => document.activeElement);
    if (await focused.evaluate(isIt)) return;
  }
  assert.fail(`Tab never reached ${what}`);
}

async function enter(page) {
  const arrived = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await page.keyboard.press('Enter');
  await arrived;
  await page.waitForLoadState('load');
}

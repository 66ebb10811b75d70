// What stands around every screen: commands by typing, one's own display, and the end of a session. By keyboard alone.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { seedPage, WIDTHS } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** Milliseconds: the hour of a session without a request, less the two minutes of the warning. */
const UNTIL_WARNING = 58 * 60_000;

journey('a page is found by some letters and opened, and its draft is saved by name', async () => {
  const { page, leave } = await browser.person(site, { width: 320 });
  await signIn(page, site);
  const keys = new Keyboard(page);
  await keys.press('Control+/');
  await page.getByRole('dialog', { name: 'Commands' }).waitFor();
  await keys.type('assessment only');
  await page.getByRole('option', { name: /^Assessment Only Page, published/ }).waitFor();
  await shoot(page, 'commands');
  assert.deepEqual(await problemsOf(page), []);
  await keys.enter();
  assert.equal(await page.locator('h1').innerText(), 'Assessment Only');
  await keys.press('Control+/');
  await keys.type('save dr');
  await keys.enter();
  await page.getByText('Draft saved.').waitFor();
  keys.within(6);
  await leave();
});

journey('commands close by Escape and give the focus back', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  const keys = new Keyboard(page);
  await keys.tabTo(/^search titles/i);
  await keys.press('Control+/');
  await keys.type('xyzzy');
  await page.getByText('Nothing matches').waitFor();
  await keys.press('Escape');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'find');
  await leave();
});

for (const width of WIDTHS) {
  journey(`dark colours chosen and shortcuts turned off, ${width} px`, async () => {
    const { page, leave } = await browser.person(site, { width });
    await signIn(page, site);
    await page.goto('/admin/account/display');
    const keys = new Keyboard(page);
    await keys.skip(/skip to content/i);
    await keys.tabTo(/as my device says/i);
    await keys.press('ArrowDown');
    await keys.press('ArrowDown');
    await keys.tabTo(/^keyboard shortcuts work/i);
    await keys.press('Space');
    await keys.follow(/^save$/i);
    assert.match(await page.getByRole('status').first().innerText(), /saved/i);
    const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(await colour(), 'rgb(15, 22, 27)', 'dark although the device says light');
    assert.deepEqual(await problemsOf(page), []);
    await keys.press('Control+/');
    assert.equal(await page.getByRole('dialog').count(), 0, 'shortcuts are off');
    keys.within(25);
    await choose(page, 'system');
    await leave();
  });
}

journey('the editor in high contrast has no problems', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  await page.goto('/admin/account/display');
  await choose(page, 'contrast');
  await openEditor(page, seedPage);
  await shoot(page, 'editor-high-contrast');
  assert.deepEqual(await problemsOf(page), []);
  await page.goto('/admin/account/display');
  await choose(page, 'system');
  await leave();
});

/** Chooses these colours, with shortcuts, at the screen of one's display. */
async function choose(page, theme) {
  await page.locator(`input[value=${theme}]`).check();
  await page.getByLabel(/^keyboard shortcuts/i).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
}

for (const width of WIDTHS) {
  journey(`the warning before the session ends is answered, ${width} px`, async () => {
    const { page, leave } = await browser.person(site, { width });
    await page.clock.install();
    await signIn(page, site);
    await page.clock.fastForward(UNTIL_WARNING + 10_000);
    const warning = page.getByRole('dialog', { name: /signed out in 2 minutes/i });
    await warning.waitFor();
    await shoot(page, 'session-warning');
    assert.deepEqual(await problemsOf(page), []);
    const keys = new Keyboard(page);
    await keys.press('Enter');
    await warning.waitFor({ state: 'detached' });
    await page.clock.fastForward(UNTIL_WARNING - 60_000);
    assert.equal(await warning.count(), 0, 'an hour begins anew');
    keys.within(1);
    await leave();
  });
}

journey('a session that has ended is signed in again over the page, and the text goes on', async () => {
  const { page, context, leave } = await browser.person(site);
  await signIn(page, site);
  await openEditor(page, seedPage);
  const area = page.locator('textarea[name$=".markdown"]').first();
  await area.focus();
  await context.clearCookies();
  const keys = new Keyboard(page);
  await keys.press('Control+End');
  await keys.type(' Typed without a session.');
  const again = page.getByRole('dialog', { name: /been signed out/i });
  await again.waitFor();
  await shoot(page, 'signed-out');
  assert.deepEqual(await problemsOf(page), []);
  await keys.type(site.email);
  await keys.press('Tab');
  await keys.type('not-the-password');
  await keys.press('Enter');
  await page.getByText(/check your email and password/i).waitFor();
  await keys.type(site.password);
  await keys.press('Enter');
  await again.waitFor({ state: 'detached' });
  assert.match(await area.inputValue(), /Typed without a session\.$/);
  await eventually('the text is kept', async () => /kept for you/i.test(await page.locator('#save-state').innerText()));
  keys.within(8);
  await leave();
});

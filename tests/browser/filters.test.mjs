// What a list shows, kept under a name, by keyboard alone. Presses: about a third more than the shortest way that was walked.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { WIDTHS } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

for (const width of WIDTHS) {
  journey(`the past events are kept under a name, found again, renamed and removed, ${width} px`, async () => {
    const { page, leave } = await browser.person(site, { width });
    await signIn(page, site);
    const keys = new Keyboard(page);
    const says = (words) =>
      eventually(`a status line says ${words}`, async () => (await page.getByRole('status').allInnerTexts()).some((text) => words.test(text)));
    await page.goto('/admin/events?shown=past');
    await keys.tabTo(/^Save this filter$/, 'a');
    await keys.enter();
    assert.equal(await page.evaluate(() => document.activeElement.labels[0].innerText), 'Name', 'the name can be typed at once');
    assert.deepEqual(await problemsOf(page), []);
    await keys.enter();
    assert.deepEqual(await problemsOf(page), [], 'without a name');
    await keys.tabTo(/^Name$/, 'input');
    await keys.type('What is over');
    await keys.enter();
    await says(/The filter “What is over” is saved/);
    assert.equal(new URL(page.url()).search, '?shown=past');
    assert.deepEqual(await problemsOf(page), []);
    await shoot(page, `saved-filter-${width}`);
    await page.goto('/admin/events');
    await keys.tabTo(/^What is over$/, 'a');
    await keys.enter();
    assert.equal(await page.locator('.saved [aria-current="page"]').innerText(), 'What is over');
    await keys.tabTo(/^Change saved filters$/, 'a');
    await keys.enter();
    await keys.tabTo(/^Name$/, 'input');
    await keys.retype('Over');
    await keys.enter();
    await says(/The filter is called “Over” now/);
    assert.deepEqual(await problemsOf(page), []);
    await shoot(page, `saved-filters-${width}`);
    await keys.tabTo(/^Remove Over$/, 'button');
    await keys.enter();
    await says(/The filter “Over” is removed/);
    keys.within(190);
    await leave();
  });
}

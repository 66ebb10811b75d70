// The writing desk: what scripts add to the editor's form, by keyboard alone.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, press, publicPage, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { seedPage, WIDTHS } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** An editor with the caret at the end of the first text. */
async function atText({ address = seedPage, width } = {}) {
  const person = await browser.person(site, { width });
  const { page } = person;
  await signIn(page, site);
  const node = await openEditor(page, address);
  const keys = new Keyboard(page);
  const area = page.locator('textarea[name$=".markdown"]').first();
  await page.getByRole('toolbar').first().waitFor();
  await area.focus();
  await keys.press('Control+End');
  return { ...person, node, keys, area, end: async () => (await area.inputValue()).slice(-300) };
}

for (const width of WIDTHS) {
  journey(`bold, a heading and a list by toolbar and shortcut, each taken back by the browser’s undo, ${width} px`, async () => {
    const { page, keys, area, leave } = await atText({ width });
    const before = await area.inputValue();
    await keys.type('\n\nFees');
    await keys.press('Shift+Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Bold', 'the toolbar is one stop');
    await keys.press('ArrowRight');
    await keys.press('ArrowRight');
    await keys.press('Enter');
    assert.equal(await area.inputValue(), `${before}\n\n## Fees`);
    await keys.press('End');
    await keys.type('\n\nThey are ');
    await keys.press('Control+b');
    await keys.type('high');
    assert.ok((await area.inputValue()).endsWith('They are **high**'));
    await keys.press('End');
    await keys.type('\n\nOne');
    await keys.press('Shift+Tab');
    for (let stop = 0; stop < 2; stop++) await keys.press('ArrowRight');
    await keys.press('Enter');
    assert.ok((await area.inputValue()).endsWith('\n\n- One'), await area.inputValue());
    for (let step = 0; step < 200 && (await area.inputValue()) !== before; step++) await page.keyboard.press('Control+z');
    assert.equal(await area.inputValue(), before, 'undo leads back to the beginning');
    keys.within(40);
    await leave();
  });
}

for (const width of WIDTHS) {
  journey(`a link to a page found by its title, and one to another site, ${width} px`, async () => {
    const { page, keys, area, leave } = await atText({ width });
    await keys.type('\n\nSee ');
    await keys.press('Control+k');
    await keys.type('our events');
    await keys.press('Tab');
    await keys.type('teaching eve');
    await page.locator('.found input').first().waitFor();
    assert.deepEqual(await problemsOf(page), []);
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('Enter');
    assert.ok((await area.inputValue()).endsWith('See [our events](/teaching-events)'), await area.inputValue());
    assert.ok(await area.evaluate((element) => element === document.activeElement), 'the caret is back in the text');
    await keys.type(' and ');
    await keys.press('Control+k');
    await keys.type('GOV.UK');
    await keys.press('Tab');
    await keys.type('gov.uk');
    await keys.press('Enter');
    assert.match(await page.getByRole('alert').innerText(), /begins with https:\/\//);
    await keys.press('Tab');
    await keys.retype('https://www.gov.uk/');
    await keys.press('Enter');
    assert.ok((await area.inputValue()).endsWith(' and [GOV.UK](https://www.gov.uk/)'), await area.inputValue());
    keys.within(40);
    await leave();
  });
}

for (const width of WIDTHS) {
  journey(`a link to a page found in the tree, no letter of it typed, ${width} px`, async () => {
    const { page, keys, area, leave } = await atText({ width });
    await keys.type('\n\nSee ');
    await keys.press('Control+k');
    await keys.type('the fees');
    await keys.tabTo(/^Show \d+ pages? under Explore my options$/, 'button');
    await keys.press('Enter');
    const row = page.getByRole('radio', { name: /^Teacher training routes – / });
    await row.waitFor();
    assert.deepEqual(await problemsOf(page), []);
    await shoot(page, `chooser-tree-${width}`);
    await row.focus();
    await keys.press('Space');
    await keys.press('Enter');
    assert.ok((await area.inputValue()).endsWith('See [the fees](/explore-my-options/teacher-training-routes)'), await area.inputValue());
    assert.ok(await area.evaluate((element) => element === document.activeElement), 'the caret is back in the text');
    await leave();
  });
}

for (const width of WIDTHS) {
  journey(`what the checks find and where links lead is told as the text is typed, and a link is changed in the list, ${width} px`, async () => {
    const { page, keys, area, leave } = await atText({ address: '/explore-my-options', width });
    const before = 'Ask an [approved provider](node:463 "Providers of the Assessment Only route to QTS").';
    await area.fill(before);
    const links = page.getByRole('list', { name: 'Links and facts in this text' }).getByRole('listitem');
    const told = async () => (await links.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    await eventually('the list names the page', async () => (await told()).join() === 'approved provider → Providers of the Assessment Only route to QTS Published Change the link “approved provider”');
    await page.getByText('No problems found by automatic checks.').waitFor();
    await keys.press('Control+End');
    await keys.type('\n\n#### Fees\n\nSee [the events](/teaching-events).');
    await page.locator('#checks').getByText(/^1 error/).first().waitFor();
    await eventually('the new link stands in the list', async () => (await told()).length === 2);
    assert.match((await told())[1], /^the events → Teaching events Published/);
    assert.ok(await area.evaluate((element) => element === document.activeElement), 'the caret stays in the text');
    assert.match(await page.locator('#said-by-script').innerText(), /^Checks: 1 error/);

    await keys.tabTo(/^Change the link “approved provider”$/, 'button');
    await keys.press('Enter');
    await page.keyboard.type('train to teach eve');
    await page.getByRole('radio', { name: /^Train to Teach events – / }).waitFor();
    assert.deepEqual(await problemsOf(page), []);
    await shoot(page, `link-changed-${width}`);
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('Enter');
    const changed = before.replace('(node:463 ', '(/teaching-events/train-to-teach-events ');
    assert.ok((await area.inputValue()).startsWith(changed), await area.inputValue());
    assert.ok(await area.evaluate((element) => element === document.activeElement), 'the caret is at the link');
    await eventually('the list follows', async () => /^approved provider → Train to Teach events Published/.test((await told())[0]));
    await page.keyboard.press('Control+z');
    assert.ok((await area.inputValue()).startsWith(before), 'undo takes it back');
    await leave();
  });
}

journey('pages for cards, and the page below which to find, are chosen and not typed', async () => {
  const { page, keys, leave } = await atText();
  await page.locator('summary', { hasText: 'Add a block' }).first().click();
  await press(page, page.getByRole('button', { name: /^Add Cards/ }).first());
  for (const [typed, name] of [['teaching eve', 'Teaching events – /teaching-events'], ['explore my', 'Explore my options – /explore-my-options']]) {
    await keys.tabTo(/^Add a page for Addresses of the pages$/, 'button');
    await keys.press('Enter');
    await page.keyboard.type(typed);
    await page.getByRole('radio', { name, exact: true }).waitFor();
    await keys.press('Tab');
    await keys.press('Space');
    await keys.press('Enter');
  }
  const field = page.getByLabel('Addresses of the pages');
  assert.equal(await field.inputValue(), '/teaching-events\n/explore-my-options');
  await page.goto('/admin/find');
  await keys.tabTo(/^Choose a page for In a page and all below it$/, 'button');
  await keys.press('Enter');
  await page.keyboard.type('https://www.gov.uk');
  await page.keyboard.press('Enter');
  assert.match(await page.getByRole('alert').innerText(), /^Choose a page from the list/);
  await keys.retype('teaching eve');
  await page.getByRole('radio', { name: 'Teaching events – /teaching-events', exact: true }).waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('Enter');
  assert.equal(await page.getByLabel('In a page and all below it').inputValue(), '/teaching-events');
  await leave();
});

journey('the page that a call to action leads to is chosen, no address typed', async () => {
  const { page, keys, leave } = await atText();
  await page.locator('summary', { hasText: 'Add a block' }).first().click();
  await press(page, page.getByRole('button', { name: /^Add Call to action/ }).first());
  await keys.tabTo(/^Choose a page for Link to$/, 'button');
  await keys.press('Enter');
  await page.keyboard.type('teaching eve');
  await page.getByRole('radio', { name: 'Teaching events – /teaching-events', exact: true }).waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await keys.press('Tab');
  await keys.press('Space');
  await keys.press('Enter');
  const field = page.getByLabel('Link to', { exact: true }).last();
  assert.equal(await field.inputValue(), '/teaching-events');
  assert.ok(await field.evaluate((element) => element === document.activeElement), 'work goes on in the field');
  await leave();
});

journey('a table made and changed as a grid, no pipe typed', async () => {
  const { page, keys, area, leave } = await atText();
  const before = await area.inputValue();
  const table = page.getByRole('toolbar').first().getByRole('button', { name: 'Table' });
  await keys.press('Shift+Tab');
  await keys.press('End');
  assert.ok(await table.evaluate((element) => element === document.activeElement));
  await keys.press('Enter');
  await keys.retype('2');
  await keys.press('Tab');
  await keys.retype('1');
  await keys.press('Enter');
  for (const cell of ['Route', 'Fee | cost', 'AO', '£100']) {
    await keys.type(cell);
    await keys.press('Tab');
  }
  await keys.press('Shift+Tab');
  assert.deepEqual(await problemsOf(page), []);
  await keys.press('Enter');
  const made = '| Route | Fee \\| cost |\n| ----- | ----------- |\n| AO    | £100        |';
  assert.equal(await area.inputValue(), `${before}\n\n${made}`);
  await keys.press('Shift+Tab');
  await keys.press('Enter');
  await keys.retype('Roads');
  await keys.press('Enter');
  assert.equal(await area.inputValue(), `${before}\n\n${made.replace('Route', 'Roads')}`, 'the rest is as it was');
  keys.within(40);
  await leave();
});

journey('what is typed is kept within seconds and seen in the preview, and found again after a return', async () => {
  const { page, keys, area, node, leave } = await atText();
  const saved = (await publicPage(site, seedPage)).text;
  await keys.type('\n\nSeen beside the form.');
  const frame = page.frameLocator('.live-preview');
  await eventually('the preview shows it', async () => (await frame.locator('body').innerText()).includes('Seen beside the form.'));
  assert.match(await page.locator('#save-state').innerText(), /^Kept for you .*, not yet shared\.$/);
  assert.equal((await publicPage(site, seedPage)).text, saved, 'nothing of it is public');
  await page.goto('/admin');
  await page.goto(`/admin/nodes/${node}`);
  assert.ok((await area.inputValue()).endsWith('Seen beside the form.'));
  assert.match(await page.locator('.kept').innerText(), /^Kept for you .*, not yet shared\./);
  // A press on the words of the preview puts the caret there.
  await frame.getByText('A number of universities').click();
  const caret = await area.evaluate((element) => [element === document.activeElement, element.value.slice(0, element.selectionStart).split('\n').length]);
  const line = (await area.inputValue()).split('\n').findIndex((text) => text.startsWith('A number of universities')) + 1;
  assert.deepEqual(caret, [true, line]);
  await press(page, page.getByRole('button', { name: /^discard your kept text$/i }));
  assert.ok(!(await area.inputValue()).includes('Seen beside the form.'), 'what was kept is gone');
  await leave();
});

journey('the server is away: the text waits in this browser and is offered again', async () => {
  const { page, context, keys, node, leave } = await atText({ address: '/help-and-support' });
  await context.setOffline(true);
  await keys.type(' While the line was down.');
  await eventually('it says so', async () => /safe in this browser/.test(await page.locator('#save-state').innerText()));
  await page.close();
  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(`/admin/nodes/${node}`);
  const area = again.locator('textarea[name$=".markdown"]').first();
  assert.ok(!(await area.inputValue()).includes('While the line was down.'), 'the server never had it');
  const other = new Keyboard(again);
  await other.tabTo(/^use it$/i, 'button');
  await other.press('Enter');
  assert.ok((await area.inputValue()).endsWith('While the line was down.'));
  await eventually('it is kept by the server now', async () => /^Kept for you/.test(await again.locator('#save-state').innerText()));
  await leave();
});

for (const width of WIDTHS) {
  journey(`find and replace over all texts, and the outline leads to its heading, ${width} px`, async () => {
    const { page, keys, area, leave } = await atText({ width });
    const before = await area.inputValue();
    await keys.tabTo(/^how to apply$/i, '.outline button');
    await keys.press('Enter');
    assert.ok(await area.evaluate((element) => element === document.activeElement && element.value.slice(element.selectionStart).startsWith('## How to apply')));
    await keys.tabTo(/^find$/i, 'input');
    await keys.type('route');
    await keys.press('Shift+Enter');
    const last = before.toLowerCase().lastIndexOf('route');
    assert.equal(await area.evaluate((element) => element.selectionStart), last, 'backwards from the start is the last one');
    await keys.tabTo(/^replace with$/i, 'input');
    await keys.type('path');
    await keys.tabTo(/^replace all$/i, 'button');
    await keys.press('Enter');
    const changed = await area.inputValue();
    assert.ok(!/route/i.test(changed.replace(/\([^)]*\)/g, '')), changed);
    for (let step = 0; step < 60 && (await area.inputValue()) !== before; step++) await page.keyboard.press('Control+z');
    assert.equal(await area.inputValue(), before, 'undo takes it back');
    keys.within(160);
    await leave();
  });
}

journey('the preview stays beside the text and shows what stands at the caret, at the end of a long text, too', async () => {
  const { page, keys, area, leave } = await atText();
  await area.fill(`${'A paragraph of the text.\n\n'.repeat(60)}## Fees\n\nThere is a fee.`);
  await keys.press('Control+End');
  await keys.type(' Ask us **first');
  const top = await page.evaluate(() => scrollY);
  assert.ok(top > 900, 'the screen is scrolled down to the caret');
  const frame = page.frameLocator('.live-preview');
  await frame.getByText('There is a fee. Ask us **first').waitFor();
  await keys.type('**.');
  const sentence = frame.getByText('There is a fee. Ask us first.');
  await sentence.waitFor();
  const inView = () => sentence.evaluate((element) => element.getBoundingClientRect().top > 0 && element.getBoundingClientRect().bottom < innerHeight);
  await eventually('the preview is at the caret', inView);
  const { y, height } = await page.locator('.live-preview').boundingBox();
  assert.ok(y > 0 && y + height <= 900, `the preview is in view: from ${y} on, ${height} high`);
  assert.equal(await page.evaluate(() => scrollY), top, 'and the text stays where it is');
  await leave();
});

for (const width of WIDTHS) {
  journey(`the preview on its own screen is looked at, and work goes on at the same caret, ${width} px`, async () => {
    const { page, keys, area, leave } = await atText({ address: '/why-teach', width });
    await keys.press('Control+Home');
    await keys.type('Look at this. ');
    for (const [command, there] of [['preview', 'iframe.preview'], ['back to', '#editor']]) {
      await keys.press('Control+/');
      await keys.type(command);
      await keys.press('Enter');
      await page.locator(there).waitFor();
      await page.waitForLoadState();
    }
    await eventually('the focus is in the text', () => area.evaluate((element) => element === document.activeElement));
    assert.equal(await area.evaluate((element) => element.selectionStart), 'Look at this. '.length);
    await keys.type('And at that. ');
    assert.ok((await area.inputValue()).startsWith('Look at this. And at that. '));
    keys.within(10);
    await leave();
  });
}

journey('what is typed is seen beside the text, and the caret stays where it was', async () => {
  const { page, keys, area, leave } = await atText({ address: '/funding-and-salaries' });
  await keys.press('Control+Home');
  await keys.type('Read this first. ');
  await eventually('the preview shows it', async () => (await page.frameLocator('.live-preview').locator('body').innerText()).includes('Read this first.'));
  const caret = await area.evaluate((element) => [element === document.activeElement, element.selectionStart]);
  assert.deepEqual(caret, [true, 'Read this first. '.length]);
  keys.within(3);
  await press(page, page.getByRole('button', { name: /^preview$/i }));
  await press(page, page.getByRole('link', { name: 'Back to the editor' }));
  assert.ok((await area.inputValue()).startsWith('Read this first. '), 'the text is there after a look at the whole preview');
  await leave();
});

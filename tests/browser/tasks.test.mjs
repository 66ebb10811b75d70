// Everyday tasks by keyboard alone, wide and as narrow as a phone: each within its presses, and at its end the focus stands where work goes on.
//
// Limits: about a third more than the shortest way that was walked, so that a screen that grows a detour fails. A typed text counts as one press.

import assert from 'node:assert/strict';
import { eventually, journey, onStage, openEditor, press, publicPage, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { png } from './picture.mjs';
import { admin, field, seedPage, WIDTHS } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** Somebody signed in at the home screen, with a keyboard. */
async function atHome(width, { address = admin.home } = {}) {
  const person = await browser.person(site, { width });
  await signIn(person.page, site);
  await person.page.goto(address);
  return { ...person, keys: new Keyboard(person.page) };
}

const heading = async (page) => (await page.getByRole('heading', { level: 1 }).innerText()).trim();

/** What stands where the focus is, as a screen reader would call it. */
const focus = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return (element.labels?.[0]?.innerText ?? element.getAttribute('aria-label') ?? element.textContent).replace(/\s+/g, ' ').trim().slice(0, 200);
  });

/** Whether the page has just opened, so that Tab begins at its first skip link. */
const isAtTop = (page) => page.evaluate(() => document.activeElement === document.body && scrollY === 0);

/** A status line says so. */
const hears = (page, words) =>
  eventually(`a status line says ${words}`, async () => (await page.getByRole('status').allInnerTexts()).some((text) => words.test(text)));

for (const width of WIDTHS) {
  journey(`signing in and out again, ${width} px`, async () => {
    const { page, leave } = await browser.person(site, { width });
    const keys = new Keyboard(page);
    await page.goto(admin.login);
    await keys.tabTo(field.email);
    await keys.type(site.email);
    await keys.tabTo(field.password);
    await keys.type(site.password);
    await keys.enter();
    assert.equal(await heading(page), 'Home');
    assert.ok(await isAtTop(page));
    if (width < 768) {
      await keys.tabTo(/^Menu$/, 'summary');
      await keys.press('Enter');
    }
    await keys.follow(/^Sign out$/, 'button');
    assert.equal(await heading(page), 'Sign in');
    await hears(page, /signed out/i);
    keys.within(45);
    await leave();
  });

  journey(`three levels of the tree opened, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width, { address: '/admin/pages' });
    await keys.skip(/^Skip to content$/);
    for (const title of ['Explore my options', 'Teacher training routes', 'Specialist training options']) {
      await keys.follow(new RegExp(`^Show \\d+ pages? under ${title}$`), 'a.switch');
      await keys.press('Tab');
      assert.match(await focus(page), new RegExp(title), 'the focus stays at the branch');
      await keys.press('Shift+Tab');
    }
    assert.ok(await page.getByRole('link', { name: 'Assessment Only', exact: true }).isVisible());
    keys.within(60);
    await leave();
  });

  journey(`a page made below another, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width, { address: '/admin/pages' });
    await keys.skip(/^Skip to content$/);
    await keys.follow(/^Add below Why teach$/);
    await keys.skip(/^Skip to content$/);
    await keys.tabTo(field.title, 'input');
    await keys.type(`A reason of ${width} words`);
    await keys.follow(/^Create page$/, 'button');
    assert.equal(await heading(page), `A reason of ${width} words`);
    await hears(page, /created/i);
    assert.ok(await isAtTop(page));
    keys.within(70);
    await leave();
  });

  journey(`a picture marked as decoration, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width);
    const address = '/help-and-support/how-to-apply';
    await openEditor(page, address);
    await keys.skip(/^Skip to actions$/);
    await keys.tabTo(/^Add a block above/);
    await keys.press('Enter');
    await keys.follow(/^Add Picture/);
    await keys.tabTo(/^Choose a picture/);
    await keys.press('Enter');
    await page.locator('dialog[open]').waitFor();
    await keys.tabTo(/^Or upload a picture/);
    // What the system's own window for files does is not the page's affair.
    await page.locator('#bring').setInputFiles({ name: `Line ${width}.png`, mimeType: 'image/png', buffer: png(width, 40, () => [15, 92, 77]) });
    await eventually('the upload was not told', async () => (await page.locator('dialog [role=status]').innerText()).includes('is in the library, and chosen'));
    await keys.tabTo(/^Use this picture$/);
    await keys.press('Enter');
    await eventually('the focus is at the words of the picture', async () => page.evaluate(() => document.activeElement.name?.endsWith('.alt')));
    await keys.tabTo(/decorat/i, 'input');
    await keys.press('Space');
    await keys.press('Control+Enter');
    await keys.enter();
    await hears(page, /published/i);
    assert.match((await publicPage(site, address)).text, /<img [^>]*alt=(""|[ >])/);
    keys.within(90);
    await leave();
  });

  journey(`what the checks found is gone to by its line and mended, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width);
    await openEditor(page, width < 768 ? '/explore-my-options' : seedPage);
    const area = page.locator('textarea[name$=".markdown"]').first();
    await keys.skip(/^Skip to actions$/);
    await keys.tabTo(/^Text$/, 'textarea');
    await keys.press('Control+End');
    await keys.type('\n\nTo know more, [click here](/teaching-events).');
    await keys.follow(/^Check again$/, 'button');
    const finding = page.locator('.finding').filter({ hasText: 'click here' });
    assert.ok((await finding.count()) > 0, await page.locator('#checks').innerText());
    await keys.tabTo(/^Go to line \d+: .*click here/i, 'a');
    await keys.press('Enter');
    const rest = () => area.evaluate((element) => (document.activeElement === element ? element.value.slice(element.selectionStart) : ''));
    assert.equal(await rest(), 'To know more, [click here](/teaching-events).', 'the caret is at the line');
    await hears(page, /^Line \d+: To know more/);
    await keys.press('Shift+End');
    await keys.type('To know more, [see our events](/teaching-events).');
    await keys.follow(/^Check again$/, 'button');
    assert.equal(await page.locator('.finding').filter({ hasText: 'click here' }).count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'checks');
    keys.within(220);
    await leave();
  });

  journey(`a draft saved, left and come back to, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width);
    await openEditor(page, '/why-teach');
    await keys.skip(/^Skip to actions$/);
    await keys.tabTo(field.summary, 'textarea');
    await keys.retype(`Why people teach, in ${width} words.`);
    await keys.enter('Control+s');
    await hears(page, /draft saved/i);
    await page.goto(admin.home);
    await keys.skip(/^Skip to content$/);
    await keys.follow(/^Why teach$/, 'main a');
    assert.equal(await page.locator('textarea[name=summary]').inputValue(), `Why people teach, in ${width} words.`);
    keys.within(30);
    await leave();
  });

  journey(`pages put into another order, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width, { address: '/admin/pages' });
    await keys.skip(/^Skip to content$/);
    await keys.follow(/^Reorder the pages under Explore my options$/);
    const order = () => page.locator('main tbody .title').allInnerTexts();
    const before = await order();
    await keys.skip(/^Skip to content$/);
    await keys.follow(new RegExp(`^Down ${before[0]}$`), 'button');
    assert.deepEqual(await order(), [before[1], before[0], ...before.slice(2)]);
    await hears(page, new RegExp(`“${before[0]}” is number 2 of ${before.length}`));
    assert.match(await focus(page), new RegExp(`^Down ${before[0]}$`), 'the focus stays on the button');
    await keys.press('Shift+Tab');
    await keys.enter();
    assert.deepEqual(await order(), before);
    keys.within(60);
    await leave();
  });

  journey(`three pages ticked and unpublished together, and that undone, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width, { address: '/admin/pages' });
    const ticked = ['Life as a teacher', 'International candidates', 'About this site'];
    await keys.skip(/^Skip to content$/);
    for (const title of ticked) {
      await keys.tabTo(new RegExp(`^Select ${title}$`), 'input');
      await keys.press('Space');
    }
    await keys.follow(/^Unpublish$/, 'button');
    assert.match(await heading(page), /^Unpublish 3 pages/);
    await keys.skip(/^Skip to content$/);
    await keys.tabTo(/what becomes of all these links/i, 'select');
    await keys.type('They become');
    await keys.follow(/^Unpublish/, 'main button');
    // The plan is shown again with what was chosen, and then done.
    await keys.follow(/^Unpublish/, 'main button');
    await hears(page, /unpublished/i);
    assert.notEqual((await publicPage(site, '/life-as-a-teacher')).status, 200);
    await keys.follow(/^Undo/, 'button');
    assert.equal((await publicPage(site, '/life-as-a-teacher')).status, 200);
    keys.within(190);
    await leave();
  });

  journey(`an event with a wrong date and no place, both repaired from the list of problems, ${width} px`, async () => {
    const { page, keys, leave } = await atHome(width);
    await keys.skip(/^Skip to content$/);
    await keys.follow(/^Create event$/);
    await keys.skip(/^Skip to content$/);
    await keys.tabTo(/^Category$/, 'select');
    await keys.type('Train to Teach events');
    await keys.tabTo(field.title, 'input');
    await keys.type(`Open evening for ${width} people`);
    await keys.follow(/^Create event$/, 'button');
    await hears(page, /created/i);
    await keys.skip(/^Skip to actions$/);
    await keys.tabTo(field.title, 'input');
    await keys.press('Control+A');
    await keys.press('Delete');
    await keys.tabTo(field.summary, 'textarea');
    await keys.type('An evening with teachers and advisers.');
    await keys.tabTo(/^Day$/, 'input');
    for (const part of ['31', '4', '2021', '5pm']) {
      await keys.type(part);
      await keys.press('Tab');
    }
    await keys.enter('Control+s');
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.locator('.summary a').count(), 2, await page.locator('.summary').innerText());
    assert.ok(await page.evaluate(() => document.activeElement.matches('.summary')), 'the focus is at the list of problems');
    await keys.press('Tab');
    assert.match(await focus(page), /enter a title/i, 'the problems stand in the order of their fields');
    await keys.press('Enter');
    assert.match(await focus(page), field.title, 'the problem leads to its field');
    await keys.type(`Open evening for ${width} people`);
    // Back over the fields to the second problem.
    while (!/calendar/.test(await focus(page))) await keys.press('Shift+Tab');
    await keys.press('Enter');
    assert.match(await focus(page), /^Day$/, 'the problem leads to its field');
    await keys.retype('30');
    await keys.enter('Control+s');
    await hears(page, /draft saved/i);
    assert.ok(await isAtTop(page));
    keys.within(150);
    await leave();
  });
}

journey('a telephone number on a live page put right in six actions from the home screen', async () => {
  const { page, leave } = await atHome(1280);
  let actions = 0;
  const act = async (what) => {
    actions += 1;
    await what;
  };
  const before = '0191 498 0163';
  const find = page.getByRole('searchbox', { name: /^search titles/i });
  await act(find.fill('Garrowdale'));
  await act(press(page, page.getByRole('button', { name: 'Search', exact: true })));
  await act(press(page, page.locator('main').getByRole('link', { name: 'Garrowdale SCITT', exact: true })));
  const address = await page.locator('.address a').first().getAttribute('href');
  assert.ok((await publicPage(site, address)).text.includes(before));
  await act(page.getByLabel(/^phone number$/i).fill('0191 498 0164'));
  await act(press(page, page.getByRole('button', { name: /^publish$/i })));
  await hears(page, /published/i);
  const { text } = await publicPage(site, address);
  assert.ok(text.includes('0191 498 0164') && !text.includes(before), 'visitors read the new number');
  assert.ok(actions <= 6, `${actions} actions`);
  await leave();
});

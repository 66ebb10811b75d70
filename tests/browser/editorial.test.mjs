// The editors' work on a page's life, each way by keyboard alone.
//
// Limits of key presses: about twice the stops of the shortest way, so that a screen that grows a detour fails.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { journey, onStage, openEditor, publicPage, signIn } from './harness.mjs';
import { problemsOf } from './checks.mjs';
import { Keyboard } from './keyboard.mjs';
import { field, seedPage, WIDTHS } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const heading = async (page) => (await page.getByRole('heading', { level: 1 }).innerText()).trim();
const words = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const status = async (page) => (await page.getByRole('status').allInnerTexts()).join(' ');

/** An editor page, signed in, with a keyboard. */
async function atDesk(address, width, who = site) {
  const person = await browser.person(site, { width });
  await signIn(person.page, { ...site, ...who });
  const node = await openEditor(person.page, address);
  return { ...person, node, keys: new Keyboard(person.page) };
}

for (const width of WIDTHS) {
  journey(`two versions compared and the earlier one restored by keyboard alone, ${width} px`, async () => {
    const { page, keys, node, leave } = await atDesk(seedPage, width);
    const summary = page.locator('textarea[name=summary]');
    const before = await summary.inputValue();
    await keys.tabTo(/^summary/i, 'textarea');
    await keys.retype('A summary that nobody wants.');
    await keys.follow(/^save draft$/i, 'button');
    await keys.skip(/^skip to more/i);
    await keys.follow(/^history$/i, 'a');
    assert.match(await heading(page), /^history/i);
    await keys.follow(/^compare$/i, 'button');
    assert.match(await words(page), /A summary that nobody wants\./);
    assert.match(await words(page), /Words that only the later version has/);
    await keys.follow(/^restore/i, 'button');
    assert.match(page.url(), new RegExp(`/admin/nodes/${node}$`));
    assert.equal(await summary.inputValue(), before);
    keys.within(250);
    await leave();
  });
}

for (const width of WIDTHS) {
  journey(`publishing scheduled, seen in the schedule and cancelled by keyboard alone, ${width} px`, async () => {
    const { page, keys, leave } = await atDesk('/help-and-support', width);
    await keys.skip(/^skip to more/i);
    await keys.follow(/^schedule$/i, 'nav[aria-label="More for this page"] a');
    await keys.tabTo(/^day$/i, 'input');
    for (const part of ['30', '3', '2027', '9am']) {
      await keys.type(part);
      await keys.press('Tab');
    }
    await keys.follow(/^set the time$/i, 'button');
    assert.match(await words(page), /Goes live on 30 March 2027 at 9am/);
    if (width < 768) {
      await keys.tabTo(/^Menu$/, 'summary');
      await keys.press('Enter');
    }
    await keys.follow(/^schedule$/i, 'header a, nav a');
    assert.match(await words(page), /30 March 2027 at 9am/);
    await page.goBack();
    await keys.follow(/^cancel/i, 'button');
    assert.match(await status(page), /cancelled/i);
    assert.doesNotMatch(await words(page), /Goes live on/);
    keys.within(250);
    await leave();
  });
}

journey('two pages ticked, scheduled together under a name, and the group cancelled by keyboard alone', async () => {
  const { page, keys, leave } = await atDesk(seedPage);
  await page.goto('/admin/pages');
  for (const title of [/^Select Why teach$/, /^Select Help and support$/]) {
    await keys.tabTo(title, 'input[type=checkbox]');
    await keys.press('Space');
  }
  await keys.follow(/^schedule$/i, 'main button');
  assert.equal(await heading(page), 'Schedule 2 pages');
  assert.deepEqual(await problemsOf(page), []);
  await keys.tabTo(/^name of the group$/i, 'input');
  await keys.type('Spring campaign');
  await keys.tabTo(/^day$/i, 'input');
  for (const part of ['30', '3', '2027', '9am']) {
    await keys.type(part);
    await keys.press('Tab');
  }
  await keys.follow(/^set the time$/i, 'button');
  assert.equal(await heading(page), 'Spring campaign');
  assert.match(await status(page), /2 pages go live together on 30 March 2027 at 9am/);
  assert.deepEqual(await problemsOf(page), []);
  await keys.follow(/^take out why teach$/i, 'button');
  assert.match(await words(page), /Publish 1 page on 30 March 2027/);
  await keys.follow(/^cancel the whole group$/i, 'button');
  assert.equal(await heading(page), 'Schedule');
  assert.match(await status(page), /cancelled/i);
  keys.within(250);
  await leave();
});

for (const width of WIDTHS) {
  journey(`a draft submitted, sent back, submitted again and approved by keyboard alone, ${width} px`, async () => {
    const password = 'kettle-harbour-violet-seven';
    const ben = { email: `ben-${width}@example.org`, password };
    const add = ['user', 'add', '--data', site.data, '--role', 'publisher', '--name', 'Ben Okafor', '--password-stdin', ben.email];
    execFileSync(process.env.WAYMARK_BINARY, add, { input: password });
    const author = await atDesk(seedPage, width);
    const reviewer = await atDesk(seedPage, width, ben);

    await author.keys.tabTo(/^summary/i, 'textarea');
    await author.keys.retype('A summary with a typpo.');
    await author.keys.enter('Control+s');
    await author.keys.skip(/^skip to more/i);
    await author.keys.follow(/^review$/i, 'a');
    await author.keys.follow(/^submit for review$/i, 'button');
    assert.match(await words(author.page), /waits|waiting/i);

    await reviewer.page.goto('/admin');
    await reviewer.keys.follow(/Assessment Only/, 'main a');
    assert.match(await heading(reviewer.page), /^review/i);
    await reviewer.keys.tabTo(/reasons|remark|answer/i, 'textarea');
    await reviewer.keys.type('There is a typo.');
    await reviewer.keys.follow(/^send back$/i, 'button');

    await author.page.goto('/admin');
    await author.keys.follow(/Assessment Only/, 'main a');
    assert.match(await words(author.page), /There is a typo\./);
    await author.keys.follow(/^back to the editor$/i, 'a');
    await author.keys.tabTo(/^summary/i, 'textarea');
    await author.keys.retype(`A summary of ${width} words without one.`);
    await author.keys.enter('Control+s');
    await author.keys.skip(/^skip to more/i);
    await author.keys.follow(/^review$/i, 'a');
    await author.keys.follow(/^submit for review$/i, 'button');

    await reviewer.page.goto('/admin');
    await reviewer.keys.follow(/Assessment Only/, 'main a');
    await reviewer.keys.follow(/^approve$/i, 'button');
    await reviewer.keys.follow(/^publish$/i, 'button');
    assert.ok((await publicPage(site, seedPage)).text.includes(`A summary of ${width} words without one.`));
    author.keys.within(300);
    reviewer.keys.within(250);
    await author.leave();
    await reviewer.leave();
  });
}

for (const width of WIDTHS) {
  journey(`a page moved with its plan, and its old address leads on, by keyboard alone, ${width} px`, async () => {
    const [address, name] = width === 320 ? ['/why-teach', 'reasons'] : ['/help-and-support', 'get-help'];
    const { page, keys, leave } = await atDesk(address, width);
    await keys.skip(/^skip to more/i);
    await keys.follow(/^move or rename$/i, 'a');
    await keys.tabTo(field.address, 'input');
    await keys.retype(name);
    await keys.follow(/^(move|rename|show what changes)/i, 'main button');
    assert.match(await words(page), /Address now/i);
    assert.ok((await words(page)).includes(`/${name}`), 'the plan names the new address');
    assert.equal((await publicPage(site, address)).status, 200, 'nothing is done yet');
    await keys.follow(/^(move|rename|change|confirm)/i, 'main button');
    const old = await publicPage(site, address);
    assert.ok([301, 308].includes(old.status), `${old.status}`);
    assert.ok(old.headers.get('location').endsWith(`/${name}`));
    assert.equal((await publicPage(site, `/${name}`)).status, 200);
    keys.within(150);
    await leave();
  });
}

for (const width of WIDTHS) {
  journey(`a page trashed with its links settled, and brought back by one press, by keyboard alone, ${width} px`, async () => {
    const address = '/explore-my-options/teacher-training-routes';
    const { page, keys, leave } = await atDesk(seedPage, width);
    const before = (await publicPage(site, seedPage)).text;
    assert.ok(seedPage.startsWith(address));
    await keys.skip(/^skip to more/i);
    await keys.follow(/^move to the trash$/i, 'a');
    const links = page.locator('select[name="links"]');
    if (await links.count()) {
      await keys.tabTo(/what becomes of all these links/i, 'select');
      await keys.type('They become');
    }
    await keys.follow(/to the trash$/i, 'main button');
    if (/^move/i.test(await heading(page))) await keys.follow(/to the trash$/i, 'main button');
    assert.equal((await publicPage(site, seedPage)).status, 410);
    await keys.follow(/^undo/i, 'button');
    assert.equal((await publicPage(site, seedPage)).text, before, 'the public page is what it was, byte for byte');
    // The plan names every page that links here, and is passed twice: once to choose, once to confirm.
    keys.within(300);
    await leave();
  });
}

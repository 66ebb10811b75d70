// What people do: an editor works, the public reads.

import assert from 'node:assert/strict';
import { eventually, isShownSomewhere, journey, onStage, openEditor, press, publicPage, shoot, signIn, startSite, textAreaWith } from './harness.mjs';
import { admin, button, category, field, said, seedEvents, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const opening = 'experienced teacher with a degree';
const [newcastle, , , york] = seedEvents;

journey('an editor changes the Assessment Only page and publishes it', () =>
  editPreviewPublish({}, 'Applications for the autumn open on 3 May.'),
);

journey('the same without JavaScript', () =>
  editPreviewPublish({ javaScript: false }, 'Applications for the spring open on 4 October.'),
);

journey('the same on a narrow screen', () =>
  editPreviewPublish({ width: 320 }, 'Applications for the summer open on 5 January.'),
);

async function editPreviewPublish(how, sentence) {
  const editor = await browser.person(site, how);
  const { page, context } = editor;
  await signIn(page, site);

  // Found as people find it: by its title.
  await page.goto(admin.search('Assessment Only'));
  await press(page, page.locator('main').getByRole('link', { name: /^(edit:?\s+)?Assessment Only$/i }));
  const prose = await textAreaWith(page, opening);
  const before = await prose.inputValue();
  await prose.fill(`${before}\n\n${sentence}`);
  await press(page, page.getByRole('button', { name: button.saveDraft }));
  await hears(page, said.saved);
  const address = page.url();
  assert.ok((await (await textAreaWith(page, opening)).inputValue()).includes(sentence), 'the editor shows the draft');
  assert.ok(!(await publicPage(site, seedPage)).text.includes(sentence), 'the public sees nothing of a draft');

  const preview = page.getByRole('link', { name: button.preview }).or(page.getByRole('button', { name: button.preview }));
  await preview.first().click();
  await eventually('the preview shows the new sentence', () => isShownSomewhere(context, sentence));
  assert.ok(!(await publicPage(site, seedPage)).text.includes(sentence), 'the public sees nothing of a preview');

  await page.goto(address);
  await publish(page);
  const published = await publicPage(site, seedPage);
  assert.equal(published.status, 200);
  assert.ok(published.text.includes(sentence), 'the public reads the new sentence');
  for (const word of ['you’re', 'you’ll need', 'https://www.gov.uk/government/publications/']) {
    assert.ok(!before.includes(word) || published.text.includes(word), `“${word}” came through`);
  }
  await page.goto(seedPage);
  assert.ok(await page.getByText(sentence).first().isVisible());
  await editor.leave();
}

journey('a new event in Train to Teach events appears on the Assessment Only page', async () => {
  const title = 'Train to Teach Leeds virtual event';
  const editor = await browser.person(site);
  const { page } = editor;
  const main = page.locator('main');
  await signIn(page, site);
  const parent = await openEditor(page, category);
  await page.goto(admin.newEvent(parent));
  await main.getByLabel(field.title).fill(title);
  await main.getByLabel(field.address).fill('train-to-teach-leeds-virtual-event-180321');
  await press(page, main.getByRole('button', { name: button.create }));
  await hears(page, said.created);

  await main.getByLabel(field.summary).fill('This event is for anyone interested in training to teach in Leeds.');
  await main.getByLabel(field.place).fill('Leeds');
  await main.getByRole('radio', { name: field.online }).check();
  const start = main.getByRole('group', { name: field.start });
  await start.getByLabel('Day').fill('18');
  await start.getByLabel('Month').fill('3');
  await start.getByLabel('Year').fill('2021');
  await start.getByLabel('Time').fill('5pm');
  await press(page, page.getByRole('button', { name: button.saveDraft }));
  await hears(page, said.saved);
  assert.ok(!(await publicPage(site, seedPage)).text.includes(title), 'the public sees nothing of a draft');

  await publish(page);
  await page.goto(seedPage);
  const titles = await main.getByRole('heading', { level: 3 }).allInnerTexts();
  assert.equal(titles.length, 4, 'the soonest four');
  assert.equal(titles[0].trim(), title, 'the new event is the soonest');
  await press(page, page.getByRole('link', { name: title }));
  assert.equal((await page.getByRole('heading', { level: 1 }).innerText()).trim(), title);
  await editor.leave();
});

journey('an event is cancelled from the list, and the Assessment Only page says so', async () => {
  const editor = await browser.person(site);
  const { page } = editor;
  await signIn(page, site);
  await page.goto('/admin/events');
  const row = page.locator('main tr').filter({ has: page.getByRole('link', { name: newcastle.title, exact: true }) });
  await row.getByRole('combobox').selectOption({ label: 'Cancelled' });
  await press(page, row.getByRole('button', { name: button.setStatus }));
  assert.ok(await isCancelled(), 'the event’s own page says Cancelled');
  await page.goto(seedPage);
  const card = page.locator('main li').filter({ has: page.getByRole('link', { name: newcastle.title }) });
  assert.match(await card.first().innerText(), /cancelled/i);
  await editor.leave();
});

journey('the events block shows twelve events, and one sentence when none is left', async () => {
  const own = await startSite();
  const editor = await browser.person(own);
  const { page } = editor;
  const main = page.locator('main');
  await signIn(page, own);
  await openEditor(page, '/explore-my-options');
  await main.getByRole('textbox', { name: field.howMany }).fill('12');
  await publish(page);
  await page.goto(seedPage);
  assert.equal(await main.getByRole('heading', { level: 3 }).count(), 12);
  await shoot(page, 'seed-page-twelve-events');
  await editor.leave();
  await own.stop({ keepData: true });

  // The same site years later: every event lies behind.
  const later = await startSite({ clock: '2031-03-15T09:00:00Z', data: own.data });
  const visitor = await browser.person(later);
  await visitor.page.goto(seedPage);
  const block = visitor.page.locator('main');
  assert.equal(await block.getByRole('heading', { level: 3 }).count(), 0);
  assert.ok(await block.getByText('There are no upcoming events').isVisible());
  assert.ok(await block.getByRole('link', { name: 'View all events' }).isVisible());
  await shoot(visitor.page, 'seed-page-no-events');
  await visitor.leave();
  await later.stop();
});

const isCancelled = async () => {
  const { text } = await publicPage(site, newcastle.path);
  return text.includes('EventCancelled') && />[^<]*cancelled/i.test(text);
};

journey('an event gets a new address, and the old one leads there', async () => {
  const slug = 'train-to-teach-york-online-event-300321';
  const editor = await browser.person(site);
  const { page } = editor;
  await signIn(page, site);
  const node = await openEditor(page, york.path);
  await page.goto(admin.move(node));
  await page.locator('main').getByLabel(field.address).first().fill(slug);
  await press(page, page.locator('main').getByRole('button', { name: button.move }));
  // The plan may be shown first, with what it would change; then it is confirmed.
  if ((await publicPage(site, york.path)).status === 200) {
    await press(page, page.locator('main').getByRole('button', { name: button.move }));
  }
  const old = await publicPage(site, york.path);
  assert.equal(old.status, 308);
  assert.equal(old.headers.get('location'), `${category}/${slug}`);
  assert.equal((await publicPage(site, `${category}/${slug}`)).status, 200);
  const list = await publicPage(site, '/teaching-events');
  assert.ok(!list.text.includes(`"${york.path}"`), 'no page still links to the old address');
  await editor.leave();
});

journey('signing in, editing and saving with the keyboard alone', async () => {
  const sentence = 'Typed without a mouse.';
  const editor = await browser.person(site);
  const { page } = editor;
  await page.goto(admin.login);
  await tabTo(page, 'the email field', (element) => element.matches('input[name=email]'));
  await page.keyboard.type(site.email);
  await tabTo(page, 'the password field', (element) => element.matches('input[name=password]'));
  await page.keyboard.type(site.password);
  await Promise.all([page.waitForURL((url) => !url.pathname.includes('login')), page.keyboard.press('Enter')]);

  await openEditorByKeyboard(page);
  await tabTo(page, 'the prose', (element) => element.matches('textarea') && element.value.includes('experienced teacher with a degree, you can'));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type(sentence);
  await tabTo(page, 'the button “Save draft”', (element) =>
    element.matches('button, input[type=submit]') && /^save draft$/i.test((element.textContent || element.value).trim()),
  );
  const arrived = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await page.keyboard.press('Enter');
  await arrived;
  await page.waitForLoadState('load');
  await hears(page, said.saved);
  assert.ok((await (await textAreaWith(page, opening)).inputValue()).endsWith(sentence), 'the sentence was saved');
  await editor.leave();
});

async function openEditorByKeyboard(page) {
  await page.goto(admin.search('Assessment Only'));
  await tabTo(page, 'the page in the results', (element) =>
    element.matches('main a') && /^(edit:?\s+)?assessment only$/i.test(element.textContent.trim()),
  );
  await Promise.all([page.waitForURL(/\/admin\/nodes\/\d+/), page.keyboard.press('Enter')]);
}

/** Presses Tab until the focus is where it should be; three hundred stops without it are a trap or a gap. */
async function tabTo(page, what, isIt) {
  for (let stop = 0; stop < 300; stop++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluateHandle(() => document.activeElement);
    if (await focused.evaluate(isIt)) return;
  }
  assert.fail(`Tab never reached ${what}`);
}

/** Publishes what the editor shows; where a plan is shown first, confirms it. */
async function publish(page) {
  const main = page.locator('main');
  await press(page, main.getByRole('button', { name: button.publish }));
  if (/\/publish\b/.test(new URL(page.url()).pathname) && (await main.getByRole('button', { name: button.publish }).count())) {
    await press(page, main.getByRole('button', { name: button.publish }));
  }
  await hears(page, said.published);
}

/** A status line that assistive technology reads out says so. */
async function hears(page, words) {
  await eventually(`a status line says ${words}`, async () =>
    (await page.getByRole('status').allInnerTexts()).some((text) => words.test(text)),
  );
}

// The library of files: a picture comes in, gets into a page and is read by visitors, by keyboard alone.

import assert from 'node:assert/strict';
import { problemsOf } from './checks.mjs';
import { eventually, journey, onStage, openEditor, press, publicPage, shoot, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';
import { png } from './picture.mjs';
import { seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** A picture in which every point of a grid can be told apart. */
const picture = (width, height) => png(width, height, (x, y) => [(x * 255) / width, (y * 255) / height, (x / 40 + y / 40) % 2 < 1 ? 200 : 90]);

const file = (name, width = 1200, height = 800) => ({ name, mimeType: 'image/png', buffer: picture(width, height) });
const pdf = { name: 'Term dates.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };

journey('a picture is uploaded, put into a page, described, published and seen, by keyboard', async () => {
  const person = await browser.person(site);
  const { page } = person;
  await signIn(page, site);
  await openEditor(page, seedPage);
  const keys = new Keyboard(page);
  await keys.tabTo(/^Add a block above/);
  await keys.press('Enter');
  await keys.follow(/^Add Picture/);
  assert.match(await page.evaluate(() => document.activeElement.id), /-file$/, 'the focus is in the new block');
  await keys.tabTo(/^Choose a picture/);
  await keys.press('Enter');
  await page.locator('dialog[open]').waitFor();
  assert.deepEqual(await problemsOf(page), []);
  await keys.tabTo(/^Or upload a picture/);
  // What the system's own window for files does is not the page's affair.
  await page.locator('#bring').setInputFiles(file('Classroom.png'));
  await eventually('the upload was not told', async () => (await page.locator('dialog [role=status]').innerText()).includes('is in the library, and chosen'));
  await shoot(page, 'media-dialog');
  await keys.tabTo(/^Use this picture$/);
  await keys.press('Enter');
  const alt = page.locator('textarea[name$=".alt"]');
  await eventually('the focus did not go to the text', () => alt.evaluate((area) => area === document.activeElement));
  await keys.press('Control+Enter');
  await keys.enter();
  assert.match(await page.title(), /^Error: /, 'undecided it is not published');
  assert.match(await page.locator('.summary').innerText(), /Write what the picture says/);
  await keys.tabTo(/Write what the picture says/);
  await keys.press('Enter');
  await eventually('the summary leads to the field', () => alt.evaluate((area) => area === document.activeElement));
  await keys.type('Pupils at a table');
  await shoot(page, 'media-block');
  assert.deepEqual(await problemsOf(page), []);
  await keys.press('Control+Enter');
  await keys.enter();
  keys.within(120);
  const { text } = await publicPage(site, seedPage);
  assert.match(text, /<img [^>]*width="1200" height="800" alt="Pupils at a table"/);
  await page.goto(seedPage);
  const shown = page.getByRole('img', { name: 'Pupils at a table' });
  await eventually('the picture did not arrive', () => shown.evaluate((image) => image.complete && image.naturalWidth > 0));
  await shoot(page, 'media-public');
  assert.deepEqual(await problemsOf(page), []);
  await person.leave();
});

journey('files are dropped on the upload screen, sorted and found, and the point that stays in sight is moved by keys', async () => {
  const person = await browser.person(site);
  const { page } = person;
  await signIn(page, site);
  await page.goto('/admin/media/upload');
  assert.deepEqual(await problemsOf(page), []);
  await shoot(page, 'media-upload');
  const dropped = await page.evaluateHandle((bytes) => {
    const all = new DataTransfer();
    all.items.add(new File([new Uint8Array(bytes)], 'Dropped.png', { type: 'image/png' }));
    return all;
  }, [...picture(400, 300)]);
  await page.locator('#upload').dispatchEvent('drop', { dataTransfer: dropped });
  await eventually('what was dropped is not chosen', async () => (await page.locator('[role=status]').allInnerTexts()).join(' ').includes('1 file chosen: Dropped.png'));
  await press(page, page.getByRole('button', { name: 'Upload' }));
  assert.match(await page.locator('main').innerText(), /1 file is in the library now/);
  const keys = new Keyboard(page);
  await keys.tabTo(/^Point that stays in sight/, 'button');
  await keys.press('Shift+ArrowLeft');
  await keys.press('ArrowDown');
  assert.deepEqual([await page.locator('#focal_x').inputValue(), await page.locator('#focal_y').inputValue()], ['40', '51']);
  await page.locator('#focal img').click({ position: { x: 4, y: 4 } });
  assert.deepEqual([await page.locator('#focal_x').inputValue(), await page.locator('#focal_y').inputValue()], ['1', '1']);
  await shoot(page, 'media-file');
  assert.deepEqual(await problemsOf(page), []);
  await press(page, page.getByRole('button', { name: 'Save' }));
  await page.goto('/admin/media/upload');
  await page.locator('#file').setInputFiles([pdf, { name: 'notes.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') }]);
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByText('notes.svg: SVG and HTML files can hold programs').waitFor();
  assert.match(await page.locator('[role=status]').allInnerTexts().then((all) => all.join(' ')), /In the library now: Term dates\.pdf/);
  await page.goto('/admin/media');
  assert.deepEqual(await problemsOf(page), []);
  await shoot(page, 'media-library');
  await page.goto('/admin/media?q=unicorn');
  assert.deepEqual(await problemsOf(page), []);
  await person.leave();
});

journey('without scripts a picture is chosen on the library’s own screen', async () => {
  const person = await browser.person(site, { javaScript: false });
  const { page } = person;
  await signIn(page, site);
  await page.goto('/admin/media/upload');
  await page.locator('#file').setInputFiles(file('Plain.png', 300, 200));
  await press(page, page.getByRole('button', { name: 'Upload' }));
  assert.match(await page.locator('h1').innerText(), /Plain\.png/);
  await openEditor(page, seedPage);
  await page.getByLabel('Summary').first().fill('Typed before choosing a picture.');
  await page.locator('summary', { hasText: 'Add a block above' }).first().click();
  await press(page, page.getByRole('button', { name: /^Add Picture/ }).first());
  await press(page, page.getByRole('button', { name: /^Choose a picture/ }).first());
  assert.match(await page.locator('h1').innerText(), /Choose a file/);
  await press(page, page.getByRole('link', { name: 'Choose Plain.png' }));
  assert.equal(await page.getByLabel('Summary').first().inputValue(), 'Typed before choosing a picture.');
  assert.match(await page.locator('.chosen-file').first().innerText(), /Plain\.png, PNG, 300 × 200/);
  await person.leave();
});

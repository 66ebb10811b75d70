// The same pages on paper, in colours that the system forces, and for those whom movement makes ill.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked, onStage, openEditor, signIn } from './harness.mjs';
import { seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const check = (name, walk) => asked(name) && test(name, { timeout: 120_000 }, walk);

check('public: printed, it is the text and nothing around it', async () => {
  const { page, leave } = await browser.person(site);
  await page.goto(seedPage);
  const onScreen = await page.locator('main').innerText();
  await page.emulateMedia({ media: 'print' });
  for (const around of ['header nav', '.skip', 'nav[aria-label=Breadcrumb]']) {
    assert.equal(await page.locator(around).first().isVisible(), false, `${around} is not printed`);
  }
  const words = (text) => text.replace(/\s+/g, ' ').trim();
  assert.equal(words(await page.locator('main').innerText()), words(onScreen), 'every word in its order');
  const address = await page.getByRole('link', { name: 'section A1' }).evaluate((link) => getComputedStyle(link, '::after').content);
  assert.match(address, /gov\.uk/, 'the address of another site stands behind its words');
  await leave();
});

check('admin: in forced colours states, buttons and fields keep their lines', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  await page.emulateMedia({ forcedColors: 'active' });
  await openEditor(page, seedPage);
  for (const one of ['.tag', '.button.primary', '.button.secondary', 'input[name=title]', 'textarea', '.side [aria-current]']) {
    const lines = await page.locator(one).first().evaluate((element) => {
      const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor, outlineStyle } = getComputedStyle(element);
      return { drawn: (borderTopStyle !== 'none' && borderTopWidth !== '0px' && borderTopColor !== backgroundColor) || outlineStyle !== 'none' };
    });
    assert.ok(lines.drawn, `${one} has a line around it`);
  }
  await leave();
});

check('admin: what two versions differ by is told without colours', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  const node = await openEditor(page, '/why-teach');
  await page.getByLabel(/^summary/i).first().fill('Told without colours.');
  await page.getByRole('button', { name: /^save draft$/i }).first().click();
  await page.getByText('Draft saved.').waitFor();
  await page.goto(`/admin/nodes/${node}`);
  await page.getByRole('link', { name: 'Compare with what is published' }).click();
  await page.locator('ins').first().waitFor();
  for (const [mark, line, sign] of [['ins', 'underline', '+'], ['del', 'line-through', '−']]) {
    const shown = page.locator(`${mark}:visible`).first();
    assert.equal(await shown.evaluate((element) => getComputedStyle(element).textDecorationLine), line);
    assert.ok((await shown.innerText()).startsWith(sign), `${mark} begins with ${sign}`);
  }
  await leave();
});

check('admin: nothing moves for those who asked for less movement', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  for (const path of [seedPage, '/admin', '/admin/pages']) {
    await page.goto(path);
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((element) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
          return transitionDuration.split(', ').some((time) => time !== '0s') || animationName !== 'none' || scrollBehavior === 'smooth';
        })
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    assert.deepEqual(moving, [], path);
  }
  await leave();
});

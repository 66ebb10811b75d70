// At each stop of Tab somebody sees where they are, and nothing lies over it: public pages and screens of the admin, wide and narrow, light and dark.

import assert from 'node:assert/strict';
import { focusProblems } from './focus.mjs';
import { asked, eventually, onStage, openEditor, signIn } from './harness.mjs';
import { test } from 'node:test';
import { admin, category, seedEvents, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const VIEWS = [
  { width: 1280, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
];

const PUBLIC = ['/', seedPage, '/teaching-events', category, seedEvents[0].path, '/node/463', '/there-is-no-such-page'];
const ADMIN = [
  '/admin', '/admin/pages', '/admin/events?shown=past', admin.search('assessment'), '/admin/redirects', '/admin/redirects/import', '/admin/not-found', '/admin/media', '/admin/media/upload',
  '/admin/schedule', '/admin/history', '/admin/facts', '/admin/reports/accessibility', '/admin/trash', '/admin/users', '/admin/account', '/admin/account/display', '/admin/help', '/admin/help/text',
];
/** Screens of one page. */
const OF_A_PAGE = ['', '/history', '/move', '/preview', '/schedule', '/review', '/comments', '/links'];

const check = (name, walk) => asked(name) && test(name, { timeout: 300_000 }, walk);

check('public: the focus is seen at each stop of Tab', async () => {
  const { page, leave } = await browser.person(site);
  await walk(page, PUBLIC);
  await leave();
});

check('admin: the focus is seen at each stop of Tab, before signing in', async () => {
  const { page, leave } = await browser.person(site);
  await walk(page, [admin.login]);
  await leave();
});

check('admin: the focus is seen at each stop of Tab on the screens of the site', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  await walk(page, ADMIN);
  await leave();
});

check('admin: the focus is seen at each stop of Tab on the screens of a page', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  const node = await openEditor(page, seedPage);
  await walk(page, OF_A_PAGE.map((screen) => `/admin/nodes/${node}${screen}`));
  await leave();
});

check('admin: on the way back through the editor nothing lies over the focus, with a text that is kept', async () => {
  const { page, leave } = await browser.person(site);
  await signIn(page, site);
  await openEditor(page, seedPage);
  const found = [];
  // The last is a desk at 400 percent.
  for (const [width, height] of [[1280, 900], [320, 900], [320, 256]]) {
    await page.setViewportSize({ width, height });
    await page.reload({ waitUntil: 'networkidle' });
    await page.locator('textarea[name$=".markdown"]').first().pressSequentially(` ${width}`);
    await eventually('the text is kept', async () => /^Kept for you/.test(await page.locator('#save-state').innerText()));
    const { problems, stops } = await focusProblems(page, FRAME, 'Shift+Tab');
    assert.ok(stops > 50, `${stops} stops at ${width} px`);
    found.push(...problems.map((problem) => `${width} by ${height} px: ${problem}`));
  }
  assert.deepEqual(found, []);
  await leave();
});

/** What stands around every page: looked at on the first one. */
const FRAME = 'header, footer, .side, .menu';

/** Goes through each of these addresses in each view, and fails with all that is wrong. */
async function walk(page, paths) {
  const found = [];
  for (const { width, colorScheme } of VIEWS) {
    for (const path of paths) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(path, { waitUntil: 'networkidle' });
      const { problems, stops } = await focusProblems(page, path === paths[0] ? '' : FRAME);
      assert.ok(stops > 2, `${path} has ${stops} stops at ${width} px`);
      found.push(...problems.map((problem) => `${path} at ${width} px, ${colorScheme}: ${problem}`));
    }
  }
  assert.deepEqual(found, []);
}

// What is drawn: the same again for whoever opens a page or a screen twice, and the same public pages for whoever has scripts turned off.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asked, onStage, signIn } from './harness.mjs';
import { pixels } from './picture.mjs';
import { category, seedEvents, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const WIDTHS = [1280, 320];
const PUBLIC = ['/', '/explore-my-options', '/why-teach', '/funding-and-salaries', '/life-as-a-teacher', '/help-and-support', seedPage, '/teaching-events', category, seedEvents[0].path, '/node/463', '/there-is-no-such-page'];

const ADMIN = ['/admin', '/admin/pages', '/admin/events', '/admin/providers', '/admin/media', '/admin/facts', '/admin/find?q=teacher', '/admin/schedule', '/admin/reviews', '/admin/redirects', '/admin/reports', '/admin/reports/accessibility?in=live&kind=warnings', '/admin/trash', '/admin/filters', '/admin/new?kind=event', '/admin/nodes/5', '/admin/nodes/5/history', '/admin/nodes/5/move'];

/** What is scrolled by itself is a layer of its own, whose rounded corners the browser blends by chance: nine points of one were seen to differ. A word that changed has hundreds. */
const CORNERS = 40;

const check = (name, walk) => asked(name) && test(name, { timeout: 240_000 }, walk);

check('public: drawn twice, a page is the same to the point, and so it is without scripts', async () => {
  const visitors = [await browser.person(site), await browser.person(site), await browser.person(site, { javaScript: false })];
  assert.deepEqual(await compare(visitors, PUBLIC), []);
});

check('admin: drawn twice, a screen is the same to the edge of a corner', async () => {
  const editors = [await browser.person(site), await browser.person(site)];
  for (const { page } of editors) await signIn(page, site);
  assert.deepEqual(await compare(editors, ADMIN, CORNERS), []);
});

/** How many points of two pictures differ; all of them where they are not of one size. */
function pointsThatDiffer(one, two) {
  const all = one.width * one.height;
  if (one.data.length !== two.data.length) return all;
  const { channels } = one;
  let differing = 0;
  for (let point = 0; point < all; point++) {
    const at = point * channels;
    if (!one.data.subarray(at, at + channels).equals(two.data.subarray(at, at + channels))) differing += 1;
  }
  return differing;
}

/** Lets each person open each address in both widths, and tells where what they see differs from what the first one sees by more points than `allowed`. */
async function compare(people, paths, allowed = 0) {
  const differing = [];
  for (const path of paths) {
    for (const width of WIDTHS) {
      const seen = [];
      for (const { page } of people) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(path, { waitUntil: 'networkidle' });
        seen.push(await page.screenshot({ fullPage: true, caret: 'hide' }));
      }
      const [first, ...others] = seen;
      assert.ok(first.length > 2_000, `${path} is drawn`);
      for (const other of others) {
        // The same picture is the same file, as a rule; points decide.
        if (first.equals(other)) continue;
        const [one, two] = [pixels(first), pixels(other)];
        const points = pointsThatDiffer(one, two);
        if (points > allowed) differing.push(`${path} at ${width} px: ${points} points, ${one.height} and ${two.height} px high`);
      }
    }
  }
  for (const { leave } of people) await leave();
  return differing;
}

// Lighthouse, as it looks at a page on a phone with a slow line: the seed page and the home screen of the admin.
//
// Held are the scores that are the same in each run, and that nothing moves while a page is drawn. Times of a shared machine are printed, not held.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { asked, flags, here, onStage, signIn } from './harness.mjs';
import { admin, seedPage } from './words.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

const program = join(here, '../lighthouse/node_modules/lighthouse/cli/index.js');

/** A page may fetch nothing (`default-src 'none'`), and Lighthouse fetches robots.txt from within the page: it cannot. The stories read that file. */
const LEFT_OUT = ['robots-txt'];

const check = (name, walk) => asked(name) && test(name, { timeout: 180_000 }, walk);

check('public: Lighthouse gives the seed page full marks', async (t) => {
  const { scores, moved } = await look(t, seedPage, {});
  assert.deepEqual(scores, { accessibility: 1, 'best-practices': 1, seo: 1 });
  assert.equal(moved, 0, 'nothing moves while the page is drawn');
});

check('admin: Lighthouse gives the home screen full marks', async (t) => {
  const { page, context, leave } = await browser.person(site);
  await signIn(page, site);
  const cookies = await context.cookies();
  const { scores, moved } = await look(t, admin.home, { Cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') });
  // An admin asks search engines to stay away: it has no marks for being found.
  delete scores.seo;
  assert.deepEqual(scores, { accessibility: 1, 'best-practices': 1 });
  assert.equal(moved, 0, 'nothing moves while the page is drawn');
  await leave();
});

/** The scores of an address, each 0 to 1, and by how much its parts moved. */
async function look(t, path, headers) {
  assert.ok(existsSync(program), 'Lighthouse is not installed. Run the suite by `cargo xtask browser`.');
  const folder = mkdtempSync(join(tmpdir(), 'waymark-lighthouse-'));
  const report = join(folder, 'report.json');
  try {
    await promisify(execFile)(
      process.execPath,
      [
        program,
        site.origin + path,
        '--quiet',
        '--no-enable-error-reporting',
        '--output=json',
        `--output-path=${report}`,
        `--extra-headers=${JSON.stringify(headers)}`,
        `--skip-audits=${LEFT_OUT.join(',')}`,
        `--chrome-flags=${flags.join(' ')} --user-data-dir=${folder}`,
      ],
      { env: { ...process.env, CHROME_PATH: process.env.WAYMARK_CHROMIUM ?? '/usr/bin/chromium' } },
    );
    const { categories, audits, finalDisplayedUrl } = JSON.parse(readFileSync(report, 'utf8'));
    assert.equal(new URL(finalDisplayedUrl).pathname, path, 'Lighthouse saw the page that was meant');
    const marks = Object.entries(categories).map(([name, { score }]) => [name, score]);
    const { performance, ...scores } = Object.fromEntries(marks);
    const milliseconds = (audit) => `${Math.round(audits[audit].numericValue)} ms`;
    t.diagnostic(`${path}: performance ${performance}, largest paint ${milliseconds('largest-contentful-paint')}, blocked ${milliseconds('total-blocking-time')}`);
    const lost = Object.values(categories).flatMap(({ id, auditRefs }) =>
      id === 'performance' ? [] : auditRefs.filter((ref) => audits[ref.id].score === 0).map((ref) => ref.id),
    );
    if (lost.length) t.diagnostic(`marks lost by ${lost.join(', ')}`);
    return { scores, moved: audits['cumulative-layout-shift'].numericValue };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

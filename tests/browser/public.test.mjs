// The public site as visitors and their browsers get it.

import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { Pages, problemsOf } from './checks.mjs';
import { asked, openBrowser, publicPage, shoot, shootForReadme, startSite } from './harness.mjs';
import { category, seedEvents, seedPage } from './words.mjs';

/** Budgets of the seed page, in bytes after gzip. */
const HTML_BUDGET = 6 * 1024;
const CSS_BUDGET = 8 * 1024;

test('the public site', async (t) => {
  const site = await startSite();
  t.after(() => site.stop());
  const browser = await openBrowser();
  t.after(() => browser.close());
  const check = (name, promise) => asked(name) && t.test(name, { timeout: 120_000 }, promise);

  await check('public: the seed page shows its trail and its four events', async () => {
    const visitor = await browser.person(site);
    const { page } = visitor;
    await page.goto(seedPage);
    const trail = page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('listitem');
    assert.equal(await trail.count(), 5);
    assert.equal(await trail.last().getByRole('link').count(), 0, 'the last step is text');
    const titles = await page.locator('main').getByRole('heading', { level: 3 }).allInnerTexts();
    assert.deepEqual(titles.map((title) => title.trim()), seedEvents.map((event) => event.title));
    const moments = await page.locator('main time').evaluateAll((times) => times.map((time) => time.dateTime));
    assert.ok(
      moments.some((moment) => moment.startsWith('2021-03-30T18:00') && moment.endsWith('+01:00')),
      `the York event lies after the clock change: ${moments}`,
    );
    await shootForReadme(page, 'public');
    await visitor.leave();
  });

  await check('public: the seed page sets no cookie, runs no script and asks for three things at most', async () => {
    const visitor = await browser.person(site);
    const { page, context } = visitor;
    const requests = [];
    context.on('request', (request) => requests.push(new URL(request.url()).pathname));
    const answer = await page.goto(seedPage, { waitUntil: 'networkidle' });
    assert.equal(answer.status(), 200);
    assert.equal(answer.headers()['set-cookie'], undefined);
    assert.deepEqual(await context.cookies(), []);
    const scripts = await page.locator('script:not([type="application/ld+json"])').count();
    assert.equal(scripts, 0, 'no script');
    assert.equal(await page.locator('style, [style]').count(), 0, 'no inline style');
    assert.ok(requests.length <= 3, `asked for ${requests.join(', ')}`);
    const stored = await page.evaluate(() => localStorage.length + sessionStorage.length);
    assert.equal(stored, 0, 'nothing stored in the browser');
    await visitor.leave();
  });

  await check('public: the seed page and its style sheet keep their budgets', async () => {
    const { text } = await publicPage(site, seedPage);
    const html = await gzipped(site, seedPage);
    assert.ok(html <= HTML_BUDGET, `HTML of ${html} bytes`);
    const sheets = [...text.matchAll(/<link\b[^>]*rel="?stylesheet"?[^>]*>/g)].map(([tag]) => /href="?([^"\s>]+)/.exec(tag)[1]);
    assert.ok(sheets.length >= 1, 'a style sheet');
    let css = 0;
    for (const sheet of sheets) css += await gzipped(site, sheet);
    assert.ok(css <= CSS_BUDGET, `CSS of ${css} bytes`);
  });

  await check('public: the old address of the provider list leads to it for good', async () => {
    const { status, headers } = await publicPage(site, '/node/463');
    assert.equal(status, 308);
    assert.match(headers.get('location'), /^\/[^/]/);
  });

  await check('public: no link leads nowhere', async () => {
    const waiting = ['/', '/there-is-no-such-page'];
    const known = new Set(waiting);
    const dead = [];
    for (let path; (path = waiting.shift()); ) {
      const { status, headers, text } = await publicPage(site, path);
      if (status >= 400 && path !== '/there-is-no-such-page') dead.push(`${path} answers ${status}`);
      const found = status < 400 && headers.has('location') ? [headers.get('location')] : [];
      if (headers.get('content-type')?.startsWith('text/html')) found.push(...[...text.matchAll(/<a\b[^>]*?\shref="?([^"\s>]*)/g)].map(([, href]) => href.replaceAll('&amp;', '&')));
      for (const href of found) {
        const url = new URL(href, site.origin + path);
        if (href === '' || (url.origin === site.origin && url.hash && !text.includes(`id=${url.hash.slice(1)}`) && !text.includes(`id="${url.hash.slice(1)}"`) && url.pathname === path)) {
          dead.push(`${path} links to “${href}”`);
        }
        const next = url.pathname + url.search;
        if (url.origin !== site.origin || known.has(next)) continue;
        known.add(next);
        waiting.push(next);
      }
    }
    assert.deepEqual(dead, []);
    assert.ok(known.size > 100, `${known.size} addresses were followed`);
  });

  const pages = new Pages();
  t.after(() => pages.clear());
  for (const [name, path] of await templates(site)) {
    await check(`axe: ${name}`, async () => {
      const visitor = await browser.person(site);
      const answer = await visitor.page.goto(path);
      pages.add(name, await answer.text());
      const expected = name === 'not found' ? 404 : 200;
      assert.equal(answer.status(), expected);
      await shoot(visitor.page, name.replaceAll(' ', '-'));
      assert.deepEqual(await problemsOf(visitor.page), []);
      await visitor.leave();
    });
  }
  for (const { name, errors } of pages.validate()) {
    await check(`html: ${name}`, () => assert.deepEqual(errors, []));
  }
});

/** One page of every public template, by name. */
async function templates(site) {
  const providers = (await publicPage(site, '/node/463')).headers.get('location') ?? '/node/463';
  const list = [
    ['home', '/'],
    ['explore my options', '/explore-my-options'],
    ['specialist training options', seedPage.slice(0, seedPage.lastIndexOf('/'))],
    ['seed page', seedPage],
    ['events', '/teaching-events'],
    ['events of a category', category],
    ['event', seedEvents[0].path],
    ['provider list', providers],
    ['not found', '/there-is-no-such-page'],
  ];
  const { text } = await publicPage(site, providers);
  const provider = [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).find((href) => href.startsWith(`${providers}/`));
  assert.ok(provider, 'the provider list links to a provider below it');
  return [...list, ['provider', provider]];
}

/** The bytes of an answer's body as sent with gzip. */
function gzipped(site, path) {
  return new Promise((resolve, reject) => {
    http
      .get(site.origin + path, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
        let bytes = 0;
        answer.on('data', (chunk) => (bytes += chunk.length));
        answer.on('end', () => {
          if (answer.statusCode !== 200 || answer.headers['content-encoding'] !== 'gzip') {
            reject(new Error(`${path} answered ${answer.statusCode}, coded ${answer.headers['content-encoding']}`));
          } else resolve(bytes);
        });
      })
      .on('error', reject);
  });
}

// Every screen of the admin: a fixed list, and whatever links lead to from there.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pages, problemsOf } from './checks.mjs';
import { asked, openBrowser, openEditor, publicPage, shoot, shootForReadme, signIn, startSite } from './harness.mjs';
import { admin, button, field, seedEvents, seedPage } from './words.mjs';

/** Addresses that differ in an id only show the same screen; of those, this many different ones are looked at. */
const SCREENS = 90;

const FIXED = [
  ['home', '/admin'],
  ['pages', '/admin/pages'],
  ['events list', '/admin/events'],
  ['providers list', '/admin/providers'],
  ['search', admin.search('teacher')],
  ['find in all content', '/admin/find'],
  ['found in all content', '/admin/find?q=teacher'],
  ['nothing found in all content', '/admin/find?q=xyzzy'],
  ['search without a hit', admin.search('xyzzy')],
  ['redirects', '/admin/redirects'],
  ['redirects not used', '/admin/redirects?shown=unused'],
  ['new redirect', '/admin/redirects/new?from=%2Fold'],
  ['import redirects', '/admin/redirects/import'],
  ['not found', '/admin/not-found'],
  ['reports', '/admin/reports'],
  ['accessibility report', '/admin/reports/accessibility?in=live&kind=warnings'],
  ['ageing report', '/admin/reports/ageing'],
  ['missing descriptions', '/admin/reports/descriptions'],
  ['broken links', '/admin/reports/links'],
  ['links of a page', '/admin/nodes/5/links'],
  ['mending a link', '/admin/nodes/5/links/mend?node=33'],
  ['trash', '/admin/trash'],
  ['users', '/admin/users'],
  ['account', '/admin/account'],
  ['saved filters', '/admin/filters'],
  ['a filter to save', '/admin/filters/new?list=events&filter=shown%3Dpast'],
  ['help', '/admin/help'],
  ['help searched', '/admin/help?q=picture'],
  ['help without a hit', '/admin/help?q=xyzzy'],
  ['admin not found', '/admin/nodes/99999999'],
];

test('the admin', async (t) => {
  const site = await startSite();
  t.after(() => site.stop());
  const browser = await openBrowser();
  t.after(() => browser.close());
  const pages = new Pages();
  t.after(() => pages.clear());
  const check = (name, promise) => asked(name) && t.test(name, { timeout: 120_000 }, promise);

  await check('axe: sign in', async () => {
    const stranger = await browser.person(site);
    const answer = await stranger.page.goto(admin.login);
    pages.add('sign in', await answer.text());
    await shoot(stranger.page, 'sign-in');
    assert.deepEqual(await problemsOf(stranger.page), []);
    await stranger.leave();
  });

  const editor = await browser.person(site);
  const { page, context } = editor;
  await signIn(page, site);

  await check('admin: the session cookie is out of reach for scripts', async () => {
    const cookies = await context.cookies();
    assert.ok(cookies.length >= 1, 'a session cookie');
    for (const { name, httpOnly, sameSite } of cookies) {
      assert.ok(httpOnly, `${name} is HttpOnly`);
      assert.notEqual(sameSite, 'None', `${name} has SameSite`);
    }
  });

  await check('admin: the editor shows title, state and main button without scrolling', async () => {
    await openEditor(page, seedPage);
    await page.setViewportSize({ width: 1280, height: 900 });
    for (const locator of [
      page.getByLabel(field.title).first(),
      page.getByText(/\b(live|published|draft)\b/i).first(),
      page.getByRole('button', { name: button.publish }).first(),
    ]) {
      const box = await locator.boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 900, `${locator} lies at ${JSON.stringify(box)}`);
    }
    await shootForReadme(page, 'editor');
  });

  await check('admin: the editor with all that it asks for weighs 90 KB at most', async () => {
    const visitor = await browser.person(site);
    await signIn(visitor.page, site);
    const node = await openEditor(visitor.page, seedPage);
    // A new person's browser has kept nothing; only the frame of the preview, a page of its own, is left out.
    const fresh = await browser.person(site);
    await fresh.context.addCookies(await visitor.context.cookies());
    const answers = [];
    fresh.page.on('requestfinished', (request) => request.frame() === fresh.page.mainFrame() && answers.push(request.sizes()));
    await fresh.page.goto(`/admin/nodes/${node}`, { waitUntil: 'networkidle' });
    const sizes = await Promise.all(answers);
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    assert.ok(sizes.length > 5 && bytes <= 90 * 1024, `${sizes.length} answers of ${bytes} bytes`);
    await visitor.leave();
    await fresh.leave();
  });

  const queue = FIXED.map(([name, path]) => ({ name, path }));
  for (const [name, path] of [...(await editors(page, site)), ...(await topics(page))]) queue.push({ name, path });
  const known = new Set(queue.map(({ path }) => pattern(path)));
  let looked = 0;
  for (const screen of queue) {
    if (looked++ >= SCREENS) break;
    await check(`axe: ${screen.name}`, async () => {
      const answer = await page.goto(screen.path);
      assert.ok(answer.status() < 500, `answered ${answer.status()}`);
      if (!answer.headers()['content-type']?.startsWith('text/html')) return;
      if (screen.name === 'admin not found') assert.equal(answer.status(), 404);
      else assert.equal(answer.status(), 200, `${screen.path} answered ${answer.status()}`);
      pages.add(screen.name, await answer.text());
      for (const path of await links(page, site.origin)) {
        if (!known.has(pattern(path))) {
          known.add(pattern(path));
          queue.push({ name: pattern(path), path });
        }
      }
      await shoot(page, `admin-${screen.name.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '')}`);
      assert.deepEqual(await problemsOf(page), []);
    });
  }

  await check('axe: an editor with a problem', async () => {
    await openEditor(page, seedPage);
    await page.getByLabel(field.title).first().fill('');
    // The server's own messages are the ones to look at, not the browser's.
    await page.evaluate(() => document.querySelectorAll('form').forEach((form) => (form.noValidate = true)));
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST' && response.request().isNavigationRequest()),
      page.getByRole('button', { name: button.saveDraft }).first().click(),
    ]);
    assert.equal(answer.status(), 422);
    await page.waitForLoadState('load');
    pages.add('an editor with a problem', await page.content());
    assert.match(await page.title(), /^Error: /);
    await shoot(page, 'admin-editor-with-a-problem');
    assert.deepEqual(await problemsOf(page), []);
  });

  await check('admin: nothing was asked of other hosts, and nothing failed', () => editor.leave());

  for (const { name, errors } of pages.validate()) {
    await check(`html: ${name}`, () => assert.deepEqual(errors, []));
  }
});

/** The editor of each kind of node, and the screens beside it. */
async function editors(page, site) {
  const providers = (await publicPage(site, '/node/463')).headers.get('location');
  const { text } = await publicPage(site, providers);
  const provider = [...text.matchAll(/href="([^"]+)"/g)].map(([, href]) => href).find((href) => href.startsWith(`${providers}/`));
  const home = await openEditor(page, '/');
  const seed = await openEditor(page, seedPage);
  const event = await openEditor(page, seedEvents[0].path);
  const one = await openEditor(page, provider ?? providers);
  return [
    ['page editor', `/admin/nodes/${seed}`],
    ['event editor', `/admin/nodes/${event}`],
    ['provider editor', `/admin/nodes/${one}`],
    ['preview', admin.preview(seed)],
    ['history', `/admin/nodes/${seed}/history`],
    ['move', admin.move(seed)],
    ['new page', `/admin/new?kind=page&parent=${home}`],
    ['page from a document', `/admin/new/document?parent=${home}`],
    ['new event', admin.newEvent(home)],
    ['new provider', `/admin/new?kind=provider&parent=${home}`],
  ];
}

/** Every topic of the help. */
async function topics(page) {
  await page.goto('/admin/help');
  const found = await page.locator('main a[href^="/admin/help/"]').evaluateAll((links) => links.map((link) => link.pathname));
  assert.ok(found.length > 15, 'the index lists the topics');
  return found.map((path) => [`help on ${path.split('/').at(-1)}`, path]);
}

/** The admin's own addresses that the page links to; signing out is a form, so following links changes nothing. */
async function links(page, origin) {
  const found = await page.locator('a[href]:not([download])').evaluateAll((anchors) => anchors.map((anchor) => anchor.href));
  return found
    .map((href) => new URL(href))
    .filter((url) => url.origin === origin && /^\/admin(\/|$)/.test(url.pathname))
    .map((url) => url.pathname + url.search);
}

/** An address with ids, tokens and typed values replaced, so that each screen is looked at once. */
function pattern(path) {
  const url = new URL(path, 'http://site');
  const segments = url.pathname.split('/').map((part) => (/^\d+$/.test(part) ? 'N' : /^[\w-]{20,}$/.test(part) ? 'TOKEN' : part));
  const query = [...url.searchParams].map(([key, value]) => (key === 'kind' ? `${key}=${value}` : key));
  return segments.join('/') + (query.length ? `?${[...new Set(query)].sort().join('&')}` : '');
}

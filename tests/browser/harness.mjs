// Starts the built binary on its sample site and a real browser beside it.
//
// Set by `cargo xtask browser`: WAYMARK_BINARY, WAYMARK_CHROMIUM, WAYMARK_JAVA; on wish WAYMARK_KEEP,
// WAYMARK_README_SHOTS and WAYMARK_ONLY. WAYMARK_RENEW=1 writes the files of `snapshots/` anew (snapshots.test.mjs).

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { admin, button, field, WIDTHS } from './words.mjs';

export const here = dirname(fileURLToPath(import.meta.url));

/** The moment at which the sample site's four events lie ahead. */
const CLOCK = '2021-03-15T09:00:00Z';

/** How long anything may take before it counts as broken, in milliseconds: a loaded machine with two cores. */
const PATIENCE = 15_000;

/** How every browser of the suite is started. */
export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

/** Whether a test of this name was asked for. */
export const asked = (name) => name.includes(process.env.WAYMARK_ONLY ?? '');

/** A journey of a person, unless only others were asked for. */
export const journey = (name, walk) => asked(name) && test(`journey: ${name}`, { timeout: 180_000 }, walk);

/** Gives a test file one site and one browser, started before its first test and ended after its last. */
export function onStage(use) {
  let site;
  let browser;
  before(async () => {
    site = await startSite();
    browser = await openBrowser();
    use(site, browser);
  });
  after(async () => {
    await browser?.close();
    await site?.stop();
  });
}

/**
 * Starts the binary with a fresh sample site, or again on an earlier one's `data`: `{ origin, email, password, data, stop() }`.
 * The sign-in is read from what the binary prints, and printed nowhere.
 */
export async function startSite({ clock = CLOCK, data = mkdtempSync(join(tmpdir(), 'waymark-browser-')) } = {}) {
  const binary = process.env.WAYMARK_BINARY;
  assert.ok(binary, 'WAYMARK_BINARY is not set. Run the suite by `cargo xtask browser`.');
  const child = spawn(binary, ['serve', '--demo', '--data', data, '--clock', clock, '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let log = '';
  child.stderr.on('data', (bytes) => (log = (log + bytes).slice(-8_000)));
  const ended = new Promise((resolve) => child.once('close', resolve));

  const printed = {};
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`The binary was not ready within a minute.\n${log}`)), 60_000);
    child.once('error', reject);
    ended.then((code) => reject(new Error(`The binary ended with ${code} before it was ready.\n${log}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.trim() === 'Ready.') {
        clearTimeout(late);
        resolve();
      }
      const [, label, value] = /^(Site|Admin|Email|Password)\s+(\S+)\s*$/.exec(line) ?? [];
      if (label) printed[label.toLowerCase()] = value;
    });
  });
  for (const label of ['site', 'admin', 'email', 'password']) {
    assert.ok(printed[label], `The binary printed no line for “${label}” before “Ready.”`);
  }

  return {
    origin: new URL(printed.site).origin,
    email: printed.email,
    password: printed.password,
    data,
    /** Ends the server; its data goes too, unless another is to be started on it. */
    async stop({ keepData = false } = {}) {
      child.kill('SIGTERM');
      const late = setTimeout(kill, 12_000);
      await ended;
      clearTimeout(late);
      process.removeListener('exit', kill);
      if (keepData) return;
      if (process.env.WAYMARK_KEEP) console.log(`Kept the site's data in ${data}`);
      else rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The browser, and people who use it; each person is a context of their own. */
export async function openBrowser() {
  const executablePath = process.env.WAYMARK_CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, headless: true, args: flags });
  return {
    close: () => browser.close(),
    /** `{ page, context, complaints, leave() }`; leaving fails when the browser or the server had complained. */
    async person(site, { javaScript = true, width = 1280, height = 900 } = {}) {
      const context = await browser.newContext({
        baseURL: site.origin,
        viewport: { width, height },
        deviceScaleFactor: 1,
        javaScriptEnabled: javaScript,
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
      });
      context.setDefaultTimeout(PATIENCE);
      context.setDefaultNavigationTimeout(PATIENCE);
      const complaints = listen(context, site.origin);
      const page = await context.newPage();
      return {
        page,
        context,
        complaints,
        async leave() {
          await context.close();
          assert.deepEqual(complaints, [], 'the browser or the server complained');
        },
      };
    },
  };
}

/** Everything that must never happen while a person uses the site: see U8 and the promise of no 5xx. */
function listen(context, origin) {
  const complaints = [];
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) complaints.push(`asked another host: ${url.href}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} at ${response.url()}`);
  });
  context.on('console', (message) => {
    // The browser notes every 4xx as an error; those are expected where a journey provokes them.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => complaints.push(`script: ${error.error().message}`));
  return complaints;
}

export async function signIn(page, site) {
  await page.goto(admin.login);
  await page.getByLabel(field.email).fill(site.email);
  await page.getByLabel(field.password).first().fill(site.password);
  await press(page, page.getByRole('button', { name: button.signIn }));
  assert.doesNotMatch(new URL(page.url()).pathname, /login/, 'still at the sign-in page after signing in');
}

/** Presses a button or link and waits for the page it leads to. */
export async function press(page, locator) {
  const arrived = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  // A press that never happens must not leave the wait behind as an unhandled rejection.
  arrived.catch(() => {});
  await locator.first().click();
  await arrived;
  await page.waitForLoadState('load');
}

/** Opens the editor of whatever stands at a public address, through the admin's search; gives the node's id. */
export async function openEditor(page, address) {
  await page.goto(admin.search(address));
  if (!editorId(page)) {
    await press(page, page.locator('main').locator('a[href^="/admin/nodes/"]'));
  }
  const id = editorId(page);
  assert.ok(id, `the search for ${address} led to ${page.url()}, not to an editor`);
  return id;
}

const editorId = (page) => /^\/admin\/nodes\/(\d+)(\/edit)?$/.exec(new URL(page.url()).pathname)?.[1];

/** The text area whose text contains this: the prose block that a person would look for. */
export async function textAreaWith(page, text) {
  const areas = page.locator('main textarea');
  await areas.first().waitFor();
  for (const area of await areas.all()) {
    if ((await area.inputValue()).includes(text)) return area;
  }
  assert.fail(`no text area contains “${text}”`);
}

/** Asks until the answer is true or patience ends; `what` is the sentence of the failure. */
export async function eventually(what, question) {
  const end = Date.now() + PATIENCE;
  let last;
  do {
    try {
      if (await question()) return;
    } catch (error) {
      // A frame that is being replaced cannot answer; the next one can.
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  } while (Date.now() < end);
  assert.fail(last ? `${what} (${last.message})` : what);
}

/** Whether any frame of any open page shows the text: a preview may be a page, a new tab or a frame. */
export async function isShownSomewhere(context, text) {
  for (const page of context.pages()) {
    for (const frame of page.frames()) {
      if (await frame.getByText(text).first().isVisible().catch(() => false)) return true;
    }
  }
  return false;
}

/** The public page as a stranger gets it: `{ status, headers, text }`, redirects not followed. */
export async function publicPage(site, path) {
  const answer = await fetch(site.origin + path, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** Leaves pictures of the whole page at both widths, light and dark, in `shots/`, not committed, and the page as wide as it was. */
export async function shoot(page, name) {
  const folder = join(here, 'shots');
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  // What is scrolled by itself beside the text is shown whole.
  const whole = (on) => page.evaluate((on) => document.querySelector('.side-column')?.style.setProperty('max-height', on ? 'none' : null), on);
  await whole(true);
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await whole(false);
  await page.setViewportSize(before);
}

/** Renews one of the two pictures of the README, when asked to. */
export async function shootForReadme(page, name) {
  if (!process.env.WAYMARK_README_SHOTS) return;
  const folder = join(here, 'readme');
  mkdirSync(folder, { recursive: true });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

// The preview beside the text, on a page of 5,000 words (U21): it follows each pause in typing, and typing never waits for it.
//
// What is asked of whom and when is held, by a clock that stands still. Times of a shared machine are printed, not held.

import assert from 'node:assert/strict';
import { eventually, journey, onStage, openEditor, signIn } from './harness.mjs';
import { Keyboard } from './keyboard.mjs';

let site;
let browser;
onStage((started, opened) => ([site, browser] = [started, opened]));

/** Milliseconds of rest after which the script asks for a new preview. */
const PAUSE = 400;
/** How often each time is taken; the median counts. */
const RUNS = 5;

/** 100 headings of two words, each with 48 words below it: bold, linked, in a paragraph and in a list. */
const longText = Array.from({ length: 100 }, (_, at) =>
  [
    `## Part ${at + 1}`,
    `${words('teaching', 15)} **${words('training', 5)}** and [${words('funding', 4)}](/funding-and-salaries) ${words('school', 9)}.`,
    `- ${words('subject', 7)}\n- ${words('degree', 7)}`,
  ].join('\n\n'),
).join('\n\n');

function words(word, count) {
  return Array(count).fill(word).join(' ');
}

/** An editor on a draft of 5,000 words, the caret at its start; `requests` notes what the browser asks for from now on. */
async function atLongText() {
  const person = await browser.person(site);
  const { page } = person;
  await signIn(page, site);
  await openEditor(page, '/help-and-support');
  const area = page.locator('textarea[name$=".markdown"]').first();
  const keys = new Keyboard(page);
  await area.fill(longText);
  await keys.enter('Control+s');
  await page.getByText('Draft saved.').waitFor();
  assert.match(await page.locator('#outline .hint').innerText(), /^5,000 words/);
  await page.locator('.live-preview').waitFor();
  await page.waitForLoadState('networkidle');
  await area.focus();
  await keys.press('Control+Home');
  const requests = { kept: 0, checked: 0, previews: 0, editors: 0 };
  page.on('request', (request) => {
    if (request.method() === 'POST') requests[request.url().endsWith('/checks') ? 'checked' : 'kept']++;
    else if (request.isNavigationRequest()) requests[request.frame() === page.mainFrame() ? 'editors' : 'previews']++;
  });
  const shows = (text) => eventually(`the preview shows “${text}”`, async () => (await page.frameLocator('.live-preview').locator('main').innerText()).includes(text));
  return { ...person, area, keys, requests, shows };
}

journey('on a page of 5,000 words nothing is asked for while keys come, and one preview and the checks after a pause', async () => {
  const { page, keys, area, requests, shows, leave } = await atLongText();
  await page.evaluate(stopClock);
  const pass = (time) => page.evaluate((time) => window.pass(time), time);
  let typed = '';
  for (const [pauses, text] of ['Forty characters, typed without a pause. ', 'And some more. '].entries()) {
    for (const character of text) {
      await keys.type(character);
      await pass(PAUSE - 1);
    }
    typed += text;
    assert.deepEqual(requests, { kept: pauses, checked: pauses, previews: pauses, editors: 0 }, 'nothing is asked for before the pause');
    await pass(1);
    await shows(typed.trim());
    await pass(10 * PAUSE);
    assert.deepEqual(requests, { kept: pauses + 1, checked: pauses + 1, previews: pauses + 1, editors: 0 }, 'one preview, the checks once, and the editor stays as it is');
  }
  assert.deepEqual(await area.evaluate((element) => [element === document.activeElement, element.selectionStart]), [true, typed.length]);
  await leave();
});

journey('on a page of 5,000 words the times until the preview is seen, and until a key is, are told', async (t) => {
  const { page, keys, shows, leave } = await atLongText();
  const seen = [];
  for (let run = 1; run <= RUNS; run++) {
    const word = `Typed${run}`;
    await page.evaluate(watchPreview, word);
    await keys.type(`${word} `);
    seen.push(await page.evaluate(() => window.previewSeen));
  }
  const middle = (time) => Math.round(seen.map(time).sort((a, b) => a - b)[(RUNS - 1) / 2]);
  t.diagnostic(`the new word is seen ${middle(({ sent, shown }) => shown - sent)} ms after the preview is asked for, ${middle(({ key, shown }) => shown - key)} ms after the last key`);
  t.diagnostic(`the server keeps the text in ${middle(({ kept }) => kept)} ms and makes the preview in ${middle(({ made }) => made)} ms`);

  await page.evaluate(watchTyping);
  for (const part of ['Ten of the', 'se, then t', 'en others ', 'meanwhile.']) {
    // The next keys come while the preview is being made and drawn.
    const asked = page.waitForRequest((request) => request.url().endsWith('/keep'));
    await keys.type(part);
    await asked;
  }
  const { waits, tasks } = await page.evaluate(() => window.typing());
  assert.equal(waits.length, 40, 'each key is seen');
  t.diagnostic(`from a key to the frame that shows it: at most ${Math.round(Math.max(...waits))} ms; tasks above 50 ms: ${tasks.length ? tasks.map(Math.round).join(', ') : 'none'}`);
  await shows('Ten of these, then ten others meanwhile.');
  await leave();
});

/** Runs in the page: what waits from now on goes on when `pass` says that time has passed. A clock of Playwright's runs in frames too, and that of the preview allows no script. */
function stopClock() {
  const waiting = new Map();
  let now = 0;
  let last = 1_000_000;
  window.setTimeout = (work, wait = 0) => {
    waiting.set((last += 1), { work, due: now + wait });
    return last;
  };
  window.clearTimeout = (id) => waiting.delete(id);
  window.pass = (time) => {
    now += time;
    for (const [id, { work, due }] of waiting) if (due <= now && waiting.delete(id)) work();
  };
}

/** Runs in the page: `previewSeen` tells when the last key came, when the preview was asked for, and when the frame with the word was drawn. */
function watchPreview(word) {
  const frame = document.querySelector('.live-preview');
  const times = {};
  performance.clearResourceTimings();
  let key;
  addEventListener('keydown', ({ timeStamp }) => (key = timeStamp), true);
  window.previewSeen = new Promise((resolve) => {
    const look = () => {
      if (!frame.contentDocument?.querySelector('main')?.textContent.includes(word)) {
        requestAnimationFrame(look);
        return;
      }
      // The frame that is drawn now shows it; the next one begins after that.
      requestAnimationFrame(() => {
        const keeping = performance.getEntriesByType('resource').find(({ initiatorType, name }) => initiatorType === 'fetch' && name.endsWith('/keep'));
        const [making] = frame.contentWindow.performance.getEntriesByType('navigation');
        resolve({
          key,
          sent: keeping.startTime,
          shown: performance.now(),
          kept: keeping.responseEnd - keeping.requestStart,
          made: making.responseEnd - making.requestStart,
        });
      });
    };
    look();
  });
}

/** Runs in the page: `typing()` tells how long each key waited for the frame that shows it, and the tasks in which the page could do nothing else. */
function watchTyping() {
  const waits = [];
  const tasks = [];
  let pressed;
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), true);
  addEventListener('input', () => {
    const since = pressed;
    // A message that is posted before a frame is drawn arrives after it.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => waits.push(performance.now() - since);
      port2.postMessage('');
    });
  });
  window.typing = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve({ waits, tasks }))));
}

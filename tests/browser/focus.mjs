// Where the focus is: seen at each stop of Tab, and covered by nothing.

import { pixels } from './picture.mjs';

/** Stops after which a page counts as a trap. */
const MOST_STOPS = 400;
/** CSS pixels around an element in which its mark of focus may lie. */
const AROUND = 10;
/** How strongly a point must differ between focused and not, as WCAG counts contrast. */
const CONTRAST = 3;
/** How thick a line around the element the differing points must amount to, in CSS pixels: of a mark at the edge of the window only a part is seen. */
const THICKNESS = 1;

/** Goes through the page by Tab, or back through it by Shift+Tab, and gives what is wrong with its stops, as sentences, and how many there were; stops in what `seenBefore` selects are not looked at. */
export async function focusProblems(page, seenBefore = '', key = 'Tab') {
  const problems = [];
  const camera = await page.context().newCDPSession(page);
  const picture = async (clip) => {
    const { data } = await camera.send('Page.captureScreenshot', { format: 'png', clip: { ...clip, scale: 1 }, optimizeForSpeed: true });
    return pixels(Buffer.from(data, 'base64'));
  };
  await page.evaluate((back) => {
    getSelection().removeAllRanges();
    // Tab begins at the top also where a field asked for the focus.
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    if (back) [...document.querySelectorAll('a[href], button')].at(-1).focus();
    // A caret that blinks would be taken for the mark of the focus.
    document.documentElement.style.caretColor = 'transparent';
  }, key === 'Shift+Tab');
  let stops = 0;
  for (; stops < MOST_STOPS; stops++) {
    await page.keyboard.press(key);
    const stop = await page.evaluate(lookAtFocus, { around: AROUND, seenBefore });
    if (!stop || stop.again) break;
    if (stop.passed) continue;
    const told = (what) => problems.push(`${stop.name}: ${what}`);
    if (stop.covered) told(`covered by ${stop.covered}`);
    if (!stop.clip) {
      told('outside of what is shown');
      continue;
    }
    const focused = await picture(stop.clip);
    // Leaving the element keeps the place from which Tab goes on.
    await page.evaluate(() => document.activeElement.blur());
    const bare = await picture(stop.clip);
    const enough = THICKNESS * stop.perimeter;
    const differing = pointsThatDiffer(focused, bare);
    if (differing < enough) told(`the mark of its focus has ${differing} points of contrast ${CONTRAST}, and ${Math.round(enough)} are asked`);
  }
  if (stops === MOST_STOPS) problems.push(`Tab did not come to an end within ${MOST_STOPS} stops`);
  await camera.detach();
  return { problems, stops };
}

/** Runs in the page: the focused element, its place and what lies over it; nothing at the end of the page, `again` when it was a stop before. */
function lookAtFocus({ around, seenBefore }) {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  // What is inside a frame is the affair of that page; the frame is the focus at each stop of it.
  if (element.matches('iframe')) return { passed: true };
  window.stopsOfTab ??= new Set();
  if (window.stopsOfTab.has(element)) return { again: true };
  window.stopsOfTab.add(element);
  if (seenBefore && element.closest(seenBefore)) return { passed: true };
  const largest = (boxes, other) => boxes.reduce((best, next) => (next.width * next.height > best.width * best.height ? next : best), other);
  const boxOf = (one) => largest([...one.getClientRects()], one.getBoundingClientRect());
  const box = boxOf(element);
  const label = element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.textContent;
  const name = `${element.localName} “${label.replace(/\s+/g, ' ').trim().slice(0, 60)}”`;
  // Of an element that is higher than the window one half in sight is enough.
  const visible = { left: Math.max(box.left, 0), top: Math.max(box.top, 0), right: Math.min(box.right, innerWidth), bottom: Math.min(box.bottom, innerHeight) };
  const fits = box.height < innerHeight - 150;
  const inset = Math.min(3, box.width / 4, box.height / 4);
  const across = [visible.left + inset, (visible.left + visible.right) / 2, visible.right - inset];
  // The boxes of links in running text reach into the lines above and below.
  const inText = getComputedStyle(element).display === 'inline';
  const down = fits && !inText ? [visible.top + inset, (visible.top + visible.bottom) / 2, visible.bottom - inset] : [(visible.top + visible.bottom) / 2];
  let covered = '';
  for (const x of across) {
    for (const y of down) {
      const over = document.elementFromPoint(x, y);
      if (over && over !== element && !element.contains(over) && !over.contains(element) && !over.matches('label')) covered = over.outerHTML.slice(0, 100);
    }
  }
  // Browsers bring the line of the caret into view, and not all of a text.
  const written = element.matches('textarea') && visible.bottom - visible.top > 20;
  if (!covered && fits && !written && (box.bottom > innerHeight + 1 || box.top < -1)) covered = 'the edge of the window';
  // A link that makes its whole card a target is marked around the card, of which a part may be out of sight.
  const marked = getComputedStyle(element, '::after').position === 'absolute' ? boxOf(element.offsetParent) : box;
  const inside = (low, high, most) => [Math.min(Math.max(low, 0), most), Math.min(Math.max(high, 0), most)];
  const [left, right] = inside(marked.left - around, marked.right + around, innerWidth);
  const [top, bottom] = inside(marked.top - around, marked.bottom + around, innerHeight);
  if (right - left < 2 || bottom - top < 2) return { name };
  const sides = (marked.left >= 0) + (marked.right <= innerWidth);
  const ends = (marked.top >= 0) + (marked.bottom <= innerHeight);
  const perimeter = ends * (right - left - 2 * around) + sides * (bottom - top - 2 * around);
  const clip = { x: left + scrollX, y: top + scrollY, width: right - left, height: bottom - top };
  return { name, covered, clip, perimeter: Math.max(perimeter, 1) };
}

/** How many points differ between two pictures by the contrast asked. */
function pointsThatDiffer(one, other) {
  let count = 0;
  for (let at = 0; at < one.data.length; at += one.channels) {
    const [bright, dark] = [luminance(one.data, at), luminance(other.data, at)].sort((a, b) => b - a);
    if ((bright + 0.05) / (dark + 0.05) >= CONTRAST) count++;
  }
  return count;
}

/** The relative luminance of a point, as WCAG defines it. */
function luminance(data, at) {
  const [red, green, blue] = [0, 1, 2].map((channel) => LINEAR[data[at + channel]]);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const LINEAR = Array.from({ length: 256 }, (_, value) => (value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));

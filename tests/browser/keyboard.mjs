// A person without a mouse: every press is counted.

import assert from 'node:assert/strict';

/** Stops without arriving after which the focus is trapped, or never gets there. */
const MOST_STOPS = 300;

/** The keyboard of a page: `tabTo`, `type`, `press`, `enter`, and `presses`, how many keys it took. A typed text counts as one. */
export class Keyboard {
  presses = 0;

  constructor(page) {
    this.page = page;
  }

  async press(key) {
    this.presses += 1;
    await this.page.keyboard.press(key);
  }

  async type(text) {
    this.presses += 1;
    await this.page.keyboard.type(text);
  }

  /** Replaces what stands in the focused field. */
  async retype(text) {
    await this.press('Control+A');
    await this.type(text);
  }

  /** Presses Tab until the focus is on what a screen reader would call by this name, and checks that it can be seen there: marked, within the window, nothing over it. */
  async tabTo(name, selector = 'a, button, input, select, textarea, summary') {
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await this.press('Tab');
      const { fits, marked, over, sideways } = await this.page.evaluate(focused, { source: name.source, flags: name.flags, selector });
      if (fits) {
        assert.ok(marked, `the focus cannot be seen on ${name}`);
        assert.equal(over, '', `something lies over ${name} at ${this.page.url()}`);
        assert.ok(sideways <= 0, `${this.page.url()} scrolls ${sideways} px sideways`);
        return;
      }
    }
    assert.fail(`Tab never reached ${name} at ${this.page.url()}`);
  }

  /** Presses Enter on a link or button, or a shortcut, and waits for where it leads. */
  async enter(key = 'Enter') {
    const arrived = this.page.waitForEvent('framenavigated', (frame) => frame === this.page.mainFrame());
    arrived.catch(() => {});
    await this.press(key);
    await arrived;
    await this.page.waitForLoadState('load');
  }

  /** Goes over a skip link to where it leads on the same page. */
  async skip(name) {
    await this.tabTo(name, 'a.skip');
    await this.press('Enter');
  }

  /** Goes to something and presses Enter on it. */
  async follow(name, selector) {
    await this.tabTo(name, selector);
    await this.enter();
  }

  /** Fails when the way took more presses than `limit`. */
  within(limit) {
    assert.ok(this.presses <= limit, `it took ${this.presses} presses, and ${limit} are the limit`);
  }
}

/** Runs in the page: whether the focused element has this name, whether its focus is marked, what lies over it, and by how much the page is too wide. */
function focused({ source, flags, selector }) {
  const element = document.activeElement;
  if (!element?.matches(selector)) return { fits: false };
  const label = element.labels?.[0]?.innerText ?? element.getAttribute('aria-label') ?? element.textContent;
  const fits = new RegExp(source, flags).test(label.replace(/\s+/g, ' ').trim());
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
  const marked = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  const box = element.getClientRects()[0];
  const within = (low, high, most) => [Math.max(low, 0), Math.min(high, most)];
  const [left, right] = within(box.left, box.right, innerWidth);
  const [top, bottom] = within(box.top, box.bottom, innerHeight);
  // Of what is high, and of a text, in which the line of the caret is brought into view, one part in sight is enough.
  const inPart = box.height > innerHeight / 2 || element.matches('textarea');
  const out = right <= left || bottom - top < (inPart ? 20 : box.height - 2);
  const mine = (x, y) => {
    const found = document.elementFromPoint(x, y);
    return found && (element.contains(found) || found.contains(element) || found.matches('label')) ? '' : (found?.outerHTML.slice(0, 120) ?? 'nothing');
  };
  const middle = (left + right) / 2;
  const over = out ? 'the edge of the window' : (inPart ? [(top + bottom) / 2] : [top + 3, (top + bottom) / 2, bottom - 3]).map((y) => mine(middle, y)).join('');
  return { fits, marked, over, sideways: document.documentElement.scrollWidth - innerWidth };
}

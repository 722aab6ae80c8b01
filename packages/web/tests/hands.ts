import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Where the focus is, as somebody at the keyboard meets it. */
interface Focus {
  /** What a screen reader would call it, roughly. */
  readonly name: string;
  readonly tag: string;
  /** What is wrong with it: lost, unseen, covered. */
  readonly faults: readonly string[];
}

/** Somebody who has a keyboard and nothing else. After every key the focus is somewhere, and where can be seen. */
export class Hands {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Writes over what stands in the field that has the focus. */
  async write(text: string): Promise<void> {
    await this.press('Control+a');
    await this.page.keyboard.type(text);
  }

  /** Tab until what has the focus is called so; every stop on the way is looked at. */
  async to(name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const passed: string[] = [];
    let turns = 0;
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      await this.press(key);
      const focus = await this.focus();
      // After the last stop comes the browser's own frame, then the first again.
      if (focus.tag === 'body' && turns === 0) {
        turns += 1;
        continue;
      }
      assert.deepEqual(focus.faults, [], `at “${focus.name}” on the way to “${String(name)}”`);
      if (typeof name === 'string' ? focus.name === name : name.test(focus.name)) return;
      passed.push(focus.name);
    }
    assert.fail(`“${String(name)}” is not reached by ${key}: ${passed.join(' | ')}`);
  }

  /** The focus of now, which must be somewhere. */
  async isAt(name: string | RegExp): Promise<void> {
    let focus = await this.focus();
    for (let tries = 0; tries < 50; tries += 1) {
      if (focus.name.search(name) >= 0 && focus.faults.length === 0) return;
      await this.page.waitForTimeout(50);
      focus = await this.focus();
    }
    assert.match(focus.name, typeof name === 'string' ? new RegExp(name) : name);
    assert.deepEqual(focus.faults, []);
  }

  /** Goes on at the heading of the page that was asked for. */
  async arriveAt(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { name: heading, level: 1 }).waitFor();
    await this.page.locator('main h1:focus').waitFor();
  }

  async focus(): Promise<Focus> {
    return this.page.evaluate<Focus>(FOCUS);
  }
}

/** Longer than the way through the longest page. */
const STEPS_MAX = 90;

const FOCUS = `(() => {
  const at = document.activeElement;
  const faults = [];
  if (at === null || at === document.body) return { name: '', tag: 'body', faults: ['the focus is lost'] };
  const labels = [...(at.labels ?? [])].map((label) => label.innerText).join(' ');
  const by = (at.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim();
  const name = (at.getAttribute('aria-label') ?? (by || labels || at.innerText || at.getAttribute('placeholder') || at.textContent)).replace(/\\s+/g, ' ').trim();
  const isPlace = /^H[1-6]$|^MAIN$/.test(at.tagName) || at.tabIndex === -1;
  if (!isPlace) {
    // Some controls are drawn by what is around or beside them.
    const drawn = [at, at.parentElement, at.closest('.filter-field, .mantine-Input-wrapper, .mantine-PillsInput-input, label, .mantine-Switch-root')]
      .concat([...(at.parentElement?.children ?? [])]).filter((one) => one !== null);
    const isRinged = drawn.some((one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && style.outlineColor !== 'rgba(0, 0, 0, 0)';
    });
    if (!isRinged) faults.push('no ring');
    const box = at.getBoundingClientRect();
    const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 40), 0), innerWidth - 1);
    const y = box.top + Math.min(box.height / 2, 40);
    if (box.bottom <= 0 || box.top >= innerHeight) faults.push('out of sight: ' + Math.round(box.top) + ' to ' + Math.round(box.bottom));
    else {
      const hit = document.elementFromPoint(x, Math.min(Math.max(y, 0), innerHeight - 1));
      const near = at.closest('label, .mantine-Input-wrapper, .mantine-Radio-root, .mantine-Checkbox-root, .mantine-Switch-root, .levels > *') ?? at;
      if (hit !== null && !near.contains(hit) && !hit.contains(at)) faults.push('covered by ' + hit.tagName + '.' + hit.className);
    }
  }
  return { name, tag: at.tagName, faults };
})()`;

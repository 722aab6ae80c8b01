/** Every screen at 400 % zoom, in forced colours and with less motion: nothing is lost, covered or told by colour alone. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { moving, outOfReach, unseenInForcedColours } from './reach.ts';
import { drawn, SCREENS, show } from './screens.ts';
import type { Screen } from './screens.ts';
import { enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** 1280 by 1024 at 400 % (WCAG 1.4.10). */
const ZOOMED = { width: 320, height: 256 };

/** The window is told of its new size a moment after the browser is. */
const IS_ZOOMED = `new Promise((done) => {
  const look = () => (innerWidth === ${String(ZOOMED.width)} && innerHeight === ${String(ZOOMED.height)} ? done() : requestAnimationFrame(look));
  look();
})`;

let stage: Stage;
const pages = new Map<Screen['as'], Page>();

before(async () => {
  stage = await setStage({ isDemo: true });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

for (const screen of SCREENS) {
  test(`${screen.name} is whole at 400 % zoom, in forced colours, and stands still`, async () => {
    const page = await pageOf(screen.as);
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.emulateMedia({ forcedColors: 'active' });
    await show(page, stage.origin, screen);
    assert.deepEqual(await unseenInForcedColours(page), [], 'forced colours');
    assert.deepEqual(await moving(page), [], 'motion');
    await page.emulateMedia({ forcedColors: 'none' });
    // Zoomed while it is open, as somebody does who cannot read it.
    await page.setViewportSize(ZOOMED);
    await page.evaluate(IS_ZOOMED);
    await drawn(page);
    assert.deepEqual(await lastingly(page), [], 'zoom');
  });
}

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

/** On a busy machine a page may still be on its way to its new size: what is out of reach moments later too is so. */
async function lastingly(page: Page): Promise<string[]> {
  let found = await outOfReach(page);
  for (const moment of [300, 1000, 3000]) {
    if (found.length === 0) break;
    await page.waitForTimeout(moment);
    found = await outOfReach(page);
  }
  return found;
}

async function pageOf(who: Screen['as']): Promise<Page> {
  const known = pages.get(who);
  if (known !== undefined) return known;
  const page = who === undefined ? await stage.open() : await enterAs(stage, who);
  pages.set(who, page);
  return page;
}

/**
 * The app in the browser, in the invented community: from opening it to Home being usable on a processor four times
 * slower; from choosing a page to its heading; and what an hour of arrivals, more than one a second and told one
 * after the other without a pause, leaves in memory while the list is open: once with nobody at it, so that they are
 * put in by themselves, and once with somebody who reads, so that they wait.
 *
 *   node bench/web-app.ts [--rounds=7] [--arrivals=5000]
 */
import type { Page } from 'playwright-core';
import { enterAs, setStage } from '../packages/web/tests/stage.ts';
import { argument, figure, heading, median, note } from './rig/figures.ts';

const ROUNDS = argument('rounds', 7);
/** In each of the two ways. */
const ARRIVALS = argument('arrivals', 5000);
/** How much slower the processor is made. */
const SLOWER = 4;
/** Objects a share: they come to an open page one event each. */
const AT_ONCE = 50;
const PAGES = ['Intelligence', 'Home', 'Share', 'Members', 'Home', 'Settings'] as const;

heading('The app in the browser');
await using stage = await setStage({ isDemo: true });
const page = await enterAs(stage, 'Ilse Brandt');
const tools = await page.context().newCDPSession(page);

const opened = [];
await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
for (let round = 0; round < ROUNDS; round += 1) opened.push(await untilUsable(page));
await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
figure(`opened, ${String(SLOWER)} times slower, until the first line can be used`, median(opened), {
  unit: 'ms',
  most: 1500,
});

await visitAll(page);
const changes: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) changes.push(...(await visitAll(page)));
figure('from choosing a page to its heading, median', median(changes), { unit: 'ms', most: 100 });
figure('from choosing a page to its heading, longest', Math.max(...changes), { unit: 'ms' });

await page.getByRole('link', { name: 'Intelligence', exact: true }).click();
await page.locator('.object-table tbody tr[data-index]').first().waitFor();
// What is made once, by the first arrivals of all, is not counted.
await arrive(page, AT_ONCE * 5);
await hourOfArrivals('nobody at the list');
await page.locator('.object-table tbody tr[data-index]').first().getByRole('checkbox').click();
await hourOfArrivals('somebody in it');

/** The heap at the beginning, in the middle and at the end, each after a forced collection of garbage. */
async function hourOfArrivals(name: string): Promise<void> {
  const heap = [await heapMegabytes()];
  for (let half = 0; half < 2; half += 1) {
    await arrive(page, ARRIVALS / 2);
    heap.push(await heapMegabytes());
  }
  const [before = 0, middle = 0, after = 0] = heap;
  note(
    `${name}: ${before.toFixed(1)} MB, after ${(ARRIVALS / 2).toLocaleString('en')} arrivals ${middle.toFixed(1)} MB, after ${ARRIVALS.toLocaleString('en')} ${after.toFixed(1)} MB`,
  );
  figure(`${name}: memory more in the second half`, after - middle, { unit: 'MB', most: 1 });
}

/** Opens the app anew. Milliseconds until a line of Home answers to a key. */
async function untilUsable(on: Page): Promise<number> {
  const began = performance.now();
  await on.goto(`${stage.origin}/`, { waitUntil: 'commit' });
  await on.locator('ol.inbox > li').first().waitFor();
  await on.keyboard.press('j');
  await on.locator('ol.inbox > li a:focus').waitFor();
  return performance.now() - began;
}

/** Goes through the pages by their links. Milliseconds from each click to the heading, by the page's own clock. */
async function visitAll(on: Page): Promise<number[]> {
  const found: number[] = [];
  for (const name of PAGES) {
    found.push(
      await on.evaluate<number>(`new Promise((done) => {
        const began = performance.now();
        const name = ${JSON.stringify(name)};
        const look = () => {
          const said = document.querySelector('#main h1')?.textContent ?? '';
          if (said.startsWith(name)) requestAnimationFrame(() => done(performance.now() - began));
          else requestAnimationFrame(look);
        };
        [...document.querySelectorAll('a')].find((link) => link.textContent.trim().startsWith(name)).click();
        look();
      })`),
    );
    await on.waitForTimeout(300);
  }
  return found;
}

async function heapMegabytes(): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  return usedSize / 1_048_576;
}

/** Objects shared by another organization, until the page was told of all of them. */
async function arrive(on: Page, count: number): Promise<void> {
  const other = await enterAs(stage, 'Petra Wulf');
  for (let from = 0; from < count; from += AT_ONCE) {
    const status = await other.evaluate<number>(sharing(AT_ONCE));
    if (status !== 201) throw new Error(`A share was answered with ${String(status)}`);
  }
  await other.context().close();
  await on.waitForTimeout(3000);
}

/** Shares so many new objects, in the page, as its person. */
function sharing(count: number): string {
  return `(async () => {
    const me = await (await fetch('/api/v1/me')).json();
    const [community] = (await (await fetch('/api/v1/communities')).json()).items;
    const at = new Date().toISOString();
    const objects = Array.from({ length: ${String(count)} }, () => {
      const id = crypto.randomUUID();
      return { type: 'indicator', spec_version: '2.1', id: 'indicator--' + id, created: at, modified: at,
        valid_from: at, name: 'host-' + id.slice(0, 8) + '.example',
        pattern: "[domain-name:value = 'host-" + id.slice(0, 8) + ".example']", pattern_type: 'stix' };
    });
    const answer = await fetch('/api/v1/communities/' + community.slug + '/bundles?tlp=green&everyone=true', {
      method: 'POST', headers: { 'content-type': 'application/stix+json', 'x-csrf': me.csrf },
      body: JSON.stringify({ type: 'bundle', id: 'bundle--' + crypto.randomUUID(), objects }) });
    return answer.status;
  })()`;
}

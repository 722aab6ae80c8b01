/**
 * The list of a community in the browser: scrolling to the end of 100,000 objects and typing a filter above them. What
 * counts is the longest time between two frames and how many took longer than 50 ms, beside a bare list of as many
 * lines in the same browser, which shows what the machine itself makes frames wait.
 *
 *   node bench/web-list.ts [--objects=100000] [--seconds=20]
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { readSettings, startHub } from '../packages/hub/src/index.ts';
import { launchChromium } from '../packages/testkit/src/chromium.ts';
import { foundCommunity, newcomer, signIn } from '../packages/web/tests/steps.ts';
import type { Account } from '../packages/web/tests/steps.ts';
import { objectAt } from './generate.ts';
import { argument, figure, heading, percentile } from './rig/figures.ts';
import { CACHE } from './rig/processes.ts';
import { bundle } from './rig/world.ts';

const OBJECTS = argument('objects', 100_000);
const SECONDS = argument('seconds', 20);
/** Longest a frame may take. Milliseconds. */
const FRAME_MS = 50;
const BATCH = 1000;
/** Pixels a frame: fast, as somebody who drags the bar or spins a wheel. */
const STEP = 400;

const { data, who } = await grown();
heading(`The list in the browser, ${OBJECTS.toLocaleString('en')} objects`);
const hub = await hubOn(data);
const chromium = await launchChromium();
const context = await chromium.browser.newContext({ viewport: { width: 1360, height: 900 } });
const page = await context.newPage();
const origin = hub.address.replace('127.0.0.1', 'localhost');
await page.goto(`${origin}/sign-in`);
await signIn(page, who);
await page.getByRole('link', { name: 'Intelligence', exact: true }).click();
await page.locator('.object-table tbody tr[data-index]').first().waitFor();

const bare = await context.newPage();
await bare.goto('about:blank');
await bare.evaluate(BARE(OBJECTS));
tell('a bare list, scrolled', await scrolled(bare, '#list', SECONDS / 2));
await page.bringToFront();
const before = await heapMegabytes(page);
tell('the list, scrolled to what is not read yet', await scrolled(page, '.object-table', SECONDS));
const lines = await page.evaluate<number>(
  `Number(document.querySelector('.object-table tbody tr[data-index]:last-of-type, .object-table tbody tr[data-index]').dataset.index)`,
);
figure('lines scrolled past', lines, { unit: 'lines' });
figure('memory more than at the top', (await heapMegabytes(page)) - before, {
  unit: 'MB',
  most: 40,
});
tell('typing a filter above it', await typed(page));
await chromium.close();
await hub[Symbol.asyncDispose]();

interface Frames {
  readonly gaps: readonly number[];
  /** Processor time of the page's main thread. Seconds. */
  readonly cpu: number;
}

function tell(name: string, { gaps, cpu }: Frames): void {
  figure(`${name}: main thread`, (1000 * cpu) / gaps.length, { unit: 'CPU ms a frame' });
  figure(`${name}: frames`, gaps.length, { unit: 'frames' });
  figure(`${name}: 99 of 100 frames take at most`, percentile(gaps, 99), { unit: 'ms' });
  figure(`${name}: the longest frame`, Math.max(...gaps), { unit: 'ms', most: FRAME_MS });
  figure(
    `${name}: longer than ${String(FRAME_MS)} ms`,
    gaps.filter((gap) => gap > FRAME_MS).length,
    {
      unit: 'frames',
    },
  );
}

/** Scrolls without a pause, turning at the end of what is there, and gives the time between frames. */
async function scrolled(on: Page, selector: string, seconds: number): Promise<Frames> {
  const used = await threadSeconds(on);
  const gaps = await on.evaluate<number[]>(`new Promise((done) => {
    const list = document.querySelector(${JSON.stringify(selector)});
    const gaps = [];
    const end = performance.now() + ${String(seconds * 1000)};
    let last;
    const step = (now) => {
      if (last !== undefined) gaps.push(now - last);
      last = now;
      list.scrollTop += ${String(STEP)};
      if (now < end) requestAnimationFrame(step);
      else done(gaps);
    };
    requestAnimationFrame(step);
  })`);
  return { gaps, cpu: (await used()).seconds };
}

/** What the main thread uses from now on: its own time, which a busy machine does not make longer. */
async function threadSeconds(on: Page): Promise<() => Promise<{ seconds: number }>> {
  const tools = await on.context().newCDPSession(on);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<number> => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  const before = await read();
  return async () => ({ seconds: (await read()) - before });
}

/** Types as a quick typist, and gives the time between frames meanwhile. */
async function typed(on: Page): Promise<Frames> {
  const used = await threadSeconds(on);
  await on.evaluate(`window.gaps = [];
    (() => { let last; const step = (now) => { if (last !== undefined) window.gaps.push(now - last); last = now;
      if (!window.isTyped) requestAnimationFrame(step); }; requestAnimationFrame(step); })()`);
  const field = on.getByRole('combobox', { name: 'Filter' });
  await field.click();
  await field.pressSequentially('type:indicator,malware tlp:green "scheduled task" -is:done', {
    delay: 60,
  });
  await on.evaluate('window.isTyped = true');
  return { gaps: await on.evaluate<number[]>('window.gaps'), cpu: (await used()).seconds };
}

async function heapMegabytes(on: Page): Promise<number> {
  const tools = await on.context().newCDPSession(on);
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  await tools.detach();
  return usedSize / 1_048_576;
}

/** As many lines, of which only those in sight exist, by the simplest script. */
function BARE(count: number): string {
  return `(() => {
    document.body.innerHTML = '<div id="list" style="height:800px;overflow:auto"><div style="position:relative;height:' + ${String(count)} * 44 + 'px"></div></div>';
    const list = document.querySelector('#list');
    const room = list.firstElementChild;
    const show = () => {
      const first = Math.floor(list.scrollTop / 44);
      room.innerHTML = Array.from({ length: 40 }, (_, at) => '<div style="position:absolute;top:' + (first + at) * 44 + 'px">line ' + (first + at) + '</div>').join('');
    };
    list.addEventListener('scroll', show);
    show();
  })()`;
}

/** A community of one person with so many objects: that of an earlier run when there is one. */
async function grown(): Promise<{ data: string; who: Account }> {
  const folder = join(CACHE, `web-list-${String(OBJECTS)}`);
  const kept = join(folder, 'account.json');
  if (!existsSync(kept)) {
    console.log(`Making a community of ${OBJECTS.toLocaleString('en')} objects first …`);
    const aside = `${folder}.${String(process.pid)}`;
    mkdirSync(aside, { recursive: true });
    const account = await grow(aside);
    writeFileSync(join(aside, 'account.json'), JSON.stringify(account));
    renameSync(aside, folder);
  }
  return { data: folder, who: JSON.parse(readFileSync(kept, 'utf8')) as Account };
}

async function grow(folder: string): Promise<Account> {
  const made = await hubOn(folder);
  const browser = await launchChromium();
  const first = await (await browser.browser.newContext()).newPage();
  const account = newcomer('Ana Brandt');
  const address = made.address.replace('127.0.0.1', 'localhost');
  const setupUrl = (made.setupUrl ?? '').replace(made.address, address);
  await foundCommunity(first, { setupUrl, who: account, community: 'Bench' });
  const csrf = await first.evaluate<string>(
    `fetch('/api/v1/me').then((answer) => answer.json()).then((me) => me.csrf)`,
  );
  const cookie = (await first.context().cookies())
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
  for (let from = 0; from < OBJECTS; from += BATCH) {
    const texts = Array.from({ length: BATCH }, (_, at) => objectAt(from + at));
    const answer = await fetch(`${address}/api/v1/communities/bench/bundles?tlp=green`, {
      method: 'POST',
      headers: { 'content-type': 'application/stix+json', 'x-csrf': csrf, cookie, origin: address },
      body: bundle(texts),
    });
    if (!answer.ok) throw new Error(`A batch was refused: ${await answer.text()}`);
  }
  await browser.close();
  await made[Symbol.asyncDispose]();
  return account;
}

function hubOn(folder: string) {
  const flags = { data: folder, host: '127.0.0.1', port: '0', 'metrics-port': '0' };
  return startHub(readSettings({ flags: { ...flags, 'log-level': 'fatal' } }));
}

/**
 * `npm run screens -- FOLDER`: pictures of every screen of the app, from the invented community, in every look. With
 * `--against EARLIER` it says which differ from earlier ones and by how much, and puts what differs beside them in red.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { makeDemo, PERSONAS } from '../packages/cli/src/index.ts';
import { readSettings, startHub } from '../packages/hub/src/index.ts';
import { launchChromium } from '../packages/testkit/src/chromium.ts';
import { SCREENS, show } from '../packages/web/tests/screens.ts';
import { ensureBuilt } from '../packages/web/tests/stage.ts';
import { comparePictures } from './pictures/compare.ts';

const LOOKS = [
  { name: 'light', width: 1360 },
  { name: 'dark', width: 1360, colorScheme: 'dark' },
  { name: 'contrast', width: 1360, contrast: 'more' },
  { name: 'forced', width: 1360, forcedColors: 'active' },
  { name: 'phone', width: 390 },
  { name: 'german', width: 1360, locale: 'de-DE' },
  { name: 'german-phone', width: 390, locale: 'de-DE' },
] as const;
type Look = (typeof LOOKS)[number];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    against: { type: 'string' },
    only: { type: 'string' },
    look: { type: 'string' },
  },
});
const folder = resolve(positionals[0] ?? 'screens');
await mkdir(folder, { recursive: true });
const data = await mkdtemp(join(tmpdir(), 'tocsin-screens-'));
const flags = { data, host: '127.0.0.1', port: '0', 'metrics-port': '0', 'log-level': 'fatal' };
const settings = readSettings({ flags, environment: {} });
ensureBuilt();
await makeDemo(settings);
const hub = await startHub(settings, { personas: PERSONAS });
const chromium = await launchChromium();
const wanted = SCREENS.filter(
  ({ name }) => values.only === undefined || name.includes(values.only),
);
const names: string[] = [];
for (const look of LOOKS.filter(({ name }) => values.look === undefined || name === values.look)) {
  names.push(...(await shoot(look)));
}
await chromium.close();
await hub[Symbol.asyncDispose]();
await rm(data, { recursive: true, force: true });
process.stdout.write(`${String(names.length)} pictures in ${folder}\n`);
if (values.against !== undefined) await tellDifferences(resolve(values.against));

/** All screens in one look. */
async function shoot(look: Look): Promise<string[]> {
  const made: string[] = [];
  for (const who of new Set(wanted.map((screen) => screen.as))) {
    const page = await pageFor(chromium.browser, look);
    if (who !== undefined) await enter(page, who);
    for (const screen of wanted.filter((one) => one.as === who)) {
      const name = `${screen.name}.${look.name}.png`;
      await page.setViewportSize(usualSize(look));
      await show(page, hub.address, screen);
      // What is said of now, such as "3 minutes ago", stays as it is: a change of it is no change of the screen.
      await wholePage(page, isLong(screen.name));
      await page.screenshot({ path: join(folder, name) });
      made.push(name);
    }
    await page.context().close();
  }
  return made;
}

/** As high a window as the page needs: what sticks to the window then stands where it belongs. */
async function wholePage(page: Page, isWhole: boolean): Promise<void> {
  const size = page.viewportSize();
  if (!isWhole || size === null) return;
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  await page.waitForTimeout(100);
}

/** The frame of a page of the list is as high as the window; other pages are as long as they are. */
function isLong(name: string): boolean {
  return !/^(intelligence|palette|keys|person-menu|object-answer|members-invite)/.test(name);
}

function usualSize({ width }: Look): { width: number; height: number } {
  return { width, height: width === 390 ? 844 : 900 };
}

async function pageFor(browser: Browser, look: Look): Promise<Page> {
  const context = await browser.newContext({
    viewport: usualSize(look),
    reducedMotion: 'reduce',
    locale: 'locale' in look ? look.locale : 'en-GB',
    colorScheme: 'colorScheme' in look ? look.colorScheme : 'light',
    contrast: 'contrast' in look ? look.contrast : 'no-preference',
    forcedColors: 'forcedColors' in look ? look.forcedColors : 'none',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function enter(page: Page, who: string): Promise<void> {
  await page.goto(`${hub.address}/sign-in`);
  await page.getByRole('button', { name: who }).click();
  await page.locator('.home').waitFor();
}

async function tellDifferences(earlier: string): Promise<void> {
  await using judge = await launchChromium();
  const page = await judge.browser.newPage();
  let same = 0;
  for (const name of names) {
    if (!existsSync(join(earlier, name))) {
      process.stdout.write(`new      ${name}\n`);
      continue;
    }
    const before = await readFile(join(earlier, name));
    const now = await readFile(join(folder, name));
    const { share, picture } = await comparePictures(page, before, now);
    if (share === 0) same += 1;
    else {
      const percent = (share * 100).toFixed(2).padStart(6);
      process.stdout.write(`${percent}%  ${name}\n`);
      await writeFile(join(folder, name.replace(/\.png$/, '.differs.png')), picture);
    }
  }
  process.stdout.write(`${String(same)} are the same as in ${earlier}\n`);
}

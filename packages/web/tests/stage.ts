import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { readSettings, startHub } from '@tocsin/hub';
import { launchChromium } from '@tocsin/testkit/chromium';
import type { Persona, Settings } from '@tocsin/hub';
import { makeDemo, makeWorld, PERSONAS } from '@tocsin/testkit/demo';
import type { World } from '@tocsin/testkit/demo';
import { freePort } from '@tocsin/testkit/ports';
import { freshDatabase, startPostgres } from '@tocsin/testkit/postgres';

/** A hub with the built app on a free port, and a browser that cannot leave this machine. */
export interface Stage extends AsyncDisposable {
  /** `http://localhost:40123`: passkeys need a host name. */
  readonly origin: string;
  readonly setupUrl: string;
  /** A fresh profile with an open page. */
  open(look?: Look): Promise<Page>;
  /** What pages broke of their policy, and errors they met. */
  readonly faults: readonly string[];
  readonly foreignOrigins: ReadonlySet<string>;
  /** Live streams the hub says are open. */
  openStreams(): Promise<number>;
}

/** How a page is looked at. */
export interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  readonly locale?: string;
}

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Where a hub keeps what it has. */
export type Engine = 'embedded' | 'postgres';

/** What is on the stage; nothing: a hub that nobody has used yet. */
interface Scene {
  /** Fills the hub with the invented community. */
  readonly isDemo?: boolean;
  /** Fills the hub with these communities and people. */
  readonly world?: World;
  /** Default the embedded one. */
  readonly engine?: Engine;
  /** Letters go there: `smtp://127.0.0.1:2525`. */
  readonly mail?: string;
}

/** Starts both. The app is built first when it was not. */
export async function setStage(scene: Scene = {}): Promise<Stage> {
  ensureBuilt();
  await using made = new AsyncDisposableStack();
  const data = await mkdtemp(join(tmpdir(), 'tocsin-web-'));
  made.defer(() => rm(data, { recursive: true, force: true }));
  const flags = { data, host: '127.0.0.1', port: '0', 'metrics-port': '0', 'log-level': 'fatal' };
  const more = { ...(await databaseFor(scene, made)), ...(await mailFor(scene)) };
  const settings = readSettings({ flags: { ...flags, ...more } });
  const personas = await fill(settings, scene);
  const hub = made.use(await startHub(settings, personas.length === 0 ? {} : { personas }));
  const origin = hub.address.replace('127.0.0.1', 'localhost');
  const chromium = made.use(await launchChromium());
  const faults: string[] = [];
  const all = made.move();
  return {
    origin,
    setupUrl: (hub.setupUrl ?? '').replace(hub.address, origin),
    faults,
    foreignOrigins: chromium.foreignOrigins,
    async openStreams() {
      const text = await (await fetch(`${hub.metricsAddress}/metrics`)).text();
      return Number(/^tocsin_open_streams\S* (\d+)/m.exec(text)?.[1]);
    },
    async open({ colorScheme = 'light', width = 1360, locale = 'en-US' } = {}) {
      const context = await chromium.browser.newContext({
        colorScheme,
        locale,
        viewport: { width, height: width < 600 ? 844 : 900 },
        reducedMotion: 'reduce',
      });
      await watch(context, faults);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      return page;
    },
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  };
}

/** Links in letters begin with an address that has to be known before the hub listens. */
async function mailFor({ mail }: Scene): Promise<Record<string, string>> {
  if (mail === undefined) return {};
  const port = String(await freePort());
  const publicUrl = `http://localhost:${port}`;
  const from = 'Ports hub <hub@ports.example>';
  return { port, 'public-url': publicUrl, 'mail-server': mail, 'mail-from': from };
}

/** Nothing, or the address of an empty database. */
async function databaseFor(
  { engine }: Scene,
  made: AsyncDisposableStack,
): Promise<Record<string, string>> {
  if (engine !== 'postgres') return {};
  const server = made.use(await startPostgres());
  const { url } = made.use(await freshDatabase(server.url));
  return { 'database-url': url };
}

async function fill(settings: Settings, { isDemo, world }: Scene): Promise<readonly Persona[]> {
  if (world !== undefined) return makeWorld(settings, world);
  if (isDemo !== true) return [];
  await makeDemo(settings);
  return PERSONAS;
}

/** Signs in as somebody of the invented community, by the list of its people. */
export async function enterAs(stage: Stage, name: string, look: Look = {}): Promise<Page> {
  const page = await stage.open(look);
  await page.goto(`${stage.origin}/sign-in`);
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  return page;
}

/** The six digits an authenticator shows (RFC 6238), `ahead` steps from now: a code is taken once only. */
export function totpCode(secret: string, ahead = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Everything axe knows of WCAG 2.0 to 2.2, A and AA, and its own practice. */
const ALL_RULES = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** What other colours and thicker edges can change of a page of the same size; all else was looked at before. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block', 'target-size'];
/** High contrast promises text at 7:1 (WCAG 1.4.6). */
const CONTRAST_RULES = [...COLOUR_RULES, 'color-contrast-enhanced'];

let axe: string | undefined;

/** What axe finds against these rules, a line each. */
export async function axeFaults(page: Page, rules: object = ALL_RULES): Promise<string[]> {
  axe ??= await readFile(join(modules, 'axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  return page.evaluate<string[]>(`
    axe.run(document, ${JSON.stringify({ ...rules, resultTypes: ['violations'] })})
      .then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) =>
        rule.id + ': ' + node.target.join(' ') + ' ' + (node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ''))))`);
}

/** Looks at a page in light, dark, high contrast and on a phone, and puts it back. */
export async function axeFaultsInEveryLook(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const size = page.viewportSize() ?? { width: 1360, height: 900 };
  for (const [look, colorScheme, width, rules] of [
    ['light', 'light', 1360, ALL_RULES],
    ['dark', 'dark', 1360, { runOnly: COLOUR_RULES }],
    ['phone', 'light', 390, ALL_RULES],
    ['contrast', 'light', 1360, { runOnly: CONTRAST_RULES }],
    ['contrast in the dark', 'dark', 1360, { runOnly: CONTRAST_RULES }],
  ] as const) {
    const contrast = look.startsWith('contrast') ? 'more' : 'no-preference';
    await page.emulateMedia({ colorScheme, contrast });
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page
      .locator(`html[data-mantine-color-scheme="${colorScheme}"]`)
      .and(page.locator(`[data-contrast="${contrast === 'more' ? 'more' : 'normal'}"]`))
      .waitFor();
    // Styles settle with the next frame, not with the attribute.
    await page.evaluate(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
    );
    const wide = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (wide > 0) faults.push(`${look}: ${String(wide)} px wider than the window`);
    faults.push(...(await lastingFaults(page, rules)).map((fault) => `${look}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
  await page.setViewportSize(size);
  return faults;
}

/**
 * On a busy machine a page may still be on its way to the next look: what is wrong moments later too is wrong. What a
 * bar that stays lies over can be scrolled from under it, in the page or in a panel that scrolls by itself: it is wrong
 * where that does not help.
 */
async function lastingFaults(page: Page, rules: object): Promise<string[]> {
  let found = await axeFaults(page, rules);
  for (const moment of [500, 1000, 3000]) {
    if (found.length === 0) break;
    const before = new Set(found.map(placeOf));
    await page.waitForTimeout(moment);
    await page.evaluate(
      `for (const one of [document.scrollingElement, ...document.querySelectorAll('.sticks')])
        one?.scrollBy(0, one.scrollTop > 200 ? -97 : 97)`,
    );
    const again = await axeFaults(page, rules);
    found = again.filter((fault) => !fault.startsWith(SIZE) || before.has(placeOf(fault)));
  }
  return found;
}

const SIZE = 'target-size: ';

/** The rule and where it does not hold, without how much. */
function placeOf(fault: string): string {
  return fault.split(' Target has')[0] ?? fault;
}

/** Policy violations and errors of every page of a context. */
async function watch(context: BrowserContext, faults: string[]): Promise<void> {
  await context.exposeBinding('noteViolation', (_source, words: string) => {
    faults.push(`policy: ${words}`);
  });
  await context.addInitScript(`
    document.addEventListener('securitypolicyviolation', (event) =>
      window.noteViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile + ':' + event.lineNumber));`);
  context.on('weberror', (error) => {
    faults.push(`error: ${error.error().message}`);
  });
}

function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = text
    .replaceAll(/[\s=]/g, '')
    .split('')
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

/** Builds the app when what it is made of changed; the bootstrap of `npm start` knows. */
export function ensureBuilt(): void {
  const bootstrap = new URL('../../../tools/bootstrap.mjs', import.meta.url).href;
  const script = `const { ensureWebBuilt } = await import('${bootstrap}'); ensureWebBuilt(process.execPath);`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The web app could not be built; the lines above say why.');
}

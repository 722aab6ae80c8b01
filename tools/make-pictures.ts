/**
 * `npm run pictures`: makes the pictures of the guide from the running app and its invented community, so that they
 * show what there is. Look at the differences before they are committed.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDemo, PERSONAS } from '../packages/cli/src/index.ts';
import { readSettings, startHub } from '../packages/hub/src/index.ts';
import { launchChromium } from '../packages/testkit/src/chromium.ts';

const WHO = 'Ilse Brandt';
const folder = fileURLToPath(new URL('../docs/pictures', import.meta.url));

const data = await mkdtemp(join(tmpdir(), 'tocsin-pictures-'));
const flags = { data, host: '127.0.0.1', port: '0', 'metrics-port': '0', 'log-level': 'fatal' };
const settings = readSettings({ flags, environment: {} });
await makeDemo(settings);
const hub = await startHub(settings, { personas: PERSONAS });
const chromium = await launchChromium();
const context = await chromium.browser.newContext({
  viewport: { width: 1280, height: 820 },
  reducedMotion: 'reduce',
  locale: 'en-GB',
});
const page = await context.newPage();
const shoot = async (name: string, heading: string): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(folder, `${name}.png`) });
};
await page.goto(`${hub.address}/sign-in`);
await page.getByRole('button', { name: WHO }).click();
await shoot('home', 'Home');
await page.keyboard.press('g');
await page.keyboard.press('i');
await shoot('intelligence', 'Intelligence');
await page.goto(`${hub.address}/c/estuary/intelligence?filter=quay-docs`);
await page.getByRole('link', { name: 'quay-docs[.]example', exact: true }).first().click();
await shoot('object', 'quay-docs[.]example');
await page.keyboard.press('c');
await page.getByRole('heading', { level: 1, name: 'Share' }).waitFor();
await page
  .getByRole('textbox', { name: 'Text', exact: true })
  .fill(
    'New portal of the forged bills of lading: hxxps://bl-storage[.]example/sign, seen since 7:40 from 203.0.113.77.',
  );
await page.locator('mark').first().waitFor();
await shoot('share', 'Share');
await chromium.close();
await hub[Symbol.asyncDispose]();
await rm(data, { recursive: true, force: true });

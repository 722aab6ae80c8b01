/** A German reader meets no English sentence of the hub: not on any screen, and not in any refusal. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page, Request, Response } from 'playwright-core';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** Where answers of the hub keep its sentences. */
const SENTENCES = new Set(['audience', 'detail', 'limits', 'message', 'sentence', 'words']);

let stage: Stage;
/** What the hub said so far, in English. */
const said = new Set<string>();
/** Questions each page still waits for; the live stream never ends and is none. */
const open = new WeakMap<Page, Set<Request>>();

before(async () => {
  stage = await setStage({ isDemo: true });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('somebody who chairs walks through every screen and is refused in German', async () => {
  const page = await enter('Marit Osinga');
  for (const path of [
    '/',
    '/c/estuary/intelligence',
    '/c/estuary/shares',
    '/c/estuary/members',
    '/c/estuary/rules',
    '/c/estuary/find?value=198.51.100.23',
    '/settings',
    '/settings/tokens',
    '/settings/notifications',
  ]) {
    await page.goto(stage.origin + path);
    await isGerman(page, path);
  }
  await page.goto(
    `${stage.origin}/c/estuary/objects/indicator--00000000-0000-4000-8000-000000000000`,
  );
  await page.getByText('Hier ist nichts').first().waitFor();
  await isGerman(page, 'an object that is not there');
  await page.goto(`${stage.origin}/c/estuary/members`);
  for (const round of ['made', 'taken']) {
    await page.getByRole('button', { name: 'Gruppe hinzufügen' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Nachtdienst');
    await page.getByRole('button', { name: 'Die Gruppe hinzufügen' }).click();
    if (round === 'made') await page.getByText('Nachtdienst').waitFor();
  }
  await page
    .getByText('Der Kurzname „nachtdienst“ ist vergeben: Wählen Sie einen anderen')
    .waitFor();
  await isGerman(page, 'a name that is taken');
});

test('who reads, answers and shares is told why and for whom in German', async () => {
  const page = await enter('Ilse Brandt');
  for (const filter of ['type:indicator', 'type:relationship', 'type:sighting']) {
    await page.goto(`${stage.origin}/c/estuary/intelligence?filter=${filter}`);
    await page.locator('[data-act="open"]').first().click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await isGerman(page, filter);
    if (filter !== 'type:indicator') continue;
    const address = page.url();
    for (const tab of ['sightings', 'relations', 'reports', 'history', 'raw']) {
      await page.goto(`${address}/${tab}`);
      await isGerman(page, `${filter} ${tab}`);
    }
  }
  await page.goto(`${stage.origin}/c/estuary/share`);
  await page.getByRole('radio', { name: 'TLP:GREEN', exact: true }).check();
  await page.getByText(/^Sichtbar für \d+ Personen/).waitFor();
  await isGerman(page, 'share');
  await page.goto(`${stage.origin}/c/estuary/shares`);
  await page.getByRole('link').filter({ hasText: /./ }).first().waitFor();
  await isGerman(page, 'receipts');
});

test('whoever cannot be signed in is told so in German', async () => {
  const page = await german();
  await page.goto(`${stage.origin}/sign-in`);
  await isGerman(page, 'the people of the demonstration');
  await page.getByLabel('E-Mail-Adresse').fill('nobody@example.org');
  await page.locator('input[autocomplete="current-password"]').fill('not the right words');
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByText('Das Konto, das Passwort oder der Code stimmt nicht').waitFor();
  await isGerman(page, 'a wrong password');
});

test('the hub had something to say each time', () => {
  assert.ok(said.size > 30, `only ${String(said.size)} sentences`);
  assert.deepEqual([...stage.faults], []);
});

async function german(): Promise<Page> {
  const page = await stage.open({ locale: 'de-DE' });
  const asked = new Set<Request>();
  open.set(page, asked);
  page.on('request', (request) => {
    if (!request.url().includes('/stream')) asked.add(request);
  });
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  page.on('response', (response) => void hear(response));
  return page;
}

async function enter(name: string): Promise<Page> {
  const page = await german();
  await page.goto(`${stage.origin}/sign-in`);
  await page.getByRole('button', { name }).click();
  await page.getByRole('heading', { level: 1, name: 'Start' }).waitFor();
  return page;
}

/** Nothing on the page is marked as English, and no sentence the hub said in English stands there. */
async function isGerman(page: Page, place: string): Promise<void> {
  await settled(page);
  assert.deepEqual(await page.locator('[lang="en"]').allInnerTexts(), [], place);
  // Explanations on hover are read too, so what is not drawn counts.
  const text = await page.locator('body').evaluate((body) => body.textContent);
  const shown = [...said].filter((sentence) => text.includes(sentence));
  assert.deepEqual(shown, [], place);
}

/** Everything asked for was answered, and what came of it is drawn. */
async function settled(page: Page): Promise<void> {
  for (let calm = 0, tries = 0; calm < 3 && tries < 100; tries += 1) {
    await page.waitForTimeout(50);
    calm = open.get(page)?.size === 0 ? calm + 1 : 0;
  }
}

async function hear(response: Response): Promise<void> {
  const type = response.headers()['content-type'] ?? '';
  if (!type.includes('json')) return;
  // A page that was left takes its answers with it.
  collect(await response.json().catch(() => undefined), '');
}

function collect(value: unknown, key: string): void {
  if (typeof value === 'string') {
    if (SENTENCES.has(key) && value.includes(' ')) said.add(value);
  } else if (Array.isArray(value)) {
    for (const one of value) collect(one, key);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      // What an object says is somebody's own.
      if (name !== 'object' && name !== 'raw') collect(one, name);
    }
  }
}

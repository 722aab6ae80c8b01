/** What went because its time was over: whoever could read it is told so in place of a bare "not here", and nobody else. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
/** The page of what went. */
let address = '';

before(async () => {
  stage = await setStage({ isDemo: true });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('its source comes from what went, and reads by which rule and under which entry of its record', async () => {
  const source = await enterAs(stage, 'Marit Osinga');
  await source.goto(`${stage.origin}/c/estuary/recalls`);
  await heading(source, 'Taken back');
  await source.getByRole('link', { name: /^incident--/ }).click();
  await heading(source, 'Its time was over');
  address = source.url();
  await source.getByText('Harbour Terminals Veldhaven').first().waitFor();
  await source
    .getByText('Kept for 60 days from its last version, by the rule of the community.')
    .first()
    .waitFor();
  await source.getByText(/^It is entry/).waitFor();
  await source.getByRole('heading', { name: 'Opened by' }).waitFor();
  await clean(source);
});

test('a reader of then is told the same, compares a copy, and saves the evidence', async () => {
  const reader = await enterAs(stage, 'Petra Wulf');
  await reader.goto(address);
  await heading(reader, 'Its time was over');
  await reader.getByText(/^The rule is for “Incidents”/).waitFor();
  assert.equal(await reader.getByText(/^It is entry/).count(), 0);
  assert.equal(await reader.getByText('Truck gate').count(), 0);
  await reader.getByLabel('A copy you have of it, as STIX').fill('{"type":"incident"}');
  await reader.getByRole('button', { name: 'Compare it' }).click();
  await reader.getByText('This is none of the texts that went from here').waitFor();
  await clean(reader);
  const saved = reader.waitForEvent('download');
  await reader.getByRole('button', { name: 'Save the evidence' }).click();
  const { versions } = JSON.parse(await readFile(await (await saved).path(), 'utf8')) as {
    versions: { sha256: string }[];
  };
  assert.match(versions[0]?.sha256 ?? '', /^[0-9a-f]{64}$/);
});

test('for whoever might not read it, it is as if it never was', async () => {
  const stranger = await enterAs(stage, 'Amir Demir');
  const shown: string[] = [];
  for (const page of [address, address.replace(/[0-9a-f]{12}$/, '000000000000')]) {
    await stranger.goto(page);
    await heading(stranger, 'There is nothing here');
    shown.push(await stranger.locator('main').innerHTML());
  }
  assert.equal(shown[0], shown[1]);
});

test('in German, on a phone', async () => {
  const reader = await enterAs(stage, 'Petra Wulf', { width: 390 });
  await reader.goto(`${stage.origin}/settings/appearance`);
  await reader.getByLabel('Deutsch').check();
  await heading(reader, 'Einstellungen');
  await reader.goto(address);
  await heading(reader, 'Seine Zeit war um');
  await reader.getByText(/^Die Regel gilt für „/).waitFor();
  await reader.getByRole('button', { name: 'Vergleichen' }).waitFor();
  assert.deepEqual(await reader.locator('main [lang="en"]').allInnerTexts(), []);
  await clean(reader);
  assert.deepEqual([...stage.faults], []);
});

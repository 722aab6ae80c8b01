/** Laws with dates: a chair keeps them right, whoever shares is told what they are now. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let chair: Page;
let sharer: Page;

before(async () => {
  stage = await setStage({ isDemo: true });
  chair = await enterAs(stage, 'Marit Osinga');
  sharer = await enterAs(stage, 'Ilse Brandt');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('a chair writes down a law with its dates', async () => {
  await chair.goto(`${stage.origin}/c/estuary/rules`);
  await chair.getByRole('button', { name: 'Change the laws' }).click();
  await chair.getByRole('button', { name: 'Add a law' }).click();
  const law = chair.getByRole('group', { name: 'Law 5' });
  await law.getByLabel('Name of the law').fill('Harbour Notice Act');
  await law.getByLabel('For whom').fill('Ports');
  await law.getByLabel('What it asks').fill('Tell the harbour master');
  await law.getByLabel('In force from (UTC)').fill('2020-01-01T00:00');
  await law.getByLabel('In force until (UTC, optional)').fill('2021-01-01T00:00');
  await clean(chair);
  await chair.getByRole('button', { name: 'Keep these laws' }).click();
  await chair.getByRole('heading', { name: 'Harbour Notice Act' }).waitFor();
  await clean(chair);
});

test('whoever shares is told that it has lapsed, and what those in force ask', async () => {
  await sharer.goto(`${stage.origin}/c/estuary/share`);
  await sharer.getByText('What laws ask').click();
  await sharer
    .getByRole('listitem')
    .filter({ hasText: 'Harbour Notice Act' })
    .getByText('Lapsed: do not rely on it')
    .waitFor();
  await sharer.getByText('Personal data needs a basis').waitFor();
  await clean(sharer);
});

test('a member who is no chair reads them only', async () => {
  await sharer.goto(`${stage.origin}/c/estuary/rules`);
  await sharer.getByRole('heading', { name: 'Harbour Notice Act' }).waitFor();
  assert.equal(await sharer.getByRole('button', { name: 'Change the laws' }).count(), 0);
});

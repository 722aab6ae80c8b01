/** Trying the rules: a chair on the page of the rules, a source on its own object. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;

before(async () => {
  stage = await setStage({ isDemo: true });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

async function choose(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'As whom?' });
  await field.fill(name);
  await page.getByRole('option', { name, exact: true }).click();
}

test('a chair marks something that does not exist and reads whom the rules let see it', async () => {
  const chair = await enterAs(stage, 'Marit Osinga');
  await chair.goto(`${stage.origin}/c/estuary/rules`);
  await chair.getByRole('heading', { name: 'Try the rules' }).waitFor();
  await chair.getByRole('radio', { name: 'TLP:AMBER', exact: true }).check();
  await choose(chair, 'National Cyber Response Centre');
  await chair.getByText('National Cyber Response Centre would not see it.').waitFor();
  await chair.getByText('It is not given to government partners unless').waitFor();
  await chair.getByRole('radio', { name: 'TLP:GREEN', exact: true }).check();
  await chair.getByText('National Cyber Response Centre would see it').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(chair), []);
});

test('a source asks about its own object; others have no such button', async () => {
  const source = await enterAs(stage, 'Ilse Brandt');
  const other = await enterAs(stage, 'Clara Weiss');
  for (const page of [source, other]) {
    await page.goto(`${stage.origin}/c/estuary/intelligence?filter=quay-docs.example`);
    await page.getByRole('link', { name: 'quay-docs[.]example' }).first().click();
    await page.getByRole('heading', { name: 'Who may see this, and why' }).waitFor();
  }
  await other.getByRole('button', { name: 'Ask the source to share wider' }).waitFor();
  assert.equal(await other.getByRole('button', { name: 'See it as somebody else' }).count(), 0);
  await source.getByRole('button', { name: 'See it as somebody else' }).click();
  await choose(source, 'Wulf Customs Papers');
  await source.getByText('Wulf Customs Papers would see it: 1 of its people.').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(source), []);
});

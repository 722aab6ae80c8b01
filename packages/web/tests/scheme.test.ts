/** A chair's own words, a share under them with terms, and a record that an outsider checks. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let folder: string;

before(async () => {
  stage = await setStage({ isDemo: true });
  folder = await mkdtemp(join(tmpdir(), 'tocsin-record-'));
});
after(async () => {
  await stage[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('a chair adds a word and puts the scheme back to draft; agreed, it is there to read and to mark with', async () => {
  const chair = await enterAs(stage, 'Marit Osinga');
  await chair.goto(`${stage.origin}/c/estuary/rules`);
  await chair.getByRole('button', { name: 'Change the rules' }).click();
  await chair.getByRole('button', { name: 'Add a word' }).first().click();
  await chair.getByRole('textbox', { name: 'Words of our own, word 3' }).fill('Watchtower');
  await chair.getByRole('combobox', { name: 'Level of word 3' }).first().selectOption('amber');
  await chair.getByRole('textbox', { name: 'Meaning of word 3' }).fill('For those on duty');
  await chair.getByLabel('All of this is agreed').uncheck();
  assert.deepEqual(await axeFaultsInEveryLook(chair), []);
  await chair.getByRole('button', { name: 'Agree on this from now on' }).click();
  await chair.getByText('Draft: nothing can be shared until these rules are agreed.').waitFor();
  const sharer = await enterAs(stage, 'Ilse Brandt');
  await sharer.goto(`${stage.origin}/c/estuary/share`);
  await fillIn(sharer);
  await sharer.getByRole('button', { name: 'Share', exact: true }).click();
  await sharer.getByText('The community has not agreed on its classification scheme yet').waitFor();
  await chair.getByRole('button', { name: 'Change the rules' }).click();
  await chair.getByLabel('All of this is agreed').check();
  await chair.getByRole('button', { name: 'Agree on this from now on' }).click();
  await chair.getByRole('cell', { name: 'Watchtower For those on duty' }).waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(chair), []);
});

test('a member answers four questions, takes a word and sets terms; a reader is told all of it but the answers', async () => {
  const sharer = await enterAs(stage, 'Ilse Brandt');
  await sharer.goto(`${stage.origin}/c/estuary/share`);
  await fillIn(sharer);
  await sharer.getByText('No freight rates, prices, volumes').waitFor();
  await sharer.getByText('Not sure which? Answer four questions').click();
  await sharer.getByLabel('What is it worth').selectOption('2');
  await sharer.getByLabel('How much depends').selectOption('1');
  await sharer.getByLabel('What would it do if others').selectOption('1');
  await sharer.getByLabel('What would it do if somebody').selectOption('3');
  await sharer.getByText('have a colleague read it before it leaves').waitFor();
  await sharer.getByRole('button', { name: 'Take this level' }).click();
  assert.ok(await sharer.getByRole('radio', { name: 'TLP:GREEN', exact: true }).isChecked());
  await sharer.getByLabel('Or a word of Estuary Port Exchange').selectOption('Quayside');
  await sharer.getByText('Set terms of use (optional)').click();
  await sharer
    .getByLabel('Actions recipients may take on it')
    .selectOption('INTERNALLY-VISIBLE-ACTIONS');
  await sharer.getByLabel('Licence').fill('CC BY 4.0');
  await sharer.getByText('Terms of use: 2').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(sharer), []);
  await sharer.getByRole('button', { name: 'Share', exact: true }).click();
  await sharer.waitForURL(/\/shares\/./);
  const reader = await enterAs(stage, 'Clara Weiss');
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=terms-of-the-tide.example`);
  await reader.getByRole('link', { name: 'terms-of-the-tide[.]example' }).first().click();
  await reader.getByText('from the source’s “Quayside”').waitFor();
  await reader
    .getByText('Act on it only where it shows in your own network alone.')
    .first()
    .waitFor();
  await reader.getByText('Licence: CC BY 4.0.').first().waitFor();
  await reader.getByText('Naming its source').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(reader), []);
});

test('a chair saves a head and later the evidence, and the small program finds them whole', async () => {
  const chair = await enterAs(stage, 'Marit Osinga');
  await chair.goto(`${stage.origin}/settings/record`);
  await chair.getByRole('heading', { name: 'Check it yourself' }).waitFor();
  const head = await saved(chair, "Keep today's head");
  await chair.getByLabel('A head you kept before').setInputFiles(head);
  await chair.getByText('--earlier').waitFor();
  const evidence = await saved(chair, 'Save the evidence');
  const program = join(folder, 'verify-record.mjs');
  await writeFile(program, await (await fetch(`${stage.origin}/verify-record.mjs`)).text());
  assert.deepEqual(await axeFaultsInEveryLook(chair), []);
  const out = execFileSync(process.execPath, [program, evidence, '--earlier', head], {
    encoding: 'utf8',
  });
  assert.match(out, /nothing of the earlier time was taken out or changed/);
});

async function fillIn(page: Page): Promise<void> {
  const text = page.locator('.share textarea').first();
  await text.fill('A login page for pilots at terms-of-the-tide[.]example since this morning.');
  await page.locator('.marked-behind mark').first().waitFor();
}

async function saved(page: Page, button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** Who opened what, as its source sees it; taken back, asked for, deleted, seen by the source. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { shareText } from './steps.ts';

let stage: Stage;
let source: Page;
let reader: Page;
/** The page of the indicator. */
let address = '';

before(async () => {
  stage = await setStage({ isDemo: true });
  source = await enterAs(stage, 'Petra Wulf');
  reader = await enterAs(stage, 'Ilse Brandt');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string, level = 1): Promise<void> =>
  page.getByRole('heading', { name, level }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('a reader is told that the source sees it, and opens it', async () => {
  await shareText(source, {
    title: 'Forged pilot order',
    text: 'The order comes from 198.51.100.78.',
    level: 'TLP:AMBER',
  });
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.78`);
  await reader.getByRole('link', { name: '198.51.100[.]78' }).first().waitFor();
  await reader
    .getByText('Sources are told who opens and copies what they marked AMBER or RED.')
    .first()
    .waitFor({ state: 'attached' });
  await reader.getByRole('link', { name: '198.51.100[.]78' }).first().click();
  await heading(reader, '198.51.100[.]78');
  await reader.getByText('Its source is told who opens and copies it.').first().waitFor();
  assert.equal(await reader.getByRole('tab', { name: 'Handling' }).count(), 0);
  address = reader.url();
});

test('a copy is encrypted, is entered, and says its passphrase once', async () => {
  await reader.getByRole('button', { name: 'Save a copy' }).click();
  const dialog = reader.getByRole('dialog');
  await dialog.getByLabel('With a passphrase that is shown once').waitFor();
  await clean(reader);
  const [download] = await Promise.all([
    reader.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save it' }).click(),
  ]);
  assert.match(download.suggestedFilename(), /^TLP-AMBER-tocsin-.*\.json\.age$/);
  const file = await readFile(await download.path(), 'latin1');
  assert.match(file, /^age-encryption\.org\/v1\n/);
  assert.match(await dialog.locator('code.secret').innerText(), /^([a-z2-7]{5}-){4}[a-z2-7]{5}$/);
  await clean(reader);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await reader.emulateMedia({ media: 'print' });
  await reader.getByText(/^Print .* by Ilse Brandt for Nordkai Shipping/).waitFor();
  await reader.emulateMedia({ media: 'screen' });
});

test('a client is named, and given a copy with a reason', async () => {
  await reader.goto(`${stage.origin}/settings/clients`);
  await reader.getByLabel('Name of the client').fill('Lantern Bakery');
  await reader.getByRole('button', { name: 'Add the client' }).click();
  await reader.getByText('Without a key').waitFor();
  await clean(reader);
  await reader.goto(address);
  await reader.getByRole('button', { name: 'Save a copy' }).click();
  const dialog = reader.getByRole('dialog');
  await dialog.getByLabel('For whom?').selectOption('For our client Lantern Bakery');
  await dialog.getByLabel('Why do they need it?').fill('Their orders come by the same pilot');
  await clean(reader);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await dialog.locator('code.secret').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('the source sees who opened and copied it', async () => {
  await source.goto(address);
  await source.getByRole('tab', { name: 'Handling' }).click();
  await heading(source, 'Opened by', 2);
  await source.getByRole('row').filter({ hasText: 'Nordkai Shipping' }).first().waitFor();
  await source.getByText('A file for programs (STIX), encrypted').first().waitFor();
  await source.getByText('Given to a client: Their orders come by the same pilot').waitFor();
  assert.equal(await source.getByText('Lantern Bakery').count(), 0);
  await clean(source);
});

test('what it takes back is asked for among the duties of whoever was given it', async () => {
  await source.getByRole('button', { name: 'Take it back' }).click();
  const dialog = source.getByRole('dialog');
  await dialog.getByText('They are asked to delete their copies.').waitFor();
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await heading(source, 'Intelligence');
  await reader.goto(`${stage.origin}/`);
  await reader.getByRole('link', { name: /taken back: delete your copies/ }).click();
  await heading(reader, 'Taken back');
  await heading(reader, 'Delete your copies', 2);
  assert.equal(await reader.getByText('198.51.100').count(), 0, 'what it said is gone');
  await clean(reader);
  await source.goto(address);
  await heading(source, 'Your organization took this back');
  await heading(source, 'Taken back', 2);
  await source.getByText('Nordkai Shipping').first().waitFor();
  await source.getByText('nothing can be enforced on copies already taken').waitFor();
  await clean(source);
});

test('what is deleted is said, on a phone as well, and the source sees it', async () => {
  const phone = await enterAs(stage, 'Ilse Brandt', { width: 390 });
  await phone.goto(`${stage.origin}/c/estuary/recalls`);
  await heading(phone, 'Delete your copies', 2);
  const wide = await phone.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(wide <= 0, `${String(wide)} pixels too wide`);
  const all = phone.getByRole('button', { name: 'Done: we deleted our copies' });
  for (let left = await all.count(); left > 0; left -= 1) {
    await all.first().click();
    await all.nth(left - 1).waitFor({ state: 'detached' });
  }
  await heading(phone, 'Nothing was taken back', 2);
  await phone.context().close();
  await source.goto(`${stage.origin}/c/estuary/recalls`);
  await heading(source, 'What your organization took back', 2);
  await source.getByText('Says it is deleted').first().waitFor();
  await clean(source);
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

test('who opens RED is told what that means, confirms it once, and its source sees it', async () => {
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=192.0.2.201`);
  await reader.getByRole('link', { name: '192.0.2[.]201' }).first().click();
  await heading(reader, 'You are opening TLP:RED');
  await reader.getByText('Named: 3 people.').waitFor();
  await reader.getByText('For the persons named only; nobody passes it on.').first().waitFor();
  assert.equal(await reader.getByText('Came in from here over remote maintenance.').count(), 0);
  await clean(reader);
  const place = reader.url();
  await reader.getByRole('button', { name: 'I will handle it so: open it' }).press('Enter');
  await heading(reader, '192.0.2[.]201');
  await reader.getByText('Came in from here over remote maintenance.').first().waitFor();
  await reader.reload();
  await heading(reader, '192.0.2[.]201');
  const owner = await enterAs(stage, 'Clara Weiss');
  await owner.goto(place);
  await owner.getByRole('tab', { name: 'Handling' }).click();
  await heading(owner, 'Confirmed before opening', 2);
  const confirmed = owner.getByRole('region', { name: 'Confirmations' });
  for (const name of ['Ilse Brandt', 'Marit Osinga']) await confirmed.getByText(name).waitFor();
  await clean(owner);
});

test('a chair asks it at AMBER too, and a reader says why they need to know', async () => {
  const chair = await enterAs(stage, 'Marit Osinga');
  await chair.goto(`${stage.origin}/c/estuary/privacy`);
  await chair.getByRole('radio', { name: 'At TLP:RED and TLP:AMBER' }).check();
  await clean(chair);
  await shareText(source, {
    title: 'Forged berth order',
    text: 'The order comes from 198.51.100.79.',
    level: 'TLP:AMBER',
  });
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.79`);
  await reader.getByRole('link', { name: '198.51.100[.]79' }).first().click();
  await heading(reader, 'You are opening TLP:AMBER');
  await reader.getByLabel('Why you need to know').fill('Our pilots get the same orders');
  await clean(reader);
  await reader.getByRole('button', { name: 'I will handle it so: open it' }).click();
  await heading(reader, '198.51.100[.]79');
  await chair.getByRole('radio', { name: 'At TLP:RED', exact: true }).check();
});

test('a source is asked whether values alone could be TLP:GREEN, and lowers them in two steps', async () => {
  await source.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.79`);
  await source.getByRole('link', { name: '198.51.100[.]79' }).first().click();
  await heading(source, '198.51.100[.]79');
  const hint = source.getByRole('note', { name: 'A hint' });
  await hint.getByText('Could this be TLP:GREEN?', { exact: false }).waitFor();
  await clean(source);
  await hint.getByRole('button', { name: 'Lower to TLP:GREEN' }).click();
  await hint.getByRole('button', { name: 'Yes, TLP:GREEN from now on' }).click();
  await hint.waitFor({ state: 'detached' });
});

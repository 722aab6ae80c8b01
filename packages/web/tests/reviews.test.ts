/** Before it leaves: a rule set, a role given, a share looked at, changed, released; and one given back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { shareText } from './steps.ts';

let stage: Stage;
let sharer: Page;
let officer: Page;
let reader: Page;

before(async () => {
  stage = await setStage({ isDemo: true });
  sharer = await enterAs(stage, 'Jonas Feld');
  officer = await enterAs(stage, 'Clara Weiss');
  reader = await enterAs(stage, 'Petra Wulf');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('a representative says what waits, and changes what a colleague may do', async () => {
  await officer.goto(`${stage.origin}/c/estuary/members`);
  await officer.getByRole('button', { name: 'Change what Jonas Feld may do' }).click();
  await officer.getByRole('checkbox', { name: /^Sharing officer/ }).check();
  await officer.getByRole('button', { name: 'Keep these roles' }).click();
  await officer
    .getByRole('row', { name: /Jonas Feld/ })
    .getByText('Sharing officer')
    .waitFor();
  await officer.getByRole('link', { name: 'Our shares' }).click();
  await officer.getByRole('link', { name: 'Before it leaves' }).click();
  await heading(officer, 'Before it leaves');
  await officer.getByText('Its sharing officers: Clara Weiss and Jonas Feld.').waitFor();
  await officer.getByLabel('TLP:GREEN').selectOption('Always');
  await clean(officer);
  await officer.getByRole('button', { name: 'Let this wait' }).click();
  await officer.getByText('It holds from the next share on.').waitFor();
});

test('what is shared waits, and its receipt says so', async () => {
  await shareText(sharer, {
    title: 'Forged pilot booking',
    text: 'It came from 198.51.100.91 and was opened on quayserver4.',
    level: 'TLP:GREEN',
  });
  await sharer.getByRole('heading', { name: 'It waits for a sharing officer' }).waitFor();
  await clean(sharer);
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.91`);
  await reader.getByText('Nothing here matches').or(reader.locator('.empty')).first().waitFor();
});

test('who shared it does not decide about it: there is another officer', async () => {
  await sharer.getByRole('link', { name: 'See what waits' }).click();
  await sharer.getByText('You shared it yourself: another sharing officer').waitFor();
  assert.equal(await sharer.getByRole('button', { name: /^Release/ }).count(), 0);
});

test('the officer finds it among the duties, sees it beside what would leave, changes and releases it', async () => {
  await officer.goto(`${stage.origin}/`);
  await officer
    .getByRole('link', { name: '1 share waits for you before it leaves your organization' })
    .click();
  await heading(officer, 'Before it leaves');
  await officer.getByRole('link', { name: 'Forged pilot booking' }).click();
  await heading(officer, 'Forged pilot booking');
  const address = officer.url();
  await officer.getByText('No profile was there to look with').waitFor();
  await officer.getByRole('link', { name: 'Say what is your own' }).click();
  await officer.getByLabel('Profile to take').setInputFiles({
    name: 'profile.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ hostPrefixes: ['quayserver'] })),
  });
  await officer.getByText(/It is profile [0-9a-f]{8}/).waitFor();
  await officer.goto(address);
  await officer.getByText('1 more place is found with your profile.').waitFor();
  await officer.getByText(/Looked through in this browser with profile [0-9a-f]{8}/).waitFor();
  await officer.getByLabel('Words in it').fill('quayserver4');
  await officer.getByLabel('Written instead').fill('a server of ours');
  await officer.keyboard.press('Enter');
  await officer.locator('.beside ins, .beside mark', { hasText: 'a server of ours' }).waitFor();
  await officer.getByRole('radio', { name: 'No personal data remains in it' }).check();
  await officer.getByLabel('Words to whoever shared it').fill('I took the server out');
  await clean(officer);
  await officer.getByRole('button', { name: 'Release it with these changes' }).click();
  await officer.getByRole('heading', { name: 'A sharing officer released it' }).waitFor();
});

test('readers have what was released, and see what was determined', async () => {
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.91`);
  await reader.getByRole('link', { name: '198.51.100[.]91' }).first().click();
  await heading(reader, '198.51.100[.]91');
  await reader.getByText('No personal data remains in it').waitFor();
  assert.equal(await reader.getByText('Clara Weiss').count(), 0);
  await clean(reader);
  await sharer.getByRole('link', { name: 'All that waits' }).click();
  await sharer.getByRole('link', { name: 'Its receipt' }).click();
  await sharer.getByText('I took the server out').waitFor();
});

test('on a phone, in German, a share is given back and put away', async () => {
  await shareText(sharer, {
    title: 'Forged berth list',
    text: 'Sent by 198.51.100.92.',
    level: 'TLP:GREEN',
  });
  const phone = await stage.open({ width: 390, locale: 'de-DE' });
  await phone.goto(`${stage.origin}/sign-in`);
  await phone.getByRole('button', { name: 'Clara Weiss' }).click();
  await phone.locator('.home').waitFor();
  await phone.goto(`${stage.origin}/c/estuary/reviews`);
  await heading(phone, 'Vor der Weitergabe');
  await phone.getByRole('link', { name: 'Forged berth list' }).click();
  await phone.getByLabel('Worte an die Person, die es geteilt hat').fill('Bitte ohne die Adresse');
  const wide = await phone.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(wide <= 0, `${String(wide)} pixels too wide`);
  await phone.getByRole('button', { name: 'Zurückgeben' }).click();
  await phone.getByRole('heading', { name: 'Zurückgegeben' }).waitFor();
  await phone.context().close();
  await sharer.goto(`${stage.origin}/`);
  await sharer
    .getByRole('link', { name: '1 share of yours was given back: it did not leave' })
    .click();
  await sharer.getByRole('link', { name: 'Forged berth list' }).click();
  await sharer.getByText('Bitte ohne die Adresse').waitFor();
  await sharer.getByRole('button', { name: 'Put it away' }).click();
  await sharer.getByRole('heading', { name: 'Taken back before it left' }).waitFor();
});

/** Before it leaves: a rule set, a role given, a share looked at, changed, released; and one given back. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled, shareText } from './steps.ts';

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
  const own = officer.getByRole('region', { name: 'What is your own in it' });
  await own.getByText(/^\d+ more places? (is|are) found with your profile/).waitFor();
  await own.getByText('quayserver4').first().waitFor();
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

test('what answers a request waits with it; given back, the request is open, and released it is answered', async () => {
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=crane%20type:incident`);
  await reader.locator('[data-act="open"]').first().click();
  await heading(reader, 'Crane scheduling at the depot encrypted');
  await reader.getByRole('button', { name: 'Ask the source to share wider' }).click();
  const dialog = reader.getByRole('dialog');
  await dialog.getByLabel('Or somebody outside the community').fill('Our insurer');
  await dialog.getByLabel('What is it needed for?').fill('To show what happened');
  await dialog.getByLabel('Do not tell the source who asks').check();
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await reader.getByText('The source was asked.').waitFor();
  const answerIt = async (): Promise<void> => {
    await sharer.goto(`${stage.origin}/c/estuary/releases`);
    await sharer.getByRole('button', { name: 'Send something else' }).click();
    await sharer
      .getByRole('link', { name: 'Write a version without what points at somebody' })
      .click();
    await sharer.getByRole('region', { name: 'It answers a request' }).waitFor();
    const send = sharer.getByRole('button', { name: 'Share', exact: true });
    await enabled(send);
    await send.click();
    await sharer.getByRole('heading', { name: 'It waits for a sharing officer' }).waitFor();
    await sharer.goto(`${stage.origin}/c/estuary/releases`);
    await sharer.getByText('A sharing officer looks at what you answer with.').waitFor();
  };
  await answerIt();
  await clean(sharer);
  await sharer.getByRole('link', { name: 'What was to answer it' }).click();
  const address = sharer.url();
  await officer.goto(address);
  await officer.getByText('It is to answer a request to share wider').waitFor();
  await officer.getByLabel('Words to whoever shared it').fill('Say less');
  await officer.getByRole('button', { name: 'Give it back' }).click();
  await officer.getByRole('heading', { name: 'Given back' }).waitFor();
  await sharer.goto(`${stage.origin}/c/estuary/releases`);
  await sharer.getByText('The sharing officer returned what was to answer it').waitFor();
  await answerIt();
  await sharer.getByRole('link', { name: 'What was to answer it' }).click();
  await officer.goto(sharer.url());
  await officer.getByRole('button', { name: 'Release it as it is' }).click();
  await officer.getByRole('heading', { name: 'A sharing officer released it' }).waitFor();
  await reader.goto(`${stage.origin}/c/estuary/releases`);
  await reader.getByText('Answered with something else').first().waitFor();
  await clean(reader);
});

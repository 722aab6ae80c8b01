/** Mail as people meet it: somebody is invited by a letter and comes in by it; letters are tried out and switched off. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startMailServer } from '@tocsin/testkit/mail-server';
import type { MailServer } from '@tocsin/testkit/mail-server';
import { axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { foundCommunity, makeAccount, newcomer } from './steps.ts';

const GUEST = 'dora@dogwood.example';
let mail: MailServer;
let stage: Stage;
let page: Page;

before(async () => {
  mail = await startMailServer();
  stage = await setStage({ mail: mail.url });
  page = await stage.open();
  const who = newcomer('Ana Brandt');
  await foundCommunity(page, { setupUrl: stage.setupUrl, who, community: 'Ports' });
});
after(async () => {
  await stage[Symbol.asyncDispose]();
  await mail[Symbol.asyncDispose]();
});

test('whoever is invited by their address gets the link by mail, and it lets them in', async () => {
  await page.getByText('those for e-mail addresses are mailed').waitFor();
  await page.getByLabel('Whom do you invite?').fill(`Dora <${GUEST}>`);
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByText(`Goes by mail to ${GUEST}.`).waitFor();
  await mail.until(1);
  const [letter] = mail.arrived;
  assert.deepEqual(letter?.to, [GUEST]);
  assert.match(letter?.subject ?? '', /Ana Brandt invites you to Ports/);
  const link = /^http\S+$/m.exec(letter?.text ?? '')?.[0] ?? '';
  const guest = await stage.open();
  await guest.goto(link);
  await guest.getByText('Ports').first().waitFor();
  await guest.getByLabel('Name of your organization').fill('Dogwood Ferries');
  await guest.getByRole('button', { name: 'Go on' }).click();
  await makeAccount(guest, { ...newcomer('Dora Dogwood'), email: GUEST });
  await guest.getByRole('heading', { name: /^Welcome to/, level: 1 }).waitFor();
});

test('the list of invitations says what became of each letter', async () => {
  mail.refuse('gus@gorse.example', 550);
  await page.goto(`${stage.origin}/c/ports/members`);
  await page.getByRole('button', { name: 'Invite' }).first().click();
  const inviteByMail = async (address: string): Promise<void> => {
    await page.getByLabel('Only for this e-mail address').fill(address);
    await page.getByText('The link is mailed to it').waitFor();
    await page.getByRole('button', { name: 'Make the link and mail it' }).click();
    await page.getByText('It goes by mail too').waitFor();
  };
  await inviteByMail('ida@ivy.example');
  await page.getByRole('button', { name: 'Make another' }).click();
  await inviteByMail('gus@gorse.example');
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.reload();
  await page.getByText('The mail server took the letter.').waitFor();
  await page.getByText(/The letter was not taken: .*No such mailbox here/).waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
});

test('a test letter is sent from the settings, and letters are switched off there', async () => {
  await page.goto(`${stage.origin}/settings/notifications`);
  const before = mail.arrived.length;
  await page.getByRole('button', { name: 'Send a test letter' }).click();
  await page.getByText('The mail server took it for').waitFor();
  assert.equal(mail.arrived[before]?.subject, 'A test letter');
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  const wanted = page.getByRole('switch', { name: 'What waits for me' });
  assert.equal(await wanted.isChecked(), true);
  const told = page.waitForResponse(
    (answer) => answer.url().endsWith('/me/preferences') && answer.request().method() === 'PATCH',
  );
  await wanted.press(' ');
  assert.equal((await told).status(), 200);
  await page.reload();
  await page.getByRole('switch', { name: 'What waits for me' }).waitFor();
  assert.equal(await page.getByRole('switch', { name: 'What waits for me' }).isChecked(), false);
  assert.equal(await page.getByRole('switch', { name: 'Duties' }).isChecked(), true);
});

test('a mail server that says no is told with its words', async () => {
  mail.refuse('ana.brandt@example.org', 550);
  await page.getByRole('button', { name: 'Send a test letter' }).click();
  await page.getByText(/did not take the letter: .*No such mailbox here/).waitFor();
  assert.deepEqual([...stage.faults], []);
});

/** How an organization comes to be a member: a stranger writes, chairs look, a member objects, it is accepted, signs, is on probation, and active. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { makeAccount, newcomer } from './steps.ts';

const KRAN = 'Kranbau Harbour Cranes';
const AGREEMENT = 'What newcomers agree to';
const OBJECTION = 'They sell what they hear to both sides';

let stage: Stage;
let chair: Page;
let broker: Page;
let analyst: Page;
let stranger: Page;
let link = '';

before(async () => {
  stage = await setStage({ isDemo: true });
  chair = await enterAs(stage, 'Marit Osinga');
  broker = await enterAs(stage, 'Petra Wulf');
  analyst = await enterAs(stage, 'Ilse Brandt');
  stranger = await stage.open();
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
const home = async (page: Page): Promise<void> => {
  await page.goto(`${stage.origin}/`);
  await heading(page, 'Home');
  await page.getByRole('heading', { name: 'Duties' }).waitFor();
};
const all = async (page: Page): Promise<void> => {
  await page.goto(`${stage.origin}/c/estuary/applications`);
  await heading(page, 'Who wants to join');
};
const open = async (page: Page): Promise<void> => {
  await all(page);
  await page.getByRole('link', { name: KRAN }).click();
  await heading(page, KRAN);
};
const step = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('group', { name: 'Next step' }).getByRole('button', { name }).click();
};
const said = (page: Page): ReturnType<Page['locator']> =>
  page.locator('section[aria-labelledby="said"]');

/** The markings of everything the list shows. */
const levels = async (page: Page): Promise<string[]> => {
  await page.locator('.object-table tbody tr[data-index]').first().waitFor();
  const plates = page.locator('.object-table tbody [data-level]');
  return plates.evaluateAll((all) => all.map((one) => one.getAttribute('data-level') ?? ''));
};

test('a community shows itself to no stranger until a chair opens it', async () => {
  await stranger.goto(`${stage.origin}/join/estuary`);
  await heading(stranger, 'There is nothing here');
  await clean(stranger);
  await chair.goto(`${stage.origin}/c/estuary/members`);
  await chair.getByRole('link', { name: 'Who wants to join' }).click();
  await heading(chair, 'Who wants to join');
  await chair.getByText('Nobody waits').waitFor();
  await chair.getByRole('button', { name: 'Change this' }).click();
  await chair.getByLabel('Open to letters of intent').check();
  await chair.getByRole('button', { name: 'Save' }).click();
  await chair.getByText('Say first what the community is for: strangers read it').waitFor();
  await chair.getByLabel('What it is for').fill('Warn each other before the second is hit.');
  await chair.getByLabel('Who may join').fill('Whoever works in the ports of the estuary.');
  await chair.getByLabel(/^Checklist/).fill('Works in a port of the estuary');
  await clean(chair);
  await chair.getByRole('button', { name: 'Save' }).click();
  await chair.getByText(`${stage.origin}/join/estuary`).waitFor();
  await clean(chair);
});

test('a stranger writes a letter of intent, reads it as it will stand, and signs it', async () => {
  await stranger.reload();
  await heading(stranger, /^Join “/);
  await stranger.getByText('Whoever works in the ports of the estuary.').waitFor();
  assert.equal(await stranger.getByText('Marit Osinga').count(), 0);
  await clean(stranger);
  await stranger.getByRole('button', { name: 'Write to the community' }).click();
  await stranger.getByLabel('Name of your organization').fill(KRAN);
  await stranger.getByLabel('What kind of organization is it?').fill('Company');
  await stranger.getByLabel('Your name').fill('Käthe Kran');
  await stranger.getByLabel('What are you in your organization?').fill('Director');
  await stranger.getByLabel('Your e-mail address').fill('kaethe.kran@example.org');
  await clean(stranger);
  await stranger.getByRole('button', { name: 'Go on' }).click();
  await stranger.getByLabel('What would you bring?').fill('Logs of 40 cranes');
  await stranger.getByLabel('What do you need?').fill('Warnings in time');
  await stranger.getByLabel('Which parts of your organization take part?').fill('The yard alone');
  await clean(stranger);
  await stranger.getByRole('button', { name: 'Show the letter' }).click();
  await stranger.getByText('Letter of intent').first().waitFor();
  await stranger.getByText('Logs of 40 cranes').waitFor();
  await stranger.getByLabel(/^I have the authority/).check();
  await stranger.getByLabel(/^Sign by typing your name/).fill('Somebody Else');
  await stranger.getByRole('button', { name: 'Sign and send' }).click();
  await stranger.getByText('Sign with your name as it stands in the letter').waitFor();
  await stranger.getByLabel(/^Sign by typing your name/).fill('käthe kran');
  await clean(stranger);
  await stranger.getByRole('button', { name: 'Sign and send' }).click();
  await stranger.getByRole('heading', { name: 'Sent. Keep this link' }).waitFor();
  await clean(stranger);
  link = await stranger.locator('code.secret').innerText();
  await stranger.getByRole('link', { name: 'Go to your application' }).click();
  await heading(stranger, /^Your application to “/);
  await stranger.getByText(/^Your letter of intent is with the chairs/).waitFor();
  await clean(stranger);
});

test('chairs find it on Home, check, ask, and are answered; members do not know of it yet', async () => {
  await home(chair);
  await chair
    .getByRole('link', { name: '1 organization wants to join and waits for the chairs' })
    .click();
  await chair.getByRole('link', { name: KRAN }).click();
  await heading(chair, KRAN);
  await chair.getByText('Logs of 40 cranes').waitFor();
  await clean(chair);
  await step(chair, 'They may join: go on');
  await chair.getByRole('button', { name: 'They may join: go on' }).last().click();
  await chair.getByText('Not everything on the checklist is met: check it first').waitFor();
  await chair.getByRole('button', { name: 'Met: Works in a port of the estuary' }).click();
  await chair.getByRole('button', { name: 'Not met: Works in a port of the estuary' }).waitFor();
  await chair.getByRole('button', { name: 'They may join: go on' }).last().click();
  await step(chair, 'Write to the applicant');
  await chair.getByLabel(/^What do you want to ask or say/).fill('Who looks after your cranes?');
  await chair.getByRole('button', { name: 'Write to the applicant' }).last().click();
  await chair.getByText('Who looks after your cranes?').waitFor();
  await step(chair, 'Begin to look into it');
  await chair.getByRole('button', { name: 'Begin to look into it' }).last().click();
  await chair.getByText('Being looked into').waitFor();
  await stranger.goto(link);
  await stranger.reload();
  await stranger.getByText('Who looks after your cranes?').waitFor();
  assert.equal(await stranger.getByText('Marit Osinga').count(), 0);
  await stranger.getByLabel('Write to the chairs').fill('We do ourselves');
  await stranger.getByRole('button', { name: 'Send' }).click();
  await stranger.getByText('We do ourselves').waitFor();
  await all(broker);
  await broker.getByText('Nobody waits').waitFor();
});

test('before the members: one objects in private, and no other member learns of it', async () => {
  await chair.evaluate(`(${OPENING})(30)`);
  await home(broker);
  await broker.getByRole('link', { name: /^1 organization wants to join: does anything/ }).click();
  await broker.getByRole('link', { name: KRAN }).click();
  await heading(broker, KRAN);
  await broker.getByText('Takes part: The yard alone').waitFor();
  assert.equal(await broker.getByText('kaethe.kran@example.org').count(), 0);
  await said(broker).getByLabel('In your words').fill(OBJECTION);
  await clean(broker);
  await said(broker).getByRole('button', { name: 'We object' }).click();
  await said(broker).getByText(OBJECTION).waitFor();
  await open(analyst);
  await said(analyst).getByRole('button', { name: 'We have nothing against them' }).waitFor();
  assert.equal(await analyst.getByText(OBJECTION).count(), 0);
  assert.equal(await said(analyst).getByText('objects').count(), 0);
  await open(chair);
  await said(chair).getByText(OBJECTION).waitFor();
  await said(chair)
    .getByText(/^Only chairs and whoever objected know/)
    .waitFor();
  await clean(chair);
  await stranger.reload();
  await stranger.getByText(/lie before the members/).waitFor();
  assert.equal(await stranger.getByText(OBJECTION).count(), 0);
});

test('once their time is over a chair accepts, with a condition and a paper to sign first', async () => {
  await chair.evaluate(`(${ADOPTING})(${JSON.stringify(AGREEMENT)})`);
  const accept = chair.getByRole('group', { name: 'Next step' }).getByRole('button', {
    name: 'Accept',
  });
  for (let tries = 0; tries < 90 && (await accept.count()) === 0; tries += 1) {
    await chair.waitForTimeout(500);
    await open(chair);
    await chair.getByRole('heading', { name: 'Next step' }).waitFor();
  }
  await accept.click();
  await chair.getByLabel(/^What the applicant reads/).fill('Welcome among us');
  await chair.getByLabel(/^Conditions they have to take/).fill('Name two people for the night');
  await chair.getByLabel(AGREEMENT).check();
  await clean(chair);
  await chair.getByRole('button', { name: 'Accept' }).last().click();
  await chair.getByText('Accepted: the conditions wait for the applicant').waitFor();
  await chair.getByText('Welcome among us').waitFor();
  await broker.reload();
  await broker.getByText('No longer before the members').waitFor();
});

test('the applicant takes the conditions and joins as exactly the organization that was looked at', async () => {
  await stranger.reload();
  await stranger.getByText('Conditions: Name two people for the night').waitFor();
  await stranger.getByText(`To be signed once you joined: ${AGREEMENT}`).waitFor();
  await clean(stranger);
  await stranger.getByRole('button', { name: 'We take the conditions' }).click();
  await stranger.getByRole('link', { name: 'Join now by your invitation' }).click();
  await heading(stranger, /^Join “/);
  await stranger.getByText(KRAN).first().waitFor();
  await makeAccount(stranger, { ...newcomer('Käthe Kran'), email: 'kaethe.kran@example.org' });
  await heading(stranger, /^Welcome to/);
  await stranger.goto(`${stage.origin}/c/estuary/intelligence?filter=`);
  await heading(stranger, 'Intelligence');
  assert.deepEqual(new Set(await levels(stranger)), new Set(['clear']));
});

test('signed, it is on probation up to TLP:GREEN; the chair ends that, and it is active', async () => {
  await home(stranger);
  await stranger
    .getByRole('link', { name: '1 paper waits for your organization’s signature' })
    .click();
  await stranger.getByRole('link', { name: AGREEMENT }).click();
  await heading(stranger, AGREEMENT);
  await stranger.getByRole('button', { name: `Sign as Käthe Kran for ${KRAN}` }).click();
  await stranger.getByText(/members? signed it/).waitFor();
  await stranger.goto(`${stage.origin}/c/estuary/intelligence?filter=`);
  assert.deepEqual(new Set(await levels(stranger)), new Set(['clear', 'green']));
  await chair.goto(`${stage.origin}/c/estuary/members`);
  const row = chair.getByRole('row', { name: new RegExp(KRAN) });
  await row.getByText('On probation').waitFor();
  await row.getByText('given things up to TLP:GREEN').waitFor();
  await clean(chair);
  await row.getByRole('button', { name: `Suspend ${KRAN}` }).click();
  await clean(chair);
  await chair.getByRole('button', { name: 'End the probation now' }).click();
  await row.getByText('Active').waitFor();
  await open(chair);
  await chair.getByText('Is in').waitFor();
  assert.deepEqual(stage.faults, []);
});

const SENDING = `async (path, body) => {
  const me = await (await fetch('/api/v1/me')).json();
  const headers = { 'content-type': 'application/json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() };
  const answer = await fetch('/api/v1/communities/estuary' + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}`;
/** Puts the only application before the members for some seconds: on screen it is a day at least. */
const OPENING = `async (seconds) => {
  const send = ${SENDING};
  const { items } = await (await fetch('/api/v1/communities/estuary/applications')).json();
  const until = new Date(Date.now() + seconds * 1000).toISOString();
  await send('/applications/' + items[0].id + '/steps', { act: 'window', until });
}`;
/** A paper that anybody may read, put in force after a second. */
const ADOPTING = `async (title) => {
  const send = ${SENDING};
  const sections = ['parties', 'confidentiality', 'use', 'personal-data', 'end'].map((key) => ({ key, text: 'As agreed.' }));
  const { id } = await send('/papers', { kind: 'agreement', title, level: 'clear', sections, note: '' });
  await send('/papers/' + id + '/steps', { n: 1, to: 'open', until: new Date(Date.now() + 1000).toISOString() });
  await new Promise((done) => setTimeout(done, 1500));
  await send('/papers/' + id + '/steps', { n: 1, to: 'adopted' });
}`;

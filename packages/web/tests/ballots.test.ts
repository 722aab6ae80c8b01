/** What was just agreed in one line; a ballot opened, voted in and counted, open and anonymous; who votes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

const MINUTE = 'We meet on the first Monday of each month';
const LATER = 'We meet on the first Friday of each month';
const BALLOT = 'Shall we meet in the harbour office?';
const SECRET = 'Who is to speak for us at the fair?';

let stage: Stage;
let chair: Page;
let broker: Page;
let analyst: Page;

before(async () => {
  stage = await setStage({ isDemo: true });
  chair = await enterAs(stage, 'Marit Osinga');
  broker = await enterAs(stage, 'Petra Wulf');
  analyst = await enterAs(stage, 'Ilse Brandt');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
const go = async (page: Page, path: string, name: string): Promise<void> => {
  await page.goto(`${stage.origin}${path}`);
  await heading(page, name);
};
const open = async (page: Page, title: string): Promise<void> => {
  await go(page, '/c/estuary/ballots', 'Ballots');
  await page.getByRole('link', { name: title }).click();
  await heading(page, title);
};
const own = (page: Page): ReturnType<Page['locator']> =>
  page.locator('section[aria-labelledby="own-vote"]');

test('what was just agreed is written down in one line, and read by the members', async () => {
  await go(chair, '/c/estuary/decisions', 'Decisions');
  await chair.getByRole('heading', { name: 'Nothing is decided yet' }).waitFor();
  await clean(chair);
  await chair.getByLabel('What was just agreed, in one line').fill(MINUTE);
  await chair.getByRole('button', { name: 'Write it down' }).click();
  await chair.getByRole('link', { name: MINUTE }).waitFor();
  await go(analyst, '/c/estuary/decisions', 'Decisions');
  await analyst.getByRole('link', { name: MINUTE }).click();
  await heading(analyst, MINUTE);
  await analyst.getByText(/entered by Marit Osinga of /).waitFor();
  await clean(analyst);
});

test('a later decision replaces it, and each leads to the other', async () => {
  await chair.getByRole('link', { name: MINUTE }).click();
  await heading(chair, MINUTE);
  await chair.getByRole('button', { name: 'Replace it by a later decision' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByLabel('What was just agreed, in one line').fill(LATER);
  await dialog.getByText('More: how it came about').click();
  await dialog.getByLabel('How it came about').selectOption('Ruling of the chair');
  await dialog.getByLabel('Text').fill('Mondays are too full.');
  await clean(chair);
  await dialog.getByRole('button', { name: 'Write it down' }).click();
  await heading(chair, LATER);
  await chair.getByText('Mondays are too full.').waitFor();
  await chair.getByRole('link', { name: MINUTE }).click();
  await chair.getByText(/^Replaced by/).waitFor();
  await go(analyst, '/c/estuary/decisions', 'Decisions');
  await analyst.getByLabel('Only what stands').check();
  await analyst.getByRole('link', { name: LATER }).waitFor();
  await analyst.locator('h3').getByRole('link', { name: MINUTE }).waitFor({ state: 'detached' });
  await analyst.getByLabel('Words in it').fill('nothing of the kind');
  await analyst.getByText('Nothing fits that.').waitFor();
});

test('a chair proposes a ballot and opens it; who represents a member finds it on Home', async () => {
  await go(chair, '/c/estuary/ballots', 'Ballots');
  await clean(chair);
  await chair.getByRole('button', { name: 'Propose a ballot' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByLabel('What is asked, in one line').fill(BALLOT);
  await dialog.getByLabel('How many have to vote').selectOption('So many organizations');
  await dialog.getByLabel('Organizations', { exact: true }).fill('2');
  await clean(chair);
  await dialog.getByRole('button', { name: 'Propose it' }).click();
  await heading(chair, BALLOT);
  await go(analyst, '/c/estuary/ballots', 'Ballots');
  await analyst.getByRole('heading', { name: 'Who votes for your organization' }).waitFor();
  assert.equal(await analyst.getByRole('link', { name: BALLOT }).count(), 0, 'only proposed');
  await chair.getByRole('button', { name: 'Open it' }).click();
  const date = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await chair.getByLabel('Until when is voted?').fill(date);
  await clean(chair);
  await chair.getByRole('button', { name: 'Open it' }).last().click();
  await chair.getByText(/^Votes are taken until/).waitFor();
  await go(broker, '/', 'Home');
  await broker.getByText(BALLOT).waitFor();
  await broker.getByRole('link', { name: '1 ballot waits for your organization’s vote' }).click();
  await heading(broker, 'Ballots');
  await broker.getByText('Your vote is asked for').waitFor();
});

test('a vote is given with a reason and changed; nobody else is told, and Home asks no more', async () => {
  await broker.getByRole('link', { name: BALLOT }).click();
  await heading(broker, BALLOT);
  await own(broker).getByLabel('For', { exact: true }).check();
  await own(broker).getByLabel('Why, in your words').fill('It is on my way');
  await clean(broker);
  await own(broker).getByRole('button', { name: 'Vote', exact: true }).click();
  await own(broker)
    .getByText(/^Petra Wulf voted .*For/)
    .waitFor();
  await own(broker).getByLabel('Against', { exact: true }).check();
  await own(broker).getByRole('button', { name: 'Change the vote' }).click();
  await own(broker)
    .getByText(/^Petra Wulf voted .*Against/)
    .waitFor();
  await open(analyst, BALLOT);
  await own(analyst).getByRole('button', { name: 'Vote', exact: true }).waitFor();
  assert.equal(await analyst.getByText(/Petra|on my way/).count(), 0);
  assert.equal(await analyst.getByText(/organizations voted/).count(), 0);
  await go(broker, '/', 'Home');
  await broker.getByRole('heading', { name: 'Duties' }).waitFor();
  assert.equal(await broker.getByRole('link', { name: /organization’s vote/ }).count(), 0);
});

test('an anonymous vote says beforehand what it means, and cannot be changed', async () => {
  const id = await chair.evaluate<string>(`(${OPENING})(${JSON.stringify(SECRET)})`);
  await open(broker, SECRET);
  await own(broker)
    .getByText(/^This ballot is anonymous: your vote lies among the others/)
    .waitFor();
  assert.equal(await own(broker).getByLabel('Why, in your words').count(), 0);
  await own(broker).getByLabel('Ilse', { exact: true }).selectOption('1');
  await own(broker).getByLabel('Petra', { exact: true }).selectOption('2');
  await clean(broker);
  await own(broker).getByRole('button', { name: 'Vote', exact: true }).click();
  await own(broker)
    .getByText(/^Your organization has voted\./)
    .waitFor();
  assert.equal(await own(broker).getByRole('button', { name: /vote/i }).count(), 0);
  for (const page of [chair, analyst]) await page.evaluate(`(${VOTING})(${JSON.stringify(id)})`);
});

test('when its time is over the hub counts it, and the result is a decision', async () => {
  const result = analyst.getByRole('heading', { name: 'Chosen: Ilse' });
  for (let tries = 0; tries < 120; tries += 1) {
    await open(analyst, SECRET);
    if ((await result.count()) > 0) break;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await result.waitFor();
  await analyst.getByText(/^3 of \d organizations voted\./).waitFor();
  await clean(analyst);
  assert.equal(await analyst.locator('#ballot-result ~ ul').count(), 0, 'nobody is named');
  await analyst.getByRole('link', { name: 'The decision it made' }).click();
  await heading(analyst, SECRET);
  await analyst.getByText('By ballot').waitFor();
  await clean(analyst);
});

test('whoever represents an organization names who votes for it', async () => {
  await go(broker, '/c/estuary/ballots', 'Ballots');
  await broker.getByText('Name who votes').click();
  const panel = broker.locator('section[aria-labelledby="voters-title"]');
  await panel.getByLabel('Petra Wulf').check();
  await clean(broker);
  await panel.getByRole('button', { name: 'Save' }).click();
  await panel.getByText('Named to vote: Petra Wulf.').waitFor();
  assert.deepEqual(stage.faults, []);
});

const SENDING = `async (method, path, body) => {
  const me = await (await fetch('/api/v1/me')).json();
  const headers = { 'content-type': 'application/json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() };
  const answer = await fetch('/api/v1/communities/estuary/ballots' + path, { method, headers, body: JSON.stringify(body) });
  return answer.json();
}`;
/** An anonymous ranking that is open for less than a minute: on screen it is a day at least. */
const OPENING = `async (title) => {
  const send = ${SENDING};
  const quorum = { kind: 'none', value: 0 };
  const asked = { title, text: '', type: 'ranking', options: ['Ilse', 'Petra'], majority: 'simple', quorum, tie: 'stays', anonymous: true };
  const { id } = await send('POST', '', { ...asked, level: 'green' });
  await send('POST', '/' + id + '/steps', { to: 'open', until: new Date(Date.now() + 45000).toISOString() });
  return id;
}`;
const VOTING = `async (id) => {
  const send = ${SENDING};
  await send('PUT', '/' + id + '/vote', { choice: ['o1'] });
}`;

/** What a community writes down and agrees: begun from a template, read as a difference, objected to, signed, looked at again. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

const CHARTER = 'Charter of the estuary';
const AGREEMENT = 'Agreement on confidentiality';
const CONDUCT = 'How we treat each other';

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
const home = async (page: Page): Promise<void> => {
  await page.goto(`${stage.origin}/`);
  await heading(page, 'Home');
  await page.getByRole('heading', { name: 'Duties' }).waitFor();
};
const open = async (page: Page, title: string): Promise<void> => {
  await page.goto(`${stage.origin}/c/estuary/papers`);
  await page.getByRole('link', { name: title }).click();
  await heading(page, title);
};
const said = (page: Page): ReturnType<Page['locator']> =>
  page.locator('section[aria-labelledby="paper-said"]');

test('a chair begins a paper from its template, with the sections it has to have', async () => {
  await chair.goto(`${stage.origin}/c/estuary/rules`);
  await chair.getByRole('link', { name: /^Papers:/ }).click();
  await heading(chair, 'Papers');
  await clean(chair);
  await chair.getByRole('button', { name: 'Begin a paper' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByLabel('Kind').selectOption('Charter');
  await dialog.getByText('Sections it has to have: 6').click();
  await dialog.getByText('How this is changed').waitFor();
  await dialog.getByLabel('Title').fill(CHARTER);
  await dialog.getByLabel('Marking').selectOption('TLP:GREEN');
  await clean(chair);
  await dialog.getByRole('button', { name: 'Begin it' }).click();
  await heading(chair, CHARTER);
  await chair.getByText(/^Missing or empty: Purpose and objectives, /).waitFor();
});

test('what is being written is there for nobody else; what is missing is said until it is written', async () => {
  await analyst.goto(`${stage.origin}/c/estuary/papers`);
  await analyst.getByRole('link', { name: AGREEMENT }).waitFor();
  assert.equal(await analyst.getByRole('link', { name: CHARTER }).count(), 0);
  await chair.getByRole('button', { name: 'Write on it' }).click();
  for (const section of [
    'Purpose and objectives',
    'Who decides, and how',
    'Who can be a member',
    'Code of conduct',
    'Funding',
  ])
    await chair.getByLabel(section, { exact: true }).fill('As we have done it so far.');
  await clean(chair);
  await chair.getByRole('button', { name: 'Save this draft' }).click();
  await chair.getByText('Missing or empty: How this is changed').waitFor();
  await chair.getByRole('button', { name: 'Write on it' }).click();
  await chair
    .getByLabel('How this is changed', { exact: true })
    .fill('By all members, once a year.');
  await chair.getByRole('button', { name: 'Save this draft' }).click();
  await chair.getByText('By all members, once a year.').waitFor();
  assert.equal(await chair.getByText(/^Missing or empty/).count(), 0);
});

test('it is put before the members, who find it among their duties', async () => {
  await chair.getByRole('button', { name: 'Put it before the members' }).click();
  const date = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await chair.getByLabel('Until when may they object?').fill(date);
  await clean(chair);
  await chair.getByRole('button', { name: 'Put it before the members' }).last().click();
  await chair.getByRole('heading', { name: 'Version 1: Before the members' }).waitFor();
  await chair.getByText('Objections are still waited for.').waitFor();
  await home(broker);
  await broker.getByText(CHARTER).waitFor();
  await broker.getByRole('link', { name: /papers? lies? before the members/ }).click();
  await heading(broker, 'Papers');
  await broker.getByRole('link', { name: CHARTER }).click();
  await heading(broker, CHARTER);
});

test('an objection to the chairs alone is read by them, and by no other member', async () => {
  const words = said(broker).getByLabel('In your words');
  await said(broker)
    .getByRole('button', { name: 'We object' })
    .and(broker.locator(':disabled'))
    .waitFor();
  await words.fill('A company of one cannot vote on money it does not have');
  await said(broker)
    .getByLabel(/^Object to the chairs alone/)
    .check();
  await clean(broker);
  await said(broker).getByRole('button', { name: 'We object' }).click();
  await said(broker).getByText('Only for the chairs').waitFor();
  await open(analyst, CHARTER);
  await said(analyst).getByText('Nobody has said anything yet.').waitFor();
  await open(chair, CHARTER);
  await said(chair).getByText('A company of one cannot vote').waitFor();
  await chair.getByText(/^Somebody objects to you alone/).waitFor();
  await clean(chair);
  await said(broker).getByRole('button', { name: 'Take it back' }).click();
  await said(broker).getByText('Taken back').waitFor();
});

test('a member reads a proposed version as what changed, word by word, and approves', async () => {
  await home(analyst);
  await analyst.getByText(CONDUCT).first().waitFor();
  await open(analyst, CONDUCT);
  const changes = analyst.locator('.changes');
  await changes.getByText('Feeding what others shared').waitFor();
  const came = changes.locator('li[data-is="added"]').first();
  assert.match(
    await came.innerText(),
    /Added:\s*Advertising services to other members, in meetings/,
  );
  assert.equal(await changes.locator('li[data-is="removed"]').count(), 1);
  await clean(analyst);
  await analyst.getByRole('button', { name: 'The whole text' }).click();
  await analyst.getByText('First a talk.').waitFor();
  await said(analyst).getByText('We look at every sample').waitFor();
  // What the authority says to the chairs alone is not there.
  assert.equal(await said(analyst).getByText('National Cyber Response Centre').count(), 0);
  await said(analyst).getByRole('button', { name: 'We approve' }).click();
  await said(analyst).getByRole('button', { name: 'Take it back' }).waitFor();
  await analyst.getByRole('link', { name: 'Version 1 is in force and waits' }).click();
  await analyst.getByRole('heading', { name: 'Version 1: In force' }).waitFor();
});

test('a signature is for exactly the text that was read, and ends the duty', async () => {
  await home(broker);
  await broker
    .getByRole('link', { name: '1 paper waits for your organization’s signature' })
    .click();
  await heading(broker, 'Papers');
  await broker.getByRole('link', { name: AGREEMENT }).click();
  await heading(broker, AGREEMENT);
  await said(broker).getByText('5 of 6 members signed it.').waitFor();
  const hash = /[0-9a-f]{64}/.exec(await broker.locator('.hash').innerText())?.[0] ?? '';
  await clean(broker);
  const sent = broker.waitForRequest((request) => request.url().endsWith('/words'));
  await said(broker)
    .getByRole('button', { name: 'Sign as Petra Wulf for Wulf Customs Papers' })
    .click();
  const { sha256 } = (await sent).postDataJSON() as { sha256: string };
  assert.equal(sha256, hash);
  await said(broker).getByText('6 of 6 members signed it.').waitFor();
  await home(broker);
  assert.equal(await broker.getByRole('link', { name: /organization’s signature/ }).count(), 0);
});

test('once the time is over the chair is asked to decide, and overrules an objection with a reason', async () => {
  const id = await chair.evaluate<string>(BRIEFLY_OPEN);
  await broker.evaluate(`(${OBJECTING})(${JSON.stringify(id)})`);
  const duty = chair.getByRole('link', {
    name: 'The time for objections to 1 paper is over: decide',
  });
  for (let tries = 0; tries < 60; tries += 1) {
    await home(chair);
    if ((await duty.count()) > 0) break;
  }
  await duty.click();
  await chair.getByRole('link', { name: 'Who waters the plants' }).click();
  await chair.getByText(/^Somebody objects: change the text, or overrule it/).waitFor();
  await chair.getByRole('button', { name: 'Put it in force' }).click();
  await chair.getByRole('button', { name: 'Put it in force' }).last().click();
  await chair
    .getByText('Somebody objects: change the text, or say why it is put in force all the same')
    .waitFor();
  await chair.getByLabel('Reason, where somebody objects').fill('They would wither');
  await clean(chair);
  await chair.getByRole('button', { name: 'Put it in force' }).last().click();
  await chair.getByRole('heading', { name: 'Version 1: In force' }).waitFor();
  await open(analyst, 'Who waters the plants');
  await analyst.getByText('They would wither').waitFor();
  await said(analyst).getByText('Not us').waitFor();
});

test('guidelines say which of their eleven parts is missing; a review comes to whoever looks after it', async () => {
  await open(chair, 'Guidelines for members');
  await chair
    .getByText('Missing or empty: Who may bind, mark, release, vote and speak', { exact: true })
    .waitFor();
  await home(chair);
  await chair
    .getByRole('link', { name: '1 paper you look after is to be looked at again' })
    .click();
  await chair.getByRole('link', { name: 'How we work' }).click();
  await heading(chair, 'How we work');
  await chair.getByRole('button', { name: 'Looked at: it stands' }).click();
  await chair.getByText('Last found to stand').waitFor();
  await clean(chair);
  await home(chair);
  assert.equal(await chair.getByRole('link', { name: /to be looked at again/ }).count(), 0);
});

test('a member proposes a change; others know that, and not what it says, until it is put before them', async () => {
  await open(broker, AGREEMENT);
  await broker.getByRole('button', { name: 'Propose a change' }).click();
  await broker.getByLabel('Personal data', { exact: true }).fill('None at all, said the broker.');
  await broker.getByLabel('What you changed, and why').fill('Less is easier to keep');
  await broker.getByRole('button', { name: 'Save this draft' }).click();
  await broker.getByRole('link', { name: 'Version 2: Being written' }).click();
  await broker.getByText('None at all, said the broker.').waitFor();
  await open(analyst, AGREEMENT);
  await analyst.getByText('Another version is being written.').waitFor();
  assert.equal(await analyst.getByRole('link', { name: /^Version 2/ }).count(), 0);
  assert.equal(await analyst.getByRole('button', { name: 'Propose a change' }).count(), 0);
  await analyst.goto(`${analyst.url()}?version=2`);
  await analyst.getByRole('heading', { name: 'Version 1: In force' }).waitFor();
  assert.deepEqual(stage.faults, []);
});

const SENDING = `async (path, body) => {
  const me = await (await fetch('/api/v1/me')).json();
  const headers = { 'content-type': 'application/json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() };
  const answer = await fetch('/api/v1/communities/estuary/papers' + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return answer.json();
}`;
/** A paper that lies before the members for a second: on screen it is a day at least. */
const BRIEFLY_OPEN = `(async () => {
  const send = ${SENDING};
  const sections = [{ key: 'Plants', text: 'Each in turn.' }];
  const { id } = await send('', { kind: 'other', title: 'Who waters the plants', level: 'green', sections, note: '' });
  const until = new Date(Date.now() + 1000).toISOString();
  await send('/' + id + '/steps', { n: 1, to: 'open', until });
  return id;
})()`;
const OBJECTING = `async (id) => {
  const send = ${SENDING};
  const { versions } = await (await fetch('/api/v1/communities/estuary/papers/' + id)).json();
  await send('/' + id + '/words', { n: 1, word: 'objects', sha256: versions[0].sha256, words: 'Not us' });
}`;

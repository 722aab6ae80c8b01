/** Sharing sealed: custodians and their keys, the source and its ticket, two of three opening the seal, acting as the source. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled } from './steps.ts';

const PASSPHRASE = 'four unrelated words walk';

let stage: Stage;
let source: Page;
let reader: Page;
const custodians = new Map<string, Page>();
/** What the source is called to readers. */
let bird = '';
/** The page of the indicator that was shared. */
let address = '';
let ticket = '';

before(async () => {
  stage = await setStage({ isDemo: true });
  source = await enterAs(stage, 'Petra Wulf');
  reader = await enterAs(stage, 'Ilse Brandt');
  for (const name of ['Clara Weiss', 'Amir Demir', 'Noor Haddad'])
    custodians.set(name, await enterAs(stage, name));
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const custodian = (name: string): Page => {
  const page = custodians.get(name);
  assert.ok(page !== undefined);
  return page;
};
const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
const goto = async (page: Page, path: string, title: string): Promise<void> => {
  await page.goto(`${stage.origin}/c/estuary/${path}`);
  await heading(page, title);
};

test('a chair dismisses and names custodians, and is told why a chair cannot be one', async () => {
  const chair = await enterAs(stage, 'Marit Osinga');
  await goto(chair, 'members', 'Members');
  await chair.getByRole('link', { name: 'Custodians: who may open seals' }).click();
  await heading(chair, 'Custodians');
  const choose = async (name: string): Promise<void> => {
    const options = chair.getByLabel('Person').locator('option', { hasText: name });
    await chair.getByLabel('Person').selectOption((await options.getAttribute('value')) ?? '');
    await chair.getByRole('button', { name: 'Name as custodian' }).click();
  };
  await choose('Marit Osinga');
  await chair.getByText('A chair cannot be a custodian').waitFor();
  for (const name of custodians.keys()) await chair.getByRole('article', { name }).waitFor();
  await chair.getByRole('button', { name: 'Dismiss Noor Haddad' }).click();
  await chair.getByRole('article', { name: 'Noor Haddad' }).waitFor({ state: 'detached' });
  await choose('Noor Haddad');
  await chair.getByRole('article', { name: 'Noor Haddad' }).waitFor();
  await clean(chair);
});

test('each custodian makes a key in their own browser, and its private half is saved as a file', async () => {
  for (const [name, page] of custodians) {
    await goto(page, 'custody', 'Custodians');
    await page.getByLabel('Passphrase for the file').fill(PASSPHRASE);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make the key' }).click();
    const file = await readFile(await (await saved).path(), 'utf8');
    assert.match(file, /^-----BEGIN AGE ENCRYPTED FILE-----/);
    await page.getByText('Your key is in use.').waitFor();
    await page.getByRole('article', { name }).getByText(/^age1/).waitFor();
  }
  await clean(custodian('Clara Weiss'));
});

test('the source reads what sealed means, shares, and keeps its ticket as a file', async () => {
  await goto(source, 'share', 'Share');
  await source.getByRole('textbox', { name: 'Text' }).fill('Beacons to 198.51.100.91 at night.');
  await source.getByRole('radio', { name: /^Sealed/ }).check();
  await source.getByText('is not kept by the hub').waitFor();
  await source.getByRole('radio', { name: 'Only two of the three together' }).check();
  await source.getByText(/By what it says, \d+ of \d+ members could have written it\./).waitFor();
  await clean(source);
  const send = source.getByRole('button', { name: 'Share', exact: true });
  await enabled(send);
  await send.click();
  await heading(source, 'Sealed shares');
  const card = source.getByRole('article');
  bird = await card.getByRole('heading', { level: 2 }).innerText();
  assert.match(bird, /^[A-Z][a-z]+ \d{3}$/);
  await card.getByText(/Two of these together can open it/).waitFor();
  await card.getByText('Nobody has asked to open this seal.').waitFor();
  const saved = source.waitForEvent('download');
  await card.getByRole('button', { name: 'Save the ticket as a file' }).click();
  const file = await readFile(await (await saved).path(), 'utf8');
  ticket = /tct_[A-Za-z0-9_-]{43}/.exec(file)?.[0] ?? '';
  assert.notEqual(ticket, '');
  await clean(source);
});

test('readers see a pseudonym; one custodian asks with a reason, another sees it and gives their part', async () => {
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.91`);
  await reader.getByRole('link', { name: '198.51.100[.]91' }).first().click();
  await heading(reader, '198.51.100[.]91');
  address = reader.url();
  await reader.getByText(bird).first().waitFor();
  assert.equal(await reader.getByRole('button', { name: 'Open its seal' }).count(), 0);
  const asker = custodian('Clara Weiss');
  await asker.goto(address);
  await asker.getByRole('button', { name: 'Open its seal' }).click();
  const dialog = asker.getByRole('dialog');
  await dialog.getByLabel('Why?').fill('A court asks');
  await clean(asker);
  await dialog.getByRole('button', { name: 'Ask to open it' }).click();
  await heading(asker, 'Custodians');
  await asker.getByText('It waits for another custodian.').waitFor();
  const other = custodian('Noor Haddad');
  await goto(other, 'custody', 'Custodians');
  const opening = other.getByRole('article', { name: bird });
  await opening.getByText('Why: A court asks').waitFor();
  await opening.getByLabel('Passphrase of your key file').fill('not the right passphrase');
  await opening.getByRole('button', { name: 'Give my part' }).click();
  await opening.getByText('It did not open').waitFor();
  await opening.getByLabel('Passphrase of your key file').fill(PASSPHRASE);
  await clean(other);
  await opening.getByRole('button', { name: 'Give my part' }).click();
  await opening.getByText('Noor Haddad gave their part').waitFor();
});

test('whoever asked reads in their browser who it is, and that the hub saw the same', async () => {
  const asker = custodian('Clara Weiss');
  await asker.reload();
  await heading(asker, 'Custodians');
  const opening = asker.getByRole('article', { name: bird });
  await opening.getByLabel('Passphrase of your key file').fill(PASSPHRASE);
  await opening.getByRole('button', { name: 'Read who it is' }).click();
  await opening.getByText('It was shared by Petra Wulf of Wulf Customs Papers.').waitFor();
  await opening.getByText('The hub saw the same when it was sealed.').waitFor();
  await clean(asker);
});

test('the source reads who opened it and why, acts as its source, and takes it back', async () => {
  await source.reload();
  await heading(source, 'Sealed shares');
  await source.getByText('Clara Weiss opened the seal').waitFor();
  await source.getByText('Why: A court asks').waitFor();
  await source.goto(address);
  await heading(source, '198.51.100[.]91');
  assert.equal(await source.getByRole('button', { name: 'Take it back' }).count(), 0);
  await goto(source, 'sealed', 'Sealed shares');
  await source.getByRole('button', { name: `Act as ${bird}` }).click();
  await heading(source, 'Our shares');
  await source.getByText(`You act as your sealed source ${bird}`).waitFor();
  await source.getByRole('table').waitFor();
  await clean(source);
  await source.goto(address);
  await source.getByRole('button', { name: 'Take it back' }).click();
  const dialog = source.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Take it back' }).click();
  await reader.goto(address);
  await heading(reader, 'There is nothing here');
  await source.getByRole('button', { name: 'Act as yourself again' }).click();
  await heading(source, 'Sealed shares');
});

test('a ticket is added in another browser by its file; what is none is told', async () => {
  const elsewhere = await enterAs(stage, 'Petra Wulf', { width: 390 });
  await goto(elsewhere, 'sealed', 'Sealed shares');
  await elsewhere.getByText('This browser keeps no ticket.').waitFor();
  const field = elsewhere.getByLabel('Or the ticket itself');
  await field.fill('something else');
  await elsewhere.getByRole('button', { name: 'Add', exact: true }).click();
  await elsewhere.getByText('That is no ticket').waitFor();
  await field.fill(`tct_${'A'.repeat(43)}`);
  await elsewhere.getByRole('button', { name: 'Add', exact: true }).click();
  await elsewhere.getByText('This ticket opens nothing here').waitFor();
  await elsewhere.getByLabel('A ticket you saved').setInputFiles({
    name: 'ticket.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ secret: ticket })),
  });
  await elsewhere.getByRole('button', { name: 'Add', exact: true }).click();
  await elsewhere.getByText(`${bird} is here now.`).waitFor();
  await clean(elsewhere);
});

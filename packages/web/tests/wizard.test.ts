/** A newcomer founds a community at a human pace: modelled seconds and decisions are counted, and somebody is reached. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFaultsInEveryLook, setStage, totpCode } from './stage.ts';
import type { Stage } from './stage.ts';
import { joinWithNewOrganization, newcomer } from './steps.ts';

const TYPED_CHARACTER_S = 0.2;
const DECISION_S = 3;
const READ_WORDS_A_MINUTE = 200;
/** Fetching a phone, opening the authenticator, scanning the code. */
const AUTHENTICATOR_S = 30;
/** Putting recovery codes and a link where they belong. */
const PUTTING_AWAY_S = 15;

/** Somebody who reads what they have not read, types letter by letter, and thinks before each choice. */
class Pace {
  seconds = 0;
  decisions = 0;
  readonly #page: Page;
  readonly #seen = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  async read(): Promise<void> {
    const text = await this.#page.locator('main').innerText();
    const fresh = text.split('\n').filter((line) => !this.#seen.has(line));
    for (const line of fresh) this.#seen.add(line);
    const words = fresh.join(' ').split(/\s+/).filter(Boolean).length;
    this.seconds += (words / READ_WORDS_A_MINUTE) * 60;
  }

  async type(control: Locator, text: string): Promise<void> {
    this.decide();
    this.seconds += text.length * TYPED_CHARACTER_S;
    await control.fill(text);
  }

  async choose(control: Locator): Promise<void> {
    this.decide();
    await control.click();
  }

  /** A button that is the only way on is no choice, but takes a moment. */
  async goOn(name: string): Promise<void> {
    this.seconds += 1;
    await this.#page.getByRole('button', { name, exact: true }).click();
  }

  decide(): void {
    this.decisions += 1;
    this.seconds += DECISION_S;
  }
}

const ana = newcomer('Ana Brandt');
const ben = newcomer('Ben Osei');
let stage: Stage;
let page: Page;
let pace: Pace;
let links: string[];

before(async () => {
  stage = await setStage();
  page = await stage.open();
  pace = new Pace(page);
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('an account, an organization and a community are a few fields each', async () => {
  await page.goto(stage.setupUrl);
  await heading('Welcome. Who are you?');
  await page.getByText(/^Minute 1 of about 10/).waitFor();
  await pace.read();
  await pace.type(page.getByLabel('Your name'), ana.name);
  await pace.type(page.getByLabel('E-mail address'), ana.email);
  await pace.choose(page.getByLabel('A password and an authenticator app'));
  await pace.goOn('Go on');
  const password = page.locator('input[autocomplete="new-password"]');
  await password.waitFor();
  await pace.read();
  await pace.type(password, ana.password);
  ana.totp = (await page.locator('code.secret').innerText()).replaceAll(/\s/g, '');
  pace.seconds += AUTHENTICATOR_S;
  await pace.type(page.getByLabel('Six digits'), totpCode(ana.totp));
  await pace.goOn('Create my account');
  await page.locator('ul.codes li').first().waitFor();
  await pace.read();
  pace.seconds += PUTTING_AWAY_S;
  await pace.choose(page.getByLabel('I have put these codes in a safe place'));
  await pace.goOn('Go on');
  await heading('Your organization');
  await pace.read();
  await pace.type(page.getByLabel('Name of your organization'), 'Northern Grid CERT');
  await pace.goOn('Go on');
  await heading('The community');
  await pace.read();
  await clean();
  await pace.type(page.getByLabel('Name of the community'), 'Energy exchange of the north');
  await pace.choose(page.getByLabel('A region'));
  await pace.type(page.getByLabel('Purpose'), 'Warn each other before the second is hit.');
  await pace.goOn('Found the community');
});

test('four agreements are read as documents whose words follow from their settings', async () => {
  await heading('The rules');
  await pace.read();
  assert.equal(await page.getByLabel('Open, for a region').isChecked(), true, 'fits the kind');
  const rules = page.getByRole('region', { name: /^The rules of/ });
  await rules.getByText('Members like others: TLP:GREEN and TLP:AMBER reach them.').waitFor();
  await pace.choose(page.getByLabel('With a government partner'));
  await rules.getByText('Belong to the community: TLP:GREEN reaches them.').waitFor();
  await rules.getByText('Not service providers, unless you name them.').waitFor();
  await clean();
  await pace.choose(page.getByLabel('A sector, careful by default'));
  await pace.read();
  await page.getByRole('button', { name: 'Change single points' }).click();
  await clean();
  await page.reload();
  await heading('The rules');
  await page.getByLabel('A sector, careful by default').check();
  await pace.goOn('Agree on this');
});

test('the wizard knows on any device how far it is', async () => {
  await heading('Invite others');
  await page.evaluate("localStorage.removeItem('tocsin.setup')");
  await page.reload();
  await heading('Invite others');
});

test('several are invited at once, by name and by address', async () => {
  await pace.read();
  await pace.type(page.getByLabel('Whom do you invite?'), `Lakeside Water\n${ben.email}`);
  await pace.goOn('Make 2 links');
  await page.locator('code.secret').nth(1).waitFor();
  links = await page.locator('code.secret').allInnerTexts();
  pace.seconds += PUTTING_AWAY_S;
  await pace.read();
  await clean();
  await pace.goOn('Go on');
});

test('the first share says honestly that nobody has joined, and then whom it reached', async () => {
  await heading('First exchange');
  await pace.read();
  const text = 'Mails from billing@phish-pay.example lead to 198.51.100.23';
  await pace.type(page.getByLabel('Text', { exact: true }), text);
  await page.getByText('2 values in it').waitFor();
  await page.getByText('So far that is nobody but your own organization.').waitFor();
  await clean();
  await pace.goOn('Share');
  await page.getByText('It is in place, and has reached nobody else yet').waitFor();
  await pace.read();
  await clean();
  const other = await stage.open();
  await joinWithNewOrganization(other, {
    link: links[0] ?? '',
    who: ben,
    organization: 'Lakeside Water',
  });
  await other.getByRole('link', { name: /^Mails from billing/ }).waitFor();
  await page.getByText('Reached 1 person in 1 other organization.').waitFor();
  await pace.read();
  await clean();
  await other.context().close();
});

test('all of it takes less than ten minutes and at most 25 decisions', (context) => {
  const minutes = pace.seconds / 60;
  context.diagnostic(`${minutes.toFixed(1)} minutes, ${String(pace.decisions)} decisions`);
  assert.ok(minutes > 3 && minutes < 10, `${minutes.toFixed(1)} minutes`);
  assert.ok(pace.decisions >= 10 && pace.decisions <= 25, `${String(pace.decisions)} decisions`);
});

test('a member’s first visit is three steps, each of which counts', async () => {
  const visitor = await stage.open();
  const cleo = newcomer('Cleo Ito');
  await visitor.goto(links[1] ?? '');
  await visitor.getByText(`Join “Energy exchange of the north”`).waitFor();
  await visitor.context().close();
  const member = await stage.open();
  await page.getByRole('button', { name: 'Invite others' }).click();
  await page.getByLabel('Whom do you invite?').fill('Port of the south');
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.locator('code.secret').first().innerText();
  await joinWithNewOrganization(member, { link, who: cleo, organization: 'Port of the south' });
  await member.goBack();
  await member.getByRole('heading', { name: 'Welcome to Energy exchange of the north' }).waitFor();
  await member.getByText('3 steps are open').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await member.getByRole('button', { name: 'I have read the rules' }).click();
  await member.getByText('2 steps are open').waitFor();
  await member.getByRole('button', { name: 'Fine as it is' }).click();
  await member.getByText('1 step is open').waitFor();
  await member.reload();
  await member.getByText('1 step is open').waitFor();
  await member.getByRole('link', { name: 'Home', exact: true }).click();
  await member.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  await member.getByRole('link', { name: 'Share or answer one thing' }).waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(member), []);
  await member.getByRole('button', { name: 'Put this away' }).click();
  await member.getByText('1 step is open').waitFor({ state: 'detached' });
  await member.context().close();
});

test('no page broke its policy, met an error or asked anything of another site', () => {
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

async function heading(name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1, exact: true }).waitFor();
}

async function clean(): Promise<void> {
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
}

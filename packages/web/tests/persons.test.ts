/** What persons ask: a request is entered, looked for, put to others and answered; markings that stand long are asked about. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { shareText } from './steps.ts';

let stage: Stage;
let keeper: Page;
let other: Page;
let chair: Page;

before(async () => {
  stage = await setStage({ isDemo: true });
  keeper = await enterAs(stage, 'Petra Wulf');
  other = await enterAs(stage, 'Ilse Brandt');
  chair = await enterAs(stage, 'Marit Osinga');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('what a person asks is entered, and looked for once it is known who asks', async () => {
  await shareText(keeper, {
    title: 'Forged pilot letter',
    text: 'Sent by berth.clerk@example.net from 198.51.100.97.',
    level: 'TLP:GREEN',
  });
  await keeper.goto(`${stage.origin}/c/estuary/privacy`);
  await keeper.getByRole('link', { name: 'What persons ask' }).click();
  await heading(keeper, 'What persons ask');
  await keeper.getByLabel('What they ask').selectOption('erasure');
  await keeper
    .getByLabel('Names, addresses, numbers, handles: one on a line')
    .fill('198.51.100.97');
  await clean(keeper);
  await keeper.getByRole('button', { name: 'Enter the request' }).click();
  await keeper.getByRole('heading', { name: 'Open', level: 2 }).waitFor();
  await keeper.getByRole('button', { name: 'It is known who asks' }).click();
  await keeper.getByLabel('How you know that it is them').fill('They wrote from the address');
  await keeper.getByRole('button', { name: 'Enter it' }).click();
  await keeper.getByRole('button', { name: 'Look for the values' }).click();
  await keeper.getByText(/^Found in \d+ objects? that you may read/).waitFor();
  await keeper
    .getByText(/^It went to/)
    .first()
    .waitFor();
  await keeper.getByLabel('The answer, to complete and copy').waitFor();
  await clean(keeper);
});

test('the others are asked without the values, look in what they brought, and answer', async () => {
  await keeper.getByRole('button', { name: 'Ask the others without showing the values' }).click();
  await keeper.getByText('The other organizations were asked; the hub compares').waitFor();
  await other.goto(`${stage.origin}/`);
  await other.getByRole('link', { name: /^Another organization asks you to look/ }).click();
  await heading(other, 'What persons ask');
  await other.getByText('The values are not shown to you').waitFor();
  assert.equal(await other.getByText('198.51.100.97').count(), 0);
  await other.getByRole('button', { name: 'Look in what we brought' }).click();
  await other.getByText('Found in 0 objects that you may read').waitFor();
  await clean(other);
  await other.getByRole('button', { name: 'Answer them' }).click();
  await other.locator('.tag', { hasText: 'Found nothing' }).waitFor();
});

test('who keeps the register sees the answers, and closes the request', async () => {
  await keeper.goto(`${stage.origin}/c/estuary/persons`);
  await keeper.getByRole('listitem').filter({ hasText: 'Found nothing' }).waitFor();
  await keeper.getByRole('button', { name: 'Look for the values' }).click();
  const letter = keeper.getByLabel('The answer, to complete and copy');
  await keeper.getByText('It is kept exactly as it stands here').waitFor();
  await letter.fill(`${await letter.inputValue()}\nThe harbour desk`);
  await keeper.getByRole('button', { name: 'It is answered' }).click();
  await keeper.getByLabel('What you answered and did').fill('Told them; it was taken back');
  await keeper.getByRole('button', { name: 'Enter it' }).click();
  await keeper.getByRole('heading', { name: 'Closed', level: 2 }).waitFor();
  await keeper.getByText('Told them; it was taken back').first().waitFor();
  await keeper.getByText('What was answered', { exact: true }).click();
  await keeper.getByText('The harbour desk').waitFor();
  await keeper.getByText('SHA-256 of salt and letter, as the record names it:').waitFor();
  await clean(keeper);
  await chair.goto(`${stage.origin}/c/estuary/persons`);
  await heading(chair, 'What persons ask');
  assert.equal(await chair.getByText('Told them; it was taken back').count(), 0);
});

test('one source alone is asked about one object, looks in it, and answers', async () => {
  const officer = await enterAs(stage, 'Clara Weiss');
  const value = 'accounts@nordkai-billing.example';
  await officer.goto(`${stage.origin}/c/estuary/persons`);
  await heading(officer, 'What persons ask');
  await officer.getByLabel('Names, addresses, numbers, handles: one on a line').fill(value);
  await officer.getByRole('button', { name: 'Enter the request' }).click();
  const card = officer.getByRole('article').filter({ hasText: 'accounts@nordkai-billing' });
  await card.getByRole('button', { name: 'It is known who asks' }).click();
  await card.getByLabel('How you know that it is them').fill('They wrote from the address');
  await card.getByRole('button', { name: 'Enter it' }).click();
  await card.getByRole('button', { name: 'Look for the values' }).click();
  await card
    .getByRole('button', {
      name: /^Ask its source alone, about this one: accounts.*Nordkai Shipping$/,
    })
    .click();
  await card.getByText('Its source was asked about this one alone.').waitFor();
  await card.getByText(/no answer yet$/).waitFor();
  await clean(officer);
  await other.goto(`${stage.origin}/c/estuary/persons`);
  const question = other.getByRole('article').filter({ hasText: 'You alone are asked' });
  await question.getByRole('link', { name: /^accounts@nordkai-billing/ }).waitFor();
  await question.getByRole('button', { name: 'Look in what we brought' }).click();
  await question.getByText('Found in 1 object that you may read').waitFor();
  await clean(other);
  await question.getByRole('button', { name: 'Answer them' }).click();
  await question.locator('.tag', { hasText: 'Found nothing' }).waitFor();
  await officer.reload();
  await card.getByRole('listitem').filter({ hasText: 'Found nothing' }).waitFor();
  await officer.context().close();
});

test('what is marked so since long is asked about: one marking is kept, one lowered', async () => {
  await chair.goto(`${stage.origin}/c/estuary/privacy`);
  await chair.getByLabel('Days until sources are asked (0: never)').fill('1');
  await chair.getByRole('button', { name: 'Ask after so many days' }).click();
  await chair.getByText('After 1 day a source is asked').waitFor();
  await other.goto(`${stage.origin}/`);
  await other.getByRole('link', { name: /stands? as AMBER or RED since long/ }).click();
  await heading(other, 'Does the marking still fit?');
  await other.locator('article').first().waitFor();
  const count = await other.locator('article').count();
  assert.ok(count >= 2, `${String(count)} markings are asked about`);
  await clean(other);
  await other
    .getByRole('button', { name: /^Keep as it is: / })
    .first()
    .click();
  await other.getByRole('heading', { name: new RegExp(`^${String(count - 1)} marking`) }).waitFor();
  const lowered = await other.locator('article h3').first().innerText();
  await other
    .getByRole('button', { name: /^Lower to TLP:/ })
    .first()
    .click();
  await other.getByText('More people read it then, and nobody can unread it').waitFor();
  await clean(other);
  await other
    .getByRole('button', { name: /^Yes, TLP:/ })
    .first()
    .click();
  await other
    .getByText('More people read it then, and nobody can unread it')
    .waitFor({ state: 'detached' });
  await other.getByRole('heading', { name: lowered, exact: true }).waitFor({ state: 'detached' });
});

test('the register fits a phone, in German', async () => {
  const phone = await stage.open({ width: 390, locale: 'de-DE' });
  await phone.goto(`${stage.origin}/sign-in`);
  await phone.getByRole('button', { name: 'Petra Wulf' }).click();
  await phone.locator('.home').waitFor();
  await phone.goto(`${stage.origin}/c/estuary/persons`);
  await heading(phone, 'Was Personen verlangen');
  await phone.getByText('Told them; it was taken back').first().waitFor();
  const wide = await phone.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(wide <= 0, `${String(wide)} pixels too wide`);
  await clean(phone);
  await phone.context().close();
});

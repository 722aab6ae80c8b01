/** Privacy: a chair sets how long a kind is kept, members learn of it on Home, a source holds something beyond that. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { shareText } from './steps.ts';

let stage: Stage;
let source: Page;
let chair: Page;

before(async () => {
  stage = await setStage({ isDemo: true });
  source = await enterAs(stage, 'Petra Wulf');
  chair = await enterAs(stage, 'Marit Osinga');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('a chair comes from the rules, sees what would go, and sets a time', async () => {
  await chair.goto(`${stage.origin}/c/estuary/rules`);
  await chair.getByRole('link', { name: 'Privacy: how long things are kept' }).click();
  await heading(chair, 'Privacy');
  await chair.getByRole('button', { name: 'Set a time for the community' }).click();
  await chair.getByLabel('Days from the last version (empty: no limit)').fill('180');
  await chair.getByLabel('Why so long and no longer?').fill('Addresses change hands');
  await chair.getByRole('button', { name: 'See what would go' }).click();
  await chair.getByText('0 objects go on the first day').waitFor();
  await clean(chair);
  await chair.getByRole('button', { name: 'Set this time' }).click();
  await chair.getByText('180 days').waitFor();
  await chair.getByText('Addresses change hands').waitFor();
  await clean(chair);
});

test('whoever speaks for a source finds it on Home, and holds something beyond its time', async () => {
  await shareText(source, {
    title: 'Forged seal list',
    text: 'The list comes from 198.51.100.94.',
    level: 'TLP:AMBER',
  });
  await source.goto(`${stage.origin}/`);
  await source
    .getByRole('link', { name: '1 kind of thing is kept for a shorter time here soon' })
    .click();
  await heading(source, 'Privacy');
  await source.getByText('180 days').waitFor();
  await source.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.94`);
  await source.getByRole('link', { name: '198.51.100[.]94' }).first().click();
  await heading(source, '198.51.100[.]94');
  await source.getByRole('button', { name: 'Handle as…' }).click();
  const dialog = source.getByRole('dialog');
  await dialog.getByText('Who needs it in your organization, and clients').waitFor();
  await dialog.getByLabel('Why it must be kept beyond its time').fill('A claim is open');
  await clean(source);
  await dialog.getByRole('button', { name: 'Hold it' }).click();
  await dialog.getByRole('button', { name: 'End the hold' }).waitFor();
  await source.goto(`${stage.origin}/c/estuary/privacy`);
  await source.getByRole('heading', { name: 'Kept beyond its time' }).waitFor();
  await source.getByText('A claim is open').waitFor();
  await clean(source);
});

test('the pages fit a phone', async () => {
  const phone = await enterAs(stage, 'Petra Wulf', { width: 390 });
  for (const [place, name] of [
    ['privacy', 'Privacy'],
    ['rechecks', 'Does the marking still fit?'],
  ] as const) {
    await phone.goto(`${stage.origin}/c/estuary/${place}`);
    await heading(phone, name);
    await phone.getByRole('heading', { level: 2 }).first().waitFor();
    const wide = await phone.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    assert.ok(wide <= 0, `${String(wide)} pixels too wide`);
    await clean(phone);
  }
  await phone.context().close();
});

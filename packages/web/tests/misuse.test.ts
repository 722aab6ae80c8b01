/** Misuse: reported on the object, assessed by the chair, the source told, closed; each sees their part. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { shareText } from './steps.ts';

let stage: Stage;
let source: Page;
let reporter: Page;
let chair: Page;
/** The page of the indicator that is misused. */
let address = '';

before(async () => {
  stage = await setStage({ isDemo: true });
  source = await enterAs(stage, 'Petra Wulf');
  reporter = await enterAs(stage, 'Ilse Brandt');
  chair = await enterAs(stage, 'Marit Osinga');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('a reader reports what was done with something', async () => {
  await shareText(source, {
    title: 'Forged seal list',
    text: 'The list comes from 198.51.100.93.',
    level: 'TLP:GREEN',
  });
  await reporter.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.93`);
  await reporter.getByRole('link', { name: '198.51.100[.]93' }).first().click();
  await heading(reporter, '198.51.100[.]93');
  address = reporter.url();
  await reporter.getByRole('button', { name: 'Report misuse' }).click();
  const dialog = reporter.getByRole('dialog');
  await dialog.getByLabel('What happened, where and when?').fill('It stood in a press release');
  await dialog
    .getByLabel('Which member did it? (optional)')
    .selectOption('Lagerhaus Süd Container Depot');
  await clean(reporter);
  await dialog.getByRole('button', { name: 'Report it' }).click();
  await dialog.getByRole('link', { name: 'See your report' }).click();
  await heading(reporter, 'Misuse');
  await reporter.getByText('You reported it').waitFor();
  await reporter.getByText('It stood in a press release').waitFor();
  await clean(reporter);
});

test('the chair assesses it and tells the source; the source is not told who reported it', async () => {
  await chair.goto(`${stage.origin}/`);
  await chair.getByRole('link', { name: '1 report of misuse waits for the chairs' }).click();
  await heading(chair, 'Misuse');
  await chair.getByText('Ilse Brandt', { exact: true }).waitFor();
  await chair.getByRole('button', { name: 'Assess it' }).click();
  await chair.getByLabel('What you found').fill('It is true');
  await chair.getByRole('button', { name: 'Enter it' }).click();
  await chair.getByRole('button', { name: 'Tell the source' }).click();
  await chair
    .getByLabel('What was disclosed, to whom, and what was done about it')
    .fill('The address stood in a press release; it is taken down');
  await clean(chair);
  await chair.getByRole('button', { name: 'Enter it' }).click();
  await chair.getByRole('button', { name: 'Decide on a sanction' }).waitFor();
  await source.goto(`${stage.origin}/`);
  await source
    .getByRole('link', { name: 'Your organization was told of 1 case of misuse' })
    .click();
  await heading(source, 'Misuse');
  await source.getByText('The address stood in a press release; it is taken down').waitFor();
  await source.getByText('Lagerhaus Süd Container Depot', { exact: true }).waitFor();
  assert.equal(await source.getByText('Ilse Brandt').count(), 0);
  assert.equal(await source.getByText('Nordkai Shipping').count(), 0);
  await clean(source);
});

test('it is closed on a phone, and whoever reported it sees that', async () => {
  const phone = await enterAs(stage, 'Marit Osinga', { width: 390 });
  await phone.goto(`${stage.origin}/c/estuary/misuse`);
  await phone.getByRole('button', { name: 'Close it' }).click();
  await phone.getByLabel('How it ended').fill('They said sorry');
  const wide = await phone.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
  assert.ok(wide <= 0, `${String(wide)} pixels too wide`);
  await phone.getByRole('button', { name: 'Enter it' }).click();
  await phone.getByRole('heading', { name: 'Closed', level: 2 }).waitFor();
  await phone.context().close();
  await reporter.reload();
  await reporter.getByRole('heading', { name: 'Closed', level: 2 }).waitFor();
  assert.equal(await reporter.getByText('They said sorry').count(), 0);
  await reporter.goto(address);
  await heading(reporter, '198.51.100[.]93');
});

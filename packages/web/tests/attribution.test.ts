/** Sharing under another name: what the source is told before, what readers see, what the desk may look up. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled } from './steps.ts';

let stage: Stage;
let source: Page;
let reader: Page;
/** The page of the indicator that was shared. */
let address = '';

before(async () => {
  stage = await setStage({ isDemo: true });
  source = await enterAs(stage, 'Petra Wulf');
  reader = await enterAs(stage, 'Ilse Brandt');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const heading = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { name, level: 1 }).waitFor();
const clean = async (page: Page): Promise<void> =>
  assert.deepEqual(await axeFaultsInEveryLook(page), []);

test('before it leaves, the source reads what readers will see and whether they could guess', async () => {
  await source.goto(`${stage.origin}/c/estuary/share`);
  await source.getByRole('textbox', { name: 'Text' }).fill('Beacons to 198.51.100.78 at night.');
  await source.getByText('Whoever sees it also sees that it comes from').waitFor();
  await source.getByRole('radio', { name: 'A pseudonym for this once' }).check();
  await source.getByText('They see a pseudonym that is used for nothing else.').waitFor();
  await source.getByText(/By what it says, \d+ of \d+ members could have written it\./).waitFor();
  await clean(source);
});

test('readers see the pseudonym, the source that it is its own', async () => {
  const send = source.getByRole('button', { name: 'Share', exact: true });
  await enabled(send);
  await send.click();
  await source.getByText('Receipt of your share').waitFor();
  await reader.goto(`${stage.origin}/c/estuary/intelligence?filter=198.51.100.78`);
  await reader.getByRole('link', { name: '198.51.100[.]78' }).first().click();
  await heading(reader, '198.51.100[.]78');
  address = reader.url();
  await reader.getByText('that is not named to readers').waitFor();
  const shown = await reader.locator('.in-short').innerText();
  assert.match(shown, /[A-Z][a-z]+ \d{3}/);
  const page = await reader.locator('body').innerText();
  assert.ok(!page.includes('Petra'), page);
  await clean(reader);
  await source.goto(address);
  await source.getByText('You shared it so; readers are not told your name.').waitFor();
  await source.getByRole('button', { name: 'Take it back' }).waitFor();
});

test('a chair looks up with a reason who shared to the desk only; others cannot', async () => {
  const chair = await enterAs(stage, 'Marit Osinga');
  const path = `${stage.origin}/c/estuary/intelligence?filter=192.0.2.231`;
  for (const page of [reader, chair]) {
    await page.goto(path);
    await page.getByRole('link', { name: '192.0.2[.]231' }).first().click();
    await heading(page, '192.0.2[.]231');
    await page.getByText('A member known to the desk').first().waitFor();
  }
  assert.equal(await reader.getByRole('button', { name: 'Look up who it is' }).count(), 0);
  await chair.getByRole('button', { name: 'Look up who it is' }).click();
  const dialog = chair.getByRole('dialog');
  await dialog.getByLabel('Why?').fill('The police asked');
  await clean(chair);
  await dialog.getByRole('button', { name: 'Look up', exact: true }).click();
  await dialog.getByText(/It was shared by .+\./).waitFor();
  const record = await chair.evaluate(async () => (await fetch('/api/v1/audit')).text());
  assert.ok(record.includes('to the desk only: The police asked'), record.slice(0, 500));
});

/** One live stream for all tabs of a browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { foundCommunity, joinWithNewOrganization, makeLink, newcomer, shareText } from './steps.ts';

const ana = newcomer('Ana Brandt');
const ben = newcomer('Ben Osei');
let stage: Stage;
let chair: Page;
let first: Page;
let second: Page;

before(async () => {
  stage = await setStage();
  chair = await stage.open();
  first = await stage.open();
  await foundCommunity(chair, { setupUrl: stage.setupUrl, who: ana, community: 'Ports' });
  const link = await makeLink(chair);
  await joinWithNewOrganization(first, { link, who: ben, organization: 'Lakeside Water' });
  second = await first.context().newPage();
  second.setDefaultTimeout(20_000);
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('two tabs of a browser hold one stream, and both are told', async () => {
  await chair.goto('about:blank');
  await streams(1);
  await second.goto(first.url());
  await second.getByRole('heading', { name: 'Intelligence', level: 1 }).waitFor();
  await share('First warning');
  for (const page of [first, second]) await told(page, 'First warning');
  await streams(1);
});

test('when the tab that listens closes, another goes on where it was', async () => {
  await first.close();
  await streams(1);
  await share('Second warning');
  await told(second, 'Second warning');
});

test('when the last tab closes nobody listens', async () => {
  await second.close();
  await streams(0);
});

/** The chair shares and leaves the app, so that only the member's streams are open. */
async function share(title: string): Promise<void> {
  await chair.goto(`${stage.origin}/`);
  await shareText(chair, { title, text: `${title}: 198.51.100.23`, level: 'TLP:GREEN' });
  await chair.goto('about:blank');
}

async function told(page: Page, title: string): Promise<void> {
  const show = page.getByRole('button', { name: /new: show/ });
  const row = page.getByRole('link', { name: title });
  await show.or(row).first().waitFor();
  if (await show.isVisible()) await show.click();
  await row.waitFor();
}

/** How many streams the hub itself counts. */
async function streams(count: number): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await stage.openStreams()) === count) return;
    await wait(100);
  }
  assert.equal(await stage.openStreams(), count);
}

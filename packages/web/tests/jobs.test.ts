/** Long work outlives a reload and a lost connection, is shown on Home, and does nothing twice. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { axeFaultsInEveryLook, setStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { enabled, foundCommunity, newcomer } from './steps.ts';

const COUNT = 30;
let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage();
  page = await stage.open();
  const who = newcomer('Ana Brandt');
  await foundCommunity(page, { setupUrl: stage.setupUrl, who, community: 'Ports' });
  assert.equal(await page.evaluate<number>(BRINGING), 201);
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('answers to many go on after a reload, show on Home, and each is given once', async () => {
  let isLost = false;
  let answered = 0;
  await page.route('**/answers', async (route) => {
    if (isLost) return route.abort('internetdisconnected');
    answered += 1;
    // Slow enough to be left in the middle; the last ones are done and their answers lost.
    await new Promise((done) => setTimeout(done, 60));
    return answered % 5 === 0 && answered < 12 ? lose(route) : route.continue();
  });
  await page.goto(`${stage.origin}/c/ports/intelligence?filter=type:indicator`);
  await page.locator('tbody tr').nth(2).waitFor();
  await page.getByRole('checkbox', { name: 'Select all' }).first().click();
  await page.getByText('30 selected').waitFor();
  await page.keyboard.press('s');
  await page.getByRole('button', { name: 'Send' }).click();
  await job()
    .getByText(/^([5-9]|1\d) of 30/)
    .waitFor();
  await page.reload();
  await job().waitFor();
  isLost = true;
  await page.goto(`${stage.origin}/`);
  await page.getByRole('heading', { name: 'Work in progress' }).waitFor();
  await job().getByText('Waiting', { exact: true }).waitFor();
  const stood = Number(
    /^(\d+) of 30/.exec(
      await job()
        .getByText(/ of 30/)
        .innerText(),
    )?.[1],
  );
  assert.ok(stood >= 5 && stood < COUNT, String(stood));
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  isLost = false;
  await page.evaluate('dispatchEvent(new Event("online"))');
  // Each of the rest is slowed down, and the hub may be at one of them from before.
  await job().getByText('30 of 30').waitFor({ timeout: 120_000 });
  await job().getByText('Done', { exact: true }).first().waitFor();
  assert.deepEqual(
    await page.evaluate<number[]>(SIGHTINGS),
    Array.from({ length: COUNT }, () => 1),
  );
  await page.reload();
  await job().getByText('30 of 30').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await job().waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
  assert.equal(await job().count(), 0);
  await page.unroute('**/answers');
});

test('a job whose tab was closed goes on in the tab that showed it', async () => {
  const first = await page.context().newPage();
  let isLost = true;
  await page.context().route('**/answers', (route) => (isLost ? route.abort() : route.continue()));
  await first.goto(`${stage.origin}/c/ports/intelligence?filter=type:indicator`);
  await first.locator('tbody tr').nth(2).waitFor();
  await first.getByRole('checkbox', { name: 'Select all' }).first().click();
  await first.getByText('30 selected').waitFor();
  await first.keyboard.press('s');
  await first.getByRole('button', { name: 'Send' }).click();
  await job(first).getByText('Waiting', { exact: true }).waitFor();
  await page.reload();
  await page.getByText('Another tab is at it.').waitFor();
  isLost = false;
  await first.close();
  await job().getByText('30 of 30').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Close' }).click();
  await page.context().unroute('**/answers');
});

test('a file in parts asks for the same file after a reload, and goes on where it stood', async () => {
  const objects = Array.from({ length: 5002 }, (_, place) => ({
    type: 'mutex',
    spec_version: '2.1',
    id: `mutex--00000000-0000-5000-8000-${String(place).padStart(12, '0')}`,
    name: `Gate ${String(place)}`,
  }));
  const file = {
    name: 'gates.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ objects })),
  };
  const keys: (string | null)[] = [];
  await page.route('**/contributions', async (route) => {
    keys.push(await route.request().headerValue('idempotency-key'));
    // The second part arrives, and its answer is lost.
    return keys.length === 2 ? lose(route) : route.continue();
  });
  await page.goto(`${stage.origin}/c/ports/share`);
  await page.getByLabel('Files to share').setInputFiles(file);
  await page.getByText('It goes in 2 parts').waitFor();
  const send = page.getByRole('button', { name: 'Share', exact: true });
  await enabled(send);
  await send.click();
  await page.getByText(/5.000 of 5.002 objects sent, 1 of 2 parts/).waitFor();
  await enabled(page.getByRole('button', { name: 'Go on from part 2' }));
  await page.goto(`${stage.origin}/`);
  const note = page.getByRole('region', { name: 'Files on their way' });
  await note.getByText('1 of 2 parts were sent.').waitFor();
  await note.getByRole('link', { name: 'Go on with it' }).click();
  await note.getByText('Choose the same file again').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  await page.getByLabel('Files to share').setInputFiles(file);
  const goOn = page.getByRole('button', { name: 'Go on from part 2' });
  await enabled(goOn);
  await goOn.click();
  await page.getByRole('heading', { name: 'All of it was sent' }).waitFor();
  assert.equal(keys.length, 3);
  assert.equal(keys[1], keys[2]);
  await page.goto(`${stage.origin}/c/ports/shares`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('link', { name: /5.000 objects/ }).waitFor();
  assert.equal(await page.getByRole('link', { name: /^2 objects/ }).count(), 1);
  await page.unroute('**/contributions');
});

test('whoever signs out leaves no work behind', async () => {
  await page.evaluate(`localStorage.setItem('tocsin.draft.someone.jobs.x', '{}')`);
  await page.goto(`${stage.origin}/`);
  await page.getByRole('button', { name: /Ana Brandt/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  assert.deepEqual(
    await page.evaluate(
      'Object.keys(localStorage).filter((key) => key.startsWith("tocsin.draft."))',
    ),
    [],
  );
  assert.deepEqual([...stage.faults], []);
});

/** The hub does what is asked; the page never hears of it. */
async function lose(route: Parameters<Parameters<Page['route']>[1]>[0]): Promise<void> {
  await route.fetch();
  await route.abort('connectionreset');
}

function job(tab: Page = page): Locator {
  return tab.getByRole('region', { name: 'Answering', exact: true });
}

const BRINGING = `(async () => {
  const me = await (await fetch('/api/v1/me')).json();
  const objects = Array.from({ length: ${String(COUNT)} }, (_, place) => ({
    type: 'indicator', spec_version: '2.1', id: 'indicator--8e2e2d2b-17d4-4cbf-938f-' + String(place).padStart(12, '0'),
    created: '2026-01-01T00:00:00.000Z', modified: '2026-01-01T00:00:00.000Z', valid_from: '2026-01-01T00:00:00.000Z',
    name: 'host-' + place + '.example', pattern: "[domain-name:value = 'host-" + place + ".example']", pattern_type: 'stix' }));
  const answer = await fetch('/api/v1/communities/ports/bundles?tlp=green', { method: 'POST',
    headers: { 'content-type': 'application/stix+json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify({ type: 'bundle', id: 'bundle--' + crypto.randomUUID(), objects }) });
  return answer.status;
})()`;

/** How often each indicator was sighted. */
const SIGHTINGS = `(async () => {
  const list = await (await fetch('/api/v1/communities/ports/objects?filter=type:indicator&fields=facts&limit=100')).json();
  return list.items.map(({ facts }) => facts.sightings.count);
})()`;

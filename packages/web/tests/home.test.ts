/** Home: what changed, what waits, done by one key a line; what somebody prefers follows them to another browser. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFaultsInEveryLook, enterAs, setStage } from './stage.ts';
import type { Stage } from './stage.ts';

let stage: Stage;
let page: Page;

before(async () => {
  stage = await setStage({ isDemo: true });
  page = await enterAs(stage, 'Ilse Brandt');
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

const lines = (): ReturnType<Page['locator']> => page.locator('ol.inbox > li');
/** What the first line is about and from whom; how long ago it came changes by the minute. */
const firstLine = async (): Promise<string> =>
  (await lines().first().innerText()).replaceAll(/\d+ \w+ ago/g, '');

test('a morning is cleared with three keys, each step can be undone, and done stays done', async () => {
  await lines().first().waitFor();
  const count = await lines().count();
  assert.ok(count >= 5, String(count));
  await page.getByText(`${String(count)} new things since`).waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  await page.keyboard.press('j');
  const first = await firstLine();
  await page.keyboard.press('e');
  await page.getByText('Done.').waitFor();
  assert.equal(await lines().count(), count - 1);
  await page.getByText(`${String(count - 1)} new things since`).waitFor();
  assert.notEqual(await firstLine(), first);
  await page.keyboard.press('z');
  await lines()
    .nth(count - 1)
    .waitFor();
  assert.equal(await firstLine(), first);
  await page.keyboard.press('j');
  for (let left = count; left > 0; left--) {
    await page.keyboard.press('e');
    await lines()
      .nth(left - 1)
      .waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.getByText(/^What arrived since .* is done\.$/).waitFor();
  await page.waitForLoadState('networkidle');
  await page.reload();
  await page.getByRole('heading', { name: 'You are up to date' }).waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
});

test('what was shared last says of an answer what it answered, and a name that is not told is no name', async () => {
  const shared = page.getByRole('region', { name: 'You shared last' });
  await shared
    .getByRole('link', { name: /^A sighting: \S+/ })
    .first()
    .waitFor();
  await shared
    .getByRole('link', { name: /^An action taken: \S+/ })
    .first()
    .waitFor();
  assert.equal(await page.getByText('from A member known to the desk').count(), 0);
});

test('Enter opens the line somebody is on, and an answer leads to what it answers', async () => {
  const petra = await enterAs(stage, 'Petra Wulf');
  await petra.locator('ol.inbox > li').first().waitFor();
  await petra.keyboard.press('j');
  await petra.keyboard.press('j');
  await petra.keyboard.press('k');
  await petra.keyboard.press('Enter');
  await petra.waitForURL(/\/objects\//);
  await petra.context().close();
});

test('what somebody does not want to be told of is not on Home, in another browser either', async () => {
  await page.goto(`${stage.origin}/settings/notifications`);
  assert.deepEqual(await axeFaultsInEveryLook(page), []);
  const saved = page.waitForResponse(
    (answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/me/preferences'),
  );
  await page.getByLabel('Duties').click();
  assert.equal((await saved).status(), 200);
  const other = await enterAs(stage, 'Ilse Brandt');
  await other.getByRole('heading', { name: 'You shared last' }).waitFor();
  await other.getByRole('heading', { name: 'Duties' }).waitFor({ state: 'detached' });
  await other.context().close();
});

test('what was opened or answered is there again in another browser, until it is gone or forgotten', async () => {
  await page.goto(`${stage.origin}/`);
  const id = await page.evaluate<string>(SHARING);
  const told = (): Promise<unknown> =>
    page.waitForResponse(
      (answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/preferences'),
    );
  let saved = told();
  await page.goto(`${stage.origin}/c/estuary/objects/${id}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await saved;
  const last = (from: Page): ReturnType<Page['locator']> =>
    from.getByRole('region', { name: 'You worked on last' });
  const other = await enterAs(stage, 'Ilse Brandt');
  await last(other).getByText('Indicator, opened').waitFor();
  saved = told();
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
  await saved;
  await other.reload();
  await last(other).getByText('Indicator, changed').waitFor();
  assert.deepEqual(await axeFaultsInEveryLook(other), []);
  const somebody = await enterAs(stage, 'Marit Osinga');
  await somebody.getByRole('heading', { name: 'You shared last' }).waitFor();
  assert.equal(await last(somebody).getByText('Late gate').count(), 0);
  await somebody.context().close();
  await last(other).getByText('Late gate').waitFor();
  assert.ok((await page.evaluate<number>(`(${TAKING_BACK})(${JSON.stringify(id)})`)) < 300);
  await other.reload();
  await other.getByRole('heading', { name: 'You shared last' }).waitFor();
  await other.waitForTimeout(500);
  assert.equal(await last(other).getByText('Late gate').count(), 0);
  saved = told();
  await page.goto(`${stage.origin}/c/estuary/intelligence?filter=type:indicator`);
  await page.locator('[data-act="open"]').first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await saved;
  await page.goto(`${stage.origin}/`);
  saved = told();
  await last(page).getByRole('button', { name: 'Forget these' }).click();
  await saved;
  await last(page).waitFor({ state: 'detached' });
  await other.reload();
  await other.getByRole('heading', { name: 'You shared last' }).waitFor();
  await other.waitForTimeout(500);
  assert.equal(await last(other).count(), 0);
  await other.context().close();
});

test('a page on which nobody is signed in asks nothing that can only be refused', async () => {
  // Each begins in a browser that never saw this hub.
  for (const first of ['/', '/sign-in', '/setup', '/invitations', '/c/estuary/intelligence']) {
    const fresh = await stage.open();
    const heard = complaintsOf(fresh);
    await fresh.goto(stage.origin + first);
    await fresh.getByRole('heading', { level: 1 }).waitFor();
    await fresh.waitForLoadState('networkidle');
    await fresh.goto(`${stage.origin}/`);
    await fresh.getByRole('button', { name: 'Ilse Brandt' }).waitFor();
    assert.deepEqual([first, heard], [first, []]);
    await fresh.context().close();
  }
  const nobody = await stage.open();
  const refused = complaintsOf(nobody);
  await nobody.goto(`${stage.origin}/`);
  await nobody.getByRole('button', { name: 'Ilse Brandt' }).waitFor();
  await nobody.goto(`${stage.origin}/invitations`);
  await nobody.getByRole('heading', { name: 'This invitation cannot be used' }).waitFor();
  assert.deepEqual(refused, []);
  await nobody.goto(`${stage.origin}/sign-in`);
  await nobody.getByRole('button', { name: 'Ilse Brandt' }).click();
  await nobody.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  await nobody.reload();
  await nobody.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  assert.deepEqual(refused, []);
});

test('a browser that remembers nobody, and brings a session, is signed in', async () => {
  const page = await enterAs(stage, 'Ilse Brandt');
  const heard = complaintsOf(page);
  // As it is left by a moment in which the cookie was not there.
  await page.evaluate('localStorage.setItem("tocsin.signed-in", "no")');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  assert.deepEqual(heard, []);
  await page.context().close();
});

test('a browser that forgot all but its cookie is still signed in, and one whose session ended is asked once', async () => {
  const page = await enterAs(stage, 'Ilse Brandt');
  const cookies = await page.context().cookies();
  const bare = await stage.open();
  const heard = complaintsOf(bare);
  await bare.context().addCookies(cookies);
  await bare.goto(`${stage.origin}/`);
  await bare.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
  assert.deepEqual(heard, []);
  await bare.context().close();
  await page.getByRole('button', { name: /Ilse Brandt/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  const late = await stage.open();
  await late.context().addCookies(cookies);
  await late.goto(`${stage.origin}/`);
  await late.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  const after = complaintsOf(late);
  await late.reload();
  await late.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  assert.deepEqual(after, []);
  await late.context().close();
  await page.context().close();
});

test('nothing was asked of anywhere else, and no policy was broken', () => {
  assert.deepEqual(stage.faults, []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

/** What a page is refused, and what its console complains of, from now on. */
function complaintsOf(page: Page): string[] {
  const heard: string[] = [];
  page.on('response', (answer) => {
    if (answer.status() >= 400) heard.push(`${String(answer.status())} ${answer.url()}`);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(message.text());
  });
  return heard;
}

/** Shares an indicator with all members and gives its id. */
const SHARING = `(async () => {
  const me = await (await fetch('/api/v1/me')).json();
  const id = 'indicator--' + crypto.randomUUID();
  const at = '2026-01-01T00:00:00.000Z';
  const object = { type: 'indicator', spec_version: '2.1', id, created: at, modified: at, valid_from: at,
    name: 'Late gate', pattern: "[domain-name:value = 'late-gate.example']", pattern_type: 'stix' };
  const headers = { 'content-type': 'application/json', 'x-csrf': me.csrf, 'idempotency-key': crypto.randomUUID() };
  const body = JSON.stringify({ objects: [object], marking: { level: 'green', audience: { everyone: true } } });
  await fetch('/api/v1/communities/estuary/contributions', { method: 'POST', headers, body });
  return id;
})()`;
const TAKING_BACK = `async (id) => {
  const me = await (await fetch('/api/v1/me')).json();
  const headers = { 'x-csrf': me.csrf, 'content-type': 'application/json' };
  return (await fetch('/api/v1/communities/estuary/objects/' + id, { method: 'DELETE', headers, body: '{}' })).status;
}`;

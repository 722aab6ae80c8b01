/** Texts that would act if anything took them for more than texts, in every field the app shows, on every screen. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchChromium } from '@tocsin/testkit/chromium';
import { look, showsAll } from './hostile.ts';
import {
  CENTRE,
  CHUNK,
  COMMUNITY,
  enter,
  objectId,
  payloadWorld,
  shareAll,
} from './payload-world.ts';
import type { Caller } from './payload-world.ts';
import { FAR, LINES, MARKUP_COUNT, PAYLOADS, UNSEEN_LINES } from './payloads.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** What Home shows of one community at a time. */
const INBOX = 20;

let stage: Stage;
let page: Page;
const dialogs: string[] = [];

before(async () => {
  stage = await setStage({ world: payloadWorld() });
  await shareAll(stage.origin);
  page = await open();
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('a page that trusts its data is hit by them, and what looks for traces finds each that is markup', async () => {
  assert.ok(PAYLOADS.length >= 60);
  assert.equal(new Set(PAYLOADS).size, PAYLOADS.length);
  const chromium = await launchChromium();
  const context = await chromium.browser.newContext();
  const hits: string[] = [];
  // A page for each: what one leaves open must not hold up the next.
  const opened = async (): Promise<Page> => {
    const victim = await context.newPage();
    victim.on('dialog', (dialog) => {
      hits.push(dialog.message());
      void dialog.dismiss().catch(() => undefined);
    });
    return victim;
  };
  for (const payload of PAYLOADS.slice(0, MARKUP_COUNT)) {
    const victim = await opened();
    await victim.evaluate((text) => document.write(text), `<!doctype html><body>${payload}`);
    const found = await look(victim).catch(() => ({ hostile: ['went elsewhere'] }));
    assert.notDeepEqual(found.hostile, [], payload);
    await victim.close();
  }
  const victim = await opened();
  await victim.setContent('<!doctype html><a href="javascript:void 0" onclick="1">x</a>');
  assert.equal((await look(victim)).hostile.length, 2);
  await assert.rejects(showsAll(victim, 'a page', ['x']), /href=javascript/);
  assert.ok(new Set(hits).size >= 10, hits.join());
  await assert.rejects(chromium.close(), new RegExp(FAR));
});

test('people and organizations on the page of signing in', async () => {
  await page.goto(`${stage.origin}/sign-in`);
  await page
    .getByRole('button', { name: LINES[0] ?? '' })
    .first()
    .waitFor();
  await showsAll(page, 'sign-in', LINES);
  await become(0);
});

test('communities in the switcher and on their pages', async () => {
  await page.goto(`${stage.origin}/c/${COMMUNITY}/rules`);
  await showsAll(page, 'rules', LINES);
  await page.getByRole('button', { name: 'Change the rules' }).click();
  await showsAll(page, 'change of the rules', LINES);
  await page.getByRole('button', { name: ', go to another community' }).click();
  await showsAll(page, 'switcher', LINES);
  await page.keyboard.press('Escape');
  for (const [place, name] of LINES.entries()) {
    await go(`/c/c${String(place)}/members`);
    await showsAll(page, `community ${String(place)}`, [name]);
  }
});

test('members, people, groups, invitations, and the windows that change them', async () => {
  const chair = await enter(stage.origin, 0);
  for (const name of UNSEEN_LINES) {
    await assert.rejects(
      chair.send('POST', `/communities/${COMMUNITY}/groups`, {
        slug: 'unseen',
        name: `\u202e${name}`,
      }),
      /control and direction characters/,
      'the hub takes no name in which something turns the direction of writing',
    );
  }
  await chair.send('POST', `/communities/${COMMUNITY}/invitations`, {
    email: "o'x&amp'x@example.org",
  });
  await go(`/c/${COMMUNITY}/members`);
  await showsAll(page, 'members', [...LINES, "o'x&amp'x@example.org"]);
  await page.getByRole('button', { name: 'Add a group' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: /^Name/ })
    .fill(LINES[3] ?? '');
  for (const field of ['Organizations', 'Persons']) {
    await page.getByRole('dialog').getByRole('combobox', { name: field }).click();
    await showsAll(page, `choice of ${field}`, LINES);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  for (const place of [4, 20, 40]) {
    const name = LINES[place] ?? '';
    await page.getByRole('button', { name: `Change what ${name} may do` }).click();
    await showsAll(page, 'roles', [name]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Remove from the community' })
      .click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: `Suspend ${name}` }).click();
    await showsAll(page, 'suspending', [name]);
    await page.getByRole('button', { name: 'Cancel' }).click();
  }
});

test('what waits on Home, each with its title, its source and what was said', async () => {
  const reader = LINES.length - 1;
  for (let first = 0; first < PAYLOADS.length; first += INBOX) {
    const chosen = PAYLOADS.slice(first, first + INBOX);
    const caller = await become(reader - first / INBOX);
    await leaveOpen(
      caller,
      chosen.map((_, place) => objectId('indicator', first + place)),
    );
    await page.goto(`${stage.origin}/`);
    await showsAll(page, 'inbox', chosen);
  }
});

test('what somebody shared, made and kept: Home, shares, tokens, views', async () => {
  for (let chunk = 0; chunk * CHUNK < LINES.length; chunk += 1) {
    const own = LINES.slice(chunk * CHUNK, (chunk + 1) * CHUNK);
    await become(chunk);
    await page.goto(`${stage.origin}/c/${COMMUNITY}/shares`);
    await showsAll(page, 'shares', own);
    // Addresses are shown so that nobody opens them by mistake: not letter by letter.
    const title = own.find((one) => !one.includes('//')) ?? '';
    await page.getByRole('link', { name: title, exact: true }).first().click();
    await page.getByText('Receipt of your share').waitFor();
    await showsAll(page, 'receipt', [title]);
    await go('/settings/tokens');
    await showsAll(page, 'tokens', own);
    await go('/');
    await showsAll(page, 'recent shares and duties', own);
    await go(`/c/${COMMUNITY}/intelligence`);
    await page.getByRole('button', { name: 'Views' }).click();
    await showsAll(page, 'views', own);
  }
});

test('lines, facets, hints and the drawer of the list', async () => {
  await become(0);
  // High enough for all lines of a turn: others do not exist.
  await page.setViewportSize({ width: 1360, height: 1800 });
  for (let first = 0; first < PAYLOADS.length; first += INBOX) {
    const chosen = PAYLOADS.slice(first, first + INBOX);
    const names = chosen.map((_, place) => `o${String((first + place) % LINES.length)}`).join();
    const filter = encodeURIComponent(JSON.stringify(`type:threat-actor source:${names}`));
    await go(`/c/${COMMUNITY}/intelligence?filter=${filter}`);
    const all = page.getByRole('group', { name: 'Source' }).getByRole('button', { name: /^All/ });
    await all.click();
    await showsAll(page, 'lines and sources', chosen);
    await page.locator('.object-table tbody tr[data-index]').first().waitFor();
    for (let line = 0; line < chosen.length; line += 1) {
      await page.keyboard.press('j');
      if (line === 0) await page.keyboard.press('o');
      await page.getByRole('dialog').getByText('answered it yet').waitFor();
      assert.deepEqual((await look(page)).hostile, []);
    }
    await page.keyboard.press('Escape');
  }
});

test('every object: its line, drawer, page, tabs and windows', async () => {
  for (const [place, payload] of PAYLOADS.entries()) {
    await go(`/c/${COMMUNITY}/objects/${objectId('indicator', place)}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await showsAll(page, `object ${String(place)}`, [payload]);
  }
});

test('the object all others are about: answers, relations, reports, versions, raw', async () => {
  const address = `/c/${COMMUNITY}/objects/${CENTRE}`;
  for (const tab of ['overview', 'sightings', 'reports', 'history', 'raw', 'relations']) {
    await go(`${address}/${tab}`);
    await page.getByRole('tab', { selected: true }).waitFor();
    await showsAll(page, tab, PAYLOADS);
  }
  await page.getByRole('button', { name: 'Draw it as a graph' }).click();
  await page.getByText(/\d+ objects, \d+ relations/).waitFor();
  await showsAll(page, 'graph', PAYLOADS);
});

test('papers: titles, sections, notes, objections and what changed', async () => {
  const chair = await become(0);
  await page.goto(`${stage.origin}/`);
  const member = await enter(stage.origin, 1);
  const base = `/communities/${COMMUNITY}/papers`;
  for (let first = 0; first < LINES.length; first += CHUNK) {
    const lines = LINES.slice(first, first + CHUNK);
    const [title = '', note = '', words = ''] = lines;
    const sections = lines.map((line) => ({ key: line, text: line }));
    const begun = { kind: 'agreement', title, level: 'green', sections, note };
    const id = String((await chair.send('POST', base, begun))['id']);
    await go(`/c/${COMMUNITY}/papers/${id}`);
    await showsAll(page, 'a paper', lines);
    await page.getByRole('button', { name: 'Write on it' }).click();
    await page.getByLabel('What you changed, and why').waitFor();
    await showsAll(page, 'writing a paper', [title]);
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const opened = await chair.send('POST', `${base}/${id}/steps`, { n: 1, to: 'open', until });
    const [{ sha256 } = { sha256: '' }] = opened['versions'] as { sha256: string }[];
    const said = { n: 1, word: 'objects', sha256, words, private: first > 0 };
    await member.send('POST', `${base}/${id}/words`, said);
    await page.goto(`${stage.origin}/c/${COMMUNITY}/papers/${id}`);
    await page.getByText('What members say').waitFor();
    await showsAll(page, 'what members say', [title, note, words, LINES[1] ?? '']);
    const back = { n: 1, to: 'draft', words };
    await chair.send('POST', `${base}/${id}/steps`, back);
  }
  await page.goto(`${stage.origin}/c/${COMMUNITY}/papers`);
  await page.getByRole('article').first().waitFor();
  await showsAll(
    page,
    'papers',
    LINES.filter((_, place) => place % CHUNK === 0),
  );
  await page.getByRole('button', { name: 'Begin a paper' }).click();
  await showsAll(page, 'groups a paper is for', LINES);
});

test('no dialog was opened, nothing was asked of elsewhere, no policy was broken', () => {
  assert.deepEqual(dialogs, []);
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

async function open(): Promise<Page> {
  const opened = await stage.open();
  opened.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss().catch(() => undefined);
  });
  return opened;
}

/** Goes on as another person, who is signed in already. */
async function become(place: number): Promise<Caller> {
  const caller = await enter(stage.origin, place);
  await page.context().clearCookies();
  await page.context().addCookies([{ ...caller.cookie, url: stage.origin }]);
  return caller;
}

/** Marks everything as done but these. */
async function leaveOpen(caller: Caller, open: readonly string[]): Promise<void> {
  let cursor: unknown;
  do {
    const from = typeof cursor === 'string' ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const path = `/communities/${COMMUNITY}/objects?limit=500${from}`;
    const read = await caller.send('GET', path);
    const ids = (read['items'] as { id: string }[]).map(({ id }) => id);
    const done = ids.filter((id) => !open.includes(id));
    await caller.send('POST', `/communities/${COMMUNITY}/triage`, { ids: done, state: 'done' });
    cursor = read['next_cursor'];
  } while (cursor !== undefined);
}

/** To another page of the app without loading it anew. */
async function go(path: string): Promise<void> {
  await page.evaluate((to) => history.pushState({}, '', to), path);
}

/** The same texts in what a community decides, votes on, and hears from those who want to join. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { showsAll } from './hostile.ts';
import { COMMUNITY, enter, payloadWorld } from './payload-world.ts';
import type { Caller } from './payload-world.ts';
import { LINES, PAYLOADS } from './payloads.ts';
import { setStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** As many options as a ballot takes. */
const OPTIONS = 20;
const HOUR_MS = 3_600_000;
const base = `/communities/${COMMUNITY}`;

let stage: Stage;
let page: Page;
let chair: Caller;
const dialogs: string[] = [];

before(async () => {
  stage = await setStage({ world: payloadWorld() });
  page = await stage.open();
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss().catch(() => undefined);
  });
  chair = await enter(stage.origin, 0);
  await page.context().addCookies([{ ...chair.cookie, url: stage.origin }]);
});
after(async () => {
  await stage[Symbol.asyncDispose]();
});

test('decisions: their lines in the list, and what was written below on their page', async () => {
  const ids: string[] = [];
  for (const title of LINES) {
    const made = await chair.send('POST', `${base}/decisions`, {
      kind: 'minute',
      title,
      text: title,
      level: 'green',
    });
    ids.push(String(made['id']));
  }
  await page.goto(`${stage.origin}/c/${COMMUNITY}/decisions`);
  await showsAll(page, 'decisions', LINES.slice(-10));
  const text = PAYLOADS.slice(0, 20).join('\n');
  const later = await chair.send('POST', `${base}/decisions`, {
    kind: 'ruling',
    title: LINES[5],
    text,
    level: 'green',
    replaces: ids[6],
  });
  await page.goto(`${stage.origin}/c/${COMMUNITY}/decisions/${String(later['id'])}`);
  await showsAll(page, 'a decision', [LINES[5] ?? '', LINES[6] ?? '', ...PAYLOADS.slice(0, 20)]);
});

test('ballots: what is asked, the options, reasons and the names of who votes', async () => {
  const member = await enter(stage.origin, 1);
  for (let first = 0; first < LINES.length; first += OPTIONS) {
    const options = LINES.slice(first, first + OPTIONS);
    if (options.length < 2) break;
    const title = options[0] ?? '';
    const made = await chair.send('POST', `${base}/ballots`, {
      title,
      text: options.join('\n'),
      type: 'one',
      options,
      majority: 'simple',
      quorum: { kind: 'none', value: 0 },
      tie: 'stays',
      anonymous: false,
      level: 'green',
    });
    const ballot = `${base}/ballots/${String(made['id'])}`;
    const until = new Date(Date.now() + HOUR_MS).toISOString();
    await chair.send('POST', `${ballot}/steps`, { to: 'open', until });
    const [{ key } = { key: '' }] = made['options'] as { key: string }[];
    const words = options[1] ?? '';
    await chair.send('PUT', `${ballot}/vote`, { choice: [key], words });
    await member.send('PUT', `${ballot}/vote`, { choice: [key], words });
    await page.goto(`${stage.origin}/c/${COMMUNITY}/ballots/${String(made['id'])}`);
    await showsAll(page, 'a ballot', [...options, words]);
  }
  await page.goto(`${stage.origin}/c/${COMMUNITY}/ballots`);
  await showsAll(
    page,
    'ballots',
    LINES.filter((_, place) => place % OPTIONS === 0 && place + 1 < LINES.length),
  );
});

test('joining: what strangers read, what they write, and what is said about them', async () => {
  const all = LINES.slice(0, 25).join('\n');
  await chair.send('PUT', `${base}/joining`, {
    mode: 'open',
    about: all,
    who: LINES[25] ?? '',
    expected: LINES[26] ?? '',
    fee: LINES[27] ?? '',
    checklist: LINES.slice(0, 20),
    window_days: 7,
    needs_two: false,
    probation_days: 30,
  });
  const stranger = await stage.open();
  await stranger.goto(`${stage.origin}/join/${COMMUNITY}`);
  await showsAll(stranger, 'the page for strangers', LINES.slice(0, 28));
  for (const place of [0, 7, 14, 21, 28, 35, 42]) {
    const [name = '', kind = '', person = '', role = ''] = LINES.slice(place, place + 4);
    const made = await chair.send('POST', `/joining/${COMMUNITY}/applications`, {
      applicant: { name, kind, person, role, email: `a${String(place)}@example.org` },
      question: PAYLOADS.slice(place, place + 8).join('\n'),
    });
    await stranger.goto(`${stage.origin}/applying#${String(made['secret'])}`);
    await stranger.reload();
    await showsAll(stranger, 'an application', [name, ...PAYLOADS.slice(place, place + 8)]);
  }
  const { items } = (await chair.send('GET', `${base}/applications`)) as {
    items: { id: string; name: string }[];
  };
  await page.goto(`${stage.origin}/c/${COMMUNITY}/applications`);
  await showsAll(
    page,
    'applications',
    [0, 7, 14, 21, 28, 35, 42].map((place) => LINES[place] ?? ''),
  );
  for (const { id } of items) {
    await page.goto(`${stage.origin}/c/${COMMUNITY}/applications/${id}`);
    await showsAll(page, 'an application as chairs see it', LINES.slice(0, 20));
  }
  await stranger.context().close();
});

test('no dialog was opened, nothing was asked of elsewhere, no policy was broken', () => {
  assert.deepEqual(dialogs, []);
  assert.deepEqual([...stage.faults], []);
  assert.deepEqual([...stage.foreignOrigins], []);
});

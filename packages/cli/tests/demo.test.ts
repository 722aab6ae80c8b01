import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { on } from 'node:events';
import { readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { readSettings, startHub } from '@tocsin/hub';
import { PEOPLE, PERSONAS } from '../src/demo/cast.ts';
import { demoSettings, makeDemo } from '../src/demo/demo.ts';
import { idOf } from '../src/demo/objects.ts';
import { cleanEnvironment, ended, MAIN, temporary } from './running-hub.ts';
import type { Hub } from '@tocsin/hub';

interface Page {
  items: { id: string; title: string; marking: { level: string } }[];
}

/** Somebody of the demonstration, asking the hub what they may. */
type Asks = (path: string) => Promise<{ status: number; json: unknown }>;

/** Signs in as somebody. */
async function enter(hub: Hub, email: string): Promise<Asks> {
  const entered = await fetch(`${hub.address}/api/v1/demo/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hub.address },
    body: JSON.stringify({ email }),
  });
  assert.equal(entered.status, 200);
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
  return async (path) => {
    const headers = { cookie };
    const answer = await fetch(`${hub.address}/api/v1/communities/estuary${path}`, { headers });
    return { status: answer.status, json: await answer.json() };
  };
}

/** What somebody of the demonstration sees, by the id, with its level. */
async function seenBy(hub: Hub, email: string): Promise<Map<string, string>> {
  const listed = await (await enter(hub, email))('/objects?limit=500');
  assert.equal(listed.status, 200);
  const { items } = listed.json as Page;
  return new Map(items.map(({ id, marking }) => [id, marking.level]));
}

describe('the demonstration', () => {
  test('lets a visitor be each of its people, who see what the markings allow them', async () => {
    await using folder = await temporary();
    const settings = { ...demoSettings(folder.path, '0'), metricsPort: 0 };
    assert.ok((await makeDemo(settings)) > 40, 'acts told');
    await using hub = await startHub(settings, { personas: PERSONAS });
    const asked = await fetch(`${hub.address}/api/v1/demo/personas`);
    assert.deepEqual(await asked.json(), { personas: PERSONAS });
    const setup = await fetch(`${hub.address}/api/v1/setup`);
    assert.deepEqual(await setup.json(), { open: false, demo: true, has_session: false });
    const seen = new Map<string, Map<string, string>>();
    for (const { name, email } of PERSONAS) seen.set(name, await seenBy(hub, email));
    const by = (name: string): Map<string, string> => seen.get(name) ?? new Map();
    const levels = new Set([...seen.values()].flatMap((rows) => [...rows.values()]));
    assert.deepEqual([...levels].sort(), ['amber', 'amber+strict', 'clear', 'green', 'red']);
    assert.ok(by('Ilse Brandt').size > by('Petra Wulf').size);
    assert.ok(by('Petra Wulf').size > by('Amir Demir').size);
    assert.ok(![...by('Amir Demir').values()].includes('red'));
  });

  test('tells all of its story at any hour of the day', async () => {
    const told: number[] = [];
    for (const hour of ['00:10', '05:30', '12:00', '23:50']) {
      await using folder = await temporary();
      const settings = { ...demoSettings(folder.path, '0'), metricsPort: 0 };
      told.push(await makeDemo(settings, Date.parse(`2026-12-01T${hour}:00Z`)));
    }
    assert.equal(new Set(told).size, 1, told.join());
  });

  test('has something to show of what is kept, held, sealed, allowed in advance and asked by persons', async () => {
    await using folder = await temporary();
    const settings = { ...demoSettings(folder.path, '0'), metricsPort: 0 };
    await makeDemo(settings);
    await using hub = await startHub(settings, { personas: PERSONAS });
    const clara = await enter(hub, PEOPLE.clara);
    const petra = await enter(hub, PEOPLE.petra);
    const amir = await enter(hub, PEOPLE.amir);
    const gone = `/objects/${idOf('incident', 'gate-jam')}`;
    assert.equal((await petra(gone)).status, 404);
    const evidence = await petra(`${gone}/removal`);
    assert.partialDeepStrictEqual(evidence.json, {
      source: { name: 'Harbour Terminals Veldhaven' },
      why: { kind: 'incidents', days: 60, by: 'community' },
    });
    assert.equal((await amir(`${gone}/removal`)).status, 404);
    assert.partialDeepStrictEqual((await clara('/holds')).json, {
      items: [{ id: idOf('incident', 'crane-stop'), by: 'source', may_end: true }],
    });
    const custodians = (await petra('/custodians')).json as {
      items: { person: { name: string } }[];
    };
    assert.deepEqual(
      custodians.items.map(({ person }) => person.name),
      ['Amir Demir', 'Clara Weiss', 'Noor Haddad'],
    );
    const { items } = (await clara('/releases')).json as {
      items: { state: string; by_consent?: object }[];
    };
    assert.deepEqual(
      items.map(({ state, by_consent: by }) => [state, by !== undefined]).toSorted(),
      [
        ['asked', false],
        ['granted', true],
      ],
    );
    assert.equal(
      (await amir(`/objects/${idOf('indicator', 'mailbox-market.example')}`)).status,
      200,
    );
    assert.equal((await amir(`/objects/${idOf('indicator', '203.0.113.118')}`)).status, 404);
    assert.partialDeepStrictEqual((await clara('/subject-requests')).json, {
      items: [{ kind: 'objection', state: 'identified' }],
    });
  });

  test('takes nobody but its own people, and listens to nobody but this machine', async () => {
    await using folder = await temporary();
    const settings = { ...demoSettings(folder.path, '0'), metricsPort: 0 };
    await assert.rejects(
      startHub({ ...settings, host: '0.0.0.0' }, { personas: PERSONAS }),
      /listens on 127\.0\.0\.1/,
    );
    await using hub = await startHub(settings, { personas: PERSONAS });
    const stranger = await fetch(`${hub.address}/api/v1/demo/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.address },
      body: JSON.stringify({ email: 'stranger@nowhere.example' }),
    });
    assert.equal(stranger.status, 404);
  });

  test('is no part of any other hub', async () => {
    await using folder = await temporary();
    const flags = { data: folder.path, port: '0', 'metrics-port': '0' };
    await using hub = await startHub(readSettings({ flags, environment: {} }));
    assert.equal((await fetch(`${hub.address}/api/v1/demo/personas`)).status, 404);
    const tried = await fetch(`${hub.address}/api/v1/demo/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: hub.address },
      body: JSON.stringify({ email: PERSONAS[0]?.email }),
    });
    assert.equal(tried.status, 404);
  });

  for (const [moment, line] of [
    ['while it is made', 'Making an invented community'],
    ['while it serves', 'Tocsin listens'],
  ] as const) {
    test(`takes its folder along when it is stopped ${moment}`, async () => {
      await using folder = await temporary();
      const child = spawn(process.execPath, [MAIN, 'demo', '--port', '0'], {
        env: { ...cleanEnvironment(), TMPDIR: folder.path },
      });
      const over = ended(child);
      let said = '';
      for await (const [chunk] of on(child.stdout, 'data')) {
        said += String(chunk);
        if (said.includes(line)) break;
      }
      assert.equal((await readdir(folder.path)).length, 1);
      child.kill('SIGTERM');
      const { code, words } = await over;
      assert.equal(code, line === 'Tocsin listens' ? 0 : 143, words);
      assert.deepEqual(await readdir(folder.path), []);
    });
  }
});

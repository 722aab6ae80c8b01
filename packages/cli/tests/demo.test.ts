import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSettings, startHub } from '@tocsin/hub';
import { PERSONAS } from '../src/demo/cast.ts';
import { demoSettings, makeDemo } from '../src/demo/demo.ts';
import { temporary } from './running-hub.ts';
import type { Hub } from '@tocsin/hub';

interface Page {
  items: { id: string; title: string; marking: { level: string } }[];
}

/** What somebody of the demonstration sees, by the id, with its level. */
async function seenBy(hub: Hub, email: string): Promise<Map<string, string>> {
  const entered = await fetch(`${hub.address}/api/v1/demo/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hub.address },
    body: JSON.stringify({ email }),
  });
  assert.equal(entered.status, 200);
  const [cookie = ''] = (entered.headers.get('set-cookie') ?? '').split(';');
  const listed = await fetch(`${hub.address}/api/v1/communities/estuary/objects?limit=500`, {
    headers: { cookie },
  });
  assert.equal(listed.status, 200);
  const { items } = (await listed.json()) as Page;
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
    assert.deepEqual(await setup.json(), { open: false, demo: true });
    const seen = new Map<string, Map<string, string>>();
    for (const { name, email } of PERSONAS) seen.set(name, await seenBy(hub, email));
    const by = (name: string): Map<string, string> => seen.get(name) ?? new Map();
    const levels = new Set([...seen.values()].flatMap((rows) => [...rows.values()]));
    assert.deepEqual([...levels].sort(), ['amber', 'amber+strict', 'clear', 'green', 'red']);
    assert.ok(by('Ilse Brandt').size > by('Petra Wulf').size);
    assert.ok(by('Petra Wulf').size > by('Amir Demir').size);
    assert.ok(![...by('Amir Demir').values()].includes('red'));
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
});

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLog, newTokenText, readSettings, startHub } from '@tocsin/hub';
import type { Hub } from '@tocsin/hub';
import { Caller } from './world.ts';

function startNode(directory: string, roles: string): Promise<Hub> {
  const settings = readSettings({
    environment: {
      TOCSIN_DATA: directory,
      TOCSIN_PORT: '0',
      TOCSIN_ROLES: roles,
      TOCSIN_LOG_LEVEL: 'silent',
      TOCSIN_WEB_DIRECTORY: path.join(directory, 'no-app'),
    },
  });
  return startHub(settings, { log: createLog('silent') });
}

/** What a node answers to each kind of request. */
async function answers(hub: Hub, token: string): Promise<Record<string, number>> {
  const caller = new Caller(hub.address, token);
  const statuses: Record<string, number> = {};
  for (const address of ['/healthz', '/api/v1/communities', '/taxii2/']) {
    statuses[address] = (await caller.get(address)).status;
  }
  const stop = new AbortController();
  const stream = await fetch(`${hub.address}/api/v1/stream?community=ports`, {
    headers: { authorization: `Bearer ${token}` },
    signal: stop.signal,
  });
  statuses['stream'] = stream.status;
  stop.abort();
  const page = await fetch(hub.address, { headers: { accept: 'text/html' } });
  statuses['app'] = page.status;
  return statuses;
}

async function provision(hub: Hub): Promise<string> {
  const { id, secretHash, text } = newTokenText();
  await hub.store.unguarded('provision').provision({
    communities: [{ slug: 'ports', name: 'Ports', kind: 'sector' }],
    organizations: [{ slug: 'alder', name: 'Alder' }],
    memberships: [{ community: 'ports', organization: 'alder' }],
    people: [],
    groups: [],
    tokens: [
      {
        name: 'tools',
        organization: 'alder',
        scopes: ['read', 'write', 'taxii', 'stream'],
        id,
        secretHash,
      },
    ],
  });
  return text;
}

async function backlogOf(hub: Hub): Promise<number> {
  const answer = await new Caller(hub.address).get<{ backlog: number }>('/readyz');
  return answer.json.backlog;
}

test('a node does what its roles say: web, exchange, worker', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'tocsin-roles-'));
  const search = '/api/v1/communities/ports/search?text=lighthouse';
  try {
    let token = '';
    {
      await using web = await startNode(directory, 'web');
      token = await provision(web);
      // Without a built app its page says so, with 503.
      assert.deepEqual(await answers(web, token), {
        '/healthz': 200,
        '/api/v1/communities': 200,
        '/taxii2/': 404,
        stream: 404,
        app: 503,
      });
      const caller = new Caller(web.address, token);
      const shared = await caller.post('/api/v1/communities/ports/contributions', {
        text: 'The lighthouse is dark',
      });
      assert.equal(shared.status, 201, shared.text);
      assert.ok((await backlogOf(web)) > 0);
      const found = await caller.get<{ items: unknown[] }>(search);
      assert.equal(found.json.items.length, 0, 'nobody indexes here');
    }
    {
      await using exchange = await startNode(directory, 'exchange');
      assert.deepEqual(await answers(exchange, token), {
        '/healthz': 200,
        '/api/v1/communities': 404,
        '/taxii2/': 200,
        stream: 200,
        app: 404,
      });
      assert.ok((await backlogOf(exchange)) > 0);
    }
    {
      await using worker = await startNode(directory, 'worker');
      assert.deepEqual(await answers(worker, token), {
        '/healthz': 200,
        '/api/v1/communities': 404,
        '/taxii2/': 404,
        stream: 404,
        app: 404,
      });
      const until = Date.now() + 20_000;
      while ((await backlogOf(worker)) > 0 && Date.now() < until) await sleep(20);
      assert.equal(await backlogOf(worker), 0);
    }
    await using whole = await startNode(directory, 'all');
    const found = await new Caller(whole.address, token).get<{ items: unknown[] }>(search);
    assert.ok(found.json.items.length > 0);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

test('a node that serves no web prints no set-up address', async () => {
  const directory = await mkdtemp(path.join(tmpdir(), 'tocsin-roles-'));
  try {
    await using exchange = await startNode(directory, 'exchange,worker');
    assert.equal(exchange.setupUrl, undefined);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

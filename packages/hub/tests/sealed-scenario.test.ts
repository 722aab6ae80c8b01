import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { pino } from 'pino';
import { dumpedRows } from '@tocsin/testkit';
import type { Custodian, Receipt, ReleaseRequest, SealedSource } from '@tocsin/hub/contract';
import { ENGINES, openExchangeWorld } from './exchange-world.ts';
import type { ExchangeWorld } from './exchange-world.ts';
import type { Caller } from './world.ts';

/** What two sources leave behind who do the same. */
interface Trace {
  readonly answers: string;
  readonly log: string;
  readonly rows: string;
}

// Marking rules 2.9, golden scenario 12. On SQLite, and on PostgreSQL where the run has one.
for (const engine of ENGINES) {
  describe(`golden scenario 12 over HTTP on ${engine}: a sealed source acts and nothing links to it`, () => {
    let world: ExchangeWorld;
    let lines: string[] = [];
    let folder = '';
    const log = pino(
      { level: 'debug', base: null, timestamp: false },
      new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          lines.push(chunk.toString());
          done();
        },
      }),
    );

    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'tocsin-sealed-'));
      world = await openExchangeWorld({ engine, log });
      const chair = await world.person('anna');
      const custodian = await world.person('greta');
      const named = `${world.base}/custodians/${world.ids.person('greta')}`;
      assert.equal((await chair.send('PUT', named)).status, 204);
      const recipient = await identityToRecipient(await generateX25519Identity());
      const made = await custodian.post(`${world.base}/custody-key`, { recipient });
      assert.equal(made.status, 200, made.text);
    });
    after(async () => {
      await world[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    });

    /** A sealed share, an amendment, a question answered, a release granted, another marking, a retraction. */
    const acts = async (source: Caller, asker: Caller): Promise<string[]> => {
      const told: string[] = [];
      const ticket = `tct_${randomBytes(32).toString('base64url')}`;
      const carried = { 'tocsin-ticket': ticket };
      const send = async <T>(
        who: Caller,
        what: string,
        sending: { body?: unknown; headers?: Record<string, string> } = {},
      ): Promise<T> => {
        const [method = '', route = ''] = what.split(' ');
        const sent = await who.send<T>(method, world.base + route, sending);
        const kept = [...sent.headers].filter(([name]) => KEPT_HEADERS.has(name));
        told.push(`${what} ${String(sent.status)} ${JSON.stringify(kept)} ${sent.text}`);
        assert.ok(sent.status < 300, sent.text);
        // Long enough for a session to be seen anew.
        world.clock.at += 61_000;
        return sent.json;
      };
      const custodians = await send<{ items: Custodian[] }>(asker, 'GET /custodians');
      await send<SealedSource>(source, 'POST /sealed-sources', {
        body: {
          ticket,
          threshold: 1,
          body: 'c2VhbGVk',
          parts: custodians.items.flatMap(({ key }) =>
            key === undefined ? [] : [{ key: key.id, body: 'cGFydA' }],
          ),
          salt: randomBytes(32).toString('base64url'),
        },
      });
      const object = malware();
      const marking = { level: 'amber', audience: { organizations: ['ministry'] } };
      const share = (version: object, key: string): Promise<Receipt> =>
        send<Receipt>(source, 'POST /contributions', {
          body: { objects: [version], marking },
          headers: { ...carried, 'idempotency-key': key },
        });
      await share(object, randomBytes(16).toString('hex'));
      await share(
        { ...object, modified: '2026-02-02T00:00:00.000Z', description: 'Seen again' },
        randomBytes(16).toString('hex'),
      );
      const at = `/objects/${object.id}`;
      await send(asker, `GET ${at}`);
      const asked = await send<ReleaseRequest>(asker, `POST ${at}/releases`, {
        body: {
          wanted: { organizations: [world.ids.organization('shield')] },
          purpose: 'They watch the same gateway',
          due_at: new Date(world.clock.at + 86_400_000).toISOString(),
        },
      });
      const answer = (body: object): Promise<unknown> =>
        send(source, `POST /releases/${asked.id}/answer`, { body, headers: carried });
      await send(source, 'GET /releases', { headers: carried });
      await answer({ kind: 'ask-back', words: 'Which one?' });
      await send(asker, `POST /releases/${asked.id}/reply`, {
        body: { words: 'The one at the quay' },
      });
      await answer({ kind: 'grant', to: { organizations: [world.ids.organization('shield')] } });
      await send(source, `GET ${at}/handling`, { headers: carried });
      await send(source, `PUT ${at}/marking`, {
        body: { marking: { level: 'green' } },
        headers: carried,
      });
      await send(source, 'GET /openings', { headers: carried });
      await send(source, `DELETE ${at}`, { headers: carried });
      return told;
    };

    const dump = async (): Promise<Set<string>> => {
      await world.hub.store.settled();
      world.clock.at += 1000;
      return dumpedRows((await world.hub.store.unguarded('backup').backup(folder)).file);
    };

    /** Does it all as somebody, and says what is new in the database, in the log and in the answers. */
    const traceOf = async (name: string): Promise<Trace> => {
      const source = await world.person(name);
      const asker = await world.person('greta');
      // What a browser does anyway; the caller's hash, the views and names are then known.
      for (const who of [source, asker]) await who.get(`${world.base}/objects?limit=1`);
      const earlier = await dump();
      lines = [];
      const answers = await acts(source, asker);
      const rows = [...(await dump())].filter((row) => !earlier.has(row));
      return {
        answers: plain(answers.join('\n')),
        log: plain(lines.join('').replaceAll(/"ms":[\d.]+/g, '"ms":0')),
        rows: plain(
          rows
            .filter((row) => !row.startsWith('audit_node'))
            .sort()
            .join('\n'),
        ),
      };
    };

    test('two runs with different sources are alike in answers, log lines and rows', async () => {
      // What is made once and for all, by whoever is first, is made by neither.
      await traceOf('berta');
      const first = await traceOf('arno');
      const second = await traceOf('carl');
      assert.equal(second.answers, first.answers);
      assert.equal(second.log, first.log);
      assert.deepEqual(second.rows.split('\n').sort(), first.rows.split('\n').sort());
    });

    test('no row, log line or answer holds the source’s ids, names or session', async () => {
      const source = await world.person('berta');
      const asker = await world.person('greta');
      const sessions = await source.get<{ items: { id: string }[] }>('/api/v1/me/sessions');
      const secrets = [
        world.ids.person('berta'),
        world.ids.organization('birch'),
        'berta',
        'Birch',
        ...sessions.json.items.map(({ id }) => id),
      ];
      const earlier = await dump();
      lines = [];
      const answers = await acts(source, asker);
      const rows = [...(await dump())].filter((row) => !earlier.has(row));
      assert.ok(
        rows.some((row) => row.startsWith('sealed_source ')),
        'the dump is looked at',
      );
      assert.ok(
        rows.some((row) => row.startsWith('idempotency ')),
        'keys were used',
      );
      for (const text of [...rows, ...answers, ...lines])
        for (const secret of secrets) assert.ok(!text.includes(secret), `${secret}: ${text}`);
      // Lines of others name them by a hash; those of the source name nobody.
      const named = lines.filter((line) => line.includes('"caller"'));
      const greta = new Set(named.map((line) => /"caller":"([^"]*)"/.exec(line)?.[1]));
      assert.ok(greta.size <= 1, [...greta].join());
    });
  });
}

const KEPT_HEADERS: ReadonlySet<string> = new Set([
  'content-type',
  'location',
  'cache-control',
  'idempotency-replayed',
]);

function malware(): { id: string; modified: string } & Record<string, unknown> {
  return {
    type: 'malware',
    spec_version: '2.1',
    id: `malware--${crypto.randomUUID()}`,
    created: '2026-02-01T00:00:00.000Z',
    modified: '2026-02-01T00:00:00.000Z',
    name: 'heron',
    is_family: false,
  };
}

/**
 * Without what is random or counted, by which two runs of the very same acts differ as well: ids in the order they come,
 * instants, pseudonyms, hashes, running numbers.
 */
function plain(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'AT')
    .replaceAll(/[A-Z][a-z]+ \d{3}\b/g, 'BIRD')
    .replaceAll(/"etag","[^\]]*"/g, '"etag"')
    .replaceAll(/[A-Za-z0-9+/_-]{22,}={0,2}/g, 'HASH')
    .replaceAll(/:\d+(?=[,}])/g, ':0')
    .replaceAll(/"composition":"[\d ]+"/g, '"composition":""');
}

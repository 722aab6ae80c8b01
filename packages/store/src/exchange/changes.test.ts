import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { tlpDefinition } from '@tocsin/stix';
import { batchOf, indicator, personOf, smallWorld } from './world.test-support.ts';
import { engines } from './engines.test-support.ts';
import type { SmallWorld } from './world.test-support.ts';
import type { MarkingInput, NewContribution, Receipt } from '../store.ts';
import type { StixObject } from '@tocsin/stix';

const GREEN: MarkingInput = { level: 'green', audience: { everyone: true } };

for (const engine of await engines()) {
  describe(`changes in the exchange on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
    const fresh = async (): Promise<SmallWorld> => {
      const world = await smallWorld(await engine.database());
      worlds.push(world);
      return world;
    };
    const share = async (
      world: SmallWorld,
      who: string,
      ...[objects, more = {}]: [StixObject[], Partial<NewContribution>?]
    ): Promise<Receipt> => {
      world.clock.now += 1000;
      const { exchange } = await world.at(who);
      return exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'api',
        marking: GREEN,
        objects: batchOf(...objects),
        ...more,
      });
    };
    const seen = async (world: SmallWorld, who: string): Promise<string[]> =>
      (
        await (await world.at(who)).exchange.page({ community: world.community, limit: 1000 })
      ).rows.map((row) => row.id);

    test('a value is known among many as it is alone, with half a surrogate pair in it too', async () => {
      const world = await fresh();
      const value = 'a\ud800@x.example';
      const id = 'email-addr--0ad1a44b-31a0-4c0c-9ae9-3c9d2a5a4e11';
      await share(world, 'alder', [{ type: 'email-addr', spec_version: '2.1', id, value }], {
        marking: GREEN,
      });
      const { exchange } = await world.at('birch');
      const asked = { kind: 'email', value } as const;
      const strangers = Array.from({ length: 20 }, (_, place) => ({
        kind: 'email' as const,
        value: `nobody${String(place)}@x.example`,
      }));
      const [alone = []] = await exchange.lookup([asked]);
      const among = await exchange.lookup([...strangers, asked]);
      assert.deepEqual([alone[0]?.id, among.at(-1)?.[0]?.id], [id, id]);
    });

    test('the source lowers and narrows; others may not; a poller meets the row at its new place', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object], {
        marking: { level: 'amber', audience: { organizations: [world.organization('birch')] } },
      });
      const { exchange } = await world.at('cedar');
      assert.deepEqual(await seen(world, 'cedar'), []);
      assert.equal(
        await (await world.at('birch')).exchange.remark(object.id, world.community, GREEN),
        'refused',
      );
      assert.equal(await exchange.remark(object.id, world.community, GREEN), 'hidden');
      const ann = await personOf(world, 'ann@alder.example');
      world.clock.now += 1000;
      assert.equal(await ann.exchange.remark(object.id, world.community, GREEN), 'done');
      assert.deepEqual(await seen(world, 'cedar'), [object.id]);
      assert.equal(
        (await exchange.lookup([{ kind: 'domain', value: 'evil.example' }]))[0]?.length,
        1,
      );
      world.clock.now += 1000;
      assert.equal(
        await ann.exchange.remark(object.id, world.community, {
          level: 'amber',
          audience: { organizations: [world.organization('birch')] },
        }),
        'done',
      );
      assert.deepEqual(await seen(world, 'cedar'), []);
      assert.deepEqual(await exchange.lookup([{ kind: 'domain', value: 'evil.example' }]), [[]]);
    });

    test('taking an object back leaves nothing to read, look up or search', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object]);
      await world.store.settled();
      const { exchange } = await world.at('birch');
      assert.equal((await exchange.search({ text: 'evil.example', limit: 5 })).length, 1);
      assert.equal(
        await (await world.at('alder')).exchange.retract(object.id, world.community, 'all'),
        'done',
      );
      assert.equal(await exchange.object(object.id), undefined);
      assert.deepEqual(await exchange.lookup([{ kind: 'domain', value: 'evil.example' }]), [[]]);
      assert.deepEqual(await exchange.search({ text: 'evil.example', limit: 5 }), []);
      assert.equal(await exchange.count({ community: world.community }), 0);
    });

    test('somebody who signed out reads nothing more through a handle they still hold', async () => {
      const world = await fresh();
      await share(world, 'alder', [indicator('evil.example')]);
      const account = await world.store.door.account({ email: 'bob@birch.example' });
      const organization = account?.organizations[0]?.id ?? '';
      const hash = new Uint8Array(32).fill(7);
      await world.store.door.openSession({
        hash,
        person: account?.person ?? '',
        organization,
        csrf: 'csrf',
        expiresAt: world.clock.now + 60_000,
        userAgent: 'test',
      });
      const signedIn = await world.store.door.session(hash);
      assert.ok(signedIn);
      const { exchange } = await world.store.as(signedIn.principal);
      const page = { community: world.community, limit: 10 };
      assert.equal((await exchange.page(page)).rows.length, 1);
      await world.store.door.closeSession(hash);
      await assert.rejects(exchange.page(page), { name: 'NotAReader' });
      assert.deepEqual(await seen(world, 'birch'), (await seen(world, 'alder')).slice(0, 1));
    });

    test('what was taken back may be brought again by its source', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object]);
      const { exchange } = await world.at('alder');
      assert.equal(await exchange.retract(object.id, world.community, 'all'), 'done');
      assert.equal((await share(world, 'alder', [object])).counts.kept, 1);
      assert.deepEqual(await seen(world, 'birch'), [object.id]);
    });

    test('an earlier version hidden from a reader does not decide whose the id is for them', async () => {
      const world = await fresh();
      const red = tlpDefinition('tlp-2.0', 'red')?.id ?? '';
      const object = indicator('evil.example');
      await share(world, 'alder', [{ ...object, object_marking_refs: [red] }]);
      await share(world, 'birch', [{ ...object, name: 'Of birch' }]);
      await share(world, 'alder', [
        { ...object, name: 'Second of alder', modified: '2026-02-01T00:00:00.000Z' },
      ]);
      const detail = await (await world.at('cedar')).exchange.object(object.id);
      assert.equal(nameIn(detail?.text), 'Of birch');
      const { rows } = await (
        await world.at('cedar')
      ).exchange.page({ community: world.community, limit: 10 });
      assert.deepEqual(
        rows.map((row) => nameIn(row.text)),
        ['Of birch'],
      );
    });

    test('whoever brought a second copy rules over their own copy only', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object]);
      await share(world, 'birch', [{ ...object, name: 'Copy' }]);
      assert.equal(
        await (await world.at('birch')).exchange.retract(object.id, world.community, 'all'),
        'done',
      );
      assert.deepEqual(await seen(world, 'cedar'), [object.id]);
      assert.equal(
        await (await world.at('birch')).exchange.retract(object.id, world.community, 'all'),
        'refused',
      );
    });

    test('two markings at once end as one of them, with one live row', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object]);
      const ann = await personOf(world, 'ann@alder.example');
      const amber: MarkingInput = {
        level: 'amber',
        audience: { organizations: [world.organization('birch')] },
      };
      const done = await Promise.all([
        ann.exchange.remark(object.id, world.community, amber),
        ann.exchange.remark(object.id, world.community, { ...amber, level: 'amber+strict' }),
      ]);
      assert.deepEqual(done, ['done', 'done']);
      assert.deepEqual(await seen(world, 'birch'), [object.id]);
      assert.equal(
        await (await world.at('birch')).exchange.count({ community: world.community }),
        1,
      );
      assert.deepEqual(await seen(world, 'cedar'), []);
    });

    test('a relationship stays as narrow as its ends when its source marks it anew', async () => {
      const world = await fresh();
      const red = tlpDefinition('tlp-2.0', 'red')?.id ?? '';
      const victim = identityObject({ object_marking_refs: [red] });
      const malware = malwareObject({ object_marking_refs: [red] });
      const edge = relationshipObject(malware.id, victim.id);
      const ann = await personOf(world, 'ann@alder.example');
      await ann.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'api',
        marking: GREEN,
        objects: batchOf(victim, malware, edge),
      });
      assert.equal(await ann.exchange.remark(edge.id, world.community, GREEN), 'done');
      assert.deepEqual(await seen(world, 'birch'), []);
    });

    test('a follower meets what an embargo held back, at the moment it ends', async () => {
      const world = await fresh();
      const at = world.clock.now + 100_000;
      const later = indicator('later.example');
      await share(world, 'alder', [later], { marking: { ...GREEN, from: at } });
      await share(world, 'alder', [indicator('now.example')]);
      const { exchange } = await world.at('birch');
      const first = await exchange.page({ community: world.community, limit: 10 });
      assert.equal(first.rows.length, 1);
      world.clock.now = at;
      await world.store.settled();
      const next = await exchange.page({
        community: world.community,
        limit: 10,
        addedAfter: first.rows[0]?.dateAdded ?? 0,
      });
      assert.deepEqual(
        next.rows.map((row) => row.id),
        [later.id],
      );
    });

    test('colleagues of the author of a RED share see no receipt of it', async () => {
      const world = await fresh();
      const receipt = await share(world, 'birch', [indicator('evil.example')], {
        marking: { level: 'red', audience: { persons: [] } },
      });
      const bob = await personOf(world, 'bob@birch.example');
      assert.equal(await bob.exchange.receipt(receipt.id), undefined);
      assert.deepEqual(await bob.exchange.receipts({ community: world.community, limit: 10 }), []);
      assert.equal((await (await world.at('birch')).exchange.receipt(receipt.id))?.counts.kept, 1);
    });

    test('objects without versions may differ in time and are kept as versions', async () => {
      const world = await fresh();
      const address: StixObject = {
        type: 'ipv4-addr',
        spec_version: '2.1',
        id: 'ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd',
        value: '198.51.100.3',
      };
      const { exchange } = await world.at('alder');
      const send = (object: StixObject): Promise<Receipt> =>
        exchange.contribute({
          community: world.community,
          kind: 'bundle',
          via: 'api',
          marking: GREEN,
          objects: batchOf(object),
        });
      assert.equal((await send(address)).counts.kept, 1);
      assert.equal((await send({ ...address, x_note: 'one' })).counts.kept, 1);
      assert.equal((await send({ ...address, x_note: 'one' })).counts['already-here'], 1);
      assert.equal((await exchange.versions(address.id, world.community)).length, 2);
    });

    test('search finds whole words and the start of the last, newest first', async () => {
      const world = await fresh();
      const first = indicator('alpha.example', { name: 'Phishing against harbours' });
      const second = indicator('beta.example', { name: 'Harbour crane phishing' });
      await share(world, 'alder', [first]);
      await share(world, 'alder', [second]);
      await world.store.settled();
      const { exchange } = await world.at('birch');
      const found = async (text: string): Promise<string[]> =>
        (await exchange.search({ text, limit: 10 })).map((row) => row.id);
      assert.deepEqual(await found('PHISHING harb'), [second.id, first.id]);
      assert.deepEqual(await found('crane'), [second.id]);
      assert.deepEqual(await found('alpha.example'), [first.id]);
      assert.deepEqual(await found('"; DROP TABLE version; --'), []);
      assert.deepEqual(await found('((('), []);
    });

    test('the source learns who was sent its object, others do not', async () => {
      const world = await fresh();
      const object = indicator('evil.example');
      await share(world, 'alder', [object]);
      const { exchange } = await world.at('birch');
      const page = await exchange.page({ community: world.community, limit: 10 });
      await exchange.delivered({ community: world.community, way: 'taxii', rows: page.rows });
      assert.deepEqual(await exchange.deliveries(object.id, world.community), []);
      const told = await (await world.at('alder')).exchange.deliveries(object.id, world.community);
      assert.deepEqual(told, [
        { organization: world.organization('birch'), way: 'taxii', at: world.clock.now },
      ]);
    });

    test('an embargo ends and a time runs out by the clock alone', async () => {
      const world = await fresh();
      const at = world.clock.now + 100_000;
      const object = indicator('later.example');
      await share(world, 'alder', [object], {
        marking: { ...GREEN, from: at, until: at + 50_000 },
      });
      for (const [now, sees] of [
        [at - 1, 0],
        [at, 1],
        [at + 49_999, 1],
        [at + 50_000, 0],
      ] as const) {
        world.clock.now = now;
        assert.equal((await seen(world, 'birch')).length, sees, String(now - at));
      }
    });

    test('a count of the audience tells organizations, people and tokens', async () => {
      const world = await fresh();
      const { exchange } = await world.at('alder');
      const everyone = await exchange.audience(world.community, GREEN);
      assert.deepEqual(
        everyone.organizations.map((one) => one.name),
        ['alder', 'birch', 'cedar'],
      );
      assert.deepEqual(
        everyone.without.map((one) => one.name),
        ['fir', 'gov'],
      );
      assert.equal(everyone.persons, 2);
      const named = await exchange.audience(world.community, {
        level: 'amber',
        audience: { organizations: [world.organization('gov')] },
      });
      assert.deepEqual(
        named.organizations.map((one) => one.name),
        ['alder', 'gov'],
      );
    });
  });
}

function nameIn(text: string | undefined): unknown {
  const object: unknown = JSON.parse(text ?? '{}');
  return typeof object === 'object' && object !== null && 'name' in object
    ? object.name
    : undefined;
}

const FRAME = {
  spec_version: '2.1',
  created: '2026-01-01T00:00:00.000Z',
  modified: '2026-01-01T00:00:00.000Z',
};

function malwareObject(more: Partial<StixObject> = {}): StixObject {
  return {
    ...FRAME,
    type: 'malware',
    id: 'malware--11111111-1111-4111-8111-111111111111',
    name: 'Crane',
    is_family: false,
    ...more,
  };
}

function identityObject(more: Partial<StixObject> = {}): StixObject {
  return {
    ...FRAME,
    type: 'identity',
    id: 'identity--22222222-2222-4222-8222-222222222222',
    name: 'Victim',
    ...more,
  };
}

function relationshipObject(source: string, target: string): StixObject {
  return {
    ...FRAME,
    type: 'relationship',
    id: 'relationship--33333333-3333-4333-8333-333333333333',
    relationship_type: 'targets',
    source_ref: source,
    target_ref: target,
  };
}

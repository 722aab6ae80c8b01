import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Reader } from '@tocsin/policy';
import { eachEngine } from '../../tests/each-engine.ts';
import type { Engine, Value } from '../engine/engine.ts';
import type { AuditHandle, Checkpoint } from '../store.ts';
import { ACT_MAX, appendAudit, AUDIT_WORDS_MAX, FACTS_MAX } from './append.ts';
import { isSigned, verifierKey } from './checkpoint.ts';
import { AUDIT_PAGE_MAX, createAuditHandle } from './handle.ts';
import { extendsTree, includes } from './tree.ts';
import { verifyAudit } from './verify.ts';

eachEngine('the record', (bench) => {
  test('an organization reads its own entries, newest first, and no other', async () => {
    const engine = await bench.open();
    await fill(engine, 7);
    const own = await handle(engine, 'alder').entries({ limit: 10 });
    assert.deepEqual(
      own.map((entry) => entry.words),
      ['Did 6', 'Did 4', 'Did 2', 'Did 0'],
    );
    assert.deepEqual(own[0]?.actor, { kind: 'person', name: 'Ann' });
    const rest = await handle(engine, 'alder').entries({ limit: 2, before: own[1]?.index ?? 0 });
    assert.deepEqual(
      rest.map((entry) => entry.words),
      ['Did 2', 'Did 0'],
    );
    assert.deepEqual(await handle(engine, 'cedar').entries({ limit: 10 }), []);
    assert.deepEqual(await handle(engine, '').entries({ limit: 10 }), []);
  });

  test('an act and its entry are kept together or not at all', async () => {
    const engine = await bench.open();
    await assert.rejects(
      engine.write(async (transaction) => {
        await appendAudit(transaction, act(0));
        throw new Error('undone');
      }),
    );
    assert.deepEqual(await engine.read((query) => verifyAudit(query)), {
      ok: true,
      size: 0,
      problems: [],
    });
  });

  test('writers at the same time leave one unbroken tree', async () => {
    const engine = await bench.open();
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => engine.write((write) => appendAudit(write, act(n)))),
    );
    assert.deepEqual(await engine.read((query) => verifyAudit(query)), {
      ok: true,
      size: 40,
      problems: [],
    });
  });

  test('the limits of an entry hold', async () => {
    const engine = await bench.open();
    const long = { ...act(0), words: 'x'.repeat(AUDIT_WORDS_MAX + 5) };
    await engine.write((write) => appendAudit(write, long));
    const [entry] = await handle(engine, 'alder').entries({ limit: AUDIT_PAGE_MAX + 1 });
    assert.equal(entry?.words.length, AUDIT_WORDS_MAX);
    await assert.rejects(
      engine.write((write) => appendAudit(write, { ...act(0), act: 'x'.repeat(ACT_MAX + 1) })),
      /too long/,
    );
    const facts = Object.fromEntries(
      Array.from({ length: FACTS_MAX + 1 }, (_, n) => [`f${String(n)}`, n]),
    );
    await assert.rejects(
      engine.write((write) => appendAudit(write, { ...act(0), facts })),
      /more than 40 facts/,
    );
    assert.deepEqual(await engine.read((query) => verifyAudit(query)), {
      ok: true,
      size: 1,
      problems: [],
    });
  });

  test('no value stands in a leaf, and equal values do not show', async () => {
    const engine = await bench.open();
    await engine.write(async (write) => {
      await appendAudit(write, { ...act(0), facts: { value: '198.51.100.7' } });
      await appendAudit(write, { ...act(0), facts: { value: '198.51.100.7' } });
    });
    const rows = await engine.read((query) =>
      query.all<{ record: string }>('SELECT record FROM audit_entry ORDER BY idx'),
    );
    const records = rows.map((row) => JSON.parse(row.record) as Record<string, unknown>);
    for (const row of rows) assert.doesNotMatch(row.record, /198\.51|Ann|Did/);
    assert.notDeepEqual(records[0]?.['facts'], records[1]?.['facts']);
    assert.notEqual(records[0]?.['actor'], records[1]?.['actor']);
  });

  test('an erased organization leaves a tree that still verifies', async () => {
    const engine = await bench.open();
    await fill(engine, 9);
    const before = await handle(engine, 'alder').checkpoint();
    await engine.write(async (write) => {
      await write.run("DELETE FROM audit_key WHERE organization = 'alder'");
      await write.run(
        "UPDATE audit_entry SET actor_id = NULL, actor_name = NULL, words = NULL WHERE organization = 'alder'",
      );
    });
    const verdict = await engine.read((query) => verifyAudit(query, before));
    assert.deepEqual(verdict, { ok: true, size: 9, problems: [] });
  });

  test('a proof shows an entry to be in the signed tree; only its organization gets one', async () => {
    const engine = await bench.open();
    await fill(engine, 23);
    const alder = handle(engine, 'alder');
    for (const entry of await alder.entries({ limit: 50 })) {
      const proof = await alder.proof(entry.id);
      assert.ok(proof);
      assert.ok(isSigned(proof.checkpoint));
      assert.equal(proof.index, entry.index);
      const claim = {
        leaf: bytes(proof.leaf),
        index: proof.index,
        size: proof.size,
        root: bytes(proof.checkpoint.root),
      };
      assert.ok(includes(claim, proof.path.map(bytes)));
      assert.equal(await handle(engine, 'birch').proof(entry.id), undefined);
    }
    assert.equal(await alder.proof('nothing'), undefined);
  });

  test('a later checkpoint is shown to extend an earlier one', async () => {
    const engine = await bench.open();
    const alder = handle(engine, 'alder');
    const checkpoints: Checkpoint[] = [await alder.checkpoint()];
    for (let round = 0; round < 6; round++) {
      await fill(engine, 3);
      checkpoints.push(await alder.checkpoint());
    }
    for (const earlier of checkpoints) {
      const proof = await alder.consistency(earlier.size);
      assert.ok(proof);
      const claim = {
        from: earlier.size,
        fromRoot: bytes(earlier.root),
        to: proof.size,
        toRoot: bytes(proof.checkpoint.root),
      };
      assert.ok(extendsTree(claim, proof.path.map(bytes)));
    }
    assert.equal(await alder.consistency(19), undefined);
    assert.equal(await alder.consistency(-1), undefined);
    assert.equal(await alder.consistency(1.5), undefined);
  });

  test('a checkpoint is a signed note, signed by one key for good', async () => {
    const engine = await bench.open();
    await fill(engine, 5);
    const [one, two] = await Promise.all([
      handle(engine, 'alder').checkpoint(),
      handle(engine, 'birch').checkpoint(),
    ]);
    assert.deepEqual(one, two);
    const [origin, size, root, rest] = one.text.split('\n');
    assert.match(origin ?? '', /^tocsin-audit-[0-9a-f]{12}$/);
    assert.deepEqual([size, root, rest], ['5', one.root, '']);
    assert.ok(one.signature.startsWith(`\u2014 ${origin ?? ''} `));
    assert.ok(isSigned(one));
    const key = await engine.read((query) =>
      query.one<{ value: Uint8Array }>("SELECT value FROM hub_secret WHERE name = 'audit-signing'"),
    );
    assert.equal(verifierKey(key?.value ?? new Uint8Array()), one.publicKey);
    for (const forged of [
      { ...one, size: 6 },
      { ...one, text: one.text.replace('\n5\n', '\n6\n'), size: 6 },
      { ...one, root: Buffer.alloc(32).toString('base64') },
      { ...one, signature: `${one.signature.slice(0, -6)}AAAA==` },
      { ...one, signature: one.signature.slice(2) },
      { ...one, publicKey: 'x+00000000+AAAA' },
      { ...one, publicKey: '' },
    ]) {
      assert.ok(!isSigned(forged));
    }
  });

  test('every tampering is found', async () => {
    const engine = await bench.open();
    await fill(engine, 37);
    const checkpoint = await handle(engine, 'alder').checkpoint();
    await fill(engine, 4);
    for (const { name, sql, values = [] } of TAMPERINGS) {
      const verdict = await tampered(engine, { sql, values, checkpoint });
      assert.ok(!verdict.ok, name);
      assert.notEqual(verdict.problems.length, 0);
    }
    const clean = await engine.read((query) => verifyAudit(query, checkpoint));
    assert.deepEqual(clean, { ok: true, size: 41, problems: [] });
  });

  test('any flipped byte of any kept row is found', async () => {
    const engine = await bench.open();
    await fill(engine, 20);
    const checkpoint = await handle(engine, 'alder').checkpoint();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('record', 'leaf', 'words', 'act', 'at', 'organization', 'actor_name', 'id'),
        fc.nat({ max: 19 }),
        async (column, index) => {
          const value = column === 'at' ? 7 : column === 'leaf' ? Buffer.alloc(32, 9) : 'x';
          const sql = [`UPDATE audit_entry SET ${column} = ? WHERE idx = ${String(index)}`];
          const verdict = await tampered(engine, { sql, values: [value], checkpoint });
          assert.ok(!verdict.ok);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a record rewritten as a whole is found by a checkpoint kept elsewhere', async () => {
    const [engine, forged] = [await bench.open(), await bench.open()];
    await fill(engine, 12);
    const checkpoint = await handle(engine, 'alder').checkpoint();
    await fill(forged, 30);
    assert.ok((await forged.read((query) => verifyAudit(query))).ok);
    const other = await forged.read((query) => verifyAudit(query, checkpoint));
    assert.match(other.problems.join(), /another key.*rewritten/);
    const key = await engine.read((query) =>
      query.one<{ value: Uint8Array }>("SELECT value FROM hub_secret WHERE name = 'audit-signing'"),
    );
    await forged.write((write) =>
      write.run("INSERT INTO hub_secret (name, value) VALUES ('audit-signing', ?)", [
        key?.value ?? null,
      ]),
    );
    const fork = await forged.read((query) => verifyAudit(query, checkpoint));
    assert.deepEqual(fork.ok, false);
    assert.match(fork.problems.join(), /^The record does not begin with the one of the checkpoint/);
  });

  test('a lost node is said, not made up', async () => {
    const engine = await bench.open();
    await fill(engine, 8);
    const alder = handle(engine, 'alder');
    const [entry] = await alder.entries({ limit: 1 });
    await engine.write((write) => write.run('DELETE FROM audit_node WHERE level = 2'));
    await assert.rejects(alder.proof(entry?.id ?? ''), /lacks a node \(level 2, index 0\)/);
    await engine.write((write) => write.run('DELETE FROM audit_tree'));
    await assert.rejects(alder.checkpoint(), /has no head/);
    await assert.rejects(fill(engine, 1), /has no head/);
  });

  test('a checkpoint nobody signed proves nothing', async () => {
    const engine = await bench.open();
    await fill(engine, 3);
    const checkpoint = await handle(engine, 'alder').checkpoint();
    const verdict = await engine.read((query) => verifyAudit(query, { ...checkpoint, size: 2 }));
    assert.match(verdict.problems.join(), /not signed/);
  });
});

const TAMPERINGS: { name: string; sql: string[]; values?: Value[] }[] = [
  {
    name: 'flip',
    sql: ["UPDATE audit_entry SET record = replace(record, 'did', 'ded') WHERE idx = 5"],
  },
  { name: 'drop', sql: ['DELETE FROM audit_entry WHERE idx = 9'] },
  { name: 'drop the first', sql: ['DELETE FROM audit_entry WHERE idx = 0'] },
  { name: 'truncate', sql: ['DELETE FROM audit_entry WHERE idx >= 30'] },
  { name: 'words', sql: ["UPDATE audit_entry SET words = 'Nothing' WHERE idx = 2"] },
  {
    name: 'a node',
    sql: ['UPDATE audit_node SET hash = ? WHERE level = 3 AND idx = 1'],
    values: [Buffer.alloc(32)],
  },
  { name: 'a node gone', sql: ['DELETE FROM audit_node WHERE level = 1 AND idx = 4'] },
  {
    name: 'a node more',
    sql: ['INSERT INTO audit_node (level, idx, hash) VALUES (20, 1, ?)'],
    values: [Buffer.alloc(32)],
  },
  { name: 'size', sql: ['UPDATE audit_tree SET size = 40'] },
  { name: 'frontier', sql: ['UPDATE audit_tree SET frontier = ?'], values: [Buffer.alloc(96)] },
  {
    name: 'reorder',
    sql: [
      'UPDATE audit_entry SET idx = 100 WHERE idx = 3',
      'UPDATE audit_entry SET idx = 3 WHERE idx = 4',
      'UPDATE audit_entry SET idx = 4 WHERE idx = 100',
    ],
  },
  {
    name: 'truncate with a head made to fit',
    sql: [
      'DELETE FROM audit_entry WHERE idx >= 32',
      'DELETE FROM audit_node WHERE (idx + 1) * power2(level) > 32',
      'UPDATE audit_tree SET size = 32, frontier = (SELECT hash FROM audit_node WHERE level = 5 AND idx = 0)',
    ],
  },
];

/** Tampers, verifies, and puts everything back. */
async function tampered(
  engine: Engine,
  with_: { sql: string[]; values: Value[]; checkpoint: Checkpoint },
): Promise<{ ok: boolean; problems: string[] }> {
  let verdict = { ok: true, problems: ['never asked'] };
  await engine
    .write(async (write) => {
      for (const sql of with_.sql) {
        const text = sql.replace(/power2\(level\)/, '(1 << level)');
        await write.run(text, text.includes('?') ? with_.values : []);
      }
      verdict = await verifyAudit(write, with_.checkpoint);
      throw new Error('put back');
    })
    .catch((fault: unknown) => {
      if (!(fault instanceof Error && fault.message === 'put back')) throw fault;
    });
  return verdict;
}

function act(n: number): Parameters<typeof appendAudit>[1] {
  return {
    at: 1000 + n,
    organization: n % 2 === 0 ? 'alder' : 'birch',
    actor: { kind: 'person', id: 'p1', name: 'Ann' },
    act: 'did',
    words: `Did ${String(n)}`,
    facts: { n },
  };
}

async function fill(engine: Engine, count: number): Promise<void> {
  await engine.write(async (write) => {
    for (let n = 0; n < count; n++) await appendAudit(write, act(n));
  });
}

function handle(engine: Engine, organization: string): AuditHandle {
  const reader: Reader = {
    kind: 'person',
    id: 'p1',
    organization,
    providerStaff: false,
    sectors: [],
    countries: [],
    memberships: [],
  };
  return createAuditHandle({ engine, reader: () => Promise.resolve(reader) });
}

function bytes(base64: string): Uint8Array {
  return Buffer.from(base64, 'base64');
}

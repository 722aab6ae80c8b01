import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { AuditEvidence, Checkpoint } from '@tocsin/hub/contract';
import { foundCommunity, invited, startTestHub } from './world.ts';
import type { TestHub, TestPerson } from './world.ts';

const PROGRAM = new URL('../../web/public/verify-record.mjs', import.meta.url);
const SCRIPT = fileURLToPath(PROGRAM);
const { verifyEvidence } = (await import(PROGRAM.href)) as {
  verifyEvidence: (
    evidence: unknown,
    options?: { earlier?: unknown; key?: string },
  ) => { problems: string[]; erased: number };
};
/** Alterations tried: every one has to be noticed. */
const ALTERATIONS = 2000;

describe('what an outsider can check of the record', () => {
  let world: TestHub;
  let chair: TestPerson;
  let other: TestPerson;
  let earlier: Checkpoint;
  let evidence: AuditEvidence;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tocsin-evidence-'));
    world = await startTestHub();
    const { chair: first, community } = await foundCommunity(world);
    chair = first;
    earlier = (await chair.caller.get<Checkpoint>('/api/v1/audit/checkpoint')).json;
    const names = ['Birch', 'Cedar', 'Fir', 'Pine', 'Rowan'];
    for (const name of names) {
      const email = `person@${name.toLowerCase()}.example`;
      other = await invited(world, { chair, community }, { email, organization: { name } });
    }
    evidence = await evidenceOf(chair, `?from=${String(earlier.size)}`);
  });
  after(async () => {
    await world[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (...words: string[]): Promise<{ code: number; out: string }> =>
    new Promise((resolve) => {
      execFile(process.execPath, [SCRIPT, ...words], (fault, out) => {
        resolve({ code: fault === null ? 0 : Number(fault.code), out });
      });
    });
  const kept = async (name: string, value: unknown): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, JSON.stringify(value));
    return file;
  };

  test('the program that every hub serves says so when all holds, with the checkpoint of before and the known key', async () => {
    const file = await kept('evidence.json', evidence);
    const before = await kept('earlier.json', earlier);
    const { code, out } = await run(file, '--earlier', before, '--key', earlier.public_key);
    assert.equal(code, 0, out);
    assert.match(out, new RegExp(`${String(evidence.entries.length)} entries stand as they are`));
    assert.match(out, /nothing of the earlier time was taken out or changed/);
    assert.ok(evidence.entries.length >= 5);
  });

  test('it names what does not hold, and tells unreadable files from false ones', async () => {
    const [first, ...rest] = evidence.entries;
    assert.ok(first);
    const false_ = { ...evidence, entries: [{ ...first, words: 'Nothing happened' }, ...rest] };
    const { code, out } = await run(await kept('false.json', false_));
    assert.equal(code, 1);
    assert.match(out, new RegExp(`Entry ${String(first.index)} shows other words`));
    assert.equal((await run(path.join(folder, 'absent.json'))).code, 2);
    assert.equal((await run()).code, 2);
    assert.equal((await run(await kept('a.json', evidence), '--key', 'another')).code, 1);
  });

  test('one altered value is noticed, whichever it is and whatever it becomes', () => {
    const places = [...placesOf({ ...evidence, next_cursor: undefined })];
    let tried = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), fc.nat(), (place, at, by) => {
        const altered = structuredClone(evidence);
        if (!alter(altered, { place, at, by })) return;
        tried++;
        const { problems } = verifyEvidence(altered, { earlier, key: earlier.public_key });
        assert.ok(problems.length > 0, `nobody noticed ${place.join('/')}`);
      }),
      { numRuns: ALTERATIONS + 200 },
    );
    assert.ok(tried >= ALTERATIONS, `only ${String(tried)} alterations`);
  });

  test('the key it gives opens what is shown, and no fact beside it', async () => {
    const key = Buffer.from(evidence.key, 'base64');
    const { items } = (await chair.caller.get<{ items: { id: string }[] }>('/api/v1/communities'))
      .json;
    const known = ['', 'sector', 'energy', ...items.map(({ id }) => id)];
    let facts = 0;
    for (const { record } of evidence.entries) {
      const kept = JSON.parse(record) as { id: string; facts: Record<string, string> };
      for (const [name, hash] of Object.entries(kept.facts)) {
        facts++;
        for (const value of known) {
          const message = `${kept.id}\nfact ${name}\nstring\n${value}`;
          const tried = createHmac('sha256', key).update(message).digest('base64url');
          assert.notEqual(tried, hash, `${name} is told`);
        }
      }
    }
    assert.ok(facts > 5, String(facts));
  });

  test('an entry left out of the middle, doubled or moved is noticed by those beside it or by its index', () => {
    const swapped = structuredClone(evidence);
    const [a, b] = swapped.entries;
    assert.ok(a && b);
    [swapped.entries[0], swapped.entries[1]] = [b, a];
    assert.notDeepEqual(verifyEvidence(swapped).problems, []);
    const doubled = { ...evidence, entries: [a, ...evidence.entries] };
    assert.notDeepEqual(verifyEvidence(doubled).problems, []);
  });

  test('a record written anew under the same key does not begin with the one kept from before', () => {
    const another = { ...earlier, size: earlier.size - 1 };
    assert.notDeepEqual(verifyEvidence(evidence, { earlier: another }).problems, []);
    const without = { ...evidence, consistency: undefined };
    assert.match(verifyEvidence(without, { earlier }).problems.join(), /ask for the evidence/);
  });

  test("is of one's own organization only, in pages, and for sizes that were", async () => {
    const foreign = await evidenceOf(other);
    const own = new Set(evidence.entries.map(({ id }) => id));
    assert.deepEqual(
      foreign.entries.filter(({ id }) => own.has(id)),
      [],
    );
    assert.notEqual(foreign.key, evidence.key);
    assert.deepEqual(verifyEvidence(foreign).problems, []);
    const first = await evidenceOf(chair, '?limit=2');
    const second = await evidenceOf(chair, `?limit=2&cursor=${first.next_cursor ?? ''}`);
    assert.deepEqual(
      [...first.entries, ...second.entries].map(({ id }) => id),
      evidence.entries.slice(0, 4).map(({ id }) => id),
    );
    assert.equal((await chair.caller.get('/api/v1/audit/evidence?from=100000')).status, 404);
    assert.equal((await chair.caller.get('/api/v1/audit/evidence?from=-1')).status, 400);
    assert.equal((await chair.caller.get('/api/v1/audit/evidence?limit=201')).status, 400);
  });
});

async function evidenceOf({ caller }: TestPerson, query = ''): Promise<AuditEvidence> {
  const answer = await caller.get<AuditEvidence>(`/api/v1/audit/evidence${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

type Place = (string | number)[];

/** The address of every text and number in a document. */
function* placesOf(value: unknown, at: Place = []): Generator<Place> {
  if (typeof value === 'string' || typeof value === 'number') yield at;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    yield* placesOf(part, [...at, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Changes one character or the number at a place; false when it came out the same. */
function alter(
  document: object,
  { place, at, by }: { place: Place; at: number; by: number },
): boolean {
  let holder: Record<string | number, unknown> = document as Record<string, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const key = place.at(-1) ?? '';
  const value = holder[key];
  if (typeof value === 'number') {
    holder[key] = value + (by % 2 === 0 ? 1 + (by % 7) : -1 - (by % 7));
    return true;
  }
  if (typeof value !== 'string' || value === '') return false;
  const place_ = at % value.length;
  const letter = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'.charAt(by % 62);
  const altered = value.slice(0, place_) + letter + value.slice(place_ + 1);
  if (altered === value) return false;
  // Base64 has bits at its end that say nothing, and a time has several spellings.
  if (Buffer.from(altered, 'base64').equals(Buffer.from(value, 'base64')) && key !== 'text')
    return false;
  holder[key] = altered;
  return true;
}

import assert from 'node:assert/strict';
import { newStixId } from '@tocsin/stix';
import { NotAReader, NotFound } from '@tocsin/store';
import { testSecretHash } from './credentials.ts';
import { batchOf } from './random-world.ts';
import type { Handle, MarkingInput } from '@tocsin/store';
import type { StixObject } from '@tocsin/stix';
import type { Random } from './random.ts';
import type { Twin } from './twins.ts';

/** One way to end somebody's reading: what they could read until then, how it ends, and how it is undone. */
export interface Ending {
  readonly name: string;
  /** Whose reading ends. */
  readonly victim: string;
  readonly marking: (twin: Twin) => MarkingInput;
  /** Ends it; `id` is the object the victim could read. */
  readonly end: (twin: Twin, id: string) => Promise<unknown>;
  readonly undo?: (twin: Twin) => Promise<unknown>;
  /** Afterwards the victim shares nothing either. */
  readonly endsWriting: boolean;
}

const everyone: MarkingInput = { level: 'green', audience: { everyone: true } };

/** Every way in which somebody stops reading. */
export const ENDINGS: readonly Ending[] = [
  {
    name: 'the organization is suspended',
    victim: 'ben',
    marking: () => everyone,
    end: (twin) => chair(twin).setMemberState(twin.id('port'), twin.id('birch'), 'suspended'),
    undo: (twin) => chair(twin).setMemberState(twin.id('port'), twin.id('birch'), 'active'),
    endsWriting: true,
  },
  {
    name: 'the organization of a token is suspended',
    victim: 'birch-bot',
    marking: () => everyone,
    end: (twin) => chair(twin).setMemberState(twin.id('port'), twin.id('birch'), 'suspended'),
    undo: (twin) => chair(twin).setMemberState(twin.id('port'), twin.id('birch'), 'active'),
    endsWriting: true,
  },
  {
    name: 'the person is taken out',
    victim: 'ben',
    marking: () => everyone,
    end: (twin) => chair(twin).removePerson(twin.id('port'), twin.id('ben')),
    undo: (twin) => chair(twin).setRoles(twin.id('port'), twin.id('ben'), ['analyst']),
    endsWriting: true,
  },
  {
    name: 'the organization leaves the group',
    victim: 'ben',
    marking: (twin) => ({ level: 'amber', audience: { groups: [twin.id('port/water')] } }),
    end: (twin) =>
      chair(twin).setGroupMembers(twin.id('port/water'), { organizations: [], persons: [] }),
    undo: (twin) =>
      chair(twin).setGroupMembers(twin.id('port/water'), {
        organizations: [twin.id('birch')],
        persons: [twin.id('greta')],
      }),
    endsWriting: false,
  },
  {
    name: 'the person leaves the group a RED item names',
    victim: 'greta',
    marking: (twin) => ({ level: 'red', audience: { groups: [twin.id('port/water')] } }),
    end: (twin) =>
      chair(twin).setGroupMembers(twin.id('port/water'), {
        organizations: [twin.id('birch')],
        persons: [],
      }),
    undo: (twin) =>
      chair(twin).setGroupMembers(twin.id('port/water'), {
        organizations: [twin.id('birch')],
        persons: [twin.id('greta')],
      }),
    endsWriting: false,
  },
  {
    name: 'the source narrows the item',
    victim: 'ben',
    marking: () => everyone,
    end: (twin, id) =>
      twin.handle('axel').exchange.remark(id, twin.id('port'), { level: 'red', audience: {} }),
    endsWriting: false,
  },
  {
    name: 'the source takes the item back',
    victim: 'ben',
    marking: () => everyone,
    end: (twin, id) => twin.handle('axel').exchange.retract(id, twin.id('port'), 'all'),
    endsWriting: false,
  },
];

/** What one trial found: reads that began after the end, and reads that still saw the item before it. */
export interface Trial {
  readonly after: number;
  readonly before: number;
}

/**
 * Ends somebody's reading while they read and share and while others share, in an order given by chance. What
 * began after the end was answered must find nothing.
 */
export async function tryEnding(twin: Twin, ending: Ending, random: Random): Promise<Trial> {
  const port = twin.id('port');
  const victim = twin.handle(ending.victim);
  const object = indicator();
  await share(twin.handle('axel'), port, { object, marking: ending.marking(twin) });
  assert.ok(await sees(victim, port, object.id), `${ending.name}: could not be read at first`);
  let isOver = false;
  let after = 0;
  let before = 0;
  const reading = async (count: number): Promise<void> => {
    for (let times = 0; times < count; times++) {
      await turns(random.below(6));
      const wasOver = isOver;
      const isSeen = await sees(victim, port, object.id);
      if (wasOver) {
        after += 1;
        assert.equal(isSeen, false, `${ending.name}: read after the end`);
      } else if (isSeen) before += 1;
    }
  };
  const writing = async (): Promise<void> => {
    await turns(random.below(8));
    const wasOver = isOver;
    const isKept = await share(victim, port, { object: indicator(), marking: everyone });
    if (wasOver && ending.endsWriting)
      assert.equal(isKept, false, `${ending.name}: shared after the end`);
  };
  const others = async (): Promise<void> => {
    await turns(random.below(8));
    // A new version of the same object carries its own marking; it must not bring the old one back.
    await share(twin.handle('axel'), port, {
      object: { ...object, modified: '2026-01-02T00:00:00.000Z' },
      marking: { level: 'red', audience: {} },
    });
  };
  const over = async (): Promise<void> => {
    await turns(random.below(8));
    const done = await ending.end(twin, object.id);
    assert.ok(
      done === true || done === 'done' || isGroup(done),
      `${ending.name}: ${JSON.stringify(done)}`,
    );
    isOver = true;
    // However slow the end was, one reading begins right after it: without it a trial could prove nothing.
    await reading(1);
  };
  await Promise.all([reading(3), over(), writing(), others(), reading(3)]);
  assert.equal(await sees(victim, port, object.id), false, `${ending.name}: read at the end`);
  await ending.undo?.(twin);
  return { after, before };
}

/** Whether a reader gets at an object by any of the ways there are. All ways must agree. */
async function sees(handle: Handle, community: string, id: string): Promise<boolean> {
  const { exchange } = handle;
  try {
    const ways = [
      (await exchange.object(id, community)) !== undefined,
      (await exchange.page({ community, ids: [id], limit: 5 })).rows.length > 0,
      (await exchange.count({ community, ids: [id] })) > 0,
      (await exchange.versions(id, community)).length > 0,
    ];
    return ways.some(Boolean);
  } catch (fault) {
    if (fault instanceof NotAReader) return false;
    throw fault;
  }
}

async function share(
  handle: Handle,
  community: string,
  { object, marking }: { object: StixObject; marking: MarkingInput },
): Promise<boolean> {
  try {
    const receipt = await handle.exchange.contribute({
      community,
      kind: 'indicators',
      via: 'api',
      marking,
      objects: batchOf([object]),
    });
    return receipt.counts.kept > 0;
  } catch (fault) {
    if (fault instanceof NotAReader || fault instanceof NotFound) return false;
    throw fault;
  }
}

/** An indicator under an id of its own. */
export function indicator(): StixObject {
  return {
    type: 'indicator',
    spec_version: '2.1',
    id: newStixId('indicator'),
    created: '2026-01-01T00:00:00.000Z',
    modified: '2026-01-01T00:00:00.000Z',
    name: 'Seen one.example',
    pattern: "[domain-name:value = 'one.example']",
    pattern_type: 'stix',
    valid_from: '2026-01-01T00:00:00.000Z',
  };
}

/** A token reads until the moment it expires, and from then on it is nobody: no act, only the clock ends it. */
export async function tryExpiry(twin: Twin, name: string): Promise<void> {
  const id = `brief${name}`;
  const expiresAt = twin.clock.now() + 5000;
  const made = await twin.handle('axel').identity.createToken({
    id,
    secretHash: testSecretHash(id),
    name: id,
    scopes: ['read'],
    expiresAt,
  });
  assert.ok('id' in made, JSON.stringify(made));
  const object = indicator();
  await share(twin.handle('axel'), twin.id('port'), { object, marking: everyone });
  const handle = await twin.store.as({ kind: 'token', id });
  twin.clock.step(4999);
  assert.equal(await sees(handle, twin.id('port'), object.id), true, 'a moment before it expires');
  twin.clock.step(1);
  assert.equal(await sees(handle, twin.id('port'), object.id), false, 'when it expires');
}

/** Lets the event loop go round some times. */
export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
}

function chair(twin: Twin): Handle['directory'] {
  return twin.handle('chair').directory;
}

function isGroup(done: unknown): boolean {
  return typeof done === 'object' && done !== null && 'slug' in done;
}

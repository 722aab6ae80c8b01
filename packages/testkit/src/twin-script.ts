import { NotAReader, NotFound } from '@tocsin/store';
import { objectPool } from './object-pool.ts';
import { batchOf } from './random-world.ts';
import { seeded } from './random.ts';
import { askedInSecret, askedOpenly, misusedInSecret, reviewedInSecret } from './twin-desk.ts';
import {
  openMarking,
  plainIndicator,
  secretIndicator,
  secretMarking,
  secretObjects,
} from './twin-matter.ts';
import { ballotsInSecret, ballotsOpenly } from './twin-ballots.ts';
import { joiningInSecret, joiningOpenly } from './twin-joining.ts';
import { papersInSecret, papersOpenly } from './twin-papers.ts';
import { allowedOpenly, personAsksOpenly, privacyInSecret } from './twin-privacy.ts';
import { MAIN, SECRET_KEEPER, SIDE } from './twins.ts';
import type { Handle, NewContribution } from '@tocsin/store';
import type { ObjectPool } from './object-pool.ts';
import type { Random } from './random.ts';
import type { Secret } from './twin-desk.ts';
import type { Twin, TwinStep } from './twins.ts';

/**
 * A random script: shares, re-markings and retractions that both worlds have, and between them everything a
 * reader of {@link TWIN_READERS} may never learn of: shares kept secret under the same ids, versions, edges,
 * sightings, held objects, other communities, and further objects inside the very bundles they see.
 */
export function twinScript(seed: number, rounds: number): { steps: TwinStep[]; pool: ObjectPool } {
  const random = seeded(seed);
  const pool = objectPool(random);
  const steps: TwinStep[] = [];
  const unnamed: string[] = [];
  // Of their own: what is shared in a script stays as it was.
  const written = seeded(seed + PAPERS);
  const decided = seeded(seed + BALLOTS);
  const joining = seeded(seed + JOINING);
  for (let round = 0; round < rounds; round++) {
    const at = (round + 1) * 2000;
    const key = `${String(seed)}-${String(round)}`;
    for (let extra = random.below(3); extra > 0; extra--) {
      const secret = secretStep(random, pool);
      const place = { at: at - 1000 + extra * 100, key: `${key}-secret-${String(extra)}` };
      steps.push({ ...place, ...secret, isHidden: true });
    }
    if (written.chance(0.4))
      steps.push({ at: at - 700, key: `${key}-paper`, ...papersOpenly(written), isHidden: false });
    if (written.chance(0.4))
      steps.push({ at: at - 550, key: `${key}-own`, ...papersInSecret(written), isHidden: true });
    if (decided.chance(0.5))
      steps.push({ at: at - 350, key: `${key}-vote`, ...ballotsOpenly(decided), isHidden: false });
    if (decided.chance(0.4))
      steps.push({ at: at - 250, key: `${key}-box`, ...ballotsInSecret(decided), isHidden: true });
    if (joining.chance(0.5))
      steps.push({ at: at - 400, key: `${key}-join`, ...joiningOpenly(joining), isHidden: false });
    if (joining.chance(0.5))
      steps.push({ at: at - 350, key: `${key}-said`, ...joiningInSecret(joining), isHidden: true });
    steps.push({ at, key, ...openStep(random, pool, unnamed), isHidden: false });
  }
  return {
    steps: steps.toSorted((a, b) => a.at - b.at),
    pool: { ...pool, ids: [...pool.ids, ...unnamed] },
  };
}

const PAPERS = 1_000_000;
const BALLOTS = 2_000_000;
const JOINING = 3_000_000;

type Deed = Pick<TwinStep, 'what' | 'run'>;

/** Something both worlds have. Its bundle may hold more in the first one. */
function openStep(random: Random, pool: ObjectPool, unnamed: string[]): Deed {
  if (random.chance(0.15)) return unnamedStep(random, pool, unnamed);
  if (random.chance(0.15)) return askingStep(random, pool, unnamed);
  if (random.chance(0.08)) return personAsksOpenly(random, pool);
  if (random.chance(0.08)) return allowedOpenly(random, [...pool.ids, ...unnamed]);
  const who = random.pick(['axel', 'axel', 'alder-bot', 'carl', 'cedar-bot', 'ben', 'birch-bot']);
  const kind = random.next();
  const isMixed = random.chance(0.6) && who !== 'ben' && who !== 'birch-bot';
  const marking = openMarking(random, isMixed);
  const id = random.pick(pool.ids);
  if (kind < 0.12) {
    return {
      what: `${who} re-marks ${id}`,
      run: async (twin) => {
        await twin.handle(who).exchange.remark(id, twin.id(MAIN), marking(twin));
      },
    };
  }
  if (kind < 0.2) {
    const versions = random.pick(['all', 'last'] as const);
    return {
      what: `${who} takes back ${id}`,
      run: async (twin) => {
        await twin.handle(who).exchange.retract(id, twin.id(MAIN), versions);
      },
    };
  }
  if (kind < 0.26) {
    const state = random.pick(['suspended', 'active'] as const);
    return {
      what: `cedar becomes ${state}`,
      run: async (twin) => {
        const { directory } = twin.handle('chair');
        await directory.setMemberState(twin.id(MAIN), twin.id('cedar'), state);
      },
    };
  }
  const objects = Array.from({ length: 1 + random.below(4) }, () => random.pick(pool.objects));
  const secrets = isMixed ? secretObjects(random, pool) : [];
  const place = random.below(objects.length + 1);
  const isUnmarked = random.chance(0.1);
  return {
    what: `${who} shares ${String(objects.length)} objects and ${String(secrets.length)} secret ones`,
    run: async (twin, isSecond) => {
      const all = isSecond ? objects : objects.toSpliced(place, 0, ...secrets);
      const input: NewContribution = {
        community: twin.id(MAIN),
        kind: 'bundle',
        title: `Share of ${who}`,
        text: 'Words',
        via: 'api',
        objects: batchOf(all),
        ...(isUnmarked ? {} : { marking: marking(twin) }),
      };
      await settledOr(twin.handle(who).exchange.contribute(input));
    },
  };
}

/** The same is shared under another name in both worlds, by another member in each: nobody may tell by whom. */
function unnamedStep(random: Random, pool: ObjectPool, unnamed: string[]): Deed {
  const attribution = random.pick(['pseudonym', 'pseudonym', 'once', 'desk', 'sealed'] as const);
  const marking = openMarking(random, true);
  const objects = Array.from({ length: 1 + random.below(3) }, () => plainIndicator(random, pool));
  unnamed.push(...objects.map(({ id }) => id));
  return {
    what: `somebody shares ${String(objects.length)} objects, named ${attribution}`,
    run: async (twin, isSecond) => {
      const who = isSecond ? SECRET_KEEPER : 'axel';
      const share = {
        community: twin.id(MAIN),
        kind: 'bundle',
        title: 'Share of somebody',
        text: 'Words',
        via: 'api',
        objects: batchOf(objects),
        marking: marking(twin),
      } as const;
      if (attribution === 'sealed') {
        const source = await sealedSource(twin, who, objects[0]?.id ?? '');
        await source?.exchange.contribute(share);
        return;
      }
      const { attribution: names, exchange } = twin.handle(who);
      const alias = await names.aliasFor(twin.id(MAIN), attribution);
      if ('refused' in alias) throw new Error(alias.words);
      await exchange.contribute({ ...share, as: alias.id });
    },
  };
}

/** Somebody asks for something, or reports misuse of it; of what was shared without a name the world's own source answers. */
function askingStep(random: Random, pool: ObjectPool, unnamed: readonly string[]): Deed {
  const isUnnamed = unnamed.length > 0 && random.chance(0.6);
  return askedOpenly(random, {
    ids: isUnnamed ? unnamed : pool.ids,
    source: (isSecond) => (isUnnamed && isSecond ? SECRET_KEEPER : 'axel'),
  });
}

/** Who keeps the seals in both worlds. */
const CUSTODIAN = 'carl';

/** A sealed source of somebody; none while the custodian takes no part. */
async function sealedSource(twin: Twin, who: string, unique: string): Promise<Handle | undefined> {
  const community = twin.id(MAIN);
  const ticketHash = new TextEncoder().encode(unique);
  const { custody } = twin.handle(CUSTODIAN);
  await twin.handle('chair').custody.name(community, twin.principal(CUSTODIAN).id);
  await settledOr(custody.publishKey(community, `age of ${unique}`));
  const all = await twin.handle(who).custody.custodians(community);
  const keys = all.flatMap(({ isActive, key }) => (isActive && key !== undefined ? [key.id] : []));
  const parts = keys.map((key) => ({ key, body: 'part' }));
  const seal = {
    community,
    ticketHash,
    threshold: 1,
    body: 'sealed',
    proof: 'proof',
    parts,
  } as const;
  const made = await twin.handle(who).custody.seal(seal);
  const known = 'refused' in made ? undefined : await twin.store.door.source(ticketHash);
  const by = twin.principal(who);
  if (known === undefined || by.kind !== 'person') return undefined;
  const { alias, voice } = known;
  return twin.store.as({ kind: 'source', id: voice, organization: alias, community, by });
}

/** Somebody keeps a view for themselves and one for their organization, whose words say what they look for. */
function keptByOthers(): Deed {
  return {
    what: `${SECRET_KEEPER} keeps views`,
    run: async (twin) => {
      const { desk } = twin.handle(SECRET_KEEPER);
      const body = '{"filter":"secret","columns":[],"order":"newest-first"}';
      for (const sharedWith of ['me', 'organization'] as const)
        await desk.addView(twin.id(MAIN), { name: 'secret words', body, sharedWith });
    },
  };
}

/** Something only the first world has, and nobody of {@link TWIN_READERS} may learn of. */
function secretStep(random: Random, pool: ObjectPool): Deed {
  const marking = secretMarking(random);
  const id = random.pick(pool.ids);
  const kind = random.next();
  if (kind < 0.12) {
    return {
      what: `zoe re-marks her ${id}`,
      run: async (twin) => {
        await twin.handle(SECRET_KEEPER).exchange.remark(id, twin.id(MAIN), marking(twin));
      },
    };
  }
  if (kind < 0.2) {
    return {
      what: `zoe takes back her ${id}`,
      run: async (twin) => {
        await twin.handle(SECRET_KEEPER).exchange.retract(id, twin.id(MAIN), 'all');
      },
    };
  }
  if (kind < 0.3) return otherCommunity(random);
  if (kind < 0.34) return keptByOthers();
  if (kind < 0.4) return readingByOthers(pool);
  if (kind < 0.58) return deskInSecret(random, pool);
  const isAside = kind < 0.65;
  const who = !isAside && random.chance(0.3) ? 'axel' : SECRET_KEEPER;
  const known = Array.from({ length: 1 + random.below(4) }, () => random.pick(pool.objects));
  // Others use ids of their own: what zoe keeps secret nobody else sees, what axel does his later acts would follow.
  const objects =
    who === 'axel' ? secretObjects(random, pool) : [...known, ...secretObjects(random, pool)];
  return {
    what: `${who} shares ${String(objects.length)} secret objects${isAside ? ' elsewhere' : ''}`,
    run: async (twin) => {
      await settledOr(
        twin.handle(who).exchange.contribute({
          community: twin.id(isAside ? SIDE : MAIN),
          kind: 'bundle',
          title: 'Secret',
          text: 'Secret words',
          via: 'api',
          objects: batchOf(objects),
          marking: isAside ? { level: 'green', audience: { everyone: true } } : marking(twin),
          ...(who === SECRET_KEEPER ? { about: [id] } : {}),
        }),
      );
    },
  };
}

/** Something at the desks: a request, a case, a share that waits. */
function deskInSecret(random: Random, pool: ObjectPool): Deed {
  const objects = [...secretObjects(random, pool), secretIndicator(random, pool)];
  const secret: Secret = (twin, marking) => ({
    community: twin.id(MAIN),
    kind: 'bundle',
    title: 'Secret',
    text: 'Secret words',
    via: 'api',
    objects: batchOf(objects),
    marking,
  });
  return random.pick([askedInSecret, reviewedInSecret, misusedInSecret, privacyInSecret])(
    random,
    secret,
  );
}

function otherCommunity(random: Random): Deed {
  const slug = `extra-${random.uuid().slice(0, 8)}`;
  return {
    what: `there is another community ${slug}`,
    run: async (twin) => {
      await twin.store.unguarded('provision').provision({
        communities: [{ slug, name: slug, kind: 'sector' }],
        organizations: [{ slug, name: slug }],
        memberships: [
          { community: slug, organization: slug },
          { community: slug, organization: 'zinnia' },
        ],
        people: [
          {
            email: `${slug}@example.com`,
            name: slug,
            organization: slug,
            roles: { [slug]: ['chair'] },
          },
        ],
        groups: [{ community: slug, slug: 'water', organizations: [slug], people: [] }],
        tokens: [],
      });
      const { directory } = twin.handle('chair');
      const group = { organizations: [twin.id('zinnia')], persons: [] };
      await directory.setGroupMembers(twin.id(`${SIDE}/quiet`), group);
    },
  };
}

function readingByOthers(pool: ObjectPool): Deed {
  return {
    what: 'zoe reads, is sent and opens what she reads, and deletes what she is asked to',
    run: async (twin) => {
      const { exchange } = twin.handle(SECRET_KEEPER);
      const page = await exchange.page({ community: twin.id(MAIN), limit: 50 });
      const own = page.rows.filter((row) => row.origin === twin.id('zinnia'));
      await exchange.delivered({ community: twin.id(MAIN), way: 'taxii', rows: own });
      const { handling } = twin.handle(SECRET_KEEPER);
      const alders = page.rows.filter((row) => row.origin === twin.id('alder'));
      handling.opened(twin.id(MAIN), 'web', [...own, ...alders]);
      const gone = (await handling.asked(twin.id(MAIN))).map(({ id }) => id);
      for (const id of [...gone, ...pool.ids]) await handling.confirm(id, twin.id(MAIN));
      await exchange.lookup(pool.values);
      await exchange.search({ text: pool.words[0] ?? '', limit: 10 });
    },
  };
}

async function settledOr(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (fault) {
    if (!(fault instanceof NotFound) && !(fault instanceof NotAReader)) throw fault;
  }
}

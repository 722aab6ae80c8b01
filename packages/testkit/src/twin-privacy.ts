import { MAIN, SECRET_KEEPER } from './twins.ts';
import type { Handle } from '@tocsin/store';
import type { Random } from './random.ts';
import type { Secret } from './twin-desk.ts';
import type { ObjectPool } from './object-pool.ts';
import type { Twin, TwinStep } from './twins.ts';

type Deed = Pick<TwinStep, 'what' | 'run'>;

/** The reader who speaks for an organization, and keeps its register. */
const OFFICER = 'ben';
const DAY = 86_400_000;

/** Zoe holds a secret, says how long her own is kept, allows in advance, looks for persons: nobody else learns of it. */
export function privacyInSecret(random: Random, secret: Secret): Deed {
  const acts = random.some(['hold', 'end', 'rule', 'consent', 'setting', 'subject'] as const, 0.6);
  return {
    what: `${SECRET_KEEPER} sees to her own in secret (${acts.join()})`,
    run: async (twin) => {
      const handle = twin.handle(SECRET_KEEPER);
      const community = twin.id(MAIN);
      const audience = { persons: [twin.id(SECRET_KEEPER)] };
      const shared = secret(twin, { level: 'red', audience });
      await handle.exchange.contribute(shared);
      const id = String((shared.objects.at(-1)?.object as { id?: unknown } | undefined)?.id);
      for (const act of acts) await seenTo(twin, handle, { act, id });
      await handle.recheck.keep(community, [id]);
    },
  };
}

type Act = 'hold' | 'end' | 'rule' | 'consent' | 'setting' | 'subject';

async function seenTo(
  twin: Twin,
  handle: Handle,
  { act, id }: { act: Act; id: string },
): Promise<void> {
  const community = twin.id(MAIN);
  const deeds: Record<Act, () => Promise<unknown>> = {
    hold: () => handle.retention.hold(id, community, 'Secret words'),
    end: () => handle.retention.endHold(id, community),
    rule: () =>
      handle.retention.set(community, {
        scope: 'own',
        kind: 'indicators',
        days: 30,
        reason: 'Secret words',
      }),
    consent: () => handle.release.addConsent(community, consentOf(twin)),
    setting: () =>
      handle.release.setSetting(community, {
        first: [twin.id(SECRET_KEEPER)],
        next: [],
        successor: twin.id('birch'),
      }),
    subject: async () => {
      const request = await opened(handle, community, ['secret']);
      await handle.subjects.search(community, request);
    },
  };
  await deeds[act]();
}

function consentOf(twin: Twin): Parameters<Handle['release']['addConsent']>[1] {
  return {
    level: 'amber+strict',
    organizations: [twin.id('cedar')],
    uses: ['protect'],
    forms: ['as-is'],
    until: twin.clock.now() + DAY,
  };
}

async function opened(
  handle: Handle,
  community: string,
  sought: readonly string[],
): Promise<string> {
  const request = await handle.subjects.open(community, { kind: 'access', sought });
  if ('refused' in request) throw new Error(request.words);
  const { id } = request;
  await handle.subjects.move(community, id, { to: 'identified', words: 'By letter' });
  return id;
}

/**
 * A person asks a reader's organization about words and values; what is found stands in the register afterwards, where
 * it is compared. The others are asked, and answer what is the same in both worlds.
 */
export function personAsksOpenly(random: Random, pool: ObjectPool): Deed {
  const sought = [random.pick(pool.values).value, random.pick(pool.words), 'secret'];
  const isAsked = random.chance(0.5);
  const answering = random.some(['axel', 'carl', SECRET_KEEPER] as const, 0.6);
  return {
    what: `a person asks ${OFFICER} about ${sought.join()}`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      const { retention, subjects } = twin.handle(OFFICER);
      const id = await opened(twin.handle(OFFICER), community, sought);
      const hits = await subjects.search(community, id);
      if (isAsked) {
        await subjects.ask(community, id, 'compared');
        for (const name of answering) {
          await twin.handle(name).subjects.look(community, id);
          await twin.handle(name).subjects.answer(community, id, { answer: 'nothing', words: '' });
        }
      }
      const wish = { scope: 'own', kind: 'indicators', days: 1 } as const;
      const preview = await retention.preview(community, wish);
      const told = JSON.stringify([hits, preview]).slice(0, 2000);
      if (!isAsked) await subjects.move(community, id, { to: 'refused', words: told });
      else await subjects.extend(community, id, told);
    },
  };
}

/** A source allows something in advance, and a reader asks for what may fit: granted in both worlds, or in none. */
export function allowedOpenly(random: Random, ids: readonly string[]): Deed {
  const object = random.pick(ids);
  const reader = random.pick(['ben', 'paul', 'greta']);
  const isUrgent = random.chance(0.5);
  return {
    what: `axel allows in advance, and ${reader} asks for ${object}`,
    run: async (twin) => {
      const community = twin.id(MAIN);
      await twin.handle('axel').release.addConsent(community, consentOf(twin));
      await twin.handle(reader).release.ask({
        community,
        object,
        wanted: { organizations: [twin.id('cedar')] },
        purpose: 'They run the same',
        use: 'protect',
        form: 'as-is',
        dueAt: twin.clock.now() + DAY,
        isUrgent,
        isAnonymous: false,
      });
    },
  };
}

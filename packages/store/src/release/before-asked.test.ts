import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { batchOf, indicator, personOf, smallWorld } from '../exchange/world.test-support.ts';
import { engines } from '../exchange/engines.test-support.ts';
import type { StandingConsent } from '@tocsin/policy';
import type { SmallWorld } from '../exchange/world.test-support.ts';
import type {
  Consent,
  Handle,
  MarkingInput,
  NewReleaseRequest,
  Refusal,
  ReleaseRequest,
} from '../store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MORE = [
  ['abe@alder.example', 'Abe', 'alder', 'sharing-officer'],
  ['ari@alder.example', 'Ari', 'alder', 'analyst'],
  ['cleo@cedar.example', 'Cleo', 'cedar', 'representative'],
  ['bea@birch.example', 'Bea', 'birch', 'representative'],
  ['gil@gov.example', 'Gil', 'gov', 'chair'],
] as const;

for (const engine of await engines()) {
  describe(`what a source says before it is asked, on ${engine.name}`, () => {
    const worlds: SmallWorld[] = [];
    after(async () => {
      for (const world of worlds) await world[Symbol.asyncDispose]();
      await engine.stop();
    });
    const fresh = async (): Promise<SmallWorld> => {
      const world = await smallWorld(
        await engine.database(),
        MORE.map(([email, name, organization, role]) => ({
          email,
          name,
          organization,
          roles: { ports: [role] },
        })),
      );
      worlds.push(world);
      return world;
    };
    const amber = (world: SmallWorld, more: Partial<MarkingInput> = {}): MarkingInput => ({
      level: 'amber',
      audience: { organizations: [world.organization('birch')] },
      ...more,
    });
    const shared = async (
      world: SmallWorld,
      marking: MarkingInput | 'none' = amber(world),
      isUnderAlias = false,
    ): Promise<string> => {
      const source = await personOf(world, 'ann@alder.example');
      const object = indicator(`evil${String(world.clock.now)}.example`);
      const alias = isUnderAlias
        ? done(await source.attribution.aliasFor(world.community, 'once'))
        : undefined;
      const kept = await source.exchange.contribute({
        community: world.community,
        kind: 'bundle',
        via: 'web',
        ...(marking === 'none' ? {} : { marking }),
        ...(alias === undefined ? {} : { as: alias.id }),
        objects: batchOf(object),
      });
      assert.ok(!('refused' in kept) || Array.isArray(kept.refused), JSON.stringify(kept));
      world.clock.now += 1000;
      return object.id;
    };
    const ask = async (
      world: SmallWorld,
      object: string,
      more: Partial<NewReleaseRequest> = {},
    ): Promise<ReleaseRequest | Refusal> => {
      const asker = await personOf(world, 'bob@birch.example');
      const outcome = await asker.release.ask({
        community: world.community,
        object,
        wanted: { organizations: [world.organization('cedar')] },
        purpose: 'They run the same gateway',
        use: 'protect',
        form: 'as-is',
        dueAt: world.clock.now + 7 * DAY,
        isUrgent: false,
        isAnonymous: false,
        ...more,
      });
      world.clock.now += 1000;
      return outcome;
    };
    const turn = async (world: SmallWorld, who: string): Promise<string> => {
      const { release } = await personOf(world, who);
      const [told] = await release.requests(world.community);
      return told?.turn === undefined ? 'none' : `${told.turn.stage} ${String(told.turn.isYours)}`;
    };
    const seen = async (world: SmallWorld, who: string): Promise<string[]> =>
      (
        await (await world.at(who)).exchange.page({ community: world.community, limit: 100 })
      ).rows.map((row) => row.id);

    test('a silent source is reminded after a day, then those are asked who come next; who asked is told neither', async () => {
      const world = await fresh();
      const { community, clock } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const [abe, me] = [await idOf(world, 'abe@alder.example'), (await ann.reader()).id];
      done(await ann.release.setSetting(community, { first: [abe], next: [me] }));
      const object = await shared(world);
      const asked = released(await ask(world, object));
      const asker = await personOf(world, 'bob@birch.example');
      const told = async (): Promise<string> =>
        JSON.stringify(await asker.release.requests(community));
      const before = await told();
      const start = clock.now;
      const steps: [number, string, string][] = [
        [0, 'new true', 'new false'],
        [24 * HOUR, 'reminded true', 'reminded false'],
        [48 * HOUR, 'next true', 'next true'],
      ];
      for (const [after_, first, next] of steps) {
        clock.now = start + after_;
        assert.equal(await turn(world, 'abe@alder.example'), first);
        assert.equal(await turn(world, 'ann@alder.example'), next);
        assert.equal(await turn(world, 'ari@alder.example'), 'none', 'an analyst decides nothing');
        assert.equal(await told(), before, 'who asked learns of no step');
      }
      // Whose turn it is gives and takes no right.
      clock.now = start;
      const back = await ann.release.answer(community, asked.id, {
        kind: 'ask-back',
        words: 'Which?',
      });
      assert.equal(released(back).turn, undefined, 'now it waits for who asked');
      clock.now = start + 40 * HOUR;
      released(await asker.release.reply(community, asked.id, 'The old one'));
      assert.equal(await turn(world, 'abe@alder.example'), 'new true', 'the time begins anew');
    });

    test('what is urgent comes round sooner; where nobody named can decide any more, all are asked', async () => {
      const world = await fresh();
      const { community, clock } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const abe = await idOf(world, 'abe@alder.example');
      done(await ann.release.setSetting(community, { first: [abe], next: [] }));
      const object = await shared(world);
      released(await ask(world, object, { isUrgent: true }));
      assert.equal(await turn(world, 'ann@alder.example'), 'new false');
      clock.now += 2 * HOUR;
      assert.equal(await turn(world, 'ann@alder.example'), 'reminded false');
      clock.now += 2 * HOUR;
      assert.equal(await turn(world, 'ann@alder.example'), 'next true');
      clock.now -= 4 * HOUR;
      assert.equal(await ann.directory.setRoles(community, abe, ['analyst']), true);
      assert.equal(await turn(world, 'ann@alder.example'), 'new true');
      assert.deepEqual((await ann.release.setting(community))?.first, []);
    });

    test('who answers is said by a representative, of those who may decide, and seen by their own alone', async () => {
      const world = await fresh();
      const { community } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const [abe, ari, cleo] = [
        await idOf(world, 'abe@alder.example'),
        await idOf(world, 'ari@alder.example'),
        await idOf(world, 'cleo@cedar.example'),
      ];
      const set = async (who: string, more: object): Promise<string> => {
        const { release } = await personOf(world, who);
        const outcome = await release.setSetting(community, { first: [], next: [], ...more });
        return 'refused' in outcome ? outcome.refused : 'done';
      };
      assert.equal(await set('abe@alder.example', {}), 'not-allowed');
      assert.equal(await set('ann@alder.example', { first: [ari] }), 'invalid');
      assert.equal(await set('ann@alder.example', { next: [cleo] }), 'invalid');
      const many = Array.from({ length: 11 }, (_, n) => `p${String(n)}`);
      assert.equal(await set('ann@alder.example', { first: many }), 'invalid');
      for (const successor of [world.organization('alder'), 'nobody']) {
        assert.equal(await set('ann@alder.example', { successor }), 'invalid', successor);
      }
      const successor = world.organization('cedar');
      assert.equal(await set('ann@alder.example', { first: [abe], successor }), 'done');
      const told = await ann.release.setting(community);
      assert.deepEqual(
        [told?.first.map(({ name }) => name), told?.successor?.name, told?.maySet],
        [['Abe'], 'cedar', true],
      );
      const other = await (await personOf(world, 'cleo@cedar.example')).release.setting(community);
      assert.ok(!JSON.stringify(other).includes('Abe'), 'of another organization');
      assert.equal(await (await world.at('alder')).release.setting(community), undefined);
    });

    test('what is allowed in advance is granted at once, until its end, with its ground', async () => {
      const world = await fresh();
      const { community, clock } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const until = clock.now + 30 * DAY;
      const consent = made(await ann.release.addConsent(community, toCedar(world, { until })));
      const object = await shared(world);
      assert.deepEqual(await seen(world, 'cedar'), []);
      const granted = released(await ask(world, object));
      assert.deepEqual(
        [granted.state, granted.until, granted.byConsent],
        ['granted', until, {}],
        'who asked is not told by which',
      );
      assert.deepEqual(await seen(world, 'cedar'), [object]);
      const [told] = await ann.release.requests(community);
      assert.deepEqual([told?.byConsent?.id, told?.may], [consent.id, ['end']]);
      assert.equal(told?.asker?.person.name, 'Bob', 'each use is seen with who used it');
      assert.equal((await ann.release.consents(community))[0]?.used, 1);
      const [entry] = await ann.audit.entries({ limit: 1 });
      assert.deepEqual([entry?.act, entry?.actor.name], ['release-by-consent', 'Ann']);
      const ended = made(await ann.release.endConsent(community, consent.id));
      assert.equal(ended.isInForce, false);
      assert.deepEqual(await seen(world, 'cedar'), [object], 'what it gave is ended by itself');
      assert.equal(released(await ann.release.end(community, granted.id)).state, 'ended');
      assert.deepEqual(await seen(world, 'cedar'), []);
      const again = released(await ask(world, await shared(world)));
      assert.equal(again.state, 'asked', 'an ended consent grants nothing');
      const late = await ann.release.endConsent(community, consent.id);
      assert.equal('refused' in late && late.refused, 'conflict');
    });

    test('what ends by the clock ends for what it gave as well', async () => {
      const world = await fresh();
      const ann = await personOf(world, 'ann@alder.example');
      const until = world.clock.now + 2 * DAY;
      made(await ann.release.addConsent(world.community, toCedar(world, { until })));
      const object = await shared(world);
      released(await ask(world, object));
      world.clock.now = until;
      await world.store.settled();
      assert.deepEqual(await seen(world, 'cedar'), []);
      const other = await shared(world);
      assert.equal(released(await ask(world, other)).state, 'asked');
    });

    test('whoever asks where something is allowed, but not this, is answered as where nothing is', async () => {
      const answers = async (isAllowed: boolean): Promise<string[]> => {
        const world = await fresh();
        const { community } = world;
        const ann = await personOf(world, 'ann@alder.example');
        if (isAllowed) {
          const green = toCedar(world, { level: 'green' });
          made(await ann.release.addConsent(community, green));
        }
        const object = await shared(world);
        const outcome = released(await ask(world, object));
        const asker = await personOf(world, 'bob@birch.example');
        const list = await asker.release.requests(community);
        return [JSON.stringify({ ...outcome, id: '' }), JSON.stringify(list)].map(withoutIds);
      };
      assert.deepEqual(await answers(true), await answers(false));
    });

    const misfits: [string, (world: SmallWorld) => Partial<StandingConsent>, Misfit][] = [
      ['of a stricter level', () => ({ level: 'green' }), {}],
      ['of another kind', () => ({ types: ['malware'] }), {}],
      ['for another use', () => ({ uses: ['research'] }), {}],
      ['for no use that was said', () => ({}), { wish: { use: undefined } }],
      ['in another form', () => ({ forms: ['only-indicators'] }), {}],
      ['asked without a name', () => ({}), { wish: { isAnonymous: true } }],
      ['for somebody else too', () => ({}), { also: 'gov' }],
      [
        'for an authority by its name',
        (w) => ({ organizations: [w.organization('gov')] }),
        { only: 'gov' },
      ],
      [
        'for a stranger outside',
        () => ({ clients: true }),
        { wish: { wanted: { outside: 'Nobody known' } } },
      ],
      ['under a pseudonym', () => ({}), { isUnderAlias: true }],
      ['of a marking that was assumed', () => ({ level: 'amber+strict' }), { isUnmarked: true }],
      ['against a limit', () => ({}), { isLimited: true }],
      [
        'against a term of use',
        () => ({}),
        { marking: { terms: { chathamHouse: true } }, isUnderAlias: true },
      ],
      ['that will be RED', () => ({}), { willBeRed: true }],
    ];
    for (const [what, more, misfit] of misfits) {
      test(`something ${what} waits for its source`, async () => {
        const world = await fresh();
        const ann = await personOf(world, 'ann@alder.example');
        made(await ann.release.addConsent(world.community, toCedar(world, more(world))));
        const object = await shared(world, ...shareOf(world, misfit));
        const before = await seen(world, 'cedar');
        const outcome = await ask(world, object, wishOf(world, misfit));
        assert.equal(released(outcome).state, 'asked');
        assert.deepEqual(await seen(world, 'cedar'), before);
      });
    }

    test('authorities need the separate consent, and then have it', async () => {
      const world = await fresh();
      const ann = await personOf(world, 'ann@alder.example');
      const wanted = { organizations: [world.organization('gov')] };
      made(await ann.release.addConsent(world.community, toCedar(world, { government: true })));
      const object = await shared(world);
      assert.equal(released(await ask(world, object, { wanted })).state, 'granted');
      assert.deepEqual(await seen(world, 'gov'), [object]);
      const kept = await shared(world, amber(world, { limits: { government: false } }));
      assert.equal(released(await ask(world, kept, { wanted })).state, 'asked');
    });

    test('registered clients of whoever asks are known by their name, and no reading changes', async () => {
      const world = await fresh();
      const { community } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const bea = await personOf(world, 'bea@birch.example');
      const client = await bea.handling.addClient({ name: 'Harbour Pilots' });
      assert.ok(!('refused' in client));
      const consent = toCedar(world, { clients: true, forms: ['anonymised'] });
      made(await ann.release.addConsent(community, consent));
      const object = await shared(world);
      const wish = { wanted: { outside: 'harbour pilots' }, form: 'anonymised' } as const;
      const granted = released(await ask(world, object, wish));
      assert.deepEqual([granted.state, granted.granted?.outside], ['granted', 'harbour pilots']);
      assert.deepEqual([...(await seen(world, 'cedar')), ...(await seen(world, 'gov'))], []);
    });

    test('what waits, or was decided by hand, no consent decides', async () => {
      const world = await fresh();
      const { community } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const object = await shared(world);
      const first = released(await ask(world, object));
      made(await ann.release.addConsent(community, toCedar(world)));
      const asker = await personOf(world, 'bob@birch.example');
      assert.equal((await asker.release.request(community, first.id))?.state, 'asked');
      assert.equal(released(await ask(world, object)).state, 'asked', 'one waits already');
      released(await ann.release.answer(community, first.id, { kind: 'refuse' }));
      assert.equal(released(await ask(world, object)).state, 'asked', 'it was refused by hand');
      assert.deepEqual(await seen(world, 'cedar'), []);
    });

    test('consents are made and seen by those who speak for the source, and wrong ones are refused', async () => {
      const world = await fresh();
      const { community, clock } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const add = async (who: Handle, more: Partial<StandingConsent>): Promise<string> => {
        const outcome = await who.release.addConsent(community, toCedar(world, more));
        return 'refused' in outcome ? outcome.refused : 'done';
      };
      const ari = await personOf(world, 'ari@alder.example');
      assert.equal(await add(ari, {}), 'not-allowed');
      assert.equal(await add(await world.at('alder'), {}), 'hidden');
      const wrong: Partial<StandingConsent>[] = [
        { level: 'red' as 'amber' },
        { uses: [] },
        { forms: [] },
        { until: clock.now },
        { until: clock.now + 367 * DAY },
        { organizations: [] },
        { organizations: ['nobody'] },
        { organizations: [world.organization('alder')] },
        { types: Array.from({ length: 21 }, (_, n) => `x-${String(n)}`) },
      ];
      for (const more of wrong) assert.equal(await add(ann, more), 'invalid', JSON.stringify(more));
      for (let held = 0; held < 50; held += 1) assert.equal(await add(ann, {}), 'done');
      assert.equal(await add(ann, {}), 'conflict');
      assert.equal((await ann.release.consents(community)).length, 50);
      for (const who of ['ari@alder.example', 'cleo@cedar.example', 'bob@birch.example']) {
        assert.deepEqual(await (await personOf(world, who)).release.consents(community), [], who);
      }
      const [one] = await ann.release.consents(community);
      const cleo = await personOf(world, 'cleo@cedar.example');
      const ended = await cleo.release.endConsent(community, one?.id ?? '');
      assert.equal('refused' in ended && ended.refused, 'hidden');
    });

    test('of a source that is gone whoever asks is told at once; of one behind an alias never', async () => {
      for (const how of ['exited', 'suspended', 'nobody'] as const) {
        const world = await fresh();
        const { community } = world;
        const named = await shared(world);
        const under = await shared(world, amber(world), true);
        await leave(world, how);
        const told = await ask(world, named);
        assert.equal('refused' in told && told.refused, 'conflict', how);
        assert.match('refused' in told ? told.words : '', /^Nobody of its source is here now/);
        const unnamed = released(await ask(world, under));
        assert.equal(unnamed.state, 'asked', how);
        world.clock.now += 7 * DAY;
        const asker = await personOf(world, 'bob@birch.example');
        const lapsed = await asker.release.request(community, unnamed.id);
        assert.equal(lapsed?.state, 'lapsed', 'silence is a no');
      }
    });

    test('an alias answers alike whether its source is here or gone, byte for byte', async () => {
      const answers = async (isGone: boolean): Promise<string[]> => {
        const world = await fresh();
        const under = await shared(world, amber(world), true);
        // In both worlds something happens; in one it is the source that goes.
        const gil = await personOf(world, 'gil@gov.example');
        const who = world.organization(isGone ? 'alder' : 'fir');
        assert.equal(await gil.directory.setMemberState(world.community, who, 'exited'), true);
        world.clock.now += DAY;
        const outcome = await ask(world, under);
        const asker = await personOf(world, 'bob@birch.example');
        const list = await asker.release.requests(world.community);
        return [outcome, list].map((one) => withoutIds(JSON.stringify(one)));
      };
      assert.deepEqual(await answers(true), await answers(false));
    });

    test('a named successor decides once nobody of the source is here, about AMBER it reads itself', async () => {
      const world = await fresh();
      const { community } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const cleo = await personOf(world, 'cleo@cedar.example');
      const successor = world.organization('cedar');
      done(await ann.release.setSetting(community, { first: [], next: [], successor }));
      const both = {
        audience: { organizations: [world.organization('birch'), world.organization('cedar')] },
      };
      const known = await shared(world, amber(world, both));
      const unknown = await shared(world);
      const green = await shared(world, { level: 'green', audience: { everyone: true } });
      const wanted = { organizations: [world.organization('gov')] };
      const early = released(await ask(world, known, { wanted }));
      assert.deepEqual(await cleo.release.requests(community), [], 'as long as the source is here');
      await leave(world, 'exited');
      const [told] = await cleo.release.requests(community);
      assert.deepEqual(
        [told?.id, told?.side, told?.inStead?.name, told?.source.name, told?.turn?.isYours],
        [early.id, 'source', 'cedar', 'alder', true],
      );
      const hidden = released(await ask(world, unknown, { wanted }));
      assert.equal(
        (await cleo.release.requests(community)).length,
        1,
        'not of what it cannot read',
      );
      const no = await cleo.release.answer(community, hidden.id, { kind: 'refuse' });
      assert.equal('refused' in no && no.refused, 'hidden');
      assert.equal(
        'refused' in (await ask(world, green, { wanted })),
        true,
        'GREEN stays as it is',
      );
      const granted = released(
        await cleo.release.answer(community, early.id, { kind: 'grant', to: wanted }),
      );
      assert.equal(granted.state, 'granted');
      assert.deepEqual(
        await seen(world, 'gov'),
        [green, known].filter((one) => one !== green),
      );
      const asker = await personOf(world, 'bob@birch.example');
      const answered = await asker.release.request(community, early.id);
      assert.equal(answered?.inStead?.name, 'cedar', 'who asked is told who decided');
      assert.equal(released(await cleo.release.end(community, early.id)).state, 'ended');
      assert.deepEqual(await seen(world, 'gov'), []);
    });

    test('a successor inherits no RED, nothing under an alias, and nothing while the source may come back', async () => {
      const world = await fresh();
      const { community } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const cleo = await personOf(world, 'cleo@cedar.example');
      const successor = world.organization('cedar');
      done(await ann.release.setSetting(community, { first: [], next: [], successor }));
      const persons = [await idOf(world, 'bob@birch.example'), (await cleo.reader()).id];
      const red = await shared(world, { level: 'red', audience: { persons } });
      const both = {
        audience: { organizations: [world.organization('birch'), world.organization('cedar')] },
      };
      const under = await shared(world, amber(world, both), true);
      const plain = await shared(world, amber(world, both));
      const wish = { wanted: { outside: 'Somebody' } };
      for (const object of [red, under, plain]) released(await ask(world, object, wish));
      await leave(world, 'suspended');
      assert.deepEqual(await cleo.release.requests(community), [], 'while it is suspended');
      await leave(world, 'exited');
      const told = await cleo.release.requests(community);
      assert.deepEqual(
        told.map(({ object }) => object.id),
        [plain],
      );
    });

    test('who asked without a name is not found out by what can be sent instead', async () => {
      const world = await fresh();
      const { community } = world;
      const ann = await personOf(world, 'ann@alder.example');
      const object = await shared(world);
      const asked = released(await ask(world, object, { isAnonymous: true }));
      const forBirch = await shared(world);
      const forGov = await shared(world, {
        level: 'amber',
        audience: { organizations: [world.organization('gov')] },
      });
      const send = (one: string): Promise<ReleaseRequest | Refusal> =>
        ann.release.answer(community, asked.id, { kind: 'sanitised', object: one });
      const [right, wrong] = [await send(forBirch), await send(forGov)];
      assert.deepEqual(right, wrong, 'the asker’s own organization answers like any other');
      assert.equal('refused' in right && right.refused, 'invalid');
      const forAll = await shared(world, { level: 'green', audience: { everyone: true } });
      assert.equal(released(await send(forAll)).state, 'sanitised');
    });
  });
}

interface Misfit {
  readonly wish?: { [K in keyof NewReleaseRequest]?: NewReleaseRequest[K] | undefined };
  readonly marking?: Partial<MarkingInput>;
  readonly isUnderAlias?: boolean;
  readonly also?: string;
  readonly only?: string;
  readonly isUnmarked?: boolean;
  readonly willBeRed?: boolean;
  readonly isLimited?: boolean;
}

function toCedar(world: SmallWorld, more: Partial<StandingConsent> = {}): StandingConsent {
  return {
    level: 'amber',
    organizations: [world.organization('cedar')],
    uses: ['protect'],
    forms: ['as-is'],
    until: world.clock.now + 90 * DAY,
    ...more,
  };
}

function shareOf(world: SmallWorld, misfit: Misfit): [MarkingInput | 'none', boolean] {
  if (misfit.isUnmarked === true) return ['none', false];
  const marking: MarkingInput = {
    level: 'amber',
    audience: { organizations: [world.organization('birch')] },
    ...misfit.marking,
    ...(misfit.isLimited === true
      ? { limits: { organizations: [world.organization('birch')] } }
      : {}),
    ...(misfit.willBeRed === true
      ? { changes: [{ at: world.clock.now + DAY, level: 'red' as const }] }
      : {}),
  };
  return [marking, misfit.isUnderAlias === true];
}

function wishOf(world: SmallWorld, misfit: Misfit): Partial<NewReleaseRequest> {
  const slugs =
    misfit.only === undefined
      ? ['cedar', ...(misfit.also === undefined ? [] : [misfit.also])]
      : [misfit.only];
  return {
    wanted: { organizations: slugs.map((slug) => world.organization(slug)) },
    ...misfit.wish,
  } as Partial<NewReleaseRequest>;
}

/** Alder goes: its membership ends or rests, or the people who could decide for it are there no more. */
async function leave(world: SmallWorld, how: 'exited' | 'suspended' | 'nobody'): Promise<void> {
  const gil = await personOf(world, 'gil@gov.example');
  if (how === 'nobody') {
    for (const who of ['ann@alder.example', 'abe@alder.example']) {
      const id = await idOf(world, who);
      assert.equal(await gil.directory.setRoles(world.community, id, ['analyst']), true);
    }
    return;
  }
  const alder = world.organization('alder');
  assert.equal(await gil.directory.setMemberState(world.community, alder, how), true);
}

async function idOf(world: SmallWorld, email: string): Promise<string> {
  return (await world.store.door.account({ email }))?.person ?? '';
}

function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id').replaceAll(/evil\d+/g, 'evil');
}

function done<T extends object>(outcome: T | Refusal): T {
  if ('refused' in outcome) assert.fail(outcome.words);
  return outcome;
}

const released = (outcome: ReleaseRequest | Refusal): ReleaseRequest => done(outcome);
const made = (outcome: Consent | Refusal): Consent => done(outcome);

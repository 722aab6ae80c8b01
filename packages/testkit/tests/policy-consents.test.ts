import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  CONSENT_CLASSES,
  CONSENT_FORMS,
  CONSENT_LEVELS,
  consentFits,
  isReleaseTurn,
  labelOf,
  levelAt,
  mayDecideInStead,
  mayRead,
  rankOfLevel,
  RELEASE_FORMS,
  RELEASE_USES,
  releaseStage,
  standingIn,
} from '@tocsin/policy';
import type { Clause, ConsentWish, Reader, StandingConsent } from '@tocsin/policy';
import { clauses, INSTANTS, labels, moments, readers } from '../src/policy-cases.ts';

const seed = Number(process.env['TOCSIN_TEST_SEED'] ?? 20_261_130);
const settings = { numRuns: 20_000, seed };
const ORGANIZATIONS = ['alder', 'birch', 'cedar', 'pine'];

/** A consent that allows a good deal, so that requests often fit. */
const consents: fc.Arbitrary<StandingConsent> = fc
  .record({
    level: fc.constantFrom(...CONSENT_LEVELS),
    types: fc.option(fc.subarray(['indicator', 'malware']), { nil: undefined, freq: 2 }),
    organizations: fc.subarray(ORGANIZATIONS),
    classes: fc.subarray([...CONSENT_CLASSES]),
    clients: fc.boolean(),
    government: fc.boolean(),
    uses: fc.subarray([...RELEASE_USES], { minLength: 3 }),
    forms: fc.subarray([...CONSENT_FORMS], { minLength: 2 }),
    until: fc.constantFrom(...INSTANTS, 1000),
  })
  .map(({ types, clients, government, ...rest }) => ({
    ...rest,
    ...(types === undefined ? {} : { types }),
    ...(clients ? { clients: true as const } : {}),
    ...(government ? { government: true as const } : {}),
  }));

interface Asking {
  readonly consent: StandingConsent;
  readonly clause: Clause;
  readonly wish: Omit<ConsentWish, 'labels' | 'organizations'>;
  /** Somebody of whom the request wants that their organization reads it. */
  readonly reader: Reader;
  readonly now: number;
}

const asking: fc.Arbitrary<Asking> = fc.record({
  consent: consents,
  clause: clauses,
  wish: fc
    .record({
      type: fc.constantFrom('indicator', 'malware'),
      form: fc.constantFrom(...RELEASE_FORMS, 'as-is' as const),
      use: fc.constantFrom(...RELEASE_USES),
      isAnonymous: fc.constantFrom(false, false, false, true),
      persons: fc.constantFrom(0, 0, 0, 1),
      outside: fc.constantFrom(undefined, undefined, 'client' as const, 'other' as const),
    })
    .map(({ outside, ...wish }) => ({
      ...wish,
      isIndicator: wish.type === 'indicator',
      ...(outside === undefined ? {} : { outside }),
    })),
  reader: readers,
  now: moments,
});

const wishOf = ({ clause, reader, wish }: Asking): ConsentWish => ({
  ...wish,
  labels: [labelOf(clause)],
  organizations: [
    {
      id: reader.organization,
      class: standingIn(reader, clause.community)?.class ?? 'member',
      sectors: reader.sectors,
      countries: reader.countries,
    },
  ],
});

const fits = (one: Asking, consent = one.consent): boolean =>
  consentFits(consent, wishOf(one), { source: one.clause.origin, now: one.now });

/** The clause as the grant would leave it. */
const granted = ({ clause, reader, consent, now }: Asking): Clause => ({
  ...clause,
  releases: [
    ...(clause.releases ?? []),
    { request: 'asked', at: now, organizations: [reader.organization], until: consent.until },
  ],
});

describe(`standing consents (seed ${String(seed)})`, () => {
  it('lift nothing but the audience and the class: no limit, no RED, no time, no marking that is not known', () => {
    let fitting = 0;
    let gained = 0;
    fc.assert(
      fc.property(asking, readers, (one, anybody) => {
        if (!fits(one)) return;
        fitting += 1;
        for (const reader of [one.reader, anybody]) {
          for (const now of [one.now, one.consent.until - 1, one.consent.until, 2000]) {
            const before = mayRead(reader, labelOf(one.clause), now);
            const after = mayRead(reader, labelOf(granted(one)), now);
            if (before.allowed || !after.allowed) continue;
            if (now < one.now) continue;
            gained += 1;
            assert.ok(now < one.consent.until, 'nobody reads by it after its end');
            assert.equal(
              reader.organization,
              one.reader.organization,
              'only whom it was asked for',
            );
            assert.ok(rankOfLevel(levelAt(one.clause, now)) <= rankOfLevel(one.consent.level));
            assert.ok(!reader.providerStaff);
          }
          const at = mayRead(reader, labelOf(one.clause), one.now);
          const then = mayRead(reader, labelOf(granted(one)), one.now);
          if (!at.allowed && then.allowed && reader === one.reader) {
            assert.match(at.rule, /^(not-in-audience|provider|government|client)$/);
          }
        }
      }),
      settings,
    );
    assert.ok(fitting > 100 && gained > 25, `${String(fitting)} fitted, ${String(gained)} gained`);
  });

  it('reach an authority only by the separate consent, and nobody the source’s limits leave out', () => {
    fc.assert(
      fc.property(asking, (one) => {
        if (!fits(one)) return;
        const [party] = wishOf(one).organizations;
        const { limits = {}, terms = {} } = one.clause;
        assert.ok(party?.class !== 'government' || one.consent.government === true);
        assert.ok(limits.organizations?.includes(party?.id ?? '') !== false);
        assert.ok(limits.sectors?.some((sector) => party?.sectors.includes(sector)) !== false);
        assert.ok(limits.countries?.some((land) => party?.countries.includes(land)) !== false);
        for (const list of [limits.persons, limits.units, limits.roles, limits.purposes])
          assert.equal(list, undefined);
        assert.ok(terms.chathamHouse !== true && terms.permittedActions !== 'NONE');
        assert.ok(!one.wish.isAnonymous && one.wish.persons === 0 && one.wish.outside !== 'other');
      }),
      settings,
    );
  });

  it('give no more when they say less', () => {
    fc.assert(
      fc.property(asking, fc.nat(5), (one, which) => {
        const { clients: _, government: __, ...rest } = one.consent;
        const narrower: StandingConsent[] = [
          { ...one.consent, level: 'clear' },
          { ...one.consent, organizations: [] },
          { ...one.consent, classes: [] },
          { ...one.consent, uses: one.consent.uses.slice(1) },
          { ...one.consent, forms: one.consent.forms.slice(1) },
          rest,
        ];
        const less = narrower[which];
        if (less !== undefined && fits(one, less)) assert.ok(fits(one));
      }),
      settings,
    );
  });

  it('need every version to fit, and everybody who is asked for', () => {
    fc.assert(
      fc.property(asking, clauses, readers, (one, clause, other) => {
        const wish = wishOf(one);
        const at = { source: one.clause.origin, now: one.now };
        const both = { ...wish, labels: [...wish.labels, labelOf(clause)] };
        if (consentFits(one.consent, both, at)) {
          assert.ok(consentFits(one.consent, { ...wish, labels: [labelOf(clause)] }, at));
          assert.equal(clause.origin, one.clause.origin);
        }
        const [more] = wishOf({ ...one, reader: other }).organizations;
        if (more === undefined) return;
        const together = { ...wish, organizations: [...wish.organizations, more] };
        if (consentFits(one.consent, together, at)) assert.ok(fits({ ...one, reader: other }));
      }),
      settings,
    );
  });
});

describe(`who answers for a source (seed ${String(seed)})`, () => {
  const times = fc.record({
    since: fc.nat(1000),
    span: fc.integer({ min: 3_600_000, max: 90 * 86_400_000 }),
    isUrgent: fc.boolean(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('is asked, reminded and relieved in this order, before the time is up, sooner where it is urgent', () => {
    const order = ['new', 'reminded', 'next'];
    fc.assert(
      fc.property(times, ({ since, span, isUrgent, at }) => {
        const waiting = { since, dueAt: since + span, isUrgent };
        const now = since + Math.floor(span * at);
        const stage = order.indexOf(releaseStage(waiting, now));
        assert.ok(order.indexOf(releaseStage(waiting, now + 1)) >= stage);
        assert.ok(order.indexOf(releaseStage({ ...waiting, isUrgent: true }, now)) >= stage);
        assert.equal(releaseStage(waiting, since), 'new');
        assert.equal(releaseStage(waiting, waiting.dueAt - 1), 'next');
      }),
      settings,
    );
  });

  it('is never nobody: of those who may decide, somebody is told at every step', () => {
    const people = ['ann', 'ben', 'carl'];
    fc.assert(
      fc.property(
        fc.subarray(people, { minLength: 1 }),
        fc.record({ first: fc.subarray(people), next: fc.subarray(people) }),
        fc.constantFrom('new' as const, 'reminded' as const, 'next' as const),
        (able, contacts, stage) => {
          const told = able.filter((one) => isReleaseTurn(one, contacts, { stage, able }));
          assert.ok(told.length > 0);
        },
      ),
      settings,
    );
  });
});

describe(`deciding in the place of a source that is gone (seed ${String(seed)})`, () => {
  it('is for the successor alone, about AMBER it reads anyway, never RED', () => {
    let decided = 0;
    fc.assert(
      fc.property(
        labels,
        readers,
        fc.record({
          now: moments,
          successor: fc.option(fc.constantFrom(...ORGANIZATIONS), { nil: undefined }),
        }),
        (label, reader, { now, successor }) => {
          const will = successor === undefined ? {} : { successor };
          if (!mayDecideInStead(reader, label, { will, now })) return;
          decided += 1;
          assert.equal(reader.organization, successor);
          assert.ok(mayRead(reader, label, now).allowed);
          assert.equal(label.clauses.length, 1);
          const [clause] = label.clauses;
          assert.ok(clause !== undefined && levelAt(clause, now).startsWith('amber'));
          assert.ok(reader.kind === 'person' && !reader.providerStaff);
        },
      ),
      settings,
    );
    assert.ok(decided > 20, String(decided));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CLAUSES_MAX,
  isClause,
  labelKey,
  NAMES_MAX,
  NOBODY,
  readLabel,
  RELEASES_MAX,
} from './index.ts';
import type { Clause } from './index.ts';

/** A clause that says everything a clause can say. */
const whole: Clause = {
  origin: 'alder',
  community: 'circle',
  scheme: 'tlp-2.0',
  level: 'amber',
  audience: { everyone: false, organizations: ['birch'], groups: ['water'], persons: ['ben'] },
  reach: { version: 3, providers: true, providerStaff: false, government: true },
  declared: 'HARBOUR',
  limits: {
    organizations: ['birch'],
    persons: ['ben'],
    units: ['soc'],
    roles: ['analyst'],
    sectors: ['energy'],
    countries: ['NL'],
    purposes: ['defence'],
    clients: false,
    providers: false,
    government: false,
  },
  author: 'axel',
  pap: 'amber',
  terms: { attest: true },
  assessment: { value: 1, criticality: 2, disclosure: 3, modification: 4 },
  from: 0,
  until: 10,
  changes: [{ at: 5, level: 'green' }],
  releases: [{ request: 'r', at: 1, organizations: ['cedar'], persons: ['carl'], until: 9 }],
  unknown: ['marking-definition--x'],
  assumed: true,
};
const NEEDED = ['origin', 'community', 'scheme', 'level', 'audience', 'reach'];
const names = (count: number): string[] => Array.from({ length: count }, (_, n) => `n${String(n)}`);

/** For each field, values it can have. */
const RIGHT: readonly [keyof Clause, unknown][] = [
  ['audience', {}],
  ['audience', { everyone: true }],
  ['audience', { organizations: [] }],
  ['audience', { persons: names(NAMES_MAX) }],
  ['limits', {}],
  ...['organizations', 'persons', 'units', 'roles', 'sectors', 'countries', 'purposes'].map(
    (list): [keyof Clause, unknown] => ['limits', { [list]: [] }],
  ),
  ...['clients', 'providers', 'government'].map((flag): [keyof Clause, unknown] => [
    'limits',
    { [flag]: false },
  ]),
  ['changes', []],
  ['releases', [{ request: 'r', at: 1 }]],
  ['releases', Array.from({ length: RELEASES_MAX }, () => ({ request: 'r', at: 1 }))],
  ['unknown', names(NAMES_MAX)],
  ['assumed', false],
];

const release = { request: 'r', at: 1, organizations: ['cedar'], persons: ['carl'], until: 9 };
/** For each field, values it cannot have. */
const WRONG: readonly [keyof Clause, readonly unknown[]][] = [
  ['origin', [1, null, ['alder']]],
  ['community', [1, null]],
  ['scheme', ['tlp-9', 1, null]],
  ['level', ['AMBER', 'purple', 1, null]],
  [
    'audience',
    [
      null,
      [],
      'everyone',
      { everyone: 'true' },
      { everyone: true, anybody: [] },
      { organizations: 'birch' },
      { groups: [1] },
      { persons: null },
      { persons: names(NAMES_MAX + 1) },
      { organizations: ['birch', 1] },
      { organizations: { length: 0 } },
    ],
  ],
  [
    'reach',
    [
      null,
      [],
      ...['version', 'providers', 'providerStaff', 'government'].flatMap((field) => [
        { ...whole.reach, [field]: 'true' },
        Object.fromEntries(Object.entries(whole.reach).filter(([name]) => name !== field)),
      ]),
      // All the rest at once: one right part is not enough.
      { version: 1 },
      { providers: true, providerStaff: true, government: true },
      { version: true, providers: 1, providerStaff: 1, government: 1 },
    ],
  ],
  ['declared', [1, null]],
  [
    'limits',
    [
      null,
      [],
      { anything: [] },
      { units: ['soc'], anything: ['soc'] },
      ...['clients', 'providers', 'government'].flatMap((flag) => [
        { [flag]: true },
        { [flag]: [] },
        { [flag]: null },
      ]),
      { units: [1] },
      { units: 'soc' },
      { units: ['soc'], roles: false },
    ],
  ],
  ['author', [1, null]],
  ['pap', ['AMBER', 'amber+strict', 1, null]],
  ['terms', [null, { attest: false }, { anything: true }]],
  ['assessment', [null, {}, { ...whole.assessment, value: 5 }]],
  ['from', ['0', null]],
  ['until', ['10', null]],
  [
    'changes',
    [
      null,
      {},
      [null],
      [{ at: '5', level: 'green' }],
      [{ level: 'green' }],
      [{ at: 5 }],
      [{ at: 5, level: 'purple' }],
      [{ at: 5, level: 'green' }, { at: 6 }],
    ],
  ],
  [
    'releases',
    [
      null,
      {},
      { length: 0 },
      [null],
      [{ at: 1 }],
      [{ request: 'r' }],
      [release, { ...release, at: '1' }],
      [{ ...release, request: 1 }],
      [{ ...release, at: '1' }],
      [{ ...release, organizations: 'cedar' }],
      [{ ...release, organizations: [1] }],
      [{ ...release, persons: 'carl' }],
      [{ ...release, persons: [1] }],
      [{ ...release, until: '9' }],
      [{ ...release, everyone: true }],
      Array.from({ length: RELEASES_MAX + 1 }, () => ({ request: 'r', at: 1 })),
    ],
  ],
  ['unknown', [null, 'x', [1], ['x', 1], names(NAMES_MAX + 1)]],
  ['assumed', ['true', 1, null]],
];

const read = (...clauses: unknown[]): unknown => readLabel(JSON.stringify(clauses));
const having = (field: string, value: unknown): unknown => ({ ...whole, [field]: value });
const without = (field: string): unknown =>
  Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));

describe('the stored text of a label', () => {
  it('gives back all that a clause can say', () => {
    assert.deepEqual(read(whole), { clauses: [whole] });
    assert.deepEqual(read(whole, { ...whole, origin: 'birch' }), {
      clauses: [whole, { ...whole, origin: 'birch' }],
    });
  });

  for (const field of Object.keys(whole)) {
    const isNeeded = NEEDED.includes(field);
    it(`is read without "${field}": ${isNeeded ? 'by nobody' : 'as it stands'}`, () => {
      const clause = without(field);
      assert.equal(isClause(clause), !isNeeded);
      assert.deepEqual(read(clause), isNeeded ? NOBODY : { clauses: [clause] });
    });
  }

  for (const [field, value] of RIGHT) {
    it(`is read with "${field}" as ${JSON.stringify(value).slice(0, 60)}`, () => {
      assert.deepEqual(read(having(field, value)), { clauses: [having(field, value)] });
    });
  }

  for (const [field, values] of WRONG) {
    it(`is read by nobody with a "${field}" of another shape`, () => {
      for (const value of values) {
        assert.equal(isClause(having(field, value)), false, JSON.stringify(value));
        assert.equal(read(having(field, value)), NOBODY, JSON.stringify(value));
        assert.equal(read(whole, having(field, value)), NOBODY, JSON.stringify(value));
      }
    });
  }

  it('is tried with every field there is, and with every one that is not', () => {
    assert.deepEqual(new Set(WRONG.map(([field]) => field)), new Set(Object.keys(whole)));
    for (const field of ['', 'extra', '__proto__x', 'Level'])
      assert.equal(read(having(field, 'x')), NOBODY, field);
  });

  it('is the key of the label: the same letters for good, and what they are read as', () => {
    const { origin, community, scheme, level, audience, reach } = whole;
    const small: Clause = { reach, origin, community, scheme, level, audience };
    const text =
      '{"audience":{"groups":["water"],"organizations":["birch"],"persons":["ben"]},"community":"circle",' +
      '"level":"amber","origin":"alder","reach":{"government":true,"providerStaff":false,"providers":true,' +
      '"version":3},"scheme":"tlp-2.0"}';
    assert.equal(labelKey({ clauses: [small] }), `[${text}]`);
    const nobody = { ...small, audience: {}, limits: {}, terms: {} };
    for (const clauses of [[whole], [small, whole], [nobody]]) {
      const key = labelKey({ clauses });
      const back = readLabel(key);
      assert.equal(back.clauses.length, clauses.length, key);
      assert.equal(labelKey(back), key);
    }
    assert.deepEqual(readLabel(labelKey({ clauses: [nobody] })).clauses[0]?.audience, {});
  });

  it('is read by nobody when it is no list of clauses', () => {
    for (const text of ['', 'x', 'null', '{}', '[]', '"x"', '1', '[null]', '[[]]', '[1]', '["x"]'])
      assert.equal(readLabel(text), NOBODY, text);
    assert.equal(readLabel(JSON.stringify(whole)), NOBODY);
    // A list in all but name.
    assert.equal(readLabel(JSON.stringify({ length: 1, 0: whole })), NOBODY);
  });

  it('holds as many clauses as a label may, and with one more nobody reads it', () => {
    const many = Array.from({ length: CLAUSES_MAX }, (_, n) => having('origin', `s${String(n)}`));
    assert.deepEqual(read(...many), { clauses: many });
    assert.equal(read(...many, having('origin', 'one more')), NOBODY);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ACTS,
  DAY_ONE_PROFILE,
  labelOf,
  mayReshare,
  NOBODY,
  reachOf,
  reshareTable,
  TLP_LEVELS,
} from './index.ts';
import type { Act, Clause, Reader, TlpLevel, Verdict } from './index.ts';

/**
 * The table of the marking rules 2.3, "Who may re-share, where": Y yes, N no, A ask the source,
 * C yes under the condition the words state. Columns: CLEAR, GREEN, AMBER, AMBER+STRICT, RED.
 */
const TABLE: Record<Act, string> = {
  'show-colleague': 'YYYYA',
  'give-client': 'YNCAA',
  'give-provider': 'YCCCA',
  'sub-hub': 'YCCCN',
  'federated-hub': 'YCCCN',
  'government-partner': 'YCAAA',
  public: 'YNNNN',
  'machine-export': 'YYYYN',
  'look-up-outside': 'YYYYN',
  block: 'YYYYA',
  aggregate: 'YCCCA',
  'name-source': 'YCCCC',
  'notify-affected': 'YCCAA',
  resell: 'YNNNN',
};
const VERDICTS: Record<string, Verdict> = { Y: 'yes', N: 'no', A: 'ask', C: 'conditional' };

describe('mayReshare', () => {
  for (const act of ACTS) {
    it(`answers "${act}" as the marking rules do`, () => {
      const row = TLP_LEVELS.map(
        (level) => mayReshare(ben, marked({ level }), { act, now: 0 })?.verdict,
      );
      assert.deepEqual(
        row,
        Array.from(TABLE[act], (letter) => VERDICTS[letter]),
      );
    });
  }

  it('tells somebody who may not read it nothing', () => {
    for (const act of ACTS) {
      assert.equal(mayReshare(stranger, marked({ level: 'amber' }), { act, now: 0 }), undefined);
      assert.equal(mayReshare(ben, NOBODY, { act, now: 0 }), undefined);
    }
    assert.deepEqual(reshareTable(stranger, marked({ level: 'red' }), 0), []);
  });

  it('leaves the decision to the source', () => {
    for (const { verdict } of reshareTable(source, marked({ level: 'amber' }), 0))
      assert.equal(verdict, 'yes');
  });

  it('does not leave the decision to one of several sources, nor to a provider acting for it', () => {
    const joint = {
      clauses: [clause({ level: 'amber' }), { ...clause({ level: 'amber' }), origin: 'birch' }],
    };
    assert.equal(mayReshare(ben, joint, { act: 'public', now: 0 })?.verdict, 'no');
    const staff: Reader = { ...source, providerStaff: true };
    const label = labelOf({
      ...clause({ level: 'green' }),
      reach: { ...clause({}).reach, providers: true },
    });
    assert.equal(mayReshare(staff, label, { act: 'public', now: 0 })?.verdict, 'no');
  });

  const limits: [Act, Partial<Clause>, Verdict][] = [
    ['give-client', { limits: { clients: false } }, 'no'],
    ['give-provider', { limits: { providers: false } }, 'no'],
    ['government-partner', { limits: { government: false } }, 'no'],
    ['look-up-outside', { pap: 'red' }, 'no'],
    ['look-up-outside', { pap: 'amber' }, 'yes'],
    ['block', { terms: { permittedActions: 'NONE' } }, 'no'],
    ['machine-export', { terms: { permittedActions: 'NONE' } }, 'no'],
    ['look-up-outside', { terms: { permittedActions: 'CONTACT-FOR-INSTRUCTION' } }, 'ask'],
    ['block', { terms: { permittedActions: 'CONTACT-FOR-INSTRUCTION' } }, 'ask'],
    ['look-up-outside', { terms: { permittedActions: 'INTERNALLY-VISIBLE-ACTIONS' } }, 'no'],
    ['machine-export', { terms: { permittedActions: 'INTERNALLY-VISIBLE-ACTIONS' } }, 'yes'],
    ['block', { terms: { permittedActions: 'EXTERNALLY-VISIBLE-INDIRECT-ACTIONS' } }, 'no'],
    [
      'look-up-outside',
      { terms: { permittedActions: 'EXTERNALLY-VISIBLE-INDIRECT-ACTIONS' } },
      'yes',
    ],
    ['block', { terms: { permittedActions: 'EXTERNALLY-VISIBLE-DIRECT-ACTIONS' } }, 'yes'],
    ['name-source', { terms: { chathamHouse: true } }, 'no'],
    ['name-source', { terms: { attribution: 'MUST-NOT' } }, 'no'],
    ['name-source', { terms: { attribution: 'MUST' } }, 'conditional'],
    ['notify-affected', { terms: { affectedParty: 'MUST-NOT' } }, 'no'],
    ['resell', { terms: { resale: 'MUST-NOT' } }, 'no'],
    ['block', { pap: 'red' }, 'no'],
    ['block', { pap: 'amber' }, 'no'],
    ['block', { pap: 'green' }, 'yes'],
  ];
  for (const [act, narrowed, verdict] of limits) {
    it(`answers "${act}" under ${JSON.stringify(narrowed)} with ${verdict}`, () => {
      assert.equal(
        mayReshare(ben, marked({ level: 'clear', ...narrowed }), { act, now: 0 })?.verdict,
        verdict,
      );
    });
  }

  it('never turns a no into something freer because of a limit', () => {
    const label = marked({
      level: 'red',
      pap: 'red',
      limits: { clients: false, providers: false, government: false },
    });
    for (const act of ACTS) {
      const plain = mayReshare(ben, marked({ level: 'red' }), { act, now: 0 })?.verdict;
      const narrowed = mayReshare(ben, label, { act, now: 0 })?.verdict;
      if (plain === 'no') assert.equal(narrowed, 'no', act);
    }
  });

  it('gives a plain sentence for every act', () => {
    const rows = reshareTable(ben, marked({ level: 'green' }), 0);
    assert.deepEqual(
      rows.map((row) => row.act),
      [...ACTS],
    );
    for (const { words } of rows) assert.match(words, /^[A-Z].*\.$/);
  });
});

function clause(part: Partial<Clause>): Clause {
  return {
    origin: 'alder',
    community: 'circle',
    scheme: 'tlp-2.0',
    level: 'green' satisfies TlpLevel,
    audience: { everyone: true, persons: ['ben'] },
    reach: reachOf(DAY_ONE_PROFILE),
    ...part,
  };
}

function marked(part: Partial<Clause>): ReturnType<typeof labelOf> {
  return labelOf(clause(part));
}

function reader(id: string, organization: string): Reader {
  return {
    kind: 'person',
    id,
    organization,
    providerStaff: false,
    sectors: [],
    countries: [],
    memberships: [
      {
        community: 'circle',
        class: 'member',
        state: 'active',
        tier: 'full',
        roles: ['analyst'],
        units: [],
        groups: [],
        personalGroups: [],
      },
    ],
  };
}

const ben = reader('ben', 'birch');
const source = reader('axel', 'alder');
const stranger: Reader = { ...reader('nora', 'nowhere'), memberships: [] };

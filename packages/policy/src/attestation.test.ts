import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  asksAttestation,
  attestationAsked,
  attestationHolds,
  DAY_ONE_ATTESTATION,
  needsReason,
} from './index.ts';
import type { AttestationRule, Clause, Label, Reader, TlpLevel } from './index.ts';

const NOW = 1000;

describe('what has to be confirmed before it is opened', () => {
  const levels = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
  const table: [AttestationRule, boolean, readonly TlpLevel[]][] = [
    ['never', false, []],
    ['red', false, ['red']],
    ['red-and-amber', false, ['amber', 'amber+strict', 'red']],
    ['never', true, ['amber', 'amber+strict', 'red']],
    ['red', true, ['amber', 'amber+strict', 'red']],
    ['red-and-amber', true, ['amber', 'amber+strict', 'red']],
  ];
  for (const [rule, wants, asked] of table) {
    test(`follows the community’s “${rule}”${wants ? ' and the source’s wish' : ''}`, () => {
      const clause = of(wants ? { terms: { attest: true } } : {});
      assert.deepEqual(
        levels.filter((level) => asksAttestation(clause, level, rule)),
        asked,
      );
    });
  }

  test('is at RED where the community said nothing', () => {
    assert.equal(DAY_ONE_ATTESTATION, 'red');
  });

  test('is asked of others’ people alone, at the level it stands at', () => {
    const at = { rule: 'red', now: NOW } as const;
    const red = label({ level: 'red' });
    assert.equal(attestationAsked(person('birch'), red, at), 'red');
    assert.equal(attestationAsked(person('alder'), red, at), undefined);
    assert.equal(
      attestationAsked({ ...person('alder'), providerStaff: true }, red, at),
      'red',
      'who only acts for the source is not the source',
    );
    assert.equal(attestationAsked({ ...person('birch'), kind: 'token' }, red, at), undefined);
    const own = { ...person('birch'), aliases: ['alder'] };
    assert.equal(attestationAsked(own, red, at), undefined);
    const later = label({ level: 'green', changes: [{ at: NOW, level: 'red' }] });
    assert.equal(attestationAsked(person('birch'), later, at), 'red');
    assert.equal(attestationAsked(person('birch'), later, { ...at, now: NOW - 1 }), undefined);
  });

  test('is of the narrowest where several come together, if any of others’ is asked about', () => {
    const at = { rule: 'red', now: NOW } as const;
    const wish = of({ level: 'amber', terms: { attest: true } });
    const own = of({ level: 'red', origin: 'birch' });
    assert.equal(attestationAsked(person('birch'), { clauses: [wish, own] }, at), 'red');
    assert.equal(
      attestationAsked(person('birch'), { clauses: [of({ level: 'amber' }), own] }, at),
      undefined,
    );
  });

  test('is the need to know at AMBER', () => {
    assert.deepEqual(levels.filter(needsReason), ['amber', 'amber+strict']);
  });
});

describe('a confirmation', () => {
  const given = { level: 'amber', audience: { organizations: ['birch', 'cedar'] } } as const;
  const cases: [string, Partial<Clause>, boolean][] = [
    ['holds while nothing changes', {}, true],
    ['holds when the level is lowered', { level: 'green' }, true],
    ['ends when the level is raised', { level: 'amber+strict' }, false],
    ['ends when the audience is narrowed', { audience: { organizations: ['birch'] } }, false],
    [
      'holds when the audience is widened',
      { audience: { organizations: ['birch', 'cedar', 'dogwood'] } },
      true,
    ],
    ['ends when a limit is added', { limits: { clients: false } }, false],
    ['ends when its time is cut', { until: NOW + 5 }, false],
    ['ends when less may be done', { pap: 'red' }, false],
    ['ends when terms are added', { terms: { disclaimer: 'As it is.' } }, false],
    [
      'ends when a stricter level is set in advance',
      { changes: [{ at: 2000, level: 'red' }] },
      false,
    ],
    [
      'holds when somebody else was granted it',
      { releases: [{ request: 'r', at: NOW, organizations: ['elm'] }] },
      true,
    ],
    ['ends when it is another’s', { origin: 'dogwood' }, false],
  ];
  for (const [title, change, holds] of cases) {
    test(title, () => {
      const before = { label: label(given), level: 'amber' } as const;
      assert.equal(attestationHolds(before, label({ ...given, ...change }), NOW), holds);
    });
  }

  test('ends when less is permitted or less is asked than was confirmed', () => {
    const before = label({ ...given, pap: 'red', terms: { attest: true } });
    assert.equal(attestationHolds({ label: before, level: 'amber' }, label(given), NOW), false);
    assert.equal(attestationHolds({ label: before, level: 'amber' }, before, NOW), true);
  });

  test('of a lower level does not hold once the clock has raised it', () => {
    const rising = label({ ...given, changes: [{ at: NOW, level: 'red' }] });
    assert.equal(attestationHolds({ label: rising, level: 'amber' }, rising, NOW), false);
    assert.equal(attestationHolds({ label: rising, level: 'amber' }, rising, NOW - 1), true);
    assert.equal(attestationHolds({ label: rising, level: 'red' }, rising, NOW), true);
  });

  test('of what comes from several holds for the very same alone', () => {
    const both: Label = { clauses: [of(given), of({ ...given, origin: 'elm' })] };
    assert.equal(attestationHolds({ label: both, level: 'amber' }, both, NOW), true);
    assert.equal(attestationHolds({ label: both, level: 'amber' }, label(given), NOW), false);
    assert.equal(attestationHolds({ label: label(given), level: 'amber' }, both, NOW), false);
    const nobody: Label = { clauses: [] };
    assert.equal(attestationHolds({ label: label(given), level: 'red' }, nobody, NOW), false);
    assert.equal(attestationHolds({ label: nobody, level: 'red' }, label(given), NOW), false);
  });
});

function of(more: Partial<Clause>): Clause {
  return {
    origin: 'alder',
    community: 'circle',
    scheme: 'tlp-2.0',
    level: 'amber',
    audience: { everyone: true },
    reach: { version: 1, providers: false, providerStaff: false, government: false },
    ...more,
  };
}

function label(more: Partial<Clause>): Label {
  return { clauses: [of(more)] };
}

function person(organization: string): Reader {
  return {
    kind: 'person',
    id: 'p',
    organization,
    providerStaff: false,
    sectors: [],
    countries: [],
    memberships: [],
  };
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_ONE_PROFILE, labelOf, mayChange, NOBODY, reachOf } from './index.ts';
import type { Change, Clause, Label, Reader, Role } from './index.ts';

const CHANGES: Change[] = ['revise', 'retract', 'lower', 'tighten'];

describe('mayChange', () => {
  const allowed: [string, Reader, Label, Change[]][] = [
    [
      'a representative of the source',
      person('alma', 'alder', ['representative']),
      green(),
      CHANGES,
    ],
    [
      'a sharing officer of the source',
      person('olga', 'alder', ['sharing-officer']),
      green(),
      CHANGES,
    ],
    [
      'an analyst of the source',
      person('arno', 'alder', ['analyst']),
      green(),
      ['revise', 'tighten'],
    ],
    ['a reader of the source', person('rita', 'alder', ['reader']), green(), ['tighten']],
    [
      'a sealed source, whatever the role of whoever brought its ticket,',
      { ...person('v', 'alder', ['reader']), isSealedSource: true },
      green(),
      CHANGES,
    ],
    [
      'a sealed source of another name',
      { ...person('v', 'birch', ['representative']), isSealedSource: true },
      green(),
      [],
    ],
    ['a token of the source', token('bot', 'alder'), green(), ['revise', 'tighten']],
    ['the author of a RED item', person('axel', 'alder', ['reader']), red(), CHANGES],
    ['a recipient', person('ben', 'birch', ['representative']), green(), []],
    ['the chair', person('chiara', 'cedar', ['chair', 'representative']), green(), []],
    [
      'provider staff acting for the source',
      { ...person('p', 'alder', ['representative']), providerStaff: true },
      providerGreen(),
      [],
    ],
    ['one of several sources', person('alma', 'alder', ['representative']), joint(), []],
  ];
  for (const [who, reader, label, may] of allowed) {
    it(`lets ${who} ${may.length === 0 ? 'change nothing' : may.join(', ')}`, () => {
      const granted = CHANGES.filter(
        (change) => mayChange(reader, label, { change, now: 0 }).allowed,
      );
      assert.deepEqual(granted, may);
      for (const change of CHANGES) {
        const decision = mayChange(reader, label, { change, now: 0 });
        assert.equal(decision.hidden, false);
        assert.match(decision.words, /^[A-Z].*\.$/);
      }
    });
  }

  it('tells somebody who may not read it that there is no such item', () => {
    const nora: Reader = { ...person('nora', 'nowhere', ['representative']), memberships: [] };
    for (const [reader, label] of [
      [nora, green()],
      [person('ben', 'birch', ['representative']), red()],
      [nora, NOBODY],
    ] as const) {
      for (const change of CHANGES) {
        const decision = mayChange(reader, label, { change, now: 0 });
        assert.deepEqual(decision, {
          allowed: false,
          hidden: true,
          words: 'There is no such item.',
        });
      }
    }
  });

  it('lets a source that lost its standing change nothing, even what everybody reads', () => {
    const gone: Reader = { ...person('alma', 'alder', ['representative']), memberships: [] };
    const clear = labelOf({ ...clause(), level: 'clear' });
    for (const change of CHANGES)
      assert.equal(mayChange(gone, clear, { change, now: 0 }).allowed, false);
  });
});

function clause(): Clause {
  return {
    origin: 'alder',
    community: 'circle',
    scheme: 'tlp-2.0',
    level: 'green',
    audience: { everyone: true },
    reach: reachOf(DAY_ONE_PROFILE),
  };
}

function green(): Label {
  return labelOf(clause());
}

function providerGreen(): Label {
  return labelOf({ ...clause(), reach: { ...clause().reach, providers: true } });
}

function red(): Label {
  return labelOf({ ...clause(), level: 'red', author: 'axel' });
}

function joint(): Label {
  return { clauses: [clause(), { ...clause(), origin: 'birch' }] };
}

function person(id: string, organization: string, roles: Role[]): Reader {
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
        roles,
        units: [],
        groups: [],
        personalGroups: [],
      },
    ],
  };
}

function token(id: string, organization: string): Reader {
  return { ...person(id, organization, []), kind: 'token' };
}

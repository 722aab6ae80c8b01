import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { levelAt, mayRead, RULES, standingIn } from './index.ts';
import type {
  Audience,
  Clause,
  Label,
  LevelChange,
  Limits,
  MemberClass,
  MemberState,
  ProfileReach,
  Reader,
  Release,
  Role,
  TlpLevel,
} from './index.ts';

const file = new URL('../../../conformance/policy/truth-table.txt', import.meta.url);
const table = readTable(readFileSync(file, 'utf8'));

describe('truth table', () => {
  for (const { heading, marking, label, answers } of table.markings) {
    it(`${heading}: ${marking}`, () => {
      for (const { reader, at, allowed, rule } of answers) {
        const who = table.readers.get(reader);
        assert.ok(who, `Nobody is called "${reader}"`);
        const decision = mayRead(who, label, at);
        assert.deepEqual(
          { allowed: decision.allowed, rule: decision.rule },
          { allowed, rule },
          `${reader} at ${String(at)}, "${marking}"`,
        );
      }
    });
  }

  it('has a line for every rule', () => {
    const met = new Set(table.markings.flatMap((one) => one.answers.map((a) => a.rule)));
    assert.deepEqual(
      Object.keys(RULES).filter((rule) => !met.has(rule)),
      [],
    );
  });

  it('gives a reader without a standing nothing but CLEAR that is for everyone', () => {
    const outsiders = [...table.readers.values()].filter(
      (reader) => standingIn(reader, 'circle') === undefined,
    );
    assert.ok(outsiders.length >= 6);
    for (const { marking, label } of table.markings) {
      for (const at of [100, 199, 200, 300]) {
        const isForAll = label.clauses.every(
          (clause) => levelAt(clause, at) === 'clear' && clause.audience.everyone === true,
        );
        if (isForAll && label.clauses.length > 0) continue;
        for (const reader of outsiders) {
          assert.equal(mayRead(reader, label, at).allowed, false, `${reader.id}: ${marking}`);
        }
      }
    }
  });
});

interface Answer {
  reader: string;
  at: number;
  allowed: boolean;
  rule: string;
}
interface Marking {
  heading: string;
  marking: string;
  label: Label;
  answers: Answer[];
}

/** Reads the table; its form is described in `conformance/policy/README.md`. */
function readTable(text: string): { readers: Map<string, Reader>; markings: Marking[] } {
  const readers = new Map<string, Reader>();
  const markings: Marking[] = [];
  let heading = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) heading = line.slice(3);
    if (line.startsWith('#') || line.trim() === '') continue;
    const reader = /^reader (\w+): (.*)$/.exec(line);
    if (reader !== null) readers.set(...readReader(reader[1] ?? '', reader[2] ?? ''));
    else if (line.startsWith(' ')) markings.at(-1)?.answers.push(...readAnswers(line));
    else markings.push({ heading, marking: line, label: readMarking(line), answers: [] });
  }
  return { readers, markings };
}

function readAnswers(line: string): Answer[] {
  const found = /^ +(.+?) +(yes|no) (\S+)$/.exec(line);
  assert.ok(found, `Not an answer: "${line}"`);
  const [, who = '', verdict, rule = ''] = found;
  return who.split(',').map((one) => {
    const [reader = '', at] = one.trim().split(' at ');
    return { reader, at: Number(at ?? 100), allowed: verdict === 'yes', rule };
  });
}

function readReader(id: string, line: string): [string, Reader] {
  const parts = line.split(';').map((part) => part.trim());
  const first = /^(person|token) of (\w+)$/.exec(parts[0] ?? '');
  assert.ok(first, `Not a reader: "${line}"`);
  const standing = parts
    .map((part) => /^(\w+) (\w+)(?: in (\S+))?$/.exec(part))
    .find((part) => part !== null && part[2] !== 'staff' && isStanding(part[1] ?? ''));
  const ceiling = words(parts, 'ceiling')[0];
  const kept = words(parts, 'kept to')[0];
  const purpose = words(parts, 'purpose')[0];
  const personal = words(parts, 'personal groups');
  const membership = {
    community: standing?.[3] ?? 'circle',
    class: (standing?.[1] ?? 'member') as MemberClass,
    state: (standing?.[2] ?? 'active') as MemberState,
    tier: 'full',
    ...(kept === undefined ? {} : { ceiling: kept as TlpLevel }),
    roles: words(parts, 'roles') as Role[],
    units: words(parts, 'units'),
    groups: [...words(parts, 'groups'), ...personal],
    personalGroups: personal,
    ...(parts.includes('asks amber') || parts.includes('confirmed')
      ? {
          attestation: {
            asksAmber: parts.includes('asks amber'),
            isGiven: parts.includes('confirmed'),
          },
        }
      : {}),
  };
  const reader: Reader = {
    kind: first[1] === 'token' ? 'token' : 'person',
    id,
    organization: first[2] ?? '',
    providerStaff: parts.includes('provider staff'),
    sectors: words(parts, 'sectors'),
    countries: words(parts, 'countries'),
    ...(purpose === undefined ? {} : { purpose }),
    ...(ceiling === undefined ? {} : { ceiling: ceiling as TlpLevel }),
    memberships: standing === undefined ? [] : [membership],
  };
  return [id, reader];
}

function isStanding(word: string): boolean {
  return ['member', 'partner', 'informal', 'provider', 'government', 'client'].includes(word);
}

function readMarking(line: string): Label {
  if (line.trim() === 'unreadable') return { clauses: [] };
  return { clauses: line.split(' & ').map(readClause) };
}

function readClause(text: string): Clause {
  const [head = '', ...parts] = text.split(';').map((part) => part.trim());
  const [level = '', whom = ''] = head.split(' to ');
  const profile = words(parts, 'profile');
  const reach: ProfileReach = {
    version: 1,
    providers: profile.includes('providers'),
    providerStaff: profile.includes('provider-staff'),
    government: profile.includes('government'),
  };
  const changes = parts
    .map((part) => /^becomes (\S+) at (\d+)$/.exec(part))
    .filter((found) => found !== null)
    .map((found): LevelChange => ({ at: Number(found[2]), level: found[1] as TlpLevel }));
  const releases = parts
    .map((part) => /^released to (.*?)(?: until (\d+))?$/.exec(part))
    .filter((found) => found !== null)
    .map((found): Release => {
      const { organizations, persons } = readAudience(found[1] ?? '');
      return {
        request: 'request',
        at: 50,
        ...(organizations === undefined ? {} : { organizations }),
        ...(persons === undefined ? {} : { persons }),
        ...(found[2] === undefined ? {} : { until: Number(found[2]) }),
      };
    });
  const [from, until, author, origin] = ['from', 'until', 'author', 'by'].map(
    (word) => words(parts, word)[0],
  );
  const limits = readLimits(parts);
  return {
    origin: origin ?? 'alder',
    community: 'circle',
    scheme: 'tlp-2.0',
    level: level as TlpLevel,
    audience: readAudience(whom),
    reach,
    ...(limits === undefined ? {} : { limits }),
    ...(author === undefined ? {} : { author }),
    ...(from === undefined ? {} : { from: Number(from) }),
    ...(until === undefined ? {} : { until: Number(until) }),
    ...(changes.length === 0 ? {} : { changes }),
    ...(releases.length === 0 ? {} : { releases }),
    ...(parts.includes('attest') ? { terms: { attest: true as const } } : {}),
    ...(parts.includes('unknown marking') ? { unknown: ['marking-definition--x'] } : {}),
  };
}

function readAudience(text: string): Audience {
  const named = text.split(',').map((part) => part.trim());
  const pick = (word: string): string[] =>
    named.filter((part) => part.startsWith(`${word} `)).map((part) => part.slice(word.length + 1));
  const [organizations, groups, persons] = ['organization', 'group', 'person'].map(pick);
  return {
    ...(named.includes('everyone') ? { everyone: true } : {}),
    ...(organizations?.length ? { organizations } : {}),
    ...(groups?.length ? { groups } : {}),
    ...(persons?.length ? { persons } : {}),
  };
}

function readLimits(parts: readonly string[]): Limits | undefined {
  const limits: Record<string, string[] | false> = {};
  for (const part of parts) {
    const only = /^only (\w+) (.*)$/.exec(part);
    if (only !== null) {
      const names = (only[2] ?? '').split(',').map((name) => name.trim());
      limits[only[1] ?? ''] = names.filter((name) => name !== 'nobody');
    }
    const not = /^not (\w+)$/.exec(part);
    if (not !== null) limits[not[1] ?? ''] = false;
  }
  return Object.keys(limits).length === 0 ? undefined : limits;
}

function words(parts: readonly string[], name: string): string[] {
  const part = parts.find((one) => one.startsWith(`${name} `));
  return part === undefined
    ? []
    : part
        .slice(name.length + 1)
        .split(',')
        .map((word) => word.trim());
}

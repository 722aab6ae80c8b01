import type { Audience, Clause, Label, Limits, Reader, ReaderMembership } from '@tocsin/policy';

/**
 * Who may read, a second time: written from the marking rules (M1 to M12) and not from the program's own
 * rule, as plain conditions without short cuts and without reasons. Tests hold the two against each other.
 */
export function oracleMayRead(reader: Reader, label: Label, now: number): boolean {
  return label.clauses.length > 0 && label.clauses.every((clause) => reads(reader, clause, now));
}

/** From the widest to the narrowest. */
const ORDER = ['clear', 'green', 'amber', 'amber+strict', 'red'];

/** The level that holds now: the latest change that has come, else the one given first (M12). */
export function oracleLevel(clause: Clause, now: number): string {
  const come = (clause.changes ?? []).filter((change) => change.at <= now);
  const latest = Math.max(...come.map((change) => change.at));
  return come.findLast((change) => change.at === latest)?.level ?? clause.level;
}

function reads(reader: Reader, clause: Clause, now: number): boolean {
  const level = oracleLevel(clause, now);
  const member = reader.memberships.find(
    (one) => one.community === clause.community && /^(active|probation)$/.test(one.state),
  );
  if (ORDER.indexOf(level) > ORDER.indexOf(reader.ceiling ?? 'red')) return false;
  if (member !== undefined && isSource(reader, member, { clause, level })) return true;
  if (ORDER.indexOf(level) > ORDER.indexOf(member?.ceiling ?? 'red')) return false;
  const isOpen = now >= (clause.from ?? -Infinity) && now < (clause.until ?? Infinity);
  const isHeld = clause.unknown !== undefined && clause.unknown.length > 0;
  if (isHeld || !isOpen) return false;
  if (member !== undefined && isReleased(reader, clause, { level, now })) return true;
  if (!isWithin(reader, member, clause.limits ?? {})) return false;
  return isAddressed(reader, member, { clause, level });
}

/** What the source granted beyond its marking to somebody who asked: to persons at RED, else to organizations too. */
function isReleased(
  reader: Reader,
  { releases = [] }: Clause,
  { level, now }: { level: string; now: number },
): boolean {
  return releases
    .filter(({ until = Infinity }) => now < until)
    .some(({ persons = [], organizations = [] }) => {
      const isPerson = reader.kind === 'person' && persons.includes(reader.id);
      const isStaff = organizations.includes(reader.organization) && !reader.providerStaff;
      return isPerson || (isStaff && level !== 'red');
    });
}

/** The audience of each level: the world, the community, organizations, persons (M4 to M8). */
function isAddressed(
  reader: Reader,
  member: ReaderMembership | undefined,
  { clause, level }: { clause: Clause; level: string },
): boolean {
  const isForAll = clause.audience.everyone === true;
  if (member === undefined) return level === 'clear' && isForAll;
  const by = naming(reader, member, clause.audience);
  if (level === 'red') return reader.kind === 'person' && by.person;
  if (by.person) return true;
  if (!by.organization && !isForAll) return false;
  return (
    level === 'clear' || mayReceive(reader, member, { clause, level, isNamed: by.organization })
  );
}

/** The source keeps what it gave; of RED only who introduced it and who speaks for the source do (M4). */
function isSource(
  reader: Reader,
  member: ReaderMembership,
  { clause, level }: { clause: Clause; level: string },
): boolean {
  const { aliases = [], voices = [] } = reader;
  if (![reader.organization, ...aliases].includes(clause.origin) || reader.providerStaff)
    return false;
  const speaks = member.roles.some((role) => /^(representative|sharing-officer)$/.test(role));
  return (
    level !== 'red' ||
    [reader.id, ...voices].some((one) => one === clause.author) ||
    (reader.kind === 'person' && speaks)
  );
}

/** How the source names a member: in person, or through an organization or group. */
function naming(
  reader: Reader,
  member: ReaderMembership,
  { persons = [], groups = [], organizations = [] }: Audience,
): { person: boolean; organization: boolean } {
  const isAny = (named: readonly string[], own: readonly string[]): boolean =>
    named.some((one) => own.includes(one));
  const isIn = (names: readonly string[]): boolean => isAny(groups, names);
  return {
    person: isAny(persons, [reader.id, ...(reader.voices ?? [])]) || isIn(member.personalGroups),
    organization:
      isAny(organizations, [reader.organization, ...(reader.aliases ?? [])]) || isIn(member.groups),
  };
}

/** What the profile lets the classes beside plain members have, unless the source names them (2.2, 2.3). */
function mayReceive(
  reader: Reader,
  member: ReaderMembership,
  { clause, level, isNamed }: { clause: Clause; level: string; isNamed: boolean },
): boolean {
  const { providers, providerStaff, government } = clause.reach;
  if (reader.providerStaff && !(providers && (providerStaff || level !== 'amber+strict')))
    return false;
  if (isNamed) return true;
  if (member.class === 'provider') return providers && level !== 'amber+strict';
  if (member.class === 'government') return government && level === 'green';
  return member.class !== 'client';
}

/** The source's limits narrow for everybody but the source (M9). */
function isWithin(reader: Reader, member: ReaderMembership | undefined, limits: Limits): boolean {
  const classes = [member?.class, reader.providerStaff ? 'provider' : undefined];
  if (limits.clients === false && classes.includes('client')) return false;
  if (limits.government === false && classes.includes('government')) return false;
  if (limits.providers === false && classes.includes('provider')) return false;
  const pairs: [allowed: readonly string[] | undefined, held: readonly (string | undefined)[]][] = [
    [limits.organizations, [reader.organization]],
    [limits.persons, [reader.id]],
    [limits.units, member?.units ?? []],
    [limits.roles, member?.roles ?? []],
    [limits.sectors, reader.sectors],
    [limits.countries, reader.countries],
    [limits.purposes, [reader.purpose]],
  ];
  return pairs.every(([allowed, held]) => allowed?.some((one) => held.includes(one)) ?? true);
}

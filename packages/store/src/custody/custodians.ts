import { standingIn } from '@tocsin/policy';
import { isChair } from '../people/authority.ts';
import { readRoles } from '../people/columns.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from '../people/policy-act.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { recordAct } from '../people/actor.ts';
import type { Reader } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Custodian, Refusal } from '../store.ts';
import { CUSTODIANS_MAX, CUSTODY_KEYS_MAX } from './limits.ts';

interface CustodianRow {
  person: string;
  name: string;
  organization: string;
  organization_name: string;
  since: number;
  key_id: string | null;
  recipient: string | null;
  made_at: number | null;
  is_operator: number;
  is_disabled: number;
  state: string | null;
  roles: string | null;
}

// The newest key is the one that was not replaced. Who takes part no more has no roles or no reading membership.
const CUSTODIANS = `SELECT c.person, p.name, c.organization, o.name AS organization_name, c.since, k.id AS key_id, k.recipient,
    k.made_at, p.is_operator, p.is_disabled, m.state, r.roles
  FROM custodian c JOIN person p ON p.id = c.person JOIN organization o ON o.id = c.organization
  LEFT JOIN custody_key k ON k.community = c.community AND k.person = c.person AND k.replaced_at IS NULL
  LEFT JOIN membership m ON m.community = c.community AND m.organization = c.organization
  LEFT JOIN representation r ON r.community = c.community AND r.organization = c.organization AND r.person = c.person
  WHERE c.community = ? AND c.ended_at IS NULL ORDER BY p.name, p.id`;

/** The custodians of a community, by name; every member is told, since they may seal for them. */
export async function readCustodians(query: Query, community: string): Promise<Custodian[]> {
  const rows = await query.all<CustodianRow>(CUSTODIANS, [community]);
  return rows.map(custodianFrom);
}

/** The reader as a custodian of this community, while they are one. */
export async function ownCustody(
  query: Query,
  reader: Reader,
  community: string,
): Promise<Custodian | undefined> {
  if (reader.kind !== 'person' || standingIn(reader, community) === undefined) return undefined;
  const all = await readCustodians(query, community);
  return all.find(
    ({ person, organization, isActive }) =>
      isActive && person.id === reader.id && organization.id === reader.organization,
  );
}

/** Makes somebody a custodian. */
export function nameCustodian(
  access: ExchangeAccess,
  at: { community: string; person: string },
): Promise<true | Refusal> {
  return policyAct<true>(access, async (acting) => {
    const { transaction, reader } = acting;
    standingOrHidden(reader, at.community);
    if (!isChair(reader, at.community)) {
      throw new Refused('not-allowed', 'Only a chair names custodians; ask one of them');
    }
    const organization = await nameable(transaction, at);
    await transaction.run(
      `INSERT INTO custodian (community, person, organization, since, ended_at) VALUES (?, ?, ?, ?, NULL)
       ON CONFLICT (community, person) DO UPDATE SET organization = excluded.organization, since = excluded.since, ended_at = NULL`,
      [at.community, at.person, organization, acting.at],
    );
    await recordPolicyAct(acting, {
      act: 'name-custodian',
      words: 'Named a custodian of seals',
      community: at.community,
      concerns: organization,
      facts: { person: at.person },
    });
    return true;
  });
}

/** Whoever is to open seals must not be able to take what they were not given: no chair, nobody who runs the hub. */
async function nameable(
  query: Query,
  { community, person }: { community: string; person: string },
): Promise<string> {
  const held = await query.all<{ organization: string; roles: string; is_operator: number }>(
    `SELECT r.organization, r.roles, p.is_operator FROM representation r JOIN person p ON p.id = r.person
      JOIN membership m ON m.community = r.community AND m.organization = r.organization
      WHERE r.community = ? AND r.person = ? AND r.roles <> '[]' AND p.is_disabled = 0 AND m.state IN ('active', 'probation')
      ORDER BY r.organization`,
    [community, person],
  );
  const [first] = held;
  if (first === undefined) throw hidden();
  if (held.some(({ roles }) => chairs(roles))) {
    throw new Refused(
      'conflict',
      'A chair cannot be a custodian: who decides here must not also learn who said what',
    );
  }
  if (first.is_operator === 1) {
    throw new Refused(
      'conflict',
      'Whoever runs the hub cannot be a custodian: they could reach both the seals and the keys',
    );
  }
  const others = (await readCustodians(query, community)).filter((one) => one.person.id !== person);
  if (others.some(({ organization }) => organization.id === first.organization)) {
    throw new Refused(
      'conflict',
      'This organization has a custodian already: choose one of another, so that none opens alone what takes two',
    );
  }
  if (others.length >= CUSTODIANS_MAX) {
    throw new Refused(
      'conflict',
      `A community has at most ${String(CUSTODIANS_MAX)} custodians: dismiss one first`,
    );
  }
  return first.organization;
}

/** Ends a custodian's part; seals made for their key stay closed to them. */
export function dismissCustodian(
  access: ExchangeAccess,
  at: { community: string; person: string },
): Promise<true | Refusal> {
  return policyAct<true>(access, async (acting) => {
    const { transaction, reader } = acting;
    standingOrHidden(reader, at.community);
    const row = await transaction.one<{ organization: string }>(
      'SELECT organization FROM custodian WHERE community = ? AND person = ? AND ended_at IS NULL',
      [at.community, at.person],
    );
    if (row === undefined) throw hidden();
    if (!isChair(reader, at.community) && reader.id !== at.person) {
      throw new Refused('not-allowed', 'Only a chair, or a custodian of themselves, ends it');
    }
    await transaction.run('UPDATE custodian SET ended_at = ? WHERE community = ? AND person = ?', [
      acting.at,
      at.community,
      at.person,
    ]);
    await recordPolicyAct(acting, {
      act: 'dismiss-custodian',
      words: 'Ended the part of a custodian of seals',
      community: at.community,
      concerns: row.organization,
      facts: { person: at.person },
    });
    return true;
  });
}

/** A new key for new seals; the older ones are kept, because what was sealed for them is opened by them. */
export function publishKey(
  access: ExchangeAccess,
  at: { community: string; recipient: string },
): Promise<Custodian | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await access.reader(transaction);
    const own = await ownCustody(transaction, reader, at.community);
    if (own === undefined) throw hidden();
    const held = await transaction.one<{ n: number }>(
      'SELECT count(*) AS n FROM custody_key WHERE community = ? AND person = ?',
      [at.community, reader.id],
    );
    if ((held?.n ?? 0) >= CUSTODY_KEYS_MAX) {
      throw new Refused(
        'conflict',
        `A custodian makes at most ${String(CUSTODY_KEYS_MAX)} keys in a community`,
      );
    }
    const now = access.now();
    await transaction.run(
      'UPDATE custody_key SET replaced_at = ? WHERE community = ? AND person = ? AND replaced_at IS NULL',
      [now, at.community, reader.id],
    );
    const id = access.newId();
    await transaction.run(
      'INSERT INTO custody_key (id, community, person, recipient, made_at, replaced_at) VALUES (?, ?, ?, ?, ?, NULL)',
      [id, at.community, reader.id, at.recipient, now],
    );
    await recordAct(transaction, access.principal, {
      at: now,
      organization: reader.organization,
      act: 'custody-key',
      words: 'Made a new key for seals',
      facts: { community: at.community, key: id, recipient: at.recipient },
    });
    return { ...own, key: { id, recipient: at.recipient, madeAt: now } };
  });
}

function custodianFrom(row: CustodianRow): Custodian {
  const takesPart =
    (row.state === 'active' || row.state === 'probation') && (row.roles ?? '[]') !== '[]';
  const isActive =
    takesPart && row.is_operator === 0 && row.is_disabled === 0 && !chairs(row.roles ?? '[]');
  return {
    person: { id: row.person, name: row.name },
    organization: { id: row.organization, name: row.organization_name },
    since: row.since,
    ...(row.key_id === null || row.recipient === null || row.made_at === null
      ? {}
      : { key: { id: row.key_id, recipient: row.recipient, madeAt: row.made_at } }),
    isActive,
  };
}

function chairs(roles: string): boolean {
  return readRoles(roles).some((role) => role === 'chair' || role === 'co-chair');
}

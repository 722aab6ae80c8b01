import type { MemberClass, MemberState, Role } from '@tocsin/policy';
import type { Query, Transaction } from '../engine/engine.ts';
import type { NewOrganization, NewPerson, Passkey } from '../store.ts';
import { readRoles } from './columns.ts';
import { COUNTRIES_MAX, PASSKEYS_MAX, RECOVERY_CODES_MAX, SECTORS_MAX } from './limits.ts';
import { Refused } from './refused.ts';
import { countryOf, emailOf, nameOf, sectorOf, slugFrom, slugOf } from './words.ts';

/** When, and under which id. */
export interface Made {
  readonly id: string;
  readonly at: number;
}

/** Makes a person with the credentials given; refuses an e-mail address that is already known. */
export async function insertPerson(
  transaction: Transaction,
  person: NewPerson & { isOperator: boolean },
  made: Made,
): Promise<void> {
  const email = emailOf(person.email);
  const name = nameOf(person.name);
  if (email === undefined) throw new Refused('invalid', 'That is not an e-mail address');
  if (name === undefined) throw new Refused('invalid', 'Give a name of one line');
  const known = await transaction.one('SELECT 1 AS one FROM person WHERE email = ?', [email]);
  if (known !== undefined) {
    throw new Refused('conflict', 'There is already an account with this address: sign in instead');
  }
  await transaction.run(
    `INSERT INTO person (id, email, name, is_operator, is_disabled, password_hash, totp, totp_step, created_at)
      VALUES (?, ?, ?, ?, 0, ?, ?, 0, ?)`,
    [
      made.id,
      email,
      name,
      person.isOperator ? 1 : 0,
      person.passwordHash ?? null,
      person.totp ?? null,
      made.at,
    ],
  );
  if (person.passkey !== undefined) await insertPasskey(transaction, made.id, person.passkey);
  await replaceRecoveryCodes(transaction, made.id, person.recoveryCodeHashes ?? []);
}

/** Adds a passkey to a person's account. */
export async function insertPasskey(
  transaction: Transaction,
  person: string,
  passkey: Passkey,
): Promise<void> {
  const held = await transaction.one<{ n: number }>(
    'SELECT count(*) AS n FROM passkey WHERE person = ?',
    [person],
  );
  if ((held?.n ?? 0) >= PASSKEYS_MAX) {
    throw new Refused('conflict', `An account holds at most ${String(PASSKEYS_MAX)} passkeys`);
  }
  await transaction.run(
    `INSERT INTO passkey (id, person, public_key, counter, transports, name, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      passkey.id,
      person,
      passkey.publicKey,
      passkey.counter,
      JSON.stringify(passkey.transports),
      nameOf(passkey.name) ?? 'Passkey',
      passkey.createdAt,
    ],
  );
}

/** Gives a person these recovery codes and no others. */
export async function replaceRecoveryCodes(
  transaction: Transaction,
  person: string,
  hashes: readonly Uint8Array[],
): Promise<void> {
  if (hashes.length > RECOVERY_CODES_MAX) {
    throw new Refused('invalid', `At most ${String(RECOVERY_CODES_MAX)} recovery codes`);
  }
  await transaction.run('DELETE FROM recovery_code WHERE person = ?', [person]);
  for (const hash of hashes) {
    await transaction.run('INSERT INTO recovery_code (person, hash) VALUES (?, ?)', [person, hash]);
  }
}

/** Makes an organization; without a slug it gets one from its name. */
export async function insertOrganization(
  transaction: Transaction,
  organization: NewOrganization & { class: MemberClass },
  made: Made,
): Promise<void> {
  const name = nameOf(organization.name);
  if (name === undefined) throw new Refused('invalid', 'Give the organization a name of one line');
  await transaction.run(
    `INSERT INTO organization (id, slug, name, class, sectors, countries, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      made.id,
      await freeSlug(transaction, organization.slug, name),
      name,
      organization.class,
      listOf(organization.sectors ?? [], { most: SECTORS_MAX, read: sectorOf, what: 'sector' }),
      listOf(organization.countries ?? [], {
        most: COUNTRIES_MAX,
        read: countryOf,
        what: 'country',
      }),
      made.at,
    ],
  );
}

/** Makes an organization a member, when it is none yet; gives whether it was made. */
export async function insertMembership(
  transaction: Transaction,
  membership: {
    community: string;
    organization: string;
    class: MemberClass;
    tier: string;
    state: MemberState;
    at: number;
  },
): Promise<boolean> {
  const count = await transaction.run(
    `INSERT INTO membership (community, organization, class, tier, state, since)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [
      membership.community,
      membership.organization,
      membership.class,
      membership.tier,
      membership.state,
      membership.at,
    ],
  );
  return count > 0;
}

/** Lets a person act for an organization, when they do not yet; gives whether it was made. */
export async function insertAffiliation(
  transaction: Transaction,
  affiliation: { person: string; organization: string; provider?: string; at: number },
): Promise<boolean> {
  const count = await transaction.run(
    'INSERT INTO affiliation (person, organization, provider, since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    [affiliation.person, affiliation.organization, affiliation.provider ?? null, affiliation.at],
  );
  return count > 0;
}

/** Who represents whom where. */
export interface RepresentationKey {
  readonly person: string;
  readonly organization: string;
  readonly community: string;
}

/** The roles of a person for an organization in a community; `undefined` when they never had any. */
export async function rolesOf(query: Query, key: RepresentationKey): Promise<Role[] | undefined> {
  const row = await query.one<{ roles: string }>(
    'SELECT roles FROM representation WHERE person = ? AND organization = ? AND community = ?',
    [key.person, key.organization, key.community],
  );
  return row === undefined ? undefined : readRoles(row.roles);
}

/** Gives a person exactly these roles. */
export async function putRoles(
  transaction: Transaction,
  key: RepresentationKey,
  roles: readonly Role[],
): Promise<void> {
  await transaction.run(
    `INSERT INTO representation (person, organization, community, roles, units) VALUES (?, ?, ?, ?, '[]')
      ON CONFLICT (person, organization, community) DO UPDATE SET roles = excluded.roles`,
    [key.person, key.organization, key.community, JSON.stringify([...new Set(roles)])],
  );
}

/** Gives a person roles and units where they never had any; what is there stays. */
export async function insertRepresentation(
  transaction: Transaction,
  key: RepresentationKey,
  given: { roles: readonly Role[]; units: readonly string[] },
): Promise<void> {
  await transaction.run(
    `INSERT INTO representation (person, organization, community, roles, units) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
    [
      key.person,
      key.organization,
      key.community,
      JSON.stringify([...new Set(given.roles)]),
      JSON.stringify(given.units),
    ],
  );
}

async function freeSlug(
  transaction: Transaction,
  wanted: string | undefined,
  name: string,
): Promise<string> {
  const slug = wanted === undefined ? slugFrom(name) : slugOf(wanted);
  if (slug === undefined) {
    throw new Refused(
      'invalid',
      'A short name has 1 to 60 lower-case letters, digits and hyphens, and begins and ends with a letter or digit',
    );
  }
  const isTaken = async (candidate: string): Promise<boolean> =>
    (await transaction.one('SELECT 1 AS one FROM organization WHERE slug = ?', [candidate])) !==
    undefined;
  if (!(await isTaken(slug))) return slug;
  if (wanted !== undefined) {
    throw new Refused('conflict', `The short name "${slug}" is taken: choose another`);
  }
  for (let number = 2; number < 1000; number++) {
    const candidate = `${slug}-${String(number)}`;
    if (!(await isTaken(candidate))) return candidate;
  }
  throw new Refused('conflict', 'Choose a short name: too many organizations have this name');
}

function listOf(
  words: readonly string[],
  rule: { most: number; read: (word: string) => string | undefined; what: string },
): string {
  if (words.length > rule.most) {
    throw new Refused('invalid', `Give at most ${String(rule.most)} of ${rule.what}`);
  }
  const list = words.map((word) => {
    const read = rule.read(word);
    if (read === undefined) throw new Refused('invalid', `"${word}" is no ${rule.what}`);
    return read;
  });
  return JSON.stringify([...new Set(list)].sort());
}

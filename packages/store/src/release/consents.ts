import {
  aliasName,
  CONSENT_CLASSES,
  CONSENT_FORMS,
  CONSENT_LEVELS,
  RELEASE_USES,
  speaksForSource,
  standingIn,
} from '@tocsin/policy';
import type { Reader, StandingConsent } from '@tocsin/policy';
import { isIn, list } from '../engine/engine.ts';
import { recordAct } from '../people/actor.ts';
import { communityMembers } from '../people/census.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { readerNow } from '../people/reader.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Consent, Refusal } from '../store.ts';
import {
  CONSENT_LIFE_MAX,
  CONSENT_ORGANIZATIONS_MAX,
  CONSENT_TYPES_MAX,
  CONSENTS_MAX,
  CONSENTS_SHOWN_MAX,
} from './limits.ts';
import { takesPart } from './request-rows.ts';

interface ConsentRow {
  id: string;
  body: string;
  person: string;
  made_at: number;
  ended_at: number | null;
}

/** A consent in force, for the inside of the store. */
export interface HeldConsent extends StandingConsent {
  readonly id: string;
  readonly person: string;
}

/** What the source allows in advance, for those who speak for it. */
export async function readConsents(
  { query, view: { reader, now } }: Reading,
  community: string,
): Promise<Consent[]> {
  return speaks(reader, community) ? consentsOf(query, { reader, community, now }) : [];
}

/** The consents of a source that hold now, the oldest first. */
export async function consentsInForce(
  query: Query,
  at: { community: string; source: string; now: number },
): Promise<HeldConsent[]> {
  const rows = await query.all<ConsentRow>(
    'SELECT * FROM release_consent WHERE community = ? AND source = ? AND ended_at IS NULL ORDER BY made_at, id',
    [at.community, at.source],
  );
  return rows
    .map(({ id, person, body }) => ({ ...(JSON.parse(body) as StandingConsent), id, person }))
    .filter(({ until }) => at.now < until);
}

/** Allows something in advance, from now on: what was asked before is decided by hand. */
export function addConsent(
  access: ExchangeAccess,
  community: string,
  consent: StandingConsent,
): Promise<Consent | Refusal> {
  return asSpeaker(access, community, async (transaction, at) => {
    const body = await checkedConsent(transaction, consent, at);
    const held = await consentsInForce(transaction, { ...at, source: at.reader.organization });
    if (held.length >= CONSENTS_MAX) {
      throw new Refused(
        'conflict',
        `You have ${String(CONSENTS_MAX)} standing consents in force: end one first`,
      );
    }
    const id = access.newId();
    await transaction.run(
      'INSERT INTO release_consent (id, community, source, body, person, made_at) VALUES (?, ?, ?, ?, ?, ?)',
      [id, community, at.reader.organization, JSON.stringify(body), at.reader.id, at.now],
    );
    return { id, act: 'add-consent', words: 'Allowed releases in advance' };
  });
}

/** Ends a consent: what it gave holds on until it ends, or is taken back one by one. */
export function endConsent(
  access: ExchangeAccess,
  community: string,
  id: string,
): Promise<Consent | Refusal> {
  return asSpeaker(access, community, async (transaction, { reader, now }) => {
    const row = await transaction.one<ConsentRow>(
      'SELECT * FROM release_consent WHERE id = ? AND community = ? AND source = ?',
      [id, community, reader.organization],
    );
    if (row === undefined) throw hidden();
    const ended = await transaction.run(
      'UPDATE release_consent SET ended_at = ? WHERE id = ? AND ended_at IS NULL',
      [now, id],
    );
    if (ended !== 1) throw new Refused('conflict', 'This consent is over already');
    return { id, act: 'end-consent', words: 'Ended releases in advance' };
  });
}

interface Speaking {
  readonly reader: Reader;
  readonly community: string;
  readonly now: number;
}

function asSpeaker(
  access: ExchangeAccess,
  community: string,
  work: (
    transaction: Transaction,
    at: Speaking,
  ) => Promise<{ id: string; act: string; words: string }>,
): Promise<Consent | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (!takesPart(reader, community)) throw hidden();
    if (!speaks(reader, community)) {
      throw new Refused(
        'not-allowed',
        'Only a representative or sharing officer of your organization allows releases in advance',
      );
    }
    const at = { reader, community, now: access.now() };
    const { id, act, words } = await work(transaction, at);
    const told = (await consentsOf(transaction, at)).find((one) => one.id === id);
    if (told === undefined) throw hidden();
    await recordAct(transaction, access.principal, {
      at: at.now,
      organization: reader.organization,
      act,
      words,
      facts: { consent: id },
    });
    return told;
  });
}

function speaks(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  return (
    standing !== undefined && takesPart(reader, community) && speaksForSource(reader, standing)
  );
}

async function checkedConsent(
  query: Query,
  consent: StandingConsent,
  { community, now, reader }: Speaking,
): Promise<StandingConsent> {
  const { level, types = [], organizations = [], classes = [], uses, forms, until } = consent;
  const fault = faultOf(consent) ?? untilFault(until, now);
  if (fault !== undefined) throw new Refused('invalid', fault);
  const members = new Set((await communityMembers(query, community)).map(({ id }) => id));
  if (!organizations.every((id) => members.has(id) && id !== reader.organization)) {
    throw new Refused('invalid', 'Name other members of this community');
  }
  return {
    level,
    ...someOf('types', types),
    ...someOf('organizations', organizations),
    ...someOf('classes', classes),
    ...(consent.clients === true ? { clients: true } : {}),
    ...(consent.government === true ? { government: true } : {}),
    uses: [...new Set(uses)],
    forms: [...new Set(forms)],
    until,
  };
}

function someOf<K extends string, T>(name: K, values: readonly T[]): { [P in K]?: T[] } {
  return values.length === 0 ? {} : ({ [name]: [...new Set(values)] } as { [P in K]: T[] });
}

function faultOf(consent: StandingConsent): string | undefined {
  const { level, types = [], organizations = [], classes = [], uses, forms } = consent;
  const isKnown = [
    isAmong([level], CONSENT_LEVELS),
    isAmong(classes, CONSENT_CLASSES),
    isAmong(uses, RELEASE_USES),
    isAmong(forms, CONSENT_FORMS),
  ];
  if (isKnown.includes(false)) return 'Choose levels, classes, uses and forms there are';
  if (uses.length === 0) return 'Say what it may be used for';
  if (forms.length === 0) return 'Say in which form';
  if (types.length > CONSENT_TYPES_MAX || organizations.length > CONSENT_ORGANIZATIONS_MAX) {
    return `Name at most ${String(CONSENT_ORGANIZATIONS_MAX)} organizations and ${String(CONSENT_TYPES_MAX)} kinds of object`;
  }
  const isForSomebody = [
    organizations.length > 0,
    classes.length > 0,
    consent.clients,
    consent.government,
  ];
  return isForSomebody.includes(true) ? undefined : 'Say whom it may be released to';
}

function isAmong<T>(said: readonly T[], known: readonly T[]): boolean {
  return said.every((one) => known.includes(one));
}

function untilFault(until: number, now: number): string | undefined {
  const isWithin = until > now && until <= now + CONSENT_LIFE_MAX;
  return isWithin ? undefined : 'Choose an end to come, within a year';
}

async function consentsOf(query: Query, { reader, community, now }: Speaking): Promise<Consent[]> {
  const rows = await query.all<ConsentRow>(
    `SELECT * FROM release_consent WHERE community = ? AND source = ?
     ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, made_at DESC, id LIMIT ${String(CONSENTS_SHOWN_MAX)}`,
    [community, reader.organization],
  );
  const bodies = rows.map(({ body }) => JSON.parse(body) as StandingConsent);
  const names = await namesOf(query, [
    ...bodies.flatMap(({ organizations = [] }) => organizations),
    ...rows.map(({ person }) => person),
  ]);
  const used = await usesOf(
    query,
    rows.map(({ id }) => id),
  );
  return rows.map((row, place): Consent => {
    const { organizations = [], ...body } = bodies[place] ?? NOTHING;
    return {
      ...body,
      id: row.id,
      organizations: organizations.map((id) => ({ id, name: names.get(id) ?? '' })),
      madeAt: row.made_at,
      madeBy: names.get(row.person) ?? aliasName(row.person) ?? '',
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
      isInForce: row.ended_at === null && now < body.until,
      used: used.get(row.id) ?? 0,
    };
  });
}

const NOTHING: StandingConsent = { level: 'clear', uses: [], forms: [], until: 0 };

async function namesOf(query: Query, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = list(query.dialect, [...new Set(ids)]);
  const rows = await query.all<{ id: string; name: string }>(
    `SELECT id, name FROM organization WHERE ${isIn(query.dialect, 'id')} UNION ALL SELECT id, name FROM person WHERE ${isIn(query.dialect, 'id')}`,
    [wanted, wanted],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function usesOf(query: Query, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await query.all<{ consent: string; n: number }>(
    `SELECT consent, count(*) AS n FROM release_request WHERE ${isIn(query.dialect, 'consent')} GROUP BY consent`,
    [list(query.dialect, ids)],
  );
  return new Map(rows.map(({ consent, n }) => [consent, n]));
}

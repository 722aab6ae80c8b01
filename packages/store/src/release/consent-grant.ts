import { aliasName, consentFits, isAlias } from '@tocsin/policy';
import type { ConsentParty, ConsentWish, Label } from '@tocsin/policy';
import { SCO_TYPES, typeOfId } from '@tocsin/stix';
import { appendAudit } from '../audit/append.ts';
import { actorOf } from '../people/actor.ts';
import { readClass, readWords } from '../people/columns.ts';
import { Refused } from '../people/refused.ts';
import { isIn, list } from '../engine/engine.ts';
import { reading } from '../exchange/tools.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, ReleaseRequest } from '../store.ts';
import { change, withRelease } from './answer.ts';
import { consentsInForce } from './consents.ts';
import type { HeldConsent } from './consents.ts';
import { presenceOf } from './presence.ts';
import { partiesFrom, requestRow } from './request-rows.ts';
import type { RequestRow } from './request-rows.ts';
import { changed, WAITS } from './waiting.ts';

/**
 * Grants what was just asked, where the source allowed it in advance; else it waits for the source as ever, and nothing
 * tells whoever asked why. Only the moment of asking counts: a consent made later grants nothing that was asked before.
 */
export async function grantByConsent(
  access: ExchangeAccess,
  asked: ReleaseRequest,
): Promise<ReleaseRequest | Refusal> {
  const { community, id } = asked;
  const row = await reading(access, ({ query }) => requestRow(query, community, id));
  // What is under an alias is not covered: two aliases that answer alike would be known for one source.
  if (row === undefined || row.alias !== null) return asked;
  let by: HeldConsent | undefined;
  const outcome = await change(
    access,
    { community, id },
    {
      state: 'asked',
      act: {
        act: 'release-by-consent',
        words: 'Was granted a release that the source had allowed',
      },
      ground: async (tools, asking, labels) => {
        const fit = await fitting(tools, asking, labels);
        by = fit?.consent;
        if (fit === undefined) throw new Refused('conflict', 'Nothing was allowed in advance');
        return fit.covers;
      },
      releases: (held, asking, now) => withRelease(held, { ...given(asking, by), at: now }),
      write: async (transaction, asking, now) => {
        if (by !== undefined) await writeGrant(transaction, { row: asking, consent: by, now });
      },
      record: async (transaction, asking, now) => {
        if (by !== undefined) await recordUse(transaction, { row: asking, consent: by, now });
      },
    },
  );
  return 'refused' in outcome ? asked : outcome;
}

function given(
  row: RequestRow,
  consent: HeldConsent | undefined,
): Omit<Parameters<typeof withRelease>[1], 'at'> {
  return {
    request: row.id,
    to: partiesFrom(row.wanted),
    ...(consent === undefined ? {} : { until: consent.until }),
  };
}

/** A consent that ended meanwhile gives nothing: it is looked at again in the statement that grants. */
async function writeGrant(
  transaction: Transaction,
  { row, consent, now }: { row: RequestRow; consent: HeldConsent; now: number },
): Promise<void> {
  await changed(
    transaction,
    `UPDATE release_request SET state = 'granted', answered_at = ?, granted = wanted, until = ?, consent = ? WHERE id = ? AND ${WAITS}
      AND EXISTS (SELECT 1 FROM release_consent c WHERE c.id = ? AND c.ended_at IS NULL)`,
    [now, consent.until, consent.id, row.id, consent.id],
  );
}

/** In the record of the source. */
async function recordUse(
  transaction: Transaction,
  { row, consent, now }: { row: RequestRow; consent: HeldConsent; now: number },
): Promise<void> {
  // In the record of the source it is whoever allowed it who acts: they are its people, whoever asked is not.
  const actor = isAlias(row.source)
    ? { kind: 'person' as const, id: consent.person, name: aliasName(row.source) ?? '' }
    : await actorOf(transaction, {
        kind: 'person',
        id: consent.person,
        organization: row.source,
      });
  await appendAudit(transaction, {
    at: now,
    organization: row.source,
    actor,
    act: 'release-by-consent',
    words: 'A release was granted by what was allowed in advance',
    facts: { request: row.id, consent: consent.id },
  });
}

/** A consent that fits every version whoever asks reads, and which versions it covers at all. */
interface Fit {
  readonly consent: HeldConsent;
  readonly covers: (label: Label) => boolean;
}

async function fitting(
  { query, view: { now } }: Reading,
  row: RequestRow,
  labels: readonly Label[],
): Promise<Fit | undefined> {
  const at = { community: row.community, source: row.source, now };
  const consents = await consentsInForce(query, at);
  if (consents.length === 0 || (await isDecidedByHand(query, row))) return undefined;
  if (!(await isHere(query, row))) return undefined;
  const wish = await wishOf(query, row, labels);
  if (wish === undefined) return undefined;
  const place = { source: row.source, now };
  const consent = consents.find((one) => consentFits(one, wish, place));
  if (consent === undefined) return undefined;
  return { consent, covers: (label) => consentFits(consent, { ...wish, labels: [label] }, place) };
}

/** Of a source that is gone nobody sees how its consent is used: then it gives nothing. */
async function isHere(query: Query, { community, source }: RequestRow): Promise<boolean> {
  if (isAlias(source)) return true;
  const place = { community, organization: source, isRed: false };
  return (await presenceOf(query, place)) === 'here';
}

/**
 * Whether the source looked at a request for the same and one of the same before, or one waits for it: what it decided
 * by hand, or is about to, no rule decides otherwise.
 */
async function isDecidedByHand(query: Query, row: RequestRow): Promise<boolean> {
  const { organizations = [], outside } = partiesFrom(row.wanted);
  const others = await query.all<{ wanted: string }>(
    "SELECT wanted FROM release_request WHERE community = ? AND stix_id = ? AND source = ? AND id <> ? AND state NOT IN ('granted', 'withdrawn')",
    [row.community, row.stix_id, row.source, row.id],
  );
  return others.some(({ wanted }) => {
    const before = partiesFrom(wanted);
    return (
      (outside !== undefined && before.outside === outside) ||
      organizations.some((one) => before.organizations?.includes(one) === true)
    );
  });
}

async function wishOf(
  query: Query,
  row: RequestRow,
  labels: readonly Label[],
): Promise<ConsentWish | undefined> {
  const { organizations = [], persons = [], outside } = partiesFrom(row.wanted);
  const parties = await partiesHere(query, row.community, organizations);
  if (parties.length !== organizations.length) return undefined;
  const type = typeOfId(row.stix_id) ?? '';
  return {
    type,
    isIndicator: type === 'indicator' || SCO_TYPES.has(type),
    labels,
    form: row.form,
    ...(row.intent === null ? {} : { use: row.intent }),
    isAnonymous: row.is_anonymous === 1,
    organizations: parties,
    persons: persons.length,
    ...(outside === undefined
      ? {}
      : { outside: (await isClient(query, row.organization, outside)) ? 'client' : 'other' }),
  };
}

async function partiesHere(
  query: Query,
  community: string,
  ids: readonly string[],
): Promise<ConsentParty[]> {
  const rows = await query.all<{ id: string; class: string; sectors: string; countries: string }>(
    `SELECT o.id, m.class, o.sectors, o.countries FROM membership m JOIN organization o ON o.id = m.organization
      WHERE m.community = ? AND m.state IN ('active', 'probation') AND ${isIn(query.dialect, 'o.id')}`,
    [community, list(query.dialect, ids)],
  );
  return rows.map((row) => ({
    id: row.id,
    class: readClass(row.class),
    sectors: readWords(row.sectors),
    countries: readWords(row.countries),
  }));
}

/** Whether somebody outside is, by this very name, a client whom the asking organization registered. */
async function isClient(query: Query, organization: string, name: string): Promise<boolean> {
  const rows = await query.all<{ name: string }>(
    'SELECT name FROM client WHERE organization = ? AND ended_at IS NULL',
    [organization],
  );
  const wanted = name.trim().toLowerCase();
  return rows.some((one) => one.name.toLowerCase() === wanted);
}

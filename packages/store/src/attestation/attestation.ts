import {
  attestationHolds,
  isTlpLevel,
  levelOfLabel,
  needsReason,
  rankOfLevel,
} from '@tocsin/policy';
import { readObject, readVersions } from '../exchange/read-object.ts';
import { reading, readingOn } from '../exchange/tools.ts';
import { recordAct } from '../people/actor.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { TlpLevel } from '@tocsin/policy';
import type {
  Attestation,
  AttestationHandle,
  FeedRow,
  NewAttestation,
  OpenableRow,
  Refusal,
} from '../store.ts';
import { askedOf } from './asked.ts';
import { ATTEST_REASON_MAX } from './limits.ts';
import { namedIn } from './named.ts';
import { readSetting, setPrograms, setRule } from './setting.ts';

/** What is confirmed before opening, as one principal is asked it. */
export function createAttestation(access: ExchangeAccess): AttestationHandle {
  return {
    missing: async (community, rows) => {
      if (!isAskable(access, rows)) return new Set();
      return reading(access, (tools) => missing(tools, community, rows));
    },
    of: (id, community, version) =>
      reading(access, (tools) => readAttestation(tools, { id, community, version })),
    confirm: (attestation) => confirm(access, attestation),
    setting: (community) => reading(access, (tools) => readSetting(tools, community)),
    setRule: (community, asks) => setRule(access, community, asks),
    setPrograms: (community, isConfirmed) => setPrograms(access, community, isConfirmed),
  };
}

/** Mostly nothing can be asked, of whomever: programs and followers of much are not to pay for it. */
function isAskable(access: ExchangeAccess, rows: readonly OpenableRow[]): boolean {
  const { principal, labels } = access;
  if (principal.kind === 'token') return false;
  const at = access.now();
  return rows.some(({ labelId }) => {
    const label = labels.at(labelId);
    return label === undefined || rankOfLevel(levelOfLabel(label, at)) >= rankOfLevel('amber');
  });
}

/** A confirmation is of a share: what else came with it under the same marking is confirmed with it. */
async function missing(
  tools: Reading,
  community: string,
  rows: readonly OpenableRow[],
): Promise<Set<number>> {
  const asked = await askedOf(tools, community, rows);
  if (asked.size === 0) return new Set();
  const places = [...asked.keys()];
  const shares = places.flatMap((place) => rows[place]?.contribution ?? []);
  const given = await givenFor(tools, shares);
  return new Set(
    places.filter((place) => {
      const row = rows[place];
      return row === undefined || !(given.get(row.contribution) ?? []).some(holds(tools, row));
    }),
  );
}

interface Given {
  label: number;
  level: TlpLevel;
  at: number;
}

/** What the reader confirmed of these shares, the newest first. */
async function givenFor(
  { query, view }: Reading,
  shares: readonly string[],
): Promise<Map<string, Given[]>> {
  const { id, organization } = view.reader;
  const found = new Map<string, Given[]>();
  for (const share of new Set(shares)) {
    const rows = await query.all<{ label: number; level: string; at: number }>(
      `SELECT label, level, at FROM attestation WHERE person = ? AND organization = ? AND contribution = ? ORDER BY at DESC, label`,
      [id, organization, share],
    );
    const given = rows.map(({ level, ...row }) => ({
      ...row,
      // A level this program does not know holds for nothing.
      level: isTlpLevel(level) ? level : ('clear' as const),
    }));
    found.set(share, given);
  }
  return found;
}

function holds({ labels, view }: Reading, row: OpenableRow): (given: Given) => boolean {
  const label = labels.at(row.labelId);
  return ({ label: before, level }) => {
    const given = labels.at(before);
    return (
      given !== undefined &&
      label !== undefined &&
      attestationHolds({ label: given, level }, label, view.now)
    );
  };
}

interface At {
  readonly id: string;
  readonly community: string;
  readonly version?: string | undefined;
}

async function readAttestation(tools: Reading, at: At): Promise<Attestation | undefined> {
  const row = await rowOf(tools, at);
  if (row === undefined) return undefined;
  const { labelId, contribution } = row;
  const level = (await askedOf(tools, at.community, [row])).get(0);
  const given = (await givenFor(tools, [contribution])).get(contribution) ?? [];
  const isGiven = given.some(holds(tools, row));
  const [last] = given;
  const label = tools.labels.at(labelId);
  const named = label === undefined ? undefined : await namedIn(tools, label);
  return {
    row,
    ...(level === undefined || isGiven ? {} : { asked: level }),
    ...(named === undefined ? {} : { named }),
    ...(last === undefined ? {} : { given: { level: last.level, at: last.at } }),
  };
}

/** The version that would be opened: the one asked for, else the newest. */
async function rowOf(tools: Reading, { id, community, version }: At): Promise<FeedRow | undefined> {
  const object = await readObject(tools, id, community);
  if (object === undefined || version === undefined) return object;
  const matching = (await readVersions(tools, id, community)).filter(
    (row) => row.version === version,
  );
  return matching.find(({ origin }) => origin === object.origin) ?? matching[0];
}

async function confirm(
  access: ExchangeAccess,
  { community, id, version, labelId, shown, reason = '' }: NewAttestation,
): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const tools = await readingOn(access, transaction, view);
    const row = await rowOf(tools, { id, community, version });
    const label = row === undefined ? undefined : access.labels.at(row.labelId);
    if (row === undefined || label === undefined) throw hidden();
    if (row.labelId !== labelId) throw changedMeanwhile();
    if ((await missing(tools, community, [row])).size === 0) return true;
    const level = levelOfLabel(label, view.now);
    const plain = reason.trim().toWellFormed();
    if (needsReason(level) && (plain === '' || plain.length > ATTEST_REASON_MAX)) {
      throw new Refused(
        'invalid',
        `Say why you need to know, in at most ${String(ATTEST_REASON_MAX)} characters`,
      );
    }
    await transaction.run(
      `INSERT INTO attestation (person, organization, community, contribution, label, level, stix_id, origin, shown, reason, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (person, organization, contribution, label) DO UPDATE SET
         level = excluded.level, stix_id = excluded.stix_id, origin = excluded.origin, shown = excluded.shown, reason = excluded.reason, at = excluded.at`,
      [
        view.reader.id,
        view.reader.organization,
        community,
        row.contribution,
        row.labelId,
        level,
        id,
        row.origin,
        shown,
        needsReason(level) ? plain : null,
        view.now,
      ],
    );
    // In nobody's own list: what somebody opened may be unknown to their colleagues. The log holds it all the same.
    await recordAct(transaction, access.principal, {
      at: view.now,
      organization: '',
      act: 'attest',
      words: 'Confirmed what opening something means',
      facts: { object: id, share: row.contribution, label: row.labelId, level, shown },
    });
    return true;
  });
}

function changedMeanwhile(): Refused {
  return new Refused('conflict', 'Its marking changed since you were shown it: read it again');
}

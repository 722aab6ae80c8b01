import {
  observablesOf,
  refsOf,
  searchText,
  timestampMicros,
  titleOf,
  isRevoked,
  versionOf,
} from '@tocsin/stix';
import { microsText } from '@tocsin/store';
import { oracleLevel, oracleMayRead } from './oracle.ts';
import { newest } from './model.ts';
import type { Model, ModelRow, ModelShare } from './model.ts';
import type { ObservableKind } from '@tocsin/stix';
import type { Label, Reader } from '@tocsin/policy';
import type { FeedQuery, FeedRow, LookupHit, MarkingInput, ReceiptLine } from '@tocsin/store';

/** What is compared of a row: everything but what is counted per reader or per hub. */
export interface PlainRow {
  id: string;
  type: string;
  version: string;
  specVersion: string;
  text: string;
  title: string;
  origin: string;
  contribution: string;
  revoked: boolean;
}

/** A row of the model as a reader is to be given it. */
export function plainOf(row: ModelRow): PlainRow {
  return {
    id: row.id,
    type: row.object.type,
    version: row.version ?? microsText(row.us),
    specVersion: row.object.spec_version ?? '2.1',
    text: row.text,
    title: titleOf(row.object),
    origin: row.origin,
    contribution: row.contribution,
    revoked: isRevoked(row.object),
  };
}

/** The same of a row of the store. */
export function plainRow(row: FeedRow): PlainRow {
  const { id, type, version, specVersion, text, title, origin, contribution, revoked } = row;
  return { id, type, version, specVersion, text, title, origin, contribution, revoked };
}

/** A row named in one line, for comparing sets of rows. */
export function nameOf(row: PlainRow): string {
  return JSON.stringify(row);
}

/** The rows a reading of a community's feed gives, in the order they were brought. */
export function expectedPage(
  model: Model,
  reader: Reader,
  query: Omit<FeedQuery, 'limit'>,
): ModelRow[] {
  const visible = model.visible(reader, query.community);
  const now = model.now();
  return visible.filter(
    (row) =>
      isShown(row, visible, query.versions ?? ['last']) &&
      (query.ids?.includes(row.id) ?? true) &&
      (query.types?.includes(row.object.type) ?? true) &&
      (query.specVersions?.includes(row.object.spec_version ?? '2.1') ?? true) &&
      (query.origin === undefined || query.origin === row.origin) &&
      (query.contribution === undefined || query.contribution === row.contribution) &&
      (query.levels === undefined ||
        query.levels.some((level) => level === levelOf(row.label, now))),
  );
}

/**
 * Whether a reading of these versions shows a row. An id belongs to the origin it first came from, among what the
 * reader sees; of that origin the newest or oldest is shown; of two origins' same version only the earlier one's.
 */
export function isShown(
  row: ModelRow,
  visible: readonly ModelRow[],
  versions: readonly string[],
): boolean {
  const rows = visible.filter((one) => one.id === row.id && one.community === row.community);
  const origins = [...new Set(rows.map((one) => one.origin))];
  const rank = origins.indexOf(row.origin);
  const own = rows.filter((one) => one.origin === row.origin);
  const isCovered = rows.some((one) =>
    LENIENT
      ? one.us === row.us &&
        one.origin !== row.origin &&
        one.seq < row.seq &&
        !own.some((u) => u.seq < one.seq)
      : one.us === row.us && origins.indexOf(one.origin) < rank,
  );
  return versions.some((version) => {
    if (version === 'last') return rank === 0 && newest(own) === row;
    if (version === 'first') return rank === 0 && oldest(own) === row;
    if (version === 'all') return !isCovered;
    return row.us === timestampMicros(version) && !isCovered;
  });
}

/** What an object's page tells, or `undefined` when there is no such object for the reader. */
export function expectedObject(
  model: Model,
  reader: Reader,
  at: { id: string; community?: string },
): { row: ModelRow; origins: string[] } | undefined {
  const all = model.visible(reader, at.community).filter((row) => row.id === at.id);
  const first = all[0];
  if (first === undefined) return undefined;
  const here = all.filter((row) => row.community === first.community);
  const row = newest(here.filter((one) => one.origin === first.origin));
  return row === undefined
    ? undefined
    : { row, origins: [...new Set(here.map((one) => one.origin))] };
}

/** Every version of an object the reader sees, newest first. */
export function expectedVersions(
  model: Model,
  reader: Reader,
  at: { id: string; community: string },
): ModelRow[] {
  return model
    .visible(reader, at.community)
    .filter((row) => row.id === at.id)
    .toSorted((a, b) => b.us - a.us || b.seq - a.seq);
}

/** Whether the handling of an object is told: to its source alone. Undefined: it has no row, and may have had one. */
export function expectedHandling(
  model: Model,
  reader: Reader,
  at: { id: string; community: string },
): boolean | undefined {
  const own = model.rows.filter(
    ({ id, community, origin }) =>
      id === at.id && community === at.community && origin === reader.organization,
  );
  if (own.length === 0) return undefined;
  const seen = expectedVersions(model, reader, at);
  const isOwn = ({ label }: ModelRow): boolean =>
    label.clauses.length > 0 && label.clauses.every(({ origin }) => origin === reader.organization);
  return !reader.providerStaff && own.every((row) => seen.includes(row) && isOwn(row));
}

/** What refers to an object, newest first: a relationship only when its other end is seen too. */
export function expectedReferences(
  model: Model,
  reader: Reader,
  at: { id: string; community: string },
): { property: string; row: ModelRow; other: string | undefined }[] {
  const visible = model.visible(reader, at.community);
  if (!visible.some((row) => row.id === at.id)) return [];
  return visible
    .filter((row) => isShown(row, visible, ['last']))
    .toSorted((a, b) => b.seq - a.seq)
    .flatMap((row) =>
      [
        ...new Set(
          refsOf(row.object)
            .filter((ref) => ref.id === at.id)
            .map((ref) => ref.property),
        ),
      ]
        .filter((property) => !UNTOLD.has(property))
        .map((property) => ({ property, row, other: otherEnd(row, property) })),
    )
    .filter(
      ({ row, other }) =>
        row.object.type !== 'relationship' || visible.some((one) => one.id === other),
    );
}

/** Who brought a value, newest first. */
export function expectedHits(
  model: Model,
  reader: Reader,
  value: { kind: ObservableKind; value: string },
): ModelRow[] {
  const visible = model.visible(reader);
  return visible
    .filter((row) =>
      observablesOf(row.object).some((one) => one.kind === value.kind && one.value === value.value),
    )
    .filter((row) => isShown(row, visible, ['last']))
    .toSorted((a, b) => b.seq - a.seq);
}

/** A hit of the store, as a line. */
export function hitName(hit: LookupHit): string {
  return JSON.stringify([hit.id, hit.type, hit.title, hit.community, hit.origin, hit.revoked]);
}

/** A hit of the model, as a line. */
export function hitOf(row: ModelRow): string {
  return JSON.stringify([
    row.id,
    row.object.type,
    titleOf(row.object),
    row.community,
    row.origin,
    false,
  ]);
}

/** Objects whose text holds a word that begins so, newest first. */
export function expectedFound(
  model: Model,
  reader: Reader,
  query: { text: string; community?: string },
): ModelRow[] {
  const visible = model.visible(reader);
  return visible
    .filter((row) => query.community === undefined || row.community === query.community)
    .filter((row) => wordsOf(searchText(row.object)).some((word) => word.startsWith(query.text)))
    .filter((row) => isShown(row, visible, ['last']))
    .toSorted((a, b) => b.seq - a.seq);
}

/** The lines of a receipt a reader is shown, or `undefined` when there is no such receipt for them. */
export function expectedReceipt(
  model: Model,
  reader: Reader,
  share: ModelShare,
): ModelShare['fates'] | undefined {
  const membership = reader.memberships.find((one) => one.community === share.community);
  if (share.origin !== reader.organization || membership === undefined) return undefined;
  if (!model.people.stands(reader, share.community)) return undefined;
  if (share.author === reader.id) return share.fates;
  if (!oracleMayRead(reader, share.label, model.now())) return undefined;
  const speaks = membership.roles.some((role) => /^(representative|sharing-officer)$/.test(role));
  if (reader.kind === 'person' && speaks) return share.fates;
  const own = model.visible(reader, share.community).filter((row) => row.origin === share.origin);
  return share.fates.filter(({ index, id }) => {
    const sent = share.input.objects.find((one) => one.index === index);
    const version = sent === undefined ? undefined : versionOf(sent.object);
    return own.some((row) => row.id === id && row.version === version);
  });
}

/** A receipt's lines as far as they are compared. */
export function plainLines(lines: readonly ReceiptLine[]): ModelShare['fates'] {
  return lines.map(({ index, id, fate }) => ({ index, id, fate }));
}

/** Whether a reader is told the title and text of a share. */
export function seesShare(model: Model, reader: Reader, share: ModelShare): boolean {
  return !share.isRefusedWhole && oracleMayRead(reader, share.label, model.now());
}

/** Who would see an item a reader marked so: organizations, persons, tokens. */
export function expectedAudience(
  model: Model,
  reader: Reader,
  at: { community: string; marking: MarkingInput },
): { organizations: string[]; persons: number; tokens: number } | undefined {
  const profile = model.profiles.get(at.community);
  if (profile === undefined || !model.people.stands(reader, at.community)) return undefined;
  const { providers, providerStaff, government, version, scheme } = profile;
  const { changes, ...marking } = at.marking;
  const label: Label = {
    clauses: [
      {
        origin: reader.organization,
        community: at.community,
        scheme,
        reach: { version, providers, providerStaff, government },
        author: reader.id,
        ...marking,
        ...(changes === undefined ? {} : { changes }),
      },
    ],
  };
  const seers = model.people
    .readersOf(at.community, model.now())
    .filter((one) => oracleMayRead(one, label, model.now()));
  return {
    organizations: [...new Set(seers.map((one) => one.organization))].toSorted(),
    persons: new Set(seers.filter((one) => one.kind === 'person').map((one) => one.id)).size,
    tokens: seers.filter((one) => one.kind === 'token').length,
  };
}

/** The narrowest level of a label's clauses. */
export function levelOf(label: Label, now: number): string {
  const order = ['red', 'amber+strict', 'amber', 'green', 'clear'];
  const levels = label.clauses.map((clause) => oracleLevel(clause, now));
  return order.find((level) => levels.includes(level)) ?? 'red';
}

function oldest(rows: readonly ModelRow[]): ModelRow | undefined {
  return rows.toSorted((a, b) => a.us - b.us || a.seq - b.seq)[0];
}

function otherEnd(row: ModelRow, property: string): string | undefined {
  const other = property === 'source_ref' ? row.object['target_ref'] : row.object['source_ref'];
  return typeof other === 'string' ? other : undefined;
}

/** A text as the runs of letters and digits that search knows. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** References that say nothing about the object they name. */
const LENIENT = false;
const UNTOLD = new Set(['created_by_ref', 'object_marking_refs', 'granular_markings.marking_ref']);

import {
  aliasName,
  isAlias,
  levelOfLabel,
  mayChange,
  mayDecideInStead,
  standingIn,
} from '@tocsin/policy';
import type { Label, Reader, ReleaseForm, ReleaseState, ReleaseUse } from '@tocsin/policy';
import { readObjectOf, readOwnObject, readShown } from '../exchange/read-object.ts';
import { isIn, list } from '../engine/engine.ts';
import { boundTo } from './bound-reviews.ts';
import { REQUESTS_LOOKED_AT_MAX, REQUESTS_SHOWN_MAX } from './limits.ts';
import { presenceOf, successorOf } from './presence.ts';
import { turnsOf } from './turns.ts';
import type { TurnAt } from './turns.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { NamedParties, ReleaseParties, ReleaseRequest, TitledObject } from '../store.ts';

/** What a request is about, and whose it is. */
export interface PlacedRow {
  id: string;
  community: string;
  stix_id: string;
  source: string;
  /** What the source is called to whoever asked, when it is not named. */
  alias: string | null;
  organization: string;
  person: string;
}

/** A row of the table. */
export interface RequestRow extends PlacedRow {
  is_anonymous: number;
  is_urgent: number;
  wanted: string;
  purpose: string;
  form: ReleaseForm;
  asked_at: number;
  due_at: number;
  state: ReleaseState;
  answered_at: number | null;
  granted: string | null;
  words: string | null;
  until: number | null;
  sanitised: string | null;
  intent: ReleaseUse | null;
  /** The standing consent by which it was granted. */
  consent: string | null;
  /** Who answered in the place of a source that is gone. */
  answered_for: string | null;
}

interface NoteRow {
  request: string;
  side: 'asker' | 'source';
  at: number;
  words: string;
}

/** Every request of a community in which this reader has a part, those that wait first. */
export async function readRequests(tools: Reading, community: string): Promise<ReleaseRequest[]> {
  const { query, view } = tools;
  const { reader } = view;
  if (!takesPart(reader, community)) return [];
  // What waits comes before what is over; what colleagues asked takes nobody's place.
  const rows = await query.all<PlacedRow>(
    `SELECT id, community, stix_id, source, alias, organization, person FROM release_request
     WHERE community = ? AND (source = ? OR (organization = ? AND person = ?)
       OR (alias IS NULL AND source IN (SELECT organization FROM release_setting WHERE community = ? AND successor = ?)))
     ORDER BY CASE WHEN state IN ('asked', 'asked-back') AND due_at > ? THEN 0 ELSE 1 END, asked_at DESC, id LIMIT ${String(REQUESTS_LOOKED_AT_MAX)}`,
    [
      community,
      reader.organization,
      reader.organization,
      reader.id,
      community,
      reader.organization,
      view.now,
    ],
  );
  // Who decides is known only now: what colleagues decide about takes nobody's place either.
  const sided = await sidesOf(tools, rows);
  const all = await viewsOf(tools, community, await wholeRows(query, sided));
  return all.toSorted(byUrgency);
}

/** The rows with all that stands in them, in the order they have. */
async function wholeRows(query: Query, sided: readonly Sided<PlacedRow>[]): Promise<Sided[]> {
  const ids = list(
    query.dialect,
    sided.map(({ row }) => row.id),
  );
  const rows = await query.all<RequestRow>(
    `SELECT * FROM release_request WHERE ${isIn(query.dialect, 'id')}`,
    [ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return sided.flatMap(({ row: { id }, side }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [{ row, side }];
  });
}

/** One request, when this reader has a part in it. */
export async function readRequest(
  tools: Reading,
  community: string,
  id: string,
): Promise<ReleaseRequest | undefined> {
  const row = await requestRow(tools.query, community, id);
  if (row === undefined || !takesPart(tools.view.reader, community)) return undefined;
  const side = await sideOf(tools, row, new Map());
  const [found] = side === undefined ? [] : await viewsOf(tools, community, [{ row, side }]);
  return found;
}

/** A row of the table by its id. */
export function requestRow(
  query: Query,
  community: string,
  id: string,
): Promise<RequestRow | undefined> {
  return query.one<RequestRow>('SELECT * FROM release_request WHERE community = ? AND id = ?', [
    community,
    id,
  ]);
}

/** What the source of the object is called: its name, or the alias it shared under. */
export function originOf({ alias, source }: RequestRow): string {
  return alias ?? source;
}

/** Where a request stands at an instant: silence until it is due is a no, never a yes. */
export function stateAt({ state, due_at: due }: RequestRow, now: number): ReleaseState {
  return isWaiting(state) && now >= due ? 'lapsed' : state;
}

/** Whether somebody still has to say something. */
export function isWaiting(state: ReleaseState): boolean {
  return state === 'asked' || state === 'asked-back';
}

/** Only a person of a member that reads, and no provider's staff in a member's name. */
export function takesPart(reader: Reader, community: string): boolean {
  return (
    reader.kind === 'person' && !reader.providerStaff && standingIn(reader, community) !== undefined
  );
}

/** Whether this reader decides for the source: whoever may lower the marking of what it is about. */
export async function decides(tools: Reading, row: PlacedRow): Promise<boolean> {
  const { reader, now } = tools.view;
  if (row.source !== reader.organization) return isInStead(tools, row);
  const own = await readOwnObject(tools, row.stix_id, row.community);
  return own !== undefined && mayChange(reader, own.label, { change: 'lower', now }).allowed;
}

/** Whether this reader decides in the place of a source that is gone: by its will, about what they read themselves. */
async function isInStead(tools: Reading, row: PlacedRow): Promise<boolean> {
  // An alias has no successor: who is asked then would learn whose it is.
  if (row.alias !== null || isAlias(row.source)) return false;
  const { reader } = tools.view;
  if ((await successorOf(tools.query, row.community, row.source)) !== reader.organization)
    return false;
  const object = await readObjectOf(tools, row.stix_id, {
    community: row.community,
    origin: row.source,
  });
  return object !== undefined && decidesInStead(tools, row, object.label);
}

/** The same, about one version with this label. */
export async function decidesInStead(
  { query, view: { reader, now } }: Reading,
  { community, source }: PlacedRow,
  label: Label,
): Promise<boolean> {
  const successor = await successorOf(query, community, source);
  const will = successor === undefined ? {} : { successor };
  if (!mayDecideInStead(reader, label, { will, now })) return false;
  return (await presenceOf(query, { community, organization: source, isRed: false })) === 'gone';
}

interface Sided<Row extends PlacedRow = RequestRow> {
  readonly row: Row;
  readonly side: 'asker' | 'source';
}

/** The first of these in which the reader has a part: as many as are shown. */
async function sidesOf(tools: Reading, rows: readonly PlacedRow[]): Promise<Sided<PlacedRow>[]> {
  const found: Sided<PlacedRow>[] = [];
  const decided = new Map<string, boolean>();
  for (const row of rows) {
    const side = await sideOf(tools, row, decided);
    if (side !== undefined) found.push({ row, side });
    if (found.length === REQUESTS_SHOWN_MAX) break;
  }
  return found;
}

/** Which part the reader has. Who decides about an object is the same for all that is asked about it. */
async function sideOf(
  tools: Reading,
  row: PlacedRow,
  decided: Map<string, boolean>,
): Promise<Sided['side'] | undefined> {
  const { id, organization } = tools.view.reader;
  if (row.person === id && row.organization === organization) return 'asker';
  const key = JSON.stringify([row.stix_id, row.source, row.alias]);
  const isDecider = decided.get(key) ?? (await decides(tools, row));
  decided.set(key, isDecider);
  return isDecider ? 'source' : undefined;
}

async function viewsOf(
  tools: Reading,
  community: string,
  all: readonly Sided[],
): Promise<ReleaseRequest[]> {
  const rows = all.map(({ row }) => row);
  const ids = rows.flatMap(({ stix_id: id, sanitised }) =>
    sanitised === null ? [id] : [id, sanitised],
  );
  const shown = await readShown(tools, [...new Set(ids)], community);
  const titled = (id: string): TitledObject => {
    const found = shown.get(id);
    if (found === undefined) return { id };
    const label = tools.labels.at(found.label) ?? { clauses: [] };
    return { id, title: found.title, level: levelOfLabel(label, tools.view.now) };
  };
  const names = await namesOf(tools.query, rows, tools.view.reader.organization);
  const notes = await notesOf(tools.query, rows);
  const turnAt = await turnsOf(tools, community);
  const bound = await boundTo(
    tools,
    all.filter(({ side }) => side === 'source').map(({ row }) => row),
  );
  return all.map((one) =>
    viewOf(one, {
      titled,
      names,
      notes: notes.get(one.row.id) ?? [],
      answering: bound.get(one.row.id),
      now: tools.view.now,
      reader: tools.view.reader,
      turnAt,
    }),
  );
}

interface Around {
  readonly titled: (id: string) => TitledObject;
  readonly names: ReadonlyMap<string, string>;
  readonly notes: readonly NoteRow[];
  readonly answering: ReleaseRequest['answering'];
  readonly now: number;
  readonly reader: Reader;
  readonly turnAt: TurnAt;
}

function viewOf({ row, side }: Sided, around: Around): ReleaseRequest {
  const { titled, names, notes, now, answering } = around;
  const named = (id: string): { id: string; name: string } => ({
    id,
    name: aliasName(id) ?? names.get(id) ?? '',
  });
  const state = stateAt(row, now);
  const isTold = side === 'asker' || row.is_anonymous === 0;
  return {
    id: row.id,
    community: row.community,
    side,
    object: titled(row.stix_id),
    source: named(side === 'source' ? row.source : originOf(row)),
    ...(isTold
      ? { asker: { organization: named(row.organization), person: named(row.person) } }
      : {}),
    wanted: namedParties(row.wanted, named),
    purpose: row.purpose,
    form: row.form,
    isUrgent: row.is_urgent === 1,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    state,
    ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
    ...(row.granted === null ? {} : { granted: namedParties(row.granted, named) }),
    ...(row.until === null ? {} : { until: row.until }),
    ...(row.words === null ? {} : { words: row.words }),
    ...(row.sanitised === null ? {} : { sanitised: titled(row.sanitised) }),
    ...(row.intent === null ? {} : { use: row.intent }),
    ...(answering === undefined ? {} : { answering }),
    ...decidedBy({ row, side }, around, named),
    notes: notes.map((note) => ({ side: note.side, at: note.at, words: note.words })),
    may: mayOf(side, state),
  };
}

/** How it came to its answer, or whose turn it is: each side is told its own part. */
function decidedBy(
  { row, side }: Sided,
  { notes, now, reader, turnAt }: Around,
  named: (id: string) => { id: string; name: string },
): Pick<ReleaseRequest, 'turn' | 'byConsent' | 'inStead'> {
  const answered = row.answered_for;
  const forOther = side === 'source' && row.source !== reader.organization;
  const inStead = answered ?? (forOther ? reader.organization : undefined);
  const told = inStead === undefined ? {} : { inStead: named(inStead) };
  const byConsent =
    row.consent === null ? {} : { byConsent: side === 'source' ? { id: row.consent } : {} };
  if (side === 'asker' || stateAt(row, now) !== 'asked') return { ...told, ...byConsent };
  const since = notes.findLast((note) => note.side === 'asker')?.at ?? row.asked_at;
  const waiting = { since, dueAt: row.due_at, isUrgent: row.is_urgent === 1 };
  return { ...told, turn: turnAt(waiting, forOther) };
}

function mayOf(side: 'asker' | 'source', state: ReleaseState): ReleaseRequest['may'] {
  if (side === 'source') {
    if (isWaiting(state)) return ['answer'];
    return state === 'granted' ? ['end'] : [];
  }
  if (state === 'asked-back') return ['reply', 'withdraw'];
  return state === 'asked' ? ['withdraw'] : [];
}

function namedParties(
  body: string,
  named: (id: string) => { id: string; name: string },
): NamedParties {
  const { organizations = [], persons = [], outside } = partiesFrom(body);
  return {
    organizations: organizations.map(named),
    persons: persons.map(named),
    ...(outside === undefined ? {} : { outside }),
  };
}

/** Parties as they are kept. */
export function partiesFrom(body: string): ReleaseParties {
  return JSON.parse(body) as ReleaseParties;
}

/** Names of all organizations and persons that the rows name. */
async function namesOf(
  query: Query,
  rows: readonly RequestRow[],
  own: string,
): Promise<Map<string, string>> {
  const ids = new Set<string>([own]);
  for (const row of rows) {
    for (const id of [row.source, row.organization, row.person, row.answered_for ?? ''])
      ids.add(id);
    for (const body of [row.wanted, row.granted ?? '{}']) {
      const { organizations = [], persons = [] } = partiesFrom(body);
      for (const id of [...organizations, ...persons]) ids.add(id);
    }
  }
  const wanted = list(query.dialect, [...ids]);
  const found = await query.all<{ id: string; name: string }>(
    `SELECT id, name FROM organization WHERE ${isIn(query.dialect, 'id')} UNION ALL SELECT id, name FROM person WHERE ${isIn(query.dialect, 'id')}`,
    [wanted, wanted],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

async function notesOf(query: Query, rows: readonly RequestRow[]): Promise<Map<string, NoteRow[]>> {
  const notes = await query.all<NoteRow>(
    `SELECT request, side, at, words FROM release_note WHERE ${isIn(query.dialect, 'request')} ORDER BY request, n`,
    [
      list(
        query.dialect,
        rows.map(({ id }) => id),
      ),
    ],
  );
  return Map.groupBy(notes, (note) => note.request);
}

/** What waits for this reader first, urgent before others, the soonest due first; the rest newest first. */
function byUrgency(a: ReleaseRequest, b: ReleaseRequest): number {
  const waits = ({ state }: ReleaseRequest): number => (isWaiting(state) ? 0 : 1);
  const byState = waits(a) - waits(b);
  if (byState !== 0) return byState;
  if (waits(a) === 1) return b.askedAt - a.askedAt;
  return Number(b.isUrgent) - Number(a.isUrgent) || a.dueAt - b.dueAt;
}

import { isTlpLevel } from '@tocsin/policy';
import type { ApplicationState, ApplicationWord } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type {
  Applicant,
  ApplicationDecision,
  JoiningSetting,
  SignedIntent,
  ThreadEntry,
} from '../store.ts';

/** A row of the table of applications. */
export interface ApplicationRow {
  id: string;
  community: string;
  name: string;
  likeness: string;
  email: string;
  about: string;
  letter: string | null;
  sha256: string | null;
  signed_at: number | null;
  state: ApplicationState;
  made_at: number;
  changed_at: number;
  window_until: number | null;
  first: string | null;
  decision: string | null;
  appeal: string | null;
  agreed_at: number | null;
  invitation: string | null;
  organization: string | null;
}

/** A row of what was said about one. */
export interface WordRow {
  application: string;
  n: number;
  kind: 'question' | 'answer' | 'check' | ApplicationWord;
  organization: string;
  organization_name: string | null;
  person: string;
  name: string;
  at: number;
  words: string;
  taken_back_at: number | null;
}

/** What an applicant said of themselves, beside name and address. */
export interface About extends Omit<Applicant, 'name' | 'email'> {
  brings: string;
  needs: string;
  scope: string;
  from: string;
}

const COLUMNS = `id, community, name, likeness, email, about, letter, sha256, signed_at, state, made_at, changed_at,
  window_until, first, decision, appeal, agreed_at, invitation, organization`;

/** The applications of a community, or one of them; the newest first. */
export function applicationRows(
  query: Query,
  community: string,
  id?: string,
): Promise<ApplicationRow[]> {
  return query.all<ApplicationRow>(
    `SELECT ${COLUMNS} FROM application WHERE community = ?${id === undefined ? '' : ' AND id = ?'}
      ORDER BY made_at DESC, id`,
    [community, ...(id === undefined ? [] : [id])],
  );
}

/** The application with this secret. */
export function applicationBySecret(
  query: Query,
  secretHash: Uint8Array,
): Promise<ApplicationRow | undefined> {
  return query.one<ApplicationRow>(`SELECT ${COLUMNS} FROM application WHERE secret_hash = ?`, [
    secretHash,
  ]);
}

const WORDS = `SELECT w.*, o.name AS organization_name FROM application_word w LEFT JOIN organization o ON o.id = w.organization`;

/** Everything said about applications of a community, or about one, in the order it was said. */
export async function wordRows(
  query: Query,
  of: { community: string } | { application: string },
): Promise<Map<string, WordRow[]>> {
  const rows = await ('application' in of
    ? query.all<WordRow>(`${WORDS} WHERE w.application = ? ORDER BY w.n`, [of.application])
    : query.all<WordRow>(
        `${WORDS} JOIN application a ON a.id = w.application
          WHERE a.community = ? ORDER BY w.application, w.n`,
        [of.community],
      ));
  return Map.groupBy(rows, ({ application }) => application);
}

/** How a community takes new members; nobody said so: it is closed. */
export async function settingOf(query: Query, community: string): Promise<KeptSetting> {
  const row = await query.one<{ mode: string; body: string; organization: string }>(
    'SELECT mode, body, organization FROM joining_setting WHERE community = ?',
    [community],
  );
  if (row === undefined) return { ...DAY_ONE, organization: undefined };
  const kept = JSON.parse(row.body) as Omit<JoiningSetting, 'mode'>;
  const mode = row.mode === 'open' || row.mode === 'invited' ? row.mode : 'closed';
  const { ceiling: _usual, ...usual } = DAY_ONE;
  const { ceiling, ...rest } = { ...usual, ...kept };
  return {
    ...rest,
    // A level this program does not know lets nothing but CLEAR through.
    ...(kept.ceiling === undefined ? {} : { ceiling: isTlpLevel(ceiling) ? ceiling : 'clear' }),
    mode,
    organization: row.organization,
  };
}

/** The setting, with the organization in whose record applications are. */
export interface KeptSetting extends JoiningSetting {
  readonly organization: string | undefined;
}

const DAY_ONE: JoiningSetting = {
  mode: 'closed',
  about: '',
  who: '',
  expected: '',
  fee: '',
  checklist: [],
  windowDays: 14,
  needsTwo: false,
  probationDays: 90,
  ceiling: 'green',
};

/** Who applies. */
export function applicantOf({ name, email, about }: ApplicationRow): Applicant {
  const { kind, sectors, countries, person, role, language } = JSON.parse(about) as About;
  return { name, kind, sectors, countries, person, role, email, language };
}

/** What they wrote of themselves. */
export function aboutOf({ about }: ApplicationRow): About {
  return JSON.parse(about) as About;
}

/** The letter that was signed, if one was. */
export function letterOf({ letter, sha256, signed_at }: ApplicationRow): SignedIntent | undefined {
  if (letter === null || sha256 === null || signed_at === null) return undefined;
  return { text: letter, sha256, signedAt: signed_at };
}

/** A decision as it is kept: the ids of papers stand where a newcomer's terms are read from it. */
export interface KeptDecision extends Omit<ApplicationDecision, 'terms'> {
  readonly conditions?: string;
  readonly class?: NonNullable<ApplicationDecision['terms']>['class'];
  readonly papers?: readonly string[];
  readonly titles?: readonly string[];
  readonly probationDays?: number;
  readonly ceiling?: NonNullable<ApplicationDecision['terms']>['ceiling'];
}

/** Reads a decision. */
export function decisionOf(column: string | null): ApplicationDecision | undefined {
  if (column === null) return undefined;
  const kept = JSON.parse(column) as KeptDecision;
  const { isAccepted, words, by, at } = kept;
  const decided = { isAccepted, words, by, at };
  if (!isAccepted) return decided;
  const { conditions = '', papers = [], titles = [], probationDays = 0, ceiling } = kept;
  return {
    ...decided,
    terms: {
      conditions,
      class: kept.class ?? 'member',
      papers: papers.map((id, place) => ({ id, title: titles[place] ?? '' })),
      probationDays,
      ...(ceiling === undefined ? {} : { ceiling }),
    },
  };
}

/** Reads an appeal. */
export function appealOf({ appeal }: ApplicationRow): { words: string; at: number } | undefined {
  return appeal === null ? undefined : (JSON.parse(appeal) as { words: string; at: number });
}

/** Questions and answers. */
export function threadOf(words: readonly WordRow[], isNamed: boolean): ThreadEntry[] {
  return words
    .filter(({ kind }) => kind === 'question' || kind === 'answer')
    .map((one) => ({
      from: one.kind === 'question' ? 'community' : 'applicant',
      ...(isNamed || one.kind === 'answer' ? { name: one.name } : {}),
      words: one.words,
      at: one.at,
    }));
}

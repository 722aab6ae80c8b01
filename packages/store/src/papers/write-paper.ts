import { mayWritePaper } from '@tocsin/policy';
import type { PaperSection, Reader } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { recordAct } from '../people/actor.ts';
import { Refused, writeOrRefuse } from '../people/refused.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewPaper, NewPaperDraft, PaperDetail, Refusal } from '../store.ts';
import { notAllowed } from './acting.ts';
import type { Acting } from './acting.ts';
import {
  PAPER_SECTION_MAX,
  PAPER_SECTIONS_MAX,
  PAPER_TEXT_MAX,
  PAPER_TITLE_MAX,
  PAPER_VERSIONS_MAX,
  PAPER_WORDS_MAX,
  PAPERS_MAX,
} from './limits.ts';
import { hashOfVersion, headsOf, paperRows, writersOf } from './rows.ts';
import { baseOf, readPaper } from './shown.ts';
import { lineOf, writtenText } from './texts.ts';
import { mustHaveGroups, writtenLabel } from './written-label.ts';

/** Begins a paper under a label of its own. */
export async function beginPaper(
  access: ExchangeAccess,
  community: string,
  paper: NewPaper,
): Promise<PaperDetail | Refusal> {
  const label = await writtenLabel(access, community, { ...paper, fault: writersFault(community) });
  if (label instanceof Refused) return label.refusal;
  await access.labels.intern(access.engine, [label]);
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const { reader, now } = view;
    if (!mayWritePaper(reader, community)) throw writersOnly();
    const tools = await readingOn(access, transaction, view);
    await mustHaveGroups(transaction, community, paper.groups ?? []);
    const id = access.newId();
    const title = lineOf(paper.title, PAPER_TITLE_MAX, 'Give the paper a title');
    const sections = checkedSections(paper.sections);
    await mustHaveRoom(tools, community);
    await transaction.run(
      'INSERT INTO paper (id, community, kind, title, label, organization, keeper, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        community,
        paper.kind,
        title,
        access.labels.idOf(label) ?? 0,
        reader.organization,
        reader.id,
        now,
      ],
    );
    const made = { paper: { id, title }, n: 1, sections, note: paper.note, now };
    await addVersion(transaction, reader, made);
    await recordAct(transaction, access.principal, {
      at: now,
      organization: reader.organization,
      act: 'paper-begin',
      words: 'Began a paper',
      facts: { paper: id, kind: paper.kind },
    });
    const found = await readPaper(tools, community, id);
    if (found === undefined)
      throw new Refused('invalid', 'Choose a marking under which you may read it yourself');
    return found;
  });
}

/** Counted over what whoever begins it sees: a refusal must not tell of papers that are not theirs to know. */
async function mustHaveRoom(tools: Reading, community: string): Promise<void> {
  const rows = await paperRows(tools, community);
  if ((await headsOf(tools, rows)).size >= PAPERS_MAX) {
    throw new Refused('conflict', `A community has at most ${String(PAPERS_MAX)} papers`);
  }
}

function writersFault(community: string): (reader: Reader) => Refused | undefined {
  return (reader) => (mayWritePaper(reader, community) ? undefined : writersOnly());
}

function writersOnly(): Refused {
  return notAllowed('Chairs and representatives write papers');
}

/** Writes the version that is being written, or begins the next. */
export async function writeDraft(
  access: ExchangeAccess,
  at: Acting,
  draft: NewPaperDraft,
): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader, now } = tools.view;
  if (!mayWritePaper(reader, row.community)) throw writersOnly();
  const sections = checkedSections(draft.sections);
  const { n, isNew, writers } = await placeFor(at, draft.sha256);
  const made = { paper: row, n, sections, note: draft.note, now, writers };
  if (isNew) await addVersion(transaction, reader, made);
  else await rewrite(transaction, reader, made);
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'paper-write',
    words: 'Wrote a version of a paper',
    facts: { paper: row.id, version: made.n, sha256: hashOfVersion(row.title, sections) },
  });
}

interface Place {
  readonly n: number;
  readonly isNew: boolean;
  /** Who wrote on it before. */
  readonly writers: readonly string[];
}

/** Which version is written: the one that is being written, or the next. */
async function placeFor({ transaction, row, heads }: Acting, sha256?: string): Promise<Place> {
  if (heads.shown.some(({ state }) => state === 'open')) {
    throw new Refused(
      'conflict',
      'A version is open to objections: wait, or have it taken back to writing',
    );
  }
  const base = baseOf(heads);
  // Somebody of another organization writes: there is room for one proposal at a time.
  if (base === undefined) {
    throw new Refused('conflict', 'Another version is being written: ask the chairs');
  }
  if (sha256 !== base.sha256) {
    throw new Refused(
      'conflict',
      'It was changed meanwhile: read it again and put your changes in',
    );
  }
  if (base.state === 'draft') return { n: base.n, isNew: false, writers: writersOf(base) };
  const last = await transaction.one<{ n: number }>(
    'SELECT max(n) AS n FROM paper_version WHERE paper = ?',
    [row.id],
  );
  const n = (last?.n ?? 0) + 1;
  if (n > PAPER_VERSIONS_MAX) {
    throw new Refused('conflict', `A paper has at most ${String(PAPER_VERSIONS_MAX)} versions`);
  }
  return { n, isNew: true, writers: [] };
}

interface Made {
  readonly paper: { readonly id: string; readonly title: string };
  readonly n: number;
  readonly sections: readonly PaperSection[];
  readonly note: string;
  readonly writers?: readonly string[];
  readonly now: number;
}

async function rewrite(
  transaction: Transaction,
  reader: Reader,
  { paper, n, sections, note, now, writers = [] }: Made,
): Promise<void> {
  await transaction.run(
    'UPDATE paper_version SET sections = ?, sha256 = ?, note = ?, writers = ?, organization = ?, author = ?, written_at = ? WHERE paper = ? AND n = ?',
    [
      JSON.stringify(sections),
      hashOfVersion(paper.title, sections),
      writtenText(note, PAPER_WORDS_MAX),
      JSON.stringify([...new Set([...writers, reader.id])]),
      reader.organization,
      reader.id,
      now,
      paper.id,
      n,
    ],
  );
}

async function addVersion(
  transaction: Transaction,
  reader: Reader,
  { paper, n, sections, note, now, writers = [] }: Made,
): Promise<void> {
  await transaction.run(
    `INSERT INTO paper_version (paper, n, state, sections, sha256, note, begun_by, writers, organization, author, written_at)
     VALUES (?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      paper.id,
      n,
      JSON.stringify(sections),
      hashOfVersion(paper.title, sections),
      writtenText(note, PAPER_WORDS_MAX),
      reader.organization,
      JSON.stringify([...new Set([...writers, reader.id])]),
      reader.organization,
      reader.id,
      now,
    ],
  );
}

function checkedSections(sections: readonly PaperSection[]): PaperSection[] {
  if (sections.length > PAPER_SECTIONS_MAX) {
    throw new Refused('invalid', `Write at most ${String(PAPER_SECTIONS_MAX)} sections`);
  }
  const checked = sections.map(({ key, text }) => ({
    key: lineOf(key, PAPER_TITLE_MAX, 'Give every section a name'),
    text: writtenText(text, PAPER_SECTION_MAX),
  }));
  if (new Set(checked.map(({ key }) => key)).size < checked.length) {
    throw new Refused('invalid', 'Two sections have the same name');
  }
  const length = checked.reduce((sum, { text }) => sum + text.length, 0);
  if (length > PAPER_TEXT_MAX) {
    throw new Refused('invalid', `Write at most ${String(PAPER_TEXT_MAX)} characters in all`);
  }
  return checked;
}

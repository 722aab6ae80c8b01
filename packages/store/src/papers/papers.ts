import { changesBetween, missingSections, standingIn } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Paper, PaperDetail, PapersHandle, PaperVersionDetail } from '../store.ts';
import { acting } from './acting.ts';
import { aroundOf } from './around.ts';
import { keepPaper, moveVersion, reviewPaper } from './move-paper.ts';
import { headsOf, paperRows, sectionsOf, wordsOf } from './rows.ts';
import type { VersionHead } from './rows.ts';
import { sayWord, takeWordBack } from './say-word.ts';
import { namesOf, paperOf, readPaper, versionOf } from './shown.ts';
import { beginPaper, writeDraft } from './write-paper.ts';

/** The papers of communities as one principal may use them. */
export function createPapers(access: ExchangeAccess): PapersHandle {
  return {
    papers: (community) => reading(access, (tools) => listPapers(tools, community)),
    paper: (community, id) => reading(access, (tools) => ifHere(tools, community, id)),
    version: (community, id, n) =>
      reading(access, (tools) => readVersion(tools, { community, id, n })),
    begin: (community, paper) => beginPaper(access, community, paper),
    write: (community, id, draft) =>
      acting(access, { community, id }, (at) => writeDraft(access, at, draft)),
    move: (community, id, step) =>
      acting(access, { community, id }, (at) => moveVersion(access, at, step)),
    say: (community, id, word) =>
      acting(access, { community, id }, (at) => sayWord(access, at, word)),
    takeBack: (community, id, word) =>
      acting(access, { community, id }, (at) => takeWordBack(access, at, word)),
    review: (community, id, review) =>
      acting(access, { community, id }, (at) => reviewPaper(access, at, review)),
    keep: (community, id) => acting(access, { community, id }, (at) => keepPaper(access, at)),
  };
}

async function listPapers(tools: Reading, community: string): Promise<Paper[]> {
  if (standingIn(tools.view.reader, community) === undefined) return [];
  const rows = await paperRows(tools, community);
  const heads = await headsOf(tools, rows);
  const words = await wordsOf(tools, rows);
  const papers: Paper[] = [];
  for (const row of rows) {
    const shown = heads.get(row.id);
    if (shown === undefined) continue;
    papers.push(await paperOf(tools, row, { heads: shown, words: words.get(row.id) ?? [] }));
  }
  return papers;
}

async function ifHere(
  tools: Reading,
  community: string,
  id: string,
): Promise<PaperDetail | undefined> {
  if (standingIn(tools.view.reader, community) === undefined) return undefined;
  return readPaper(tools, community, id);
}

async function readVersion(
  tools: Reading,
  { community, id, n }: { community: string; id: string; n: number },
): Promise<PaperVersionDetail | undefined> {
  if (standingIn(tools.view.reader, community) === undefined) return undefined;
  const [row] = await paperRows(tools, community, id);
  if (row === undefined) return undefined;
  const shown = (await headsOf(tools, [row])).get(id)?.shown ?? [];
  const head = shown.find((one) => one.n === n);
  if (head === undefined) return undefined;
  const words = (await wordsOf(tools, [row])).get(id) ?? [];
  const sections = await sectionsOf(tools.query, head);
  const before = beforeOf(shown, head);
  const around = { ...(await aroundOf(tools, row)), names: await namesOf(tools, [head]) };
  return {
    ...(await versionOf(tools, row, { head, words, around })),
    sections,
    missing: missingSections(row.kind, sections),
    ...(before && {
      since: {
        n: before.n,
        changes: changesBetween(await sectionsOf(tools.query, before), sections),
      },
    }),
  };
}

/** What a version is compared with: what was in force before it, else the one before it. */
function beforeOf(shown: readonly VersionHead[], { n }: VersionHead): VersionHead | undefined {
  const older = shown.filter((one) => one.n < n);
  return older.find(({ state }) => WAS_IN_FORCE.has(state)) ?? older[0];
}

const WAS_IN_FORCE: ReadonlySet<string> = new Set(['adopted', 'superseded', 'withdrawn']);

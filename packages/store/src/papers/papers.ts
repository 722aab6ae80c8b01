import { changesBetween, standingIn } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { PaperDetail, PapersHandle, PaperVersionDetail } from '../store.ts';
import { acting } from './acting.ts';
import { moveVersion, reviewPaper } from './move-paper.ts';
import {
  aroundOf,
  headsOf,
  missingOf,
  paperOf,
  paperRows,
  readPaper,
  sectionsOf,
  versionOf,
  wordsOf,
} from './rows.ts';
import { sayWord, takeWordBack } from './say-word.ts';
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
  };
}

async function listPapers(tools: Reading, community: string): ReturnType<PapersHandle['papers']> {
  if (standingIn(tools.view.reader, community) === undefined) return [];
  const rows = await paperRows(tools, community);
  const heads = await headsOf(tools, rows);
  const words = await wordsOf(
    tools.query,
    rows.map(({ id }) => id),
  );
  return rows
    .filter(({ id }) => (heads.get(id)?.length ?? 0) > 0)
    .map((row) =>
      paperOf(tools, row, { heads: heads.get(row.id) ?? [], words: words.get(row.id) ?? [] }),
    );
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
  const heads = (await headsOf(tools, [row])).get(id) ?? [];
  const head = heads.find((one) => one.n === n);
  if (head === undefined) return undefined;
  const words = (await wordsOf(tools.query, [id])).get(id) ?? [];
  const sections = await sectionsOf(tools.query, head);
  const before =
    heads.find((one) => one.n < n && one.state === 'adopted') ?? heads.find((one) => one.n < n);
  return {
    ...(await versionOf(tools, row, { head, words, around: await aroundOf(tools, row) })),
    sections,
    missing: missingOf(row, sections),
    ...(before === undefined
      ? {}
      : {
          since: {
            n: before.n,
            changes: changesBetween(await sectionsOf(tools.query, before), sections),
          },
        }),
  };
}

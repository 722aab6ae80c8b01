import { speaksOnPapers } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { hidden, Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewPaperWord } from '../store.ts';
import { notAllowed } from './acting.ts';
import type { Acting } from './acting.ts';
import { PAPER_WORDS_MAX } from './limits.ts';
import { writtenText } from './texts.ts';

/** Approves, objects or signs for the organization. */
export async function sayWord(
  access: ExchangeAccess,
  { tools, transaction, row, heads }: Acting,
  said: NewPaperWord,
): Promise<void> {
  const { reader, now } = tools.view;
  if (!speaksOnPapers(reader, row.community))
    throw notAllowed('Whoever represents your organization says that');
  const head = heads.find(({ n }) => n === said.n);
  if (head === undefined) throw hidden();
  const wanted = said.word === 'signs' ? 'adopted' : 'open';
  if (head.state !== wanted) {
    throw new Refused(
      'conflict',
      said.word === 'signs'
        ? 'Only what is in force is signed'
        : 'It is not open to approvals and objections',
    );
  }
  if (said.sha256 !== head.sha256) {
    throw new Refused('conflict', 'The text was changed meanwhile: read it again first');
  }
  const words = writtenText(said.words, PAPER_WORDS_MAX);
  if (said.word === 'objects' && words === '')
    throw new Refused('invalid', 'Say what you object to');
  const name = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
    reader.id,
  ]);
  const other = said.word === 'approves' ? 'objects' : said.word === 'objects' ? 'approves' : '';
  // Who objects does not approve as well: the last word counts.
  await transaction.run(
    'UPDATE paper_word SET taken_back_at = ? WHERE paper = ? AND n = ? AND organization = ? AND word = ? AND taken_back_at IS NULL',
    [now, row.id, head.n, reader.organization, other],
  );
  await transaction.run(
    `INSERT INTO paper_word (paper, n, organization, word, person, name, at, words, sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (paper, n, organization, word) DO UPDATE SET person = excluded.person, name = excluded.name, at = excluded.at,
       words = excluded.words, sha256 = excluded.sha256, taken_back_at = NULL`,
    [
      row.id,
      head.n,
      reader.organization,
      said.word,
      reader.id,
      name?.name ?? '',
      now,
      words,
      head.sha256,
    ],
  );
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: `paper-${said.word}`,
    words: SAID_WORDS[said.word],
    facts: { paper: row.id, version: head.n, sha256: head.sha256 },
  });
}

const SAID_WORDS: Readonly<Record<NewPaperWord['word'], string>> = {
  approves: 'Approved a version of a paper',
  objects: 'Objected to a version of a paper',
  signs: 'Signed a paper for the organization',
};

/** Takes an approval or an objection back while the version is open. */
export async function takeWordBack(
  access: ExchangeAccess,
  { tools, transaction, row }: Acting,
  { n, word }: { n: number; word: 'approves' | 'objects' },
): Promise<void> {
  const { reader, now } = tools.view;
  if (!speaksOnPapers(reader, row.community))
    throw notAllowed('Whoever represents your organization says that');
  const changed = await transaction.run(
    `UPDATE paper_word SET taken_back_at = ? WHERE paper = ? AND n = ? AND organization = ? AND word = ? AND taken_back_at IS NULL
       AND EXISTS (SELECT 1 FROM paper_version v WHERE v.paper = paper_word.paper AND v.n = paper_word.n AND v.state = 'open')`,
    [now, row.id, n, reader.organization, word],
  );
  if (changed === 0) throw new Refused('conflict', 'There is nothing of yours to take back');
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'paper-take-back',
    words: 'Took back what was said about a version of a paper',
    facts: { paper: row.id, version: n },
  });
}

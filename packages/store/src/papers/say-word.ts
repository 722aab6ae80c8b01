import { PAPER_BINDS, speaksOnPapers } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { settleNewcomer } from '../people/newcomers.ts';
import { Refused } from '../people/refused.ts';
import type { Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewPaperWord, Principal } from '../store.ts';
import { headOf, notAllowed } from './acting.ts';
import type { Acting } from './acting.ts';
import { PAPER_WORDS_MAX } from './limits.ts';
import type { VersionHead } from './rows.ts';
import { writtenText } from './texts.ts';

/** Approves, objects, signs or attests for the organization. */
export async function sayWord(
  access: ExchangeAccess,
  at: Acting,
  said: NewPaperWord,
): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader, now } = tools.view;
  mustSpeak(at);
  const head = headOf(at, said.n);
  mustFit(at, head, said);
  const words = writtenText(said.words, PAPER_WORDS_MAX);
  if (said.word === 'objects' && words === '')
    throw new Refused('invalid', 'Say what you object to');
  await takeBack(at, said.n, OTHER[said.word] ?? '');
  const how = await wayOf(transaction, access.principal);
  const person = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
    reader.id,
  ]);
  await transaction.run(
    `INSERT INTO paper_word (paper, n, organization, word, person, name, at, words, sha256, is_private, how) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (paper, n, organization, word) DO UPDATE SET person = excluded.person, name = excluded.name, at = excluded.at,
       words = excluded.words, sha256 = excluded.sha256, is_private = excluded.is_private, how = excluded.how, taken_back_at = NULL`,
    [
      row.id,
      head.n,
      reader.organization,
      said.word,
      reader.id,
      person?.name ?? '',
      now,
      words,
      head.sha256,
      said.isPrivate === true ? 1 : 0,
      how,
    ],
  );
  await welcome(access, at);
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: `paper-${said.word}`,
    words: SAID_WORDS[said.word],
    facts: { paper: row.id, version: head.n, sha256: head.sha256, how },
  });
}

/** It may have been the last that a newcomer had to sign. */
async function welcome(access: ExchangeAccess, { tools, transaction, row }: Acting): Promise<void> {
  const { reader, now } = tools.view;
  const { community } = row;
  const of = { community, organization: reader.organization, at: now };
  if (!(await settleNewcomer(transaction, of))) return;
  transaction.afterCommit(() => access.changed({ kind: 'policy', communities: [community] }));
}

/** Who objects does not approve as well: the last word counts. */
const OTHER: Partial<Record<NewPaperWord['word'], NewPaperWord['word']>> = {
  approves: 'objects',
  objects: 'approves',
};

const SAID_WORDS: Readonly<Record<NewPaperWord['word'], string>> = {
  approves: 'Approved a version of a paper',
  objects: 'Objected to a version of a paper',
  signs: 'Signed a paper for the organization',
  attests: 'Said for the organization that it has read a paper and keeps to it',
};

function mustSpeak({ tools, row }: Acting): void {
  if (!speaksOnPapers(tools.view.reader, row.community))
    throw notAllowed('Whoever represents your organization says that');
}

/** The word fits the version, and the version is the text that was read. */
function mustFit({ row }: Acting, head: VersionHead, said: NewPaperWord): void {
  const isBinding = said.word === 'signs' || said.word === 'attests';
  if (isBinding && PAPER_BINDS[row.kind] !== said.word) {
    throw new Refused('invalid', 'Papers of this kind ask for another word');
  }
  if (isBinding && head.state !== 'adopted') {
    throw new Refused('conflict', 'Only what is in force is signed');
  }
  if (!isBinding && head.state !== 'open') {
    throw new Refused('conflict', 'It is not open to approvals and objections');
  }
  if (said.isPrivate === true && said.word !== 'objects') {
    throw new Refused('invalid', 'Only an objection is said to the chairs alone');
  }
  if (said.sha256 !== head.sha256) {
    throw new Refused('conflict', 'The text was changed meanwhile: read it again first');
  }
}

/** By what whoever acts had signed in. */
async function wayOf(query: Query, principal: Principal): Promise<string> {
  if (principal.kind !== 'person' || principal.session === undefined) return '';
  const session = await query.one<{ how: string }>('SELECT how FROM session WHERE id = ?', [
    principal.session,
  ]);
  return session?.how ?? '';
}

async function takeBack(
  { tools, transaction, row }: Acting,
  n: number,
  word: string,
): Promise<number> {
  const { reader, now } = tools.view;
  return transaction.run(
    `UPDATE paper_word SET taken_back_at = ? WHERE paper = ? AND n = ? AND organization = ? AND word = ? AND taken_back_at IS NULL
       AND EXISTS (SELECT 1 FROM paper_version v WHERE v.paper = paper_word.paper AND v.n = paper_word.n AND v.state = 'open')`,
    [now, row.id, n, reader.organization, word],
  );
}

/** Takes an approval or an objection back while the version is open. */
export async function takeWordBack(
  access: ExchangeAccess,
  at: Acting,
  { n, word }: { n: number; word: 'approves' | 'objects' },
): Promise<void> {
  const { tools, transaction, row } = at;
  mustSpeak(at);
  headOf(at, n);
  if ((await takeBack(at, n, word)) === 0)
    throw new Refused('conflict', 'There is nothing of yours to take back');
  await recordAct(transaction, access.principal, {
    at: tools.view.now,
    organization: tools.view.reader.organization,
    act: 'paper-take-back',
    words: 'Took back what was said about a version of a paper',
    facts: { paper: row.id, version: n },
  });
}

import type { ApplicationWord } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import { mustSpeak } from './acting.ts';
import type { Acting } from './acting.ts';
import { enterWord } from './saying.ts';
import { isOpenToWords } from './shown.ts';
import { textIn } from './texts.ts';

/** Vouches, objects, or lets it pass for the organization; whatever it said before is taken back. */
export async function sayOn(
  access: ExchangeAccess,
  at: Acting,
  { word, words }: { word: ApplicationWord; words: string },
): Promise<void> {
  mustSpeak(at);
  mustBeOpen(at);
  const { transaction, tools, row, name } = at;
  const { reader, now } = tools.view;
  const asked = { vouches: 'Say how you know them', objects: 'Say what you object to' };
  const text = word === 'passes' ? textIn(words) : textIn(words, asked[word]);
  await takeAllBack(at);
  await enterWord(transaction, {
    application: row.id,
    kind: word,
    organization: reader.organization,
    person: reader.id,
    name,
    at: now,
    words: text,
  });
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'application-word',
    words: SAID_WORDS[word],
    facts: { application: row.id, word },
  });
}

const SAID_WORDS: Readonly<Record<ApplicationWord, string>> = {
  vouches: 'Vouched for an applicant',
  objects: 'Objected to an applicant',
  passes: 'Said that nothing speaks against an applicant',
};

/** Takes the organization's word back while the members may speak. */
export async function takeBackOn(access: ExchangeAccess, at: Acting): Promise<void> {
  mustSpeak(at);
  mustBeOpen(at);
  if ((await takeAllBack(at)) === 0)
    throw new Refused('conflict', 'There is nothing of yours to take back');
  const { reader, now } = at.tools.view;
  await recordAct(at.transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'application-take-back',
    words: 'Took back what was said about an applicant',
    facts: { application: at.row.id },
  });
}

function mustBeOpen({ row, tools }: Acting): void {
  if (!isOpenToWords(row, tools.view.now))
    throw new Refused('conflict', 'It does not lie before the members: their time is over');
}

function takeAllBack({ transaction, row, tools }: Acting): Promise<number> {
  const { reader, now } = tools.view;
  return transaction.run(
    `UPDATE application_word SET taken_back_at = ? WHERE application = ? AND organization = ?
      AND kind IN ('vouches', 'objects', 'passes') AND taken_back_at IS NULL`,
    [now, row.id, reader.organization],
  );
}

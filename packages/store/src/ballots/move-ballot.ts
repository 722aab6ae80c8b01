import { ANONYMOUS_LEAST, isPaperChair, mayWritePaper, quorumOf } from '@tocsin/policy';
import type { BallotCount } from '@tocsin/policy';
import { writtenText } from '../papers/texts.ts';
import { recordAct } from '../people/actor.ts';
import { Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewBallotStep } from '../store.ts';
import type { Acting } from './acting.ts';
import { aroundOf, namedIn } from './around.ts';
import { closeBallot, enterResult } from './close-ballot.ts';
import { BALLOT_OPEN_DAYS_MAX, BALLOT_WORDS_MAX } from './limits.ts';
import { countOf, ruleOf } from './rows.ts';
import { isComplete, nearBallot } from './shown.ts';

const DAY_MS = 86_400_000;

/** Moves a ballot on: opens it, drops it, closes it when all have voted, decides what is tied. */
export async function moveBallot(
  access: ExchangeAccess,
  at: Acting,
  step: NewBallotStep,
): Promise<void> {
  await STEPS[step.to](access, at, step);
}

type Step = (access: ExchangeAccess, at: Acting, step: NewBallotStep) => Promise<void>;

const STEPS: Readonly<Record<NewBallotStep['to'], Step>> = {
  open: openBallot,
  dropped: dropBallot,
  closed: closeEarly,
  settled: settleTie,
};

function mustChair({ tools, row }: Acting, words: string): void {
  if (!isPaperChair(tools.view.reader, row.community)) throw new Refused('not-allowed', words);
}

/** Fixes who may vote, and until when. */
async function openBallot(
  access: ExchangeAccess,
  at: Acting,
  { until }: NewBallotStep,
): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader, now, epoch } = tools.view;
  mustChair(at, 'Only the chairs open a ballot');
  if (row.state !== 'draft') throw new Refused('conflict', 'It was opened or dropped already');
  if (until === undefined || until <= now || until > now + BALLOT_OPEN_DAYS_MAX * DAY_MS) {
    throw new Refused(
      'invalid',
      `Choose until when is voted: a time to come, within ${String(BALLOT_OPEN_DAYS_MAX)} days`,
    );
  }
  const readers = await tools.census.readers(transaction, row.community, { epoch, now });
  const named = await namedIn(transaction, row.community);
  const { voters } = aroundOf(row, tools.labels.at(row.label), { readers, named, now });
  mustBeEnough(at, voters.size);
  await transaction.insertMany(
    {
      table: 'ballot_roll',
      columns: { ballot: 'text', organization: 'text', has_voted: 'integer' },
    },
    [...voters.keys()].toSorted().map((organization) => [row.id, organization, 0]),
  );
  if (row.is_anonymous === 1)
    await transaction.run("INSERT INTO ballot_box (ballot, choices) VALUES (?, '[]')", [row.id]);
  await transaction.run(
    "UPDATE ballot SET state = 'open', opened_at = ?, opened_by = ?, open_until = ? WHERE id = ?",
    [now, reader.id, until, row.id],
  );
  await entered(access, at, { act: 'ballot-open', words: 'Opened a ballot' });
}

function mustBeEnough({ row }: Acting, roll: number): void {
  if (roll === 0) throw new Refused('conflict', 'Nobody who may read it votes for an organization');
  if (row.is_anonymous === 1 && roll < ANONYMOUS_LEAST) {
    throw new Refused(
      'conflict',
      `Of fewer than ${String(ANONYMOUS_LEAST)} organizations each could tell what the others chose: make it an open ballot`,
    );
  }
  if (quorumOf(ruleOf(row).quorum, roll) > roll) {
    throw new Refused(
      'conflict',
      'More votes are needed than organizations may vote: choose a smaller quorum',
    );
  }
}

/** Puts a ballot away; votes that were given are gone with it. */
async function dropBallot(
  access: ExchangeAccess,
  at: Acting,
  { words = '' }: NewBallotStep,
): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader } = tools.view;
  const isOwnDraft =
    row.state === 'draft' &&
    row.organization === reader.organization &&
    mayWritePaper(reader, row.community);
  if (!isOwnDraft) mustChair(at, 'Only the chairs drop a ballot');
  if (row.state !== 'draft' && row.state !== 'open')
    throw new Refused('conflict', 'It is closed or dropped already');
  const why = writtenText(words, BALLOT_WORDS_MAX);
  if (why === '') throw new Refused('invalid', 'Say why');
  for (const table of ['ballot_vote', 'ballot_box', 'ballot_roll'])
    await transaction.run(`DELETE FROM ${table} WHERE ballot = ?`, [row.id]);
  await transaction.run(
    "UPDATE ballot SET state = 'dropped', closed_at = ?, closed_by = ?, words = ? WHERE id = ?",
    [tools.view.now, reader.id, why, row.id],
  );
  await entered(access, at, { act: 'ballot-drop', words: 'Dropped a ballot' });
}

/** Before its time is over only once all have voted: nothing is left to wait for. */
async function closeEarly(_access: ExchangeAccess, at: Acting): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader, now } = tools.view;
  mustChair(at, 'Only the chairs close a ballot');
  const { roll } = await nearBallot(tools, row);
  if (!isComplete(row, roll) || now >= (row.open_until ?? 0)) {
    throw new Refused(
      'conflict',
      'It closes by itself when its time is over; before that only once all have voted',
    );
  }
  await closeBallot({ transaction, labels: tools.labels, now }, row.id, reader.id);
}

/** The chairs decide between what is tied, where that was said before. */
async function settleTie(
  access: ExchangeAccess,
  at: Acting,
  { choice = '', words = '' }: NewBallotStep,
): Promise<void> {
  const { tools, transaction, row } = at;
  mustChair(at, 'Only the chairs decide what is tied');
  const count = countOf(row);
  if (count?.outcome !== 'tied') throw new Refused('conflict', 'Nothing is tied');
  if (count.tied?.includes(choice) !== true)
    throw new Refused('invalid', 'Choose one of those that are tied');
  const why = writtenText(words, BALLOT_WORDS_MAX);
  if (why === '') throw new Refused('invalid', 'Say why');
  const result = JSON.stringify({ ...count, ...settled(choice) });
  await transaction.run('UPDATE ballot SET result = ?, words = ? WHERE id = ?', [
    result,
    why,
    row.id,
  ]);
  const { now } = tools.view;
  await enterResult({ transaction, now }, { ...row, result });
  await entered(access, at, { act: 'ballot-settle', words: 'Decided between what was tied' });
}

function settled(choice: string): Pick<BallotCount, 'outcome' | 'chosen'> {
  if (choice === 'yes') return { outcome: 'accepted' };
  return choice === 'no' ? { outcome: 'rejected' } : { outcome: 'chosen', chosen: choice };
}

async function entered(
  access: ExchangeAccess,
  { tools, transaction, row }: Acting,
  done: { act: string; words: string },
): Promise<void> {
  await recordAct(transaction, access.principal, {
    at: tools.view.now,
    organization: tools.view.reader.organization,
    ...done,
    facts: { ballot: row.id },
  });
}

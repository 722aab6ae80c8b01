import { isChoice, keptChoice } from '@tocsin/policy';
import { writtenText } from '../papers/texts.ts';
import { recordAct } from '../people/actor.ts';
import { Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewVote } from '../store.ts';
import type { Acting } from './acting.ts';
import { boxOf } from './close-ballot.ts';
import { BALLOT_WORDS_MAX } from './limits.ts';
import { ruleOf } from './rows.ts';
import { nearBallot } from './shown.ts';

/** Votes for an organization, at the time the hub's clock says. */
export async function castVote(access: ExchangeAccess, at: Acting, vote: NewVote): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader, now } = tools.view;
  mustBeOpen(at);
  await mustBeVoter(at);
  const { choice, words } = checkedVote(at, vote);
  if (row.is_anonymous === 1) await intoBox(at, choice);
  else await byName(at, choice, words);
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'ballot-vote',
    // Not what: of an anonymous ballot nothing may say it, and of the others the ballot does.
    words: 'Voted for the organization',
    facts: { ballot: row.id },
  });
}

function mustBeOpen({ row, tools }: Acting): void {
  if (row.state === 'draft') throw new Refused('conflict', 'It is not open yet');
  if (row.state !== 'open' || tools.view.now >= (row.open_until ?? 0))
    throw new Refused('conflict', 'Voting is over');
}

async function mustBeVoter({ row, tools }: Acting): Promise<void> {
  const { reader } = tools.view;
  const { roll, around } = await nearBallot(tools, row);
  if (!roll.some(({ organization }) => organization === reader.organization))
    throw new Refused('not-allowed', 'Your organization is not on the roll of this ballot');
  if (around.voters.get(reader.organization)?.has(reader.id) !== true) {
    throw new Refused(
      'not-allowed',
      'Others vote for your organization: whoever represents it names them',
    );
  }
}

function checkedVote({ row }: Acting, vote: NewVote): { choice: string[]; words: string } {
  const rule = ruleOf(row);
  if (!isChoice(rule, vote.choice))
    throw new Refused('invalid', 'Choose among what this ballot offers');
  const words = writtenText(vote.words ?? '', BALLOT_WORDS_MAX);
  if (rule.isAnonymous && words !== '')
    throw new Refused('invalid', 'A reason could tell who you are: an anonymous vote has none');
  if (vote.choice.includes('object') && words === '')
    throw new Refused('invalid', 'Say what you object to');
  return { choice: keptChoice(rule, vote.choice), words };
}

/**
 * Into the box, in which votes lie sorted and all in one row: nothing joins one of them with who voted, or when. That
 * is why it cannot be taken out again and changed.
 */
async function intoBox({ row, tools, transaction }: Acting, choice: string[]): Promise<void> {
  const isFirst = await transaction.run(
    'UPDATE ballot_roll SET has_voted = 1 WHERE ballot = ? AND organization = ? AND has_voted = 0',
    [row.id, tools.view.reader.organization],
  );
  if (isFirst !== 1) {
    throw new Refused(
      'conflict',
      'Your organization has voted: in an anonymous ballot a vote cannot be found and changed',
    );
  }
  const choices = [...(await boxOf(transaction, row.id)), JSON.stringify(choice)].toSorted();
  await transaction.run('UPDATE ballot_box SET choices = ? WHERE ballot = ?', [
    JSON.stringify(choices),
    row.id,
  ]);
}

async function byName(
  { row, tools, transaction }: Acting,
  choice: string[],
  words: string,
): Promise<void> {
  const { reader, now } = tools.view;
  const person = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
    reader.id,
  ]);
  await transaction.run(
    `INSERT INTO ballot_vote (ballot, organization, person, name, at, choice, words) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (ballot, organization) DO UPDATE SET person = excluded.person, name = excluded.name, at = excluded.at,
       choice = excluded.choice, words = excluded.words`,
    [
      row.id,
      reader.organization,
      reader.id,
      person?.name ?? '',
      now,
      JSON.stringify(choice),
      words,
    ],
  );
  await transaction.run(
    'UPDATE ballot_roll SET has_voted = 1 WHERE ballot = ? AND organization = ?',
    [row.id, reader.organization],
  );
}

import type { Ballot } from '@tocsin/store';
import type { PersonContext } from '../../kernel/index.ts';
import { dated, listed } from './duty-lines.ts';
import type { DutyView } from './duty-lines.ts';

/** Ballots in which the caller votes and has not, and ties that wait for the chairs. */
export async function ballotDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const ballots = await handle.ballots.ballots(community.id);
  const waiting = (what: Ballot['waitsForMe'][number]): Ballot[] =>
    ballots.filter(({ waitsForMe }) => waitsForMe.includes(what));
  const nameOf = ({ title }: { title: string }): string => title;
  return [
    ...dated(
      waiting('vote').map((one) => ({
        ...one,
        ...(one.openUntil !== undefined && { expiresAt: one.openUntil }),
      })),
      {
        kind: 'ballots-to-vote',
        community,
        words: 'A ballot waits for the vote of your organization',
        nameOf,
      },
    ),
    ...listed(waiting('settle'), {
      kind: 'ballots-to-settle',
      community,
      words: 'A ballot ended in a tie: the chairs decide',
      nameOf,
    }),
  ];
}

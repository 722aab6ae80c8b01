import type { Paper } from '@tocsin/store';
import type { PersonContext } from '../../kernel/index.ts';
import { dated, listed } from './duty-lines.ts';
import type { DutyView } from './duty-lines.ts';

/** What the caller owes the papers of a community: a word, a signature, a decision, a review. */
export async function paperDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const papers = await handle.papers.papers(community.id);
  const waiting = (what: Paper['waitsForMe'][number]): Paper[] =>
    papers.filter(({ waitsForMe }) => waitsForMe.includes(what));
  const nameOf = ({ title }: { title: string }): string => title;
  return [
    ...dated(
      withEnds(waiting('speak'), ({ next }) => next?.openUntil),
      {
        kind: 'papers-to-answer',
        community,
        words: 'A version of a paper lies before the members: read it, and approve or object',
        nameOf,
      },
    ),
    ...listed(waiting('signs'), {
      kind: 'papers-to-sign',
      community,
      words: 'Papers in force wait for the signature of your organization',
      nameOf,
    }),
    ...listed(waiting('attests'), {
      kind: 'papers-to-attest',
      community,
      words: 'Papers in force wait for the word of your organization that it keeps to them',
      nameOf,
    }),
    ...listed(waiting('decide'), {
      kind: 'papers-to-decide',
      community,
      words: 'The time for objections to a paper is over: put it in force, or take it back',
      nameOf,
    }),
    ...dated(
      withEnds(waiting('review'), ({ reviewDue }) => reviewDue),
      {
        kind: 'papers-to-review',
        community,
        words: 'A paper you look after is to be looked at again: does it stand?',
        nameOf,
      },
    ),
  ];
}

function withEnds(
  papers: readonly Paper[],
  endOf: (paper: Paper) => number | undefined,
): (Paper & { expiresAt?: number })[] {
  return papers.map((paper) => {
    const expiresAt = endOf(paper);
    return { ...paper, ...(expiresAt !== undefined && { expiresAt }) };
  });
}

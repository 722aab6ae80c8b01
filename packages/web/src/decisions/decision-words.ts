import type { Ballot, Community, Decision } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

/** Ways to a decision. */
export const KINDS: readonly (readonly [Decision['kind'], string])[] = [
  ['minute', word('Agreed')],
  ['ruling', word('Ruling of the chair')],
  ['consent', word('By consent, without objection')],
  ['ballot', word('By ballot')],
];

/** How a decision came about. */
export function kindWords(kind: Decision['kind']): string {
  return t(KINDS.find(([one]) => one === kind)?.[1] ?? kind);
}

/** What came out of a ballot. */
export function outcomeWords(outcome: NonNullable<Ballot['outcome']>): string {
  const words: Record<typeof outcome, string> = {
    accepted: t('Accepted'),
    rejected: t('Not accepted'),
    chosen: t('Chosen'),
    'none-chosen': t('Nothing was chosen'),
    consented: t('Agreed: nobody objected'),
    objected: t('Stopped by an objection'),
    tied: t('A tie'),
    'no-quorum': t('Not decided: too few voted'),
    'too-few': t('No result: too few voted to keep it anonymous'),
  };
  return words[outcome];
}

/** Chairs, and whoever represents their organization. */
export function mayDecide({ standing }: Community): boolean {
  return standing.roles.some((role) => WRITERS.has(role));
}

/** Only chairs enter rulings, and open ballots. */
export function isChair({ standing }: Community): boolean {
  return standing.roles.some((role) => role === 'chair' || role === 'co-chair');
}

const WRITERS: ReadonlySet<string> = new Set(['chair', 'co-chair', 'representative']);

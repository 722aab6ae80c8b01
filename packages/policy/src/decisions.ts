import { isPaperChair, speaksOnPapers } from './papers.ts';
import type { Reader } from './reader.ts';

/**
 * How a community came to a decision (requirements row 55): what was agreed and is written down (`minute`), a ruling of a
 * chair, a ballot, or the consent of everybody who was asked and did not object.
 */
export const DECISION_KINDS = ['minute', 'ruling', 'ballot', 'consent'] as const;
/** One of {@link DECISION_KINDS}. */
export type DecisionKind = (typeof DECISION_KINDS)[number];

/**
 * Whether the reader enters a decision of a kind. Chairs enter what was ruled or consented to; whoever represents an
 * organization writes down what was agreed; what a ballot decides, the ballot enters.
 */
export function mayRecord(reader: Reader, community: string, kind: DecisionKind): boolean {
  if (kind === 'ballot') return false;
  if (isPaperChair(reader, community)) return true;
  return kind === 'minute' && speaksOnPapers(reader, community);
}

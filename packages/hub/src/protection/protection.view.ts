import { levelOfLabel, mayRead, reshareTable, RULES, tlpText } from '@tocsin/policy';
import type { Instant, Label, Reader } from '@tocsin/policy';
import type { AudienceCount } from '@tocsin/store';
import type { z } from 'zod';
import type { access, audienceCount, marking, reshareRow } from './protection.contract.ts';
import { markingWords, reachSentence } from './words.ts';
import type { Explaining } from './words.ts';

/** A marking in words. */
export type MarkingView = z.output<typeof marking>;

/** A marking as its reader is told it. */
export function viewOfMarking(label: Label, to: Explaining): MarkingView {
  const level = levelOfLabel(label, to.now);
  const [clause, second] = label.clauses;
  const declared = second === undefined ? clause?.declared : undefined;
  return {
    level,
    text: tlpText(level),
    ...(declared === undefined ? {} : { declared }),
    words: markingWords(label, to),
  };
}

/** Why this reader may read it. */
export function viewOfDecision(
  reader: Reader,
  label: Label,
  now: Instant,
): z.output<typeof access>['decision'] {
  const { rule } = mayRead(reader, label, now);
  return { rule, words: RULES[rule] };
}

/** What this reader may do with it, act by act. */
export function viewOfReshare(
  reader: Reader,
  label: Label,
  now: Instant,
): z.output<typeof reshareRow>[] {
  return reshareTable(reader, label, now).map(({ act, verdict, words }) => ({
    act,
    verdict,
    words,
  }));
}

/** How many would see it, and who. */
export function viewOfAudience(
  count: AudienceCount,
  level: Parameters<typeof reachSentence>[1],
): z.output<typeof audienceCount> {
  return {
    sentence: reachSentence(count, level),
    persons: count.persons,
    tokens: count.tokens,
    organizations: count.organizations.map(({ id, name, class: kind }) => ({
      id,
      name,
      class: kind,
    })),
    without: count.without.map(({ id, name, class: kind }) => ({ id, name, class: kind })),
  };
}

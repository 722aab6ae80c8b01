/**
 * The Admiralty code: a letter for how reliable a source has been, given by whoever reads it and never by the source;
 * and a number for how likely one item is true. The two are never made into one (marking rules 2.4).
 */

/** How reliable a source is, A the most. F, "cannot be judged", is no letter here: it is the absence of one. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E'] as const;
/** One of {@link RELIABILITIES}. */
export type Reliability = (typeof RELIABILITIES)[number];

/** How credible an item is, 1 confirmed to 5 improbable. 6, "cannot be judged", is the absence of a number. */
export type Credibility = 1 | 2 | 3 | 4 | 5;
/** What a source may say of its own item. That others confirm it is found out, never said. */
export const CREDIBILITIES_SAID = [2, 3, 4, 5] as const;
/** One of {@link CREDIBILITIES_SAID}. */
export type CredibilitySaid = (typeof CREDIBILITIES_SAID)[number];

/** What a source is judged on: it may know one thing well and another badly. */
export const JUDGED_TOPICS = [
  'everything',
  'indicators',
  'reports',
  'threats',
  'vulnerabilities',
  'incidents',
] as const;
/** One of {@link JUDGED_TOPICS}. */
export type JudgedTopic = (typeof JUDGED_TOPICS)[number];

/** From so many sources on that are known to be different, an item counts as confirmed. */
export const CONFIRMED_FROM = 2;

const FLOORS: readonly (readonly [number, Credibility])[] = [
  [80, 1],
  [60, 2],
  [40, 3],
  [20, 4],
  [0, 5],
];

/** The number a stated `confidence` from 0 to 100 stands for (STIX 2.1 appendix A, Admiralty credibility). */
export function credibilityOf(confidence: number): Credibility | undefined {
  if (!(confidence >= 0 && confidence <= 100)) return undefined;
  return FLOORS.find(([floor]) => confidence >= floor)?.[1];
}

/** The `confidence` a number is written as: the middle of its range (STIX 2.1 appendix A). */
export function confidenceOf(credibility: CredibilitySaid): number {
  return 110 - 20 * credibility;
}

/** How credible an item is for one reader, and what that rests on. */
export interface Credible {
  readonly number: Credibility;
  /** `confirmed`: by sources the reader knows apart. `said`: by its source. `unconfirmed`: its source says more than holds here. */
  readonly by: 'confirmed' | 'said' | 'unconfirmed';
}

/**
 * How credible an item is. A source that calls itself confirmed is taken at its word for no more than "probably
 * true"; confirmed is what came from several sources the reader can tell apart. Pseudonyms cannot be told apart.
 * Undefined: nobody said, which is not the same as "fairly".
 */
export function credibilityFor(
  said: number | undefined,
  sourcesKnownApart: number,
): Credible | undefined {
  if (sourcesKnownApart >= CONFIRMED_FROM) return { number: 1, by: 'confirmed' };
  const number = said === undefined ? undefined : credibilityOf(said);
  if (number === undefined) return undefined;
  return number === 1 ? { number: 2, by: 'unconfirmed' } : { number, by: 'said' };
}

const TOPICS: ReadonlyMap<string, JudgedTopic> = new Map([
  ['report', 'reports'],
  ['note', 'reports'],
  ['grouping', 'reports'],
  ['malware', 'threats'],
  ['campaign', 'threats'],
  ['threat-actor', 'threats'],
  ['intrusion-set', 'threats'],
  ['attack-pattern', 'threats'],
  ['infrastructure', 'threats'],
  ['tool', 'threats'],
  ['vulnerability', 'vulnerabilities'],
  ['incident', 'incidents'],
]);

/** The topic an object of a STIX type belongs to; observables are what indicators are about. */
export function topicOfType(type: string): JudgedTopic {
  return TOPICS.get(type) ?? 'indicators';
}

/** A time in which a law is in force, in milliseconds since the epoch; without an end until something else is known. */
export interface RegimePeriod {
  readonly from: number;
  readonly until?: number;
}

/** A law that asks something of whoever shares, with its dates. Data of a community: its chairs keep it right. */
export interface Regime {
  readonly name: string;
  /** For whom: a place, a kind of organization. */
  readonly where: string;
  /** What it asks or gives while it is in force, in plain words. No legal advice. */
  readonly asks: string;
  /** In order, apart from each other. */
  readonly periods: readonly RegimePeriod[];
  /** From then on nobody here knows; whoever shares is told to check. */
  readonly knownUntil?: number;
}

/** What a law is at an instant. */
export type RegimeState = 'in-force' | 'not-yet' | 'lapsed' | 'not-known';

/** What a law is at an instant. A time ends at its very instant: the second before it was still in force. */
export function regimeAt({ periods, knownUntil }: Regime, now: number): RegimeState {
  if (knownUntil !== undefined && now >= knownUntil) return 'not-known';
  if (periods.some(({ from, until }) => now >= from && (until === undefined || now < until)))
    return 'in-force';
  return periods.some(({ from }) => now >= from) ? 'lapsed' : 'not-yet';
}

/** The next instant at which a law may be something else; `undefined`: none is known. */
export function nextOfRegime({ periods, knownUntil }: Regime, now: number): number | undefined {
  const instants = [...periods.flatMap(({ from, until }) => [from, until]), knownUntil];
  const ahead = instants.filter((at) => at !== undefined).filter((at) => at > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

/** What is wrong with the dates of a law, or `undefined`: they go forward and do not meet. */
export function regimeFault({ periods }: Regime): 'backwards' | 'overlapping' | undefined {
  let last = Number.NEGATIVE_INFINITY;
  for (const { from, until } of periods) {
    if (until !== undefined && until <= from) return 'backwards';
    if (from < last) return 'overlapping';
    last = until ?? Number.POSITIVE_INFINITY;
  }
  return undefined;
}

/** What a community begins with, as known in November 2026; its chairs change it. */
export const DAY_ONE_REGIMES: readonly Regime[] = [
  {
    name: 'Cybersecurity Information Sharing Act of 2015',
    where: 'United States',
    asks: 'Take out what you know to identify a person and is not about the threat. What is shared so for defence has protection from liability; how far, your lawyers know.',
    // It ends at the end of its last day in Washington.
    periods: [
      { from: Date.UTC(2015, 11, 18, 5), until: Date.UTC(2025, 9, 1, 4) },
      { from: Date.UTC(2025, 10, 12, 5), until: Date.UTC(2026, 0, 31, 5) },
    ],
    knownUntil: Date.UTC(2026, 0, 31, 5),
  },
  {
    name: 'General Data Protection Regulation',
    where: 'European Union and EEA',
    asks: 'Personal data needs a basis, mostly the legitimate interest in security. Share no more of it than is needed, do not keep it longer, and correct what was wrong with everybody who got it. An address of a machine can be personal data.',
    periods: [{ from: Date.UTC(2018, 4, 24, 22) }],
  },
  {
    name: 'NIS2 Directive, Article 29',
    where: 'European Union: essential and important entities',
    asks: 'Share within an arrangement that protects what is shared, and tell your authority when you join or leave it.',
    periods: [{ from: Date.UTC(2024, 9, 17, 22) }],
  },
  {
    name: 'Digital Operational Resilience Act, Article 45',
    where: 'European Union: financial entities',
    asks: 'Share within a trusted community that has rules for business secrets, personal data and competition, and tell your authority when you join or leave it.',
    periods: [{ from: Date.UTC(2025, 0, 16, 23) }],
  },
];

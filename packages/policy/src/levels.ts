/**
 * The levels of the Traffic Light Protocol 2.0 (FIRST, August 2022), from the widest to the narrowest.
 * Every scheme Tocsin knows is reduced to these five; the source's own word is kept beside it.
 */
export const TLP_LEVELS = ['clear', 'green', 'amber', 'amber+strict', 'red'] as const;
/** One of the five levels of TLP 2.0, in lower case as in the STIX property `tlp_2_0`. */
export type TlpLevel = (typeof TLP_LEVELS)[number];

/** The Permissible Actions Protocol, from the freest to the most careful. */
export const PAP_LEVELS = ['clear', 'green', 'amber', 'red'] as const;
/** One of the four levels of PAP. */
export type PapLevel = (typeof PAP_LEVELS)[number];

/** The classification schemes a community may agree on (ISO 22396 6.4.4, Annex A; FIRST TLP 1.0 and 2.0). */
export const SCHEMES = ['tlp-2.0', 'tlp-1.0', 'iso22396-a'] as const;
/** The name of a classification scheme. */
export type Scheme = (typeof SCHEMES)[number];

/** The rank of a level: 0 for CLEAR to 4 for RED. */
export function rankOfLevel(level: TlpLevel): number {
  return TLP_LEVELS.indexOf(level);
}

/** Whether `level` is at least as narrow as `than`. */
export function isAtLeast(level: TlpLevel, than: TlpLevel): boolean {
  return rankOfLevel(level) >= rankOfLevel(than);
}

/** The narrower of two levels. */
export function stricterLevel(a: TlpLevel, b: TlpLevel): TlpLevel {
  return rankOfLevel(a) >= rankOfLevel(b) ? a : b;
}

/** The label as FIRST writes it: capitals, no space, never translated: `TLP:AMBER+STRICT`. */
export function tlpText(level: TlpLevel): string {
  return `TLP:${level.toUpperCase()}`;
}

/** Whether a value is one of the five levels. */
export function isTlpLevel(value: unknown): value is TlpLevel {
  return (TLP_LEVELS as readonly unknown[]).includes(value);
}

/** Whether a value is one of the schemes. */
export function isScheme(value: unknown): value is Scheme {
  return (SCHEMES as readonly unknown[]).includes(value);
}

/** What a word of a scheme means here. */
export interface SchemeWord {
  level: TlpLevel;
  /** The word as the source's scheme writes it. */
  declared: string;
}

/** Choices a scheme leaves to the source. */
export interface SchemeOptions {
  /** ISO 22396 Annex A: the source said that clients are allowed, so its AMBER reaches as far as TLP 2.0 AMBER. */
  clientsAllowed?: boolean;
}

/**
 * Reads a word of a classification scheme (M2 of the marking rules).
 * WHITE and CLEAR reach alike; TLP 1.0 AMBER is AMBER; Annex A's AMBER stops at the recipient's
 * organization, which TLP 2.0 calls AMBER+STRICT, unless the source allowed clients.
 * Anything else is `undefined`: a marking is never widened because it could not be read.
 */
export function levelOfWord(
  scheme: Scheme,
  word: string,
  options: SchemeOptions = {},
): SchemeWord | undefined {
  const declared = normalWord(word);
  const level = WORDS[scheme][declared];
  if (level === undefined) return undefined;
  if (scheme === 'iso22396-a' && declared === 'AMBER' && options.clientsAllowed === true) {
    return { level: 'amber', declared };
  }
  return { level, declared };
}

const WORDS: Record<Scheme, Partial<Record<string, TlpLevel>>> = {
  'tlp-2.0': {
    CLEAR: 'clear',
    WHITE: 'clear',
    GREEN: 'green',
    AMBER: 'amber',
    'AMBER+STRICT': 'amber+strict',
    RED: 'red',
  },
  'tlp-1.0': { WHITE: 'clear', GREEN: 'green', AMBER: 'amber', RED: 'red' },
  'iso22396-a': { WHITE: 'clear', GREEN: 'green', AMBER: 'amber+strict', RED: 'red' },
};

function normalWord(word: string): string {
  // Folding beyond ASCII would read words nobody wrote: a dotless i as an I.
  const bare = word.trim().replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const name = bare.startsWith('TLP:') ? bare.slice(4).trim() : bare;
  return name.replace(/^AMBER[\s_-]*\+?[\s_-]*STRICT$/, 'AMBER+STRICT');
}

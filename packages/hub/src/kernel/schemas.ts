import {
  MEMBER_CLASSES,
  MEMBER_STATES,
  PAP_LEVELS,
  ROLES,
  SCHEMES,
  TLP_LEVELS,
} from '@tocsin/policy';
import { z } from 'zod';
import { TOKEN_SCOPES } from './contract.ts';

/** Longest single line a person types: names, titles. */
export const LINE_MAX = 200;
/** Longest free text of a form. */
export const TEXT_MAX = 10_000;

// Control characters and the marks that turn the direction of writing let one name pass for another
// (Unicode TR 36 §2); a name is also kept in composed form so that equal names compare equal.
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;
const UNSEEN_IN_TEXT = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/u;

/** An id the hub gave. */
export const id = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'Expected an id')
  .meta({ description: 'An id' });

/** A name people and addresses use: `energy-isac`. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/,
    'Use 1 to 60 lower-case letters, digits and hyphens; begin and end with a letter or digit',
  );

/** One line of words: a name, a title. */
export const line = z
  .string()
  .transform((text) => text.normalize('NFC').trim())
  .pipe(
    z
      .string()
      .min(1, 'Write at least one character')
      .max(LINE_MAX, `Write at most ${String(LINE_MAX)} characters`)
      .refine((text) => !UNSEEN.test(text), 'Remove control and direction characters'),
  );

/** Free text, possibly empty. */
export const text = z
  .string()
  .max(TEXT_MAX, `Write at most ${String(TEXT_MAX)} characters`)
  .refine((words) => !UNSEEN_IN_TEXT.test(words), 'Remove control and direction characters');

/** An e-mail address, as typed; compared without regard to case. */
export const email = z
  .string()
  .max(254, 'An e-mail address has at most 254 characters')
  .regex(/^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+$/, 'Expected an e-mail address');

/** An instant, RFC 3339, UTC, milliseconds. */
export const instant = z.string().meta({ format: 'date-time' });

/** An instant a caller sends. */
export const instantIn = z
  .string()
  .max(40)
  .refine(isInstant, 'Expected a time such as "2026-03-01T12:00:00Z"')
  .meta({ format: 'date-time' });

/** A secret a caller was given: long, URL-safe. */
export const secret = z.string().regex(/^[A-Za-z0-9_-]{16,200}$/, 'Expected the secret part');

/** A sealed ticket that a caller hands back unread. */
export const ticket = z.string().min(1).max(4096);

/** A country, ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Expected two capital letters, as in ISO 3166');

/** A sector, a word of the STIX industry-sector vocabulary or the community's own. */
export const sector = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'Expected a word such as "energy"');

/** A thing named for people. */
export const named = z.object({ id, name: z.string() });

/** The levels of TLP 2.0. */
export const tlpLevel = z.enum(TLP_LEVELS);
/** The levels of PAP. */
export const papLevel = z.enum(PAP_LEVELS);
/** The classification schemes. */
export const scheme = z.enum(SCHEMES);
/** The classes of a membership. */
export const memberClass = z.enum(MEMBER_CLASSES);
/** The states of a membership. */
export const memberState = z.enum(MEMBER_STATES);
/** The roles of a representative. */
export const role = z.enum(ROLES);
/** What a token may be used for. */
export const tokenScope = z.enum(TOKEN_SCOPES);

/** A list under `items`: what every list route answers. */
export function listOf<S extends z.ZodType>(item: S): z.ZodObject<{ items: z.ZodArray<S> }> {
  return z.object({ items: z.array(item) });
}

/** A page of a longer list. `next_cursor` is absent on the last page. */
export function pageOf<S extends z.ZodType>(
  item: S,
): z.ZodObject<{ items: z.ZodArray<S>; next_cursor: z.ZodOptional<z.ZodString> }> {
  return z.object({ items: z.array(item), next_cursor: z.string().optional() });
}

/** `?limit=`: a whole number in a query, with its bounds and default. */
export function limitOf(most: number, usual: number): z.ZodType<number, string | undefined> {
  const words = `Expected a whole number from 1 to ${String(most)}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, words)
    .optional()
    .transform((digits) => (digits === undefined ? usual : Number(digits)))
    .pipe(z.number().min(1, words).max(most, words));
}

/** A whole number in a query. */
export const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, 'Expected a whole number')
  .transform(Number);

/** `?cursor=`: what `next_cursor` gave. */
export const cursor = z.string().min(1).max(1000).optional();

/** Answers about one organization and community carry it in the address. */
export const communityParams = z.object({ community: id });

function isInstant(words: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/.test(words) &&
    !Number.isNaN(Date.parse(words))
  );
}

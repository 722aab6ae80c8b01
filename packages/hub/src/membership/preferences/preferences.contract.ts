import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { id, instantIn } from '../../kernel/schemas.ts';

const tag = 'accounts';

/** Keys a person may give another meaning. */
export const REMAPS_MAX = 100;
/** Lists whose columns a person chose. */
export const COLUMN_LISTS_MAX = 100;
/** Columns of one list. */
export const COLUMNS_MAX = 30;

/** Objects somebody had open lately. */
export const RECENT_MAX = 20;

/** How the web app looks. */
export const THEMES = ['auto', 'light', 'dark', 'high-contrast'] as const;
/** What a person can be told of. */
export const NOTICE_KINDS = ['arrival', 'answer', 'contradiction', 'duty'] as const;
/** The ways of telling that exist. */
export const NOTICE_CHANNELS = ['in-app', 'mail'] as const;

const word = z.string().regex(/^[a-z][a-z0-9_.-]{0,59}$/, 'Expected a word such as "triage.done"');
const keys = z
  .string()
  .regex(
    /^[\x21-\x7e]{1,20}(?: [\x21-\x7e]{1,20}){0,2}$/,
    'Expected one to three keys, such as "g h" or "Mod+k"',
  );
const column = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Expected the name of a column');
/** A list: `objects`, or a saved view by id. */
const listName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, 'Expected the name of a list or the id of a view');
const theme = z.enum(THEMES);
const density = z.enum(['comfortable', 'compact']);
/** `auto`: what the browser asks for (RFC 5646). */
const language = z
  .string()
  .regex(
    /^(?:auto|[a-z]{2,3}(?:-[A-Z]{2})?)$/,
    'Expected "auto" or a language such as "de" or "pt-BR"',
  );
const channels = z.array(z.enum(NOTICE_CHANNELS)).max(NOTICE_CHANNELS.length);
const remaps = z
  .record(word, keys)
  .refine(hasAtMost(REMAPS_MAX), `Give at most ${String(REMAPS_MAX)} keys another meaning`);
const columns = z
  .record(listName, z.array(column).max(COLUMNS_MAX))
  .refine(
    hasAtMost(COLUMN_LISTS_MAX),
    `Keep the columns of at most ${String(COLUMN_LISTS_MAX)} lists`,
  );

/** An object by its name alone: what it says is asked for again, and only of what its reader may see then. */
const recent = z
  .array(
    z.strictObject({
      community: id,
      object: z
        .string()
        .regex(/^[a-z0-9-]{1,250}--[0-9a-f-]{36}$/, 'Expected a STIX id such as "indicator--…"'),
      at: instantIn,
      /** Whether the person changed or answered it, or only had it open. */
      changed: z.boolean(),
    }),
  )
  .max(RECENT_MAX);

/** What a person prefers, on every device. */
export const preferences = z
  .object({
    theme,
    density,
    language,
    keyboard: z.object({ on: z.boolean(), remaps }),
    /** By kind, the channels; an empty list is silence. */
    notifications: z.record(z.enum(NOTICE_KINDS), channels),
    columns,
    /** What the person had open lately, the newest first. */
    recent,
  })
  .meta({ id: 'Preferences' });

/** A merge patch (RFC 7396): what is absent stays, `null` takes a choice back. */
export const preferencesPatch = z.strictObject({
  theme: theme.nullish(),
  density: density.nullish(),
  language: language.nullish(),
  keyboard: z
    .strictObject({ on: z.boolean().nullish(), remaps: z.record(word, keys.nullable()).nullish() })
    .nullish(),
  notifications: z.partialRecord(z.enum(NOTICE_KINDS), channels.nullable()).nullish(),
  columns: z.record(listName, z.array(column).max(COLUMNS_MAX).nullable()).nullish(),
  /** The whole list anew; `null` forgets it. */
  recent: recent.nullish(),
});

export const showPreferences = defineOperation({
  name: 'show-preferences',
  method: 'GET',
  path: '/me/preferences',
  summary: 'How I like the web app',
  tag,
  authority: 'person',
  input: {},
  output: preferences,
  refusals: [],
});

export const setPreferences = defineOperation({
  name: 'set-preferences',
  method: 'PATCH',
  path: '/me/preferences',
  summary: 'Change some of my preferences; null takes a choice back',
  tag,
  authority: 'person',
  input: { body: preferencesPatch },
  output: preferences,
  tagOf: 'show-preferences',
  refusals: ['precondition-failed', 'invalid'],
});

function hasAtMost(most: number): (kept: object) => boolean {
  return (kept) => Object.keys(kept).length <= most;
}

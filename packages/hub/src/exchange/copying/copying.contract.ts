import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams } from '../../kernel/schemas.ts';
import { objectParams, stixId } from '../../protection/protection.contract.ts';

const tag = 'copies';

/** Most objects in one copy. */
export const COPY_OBJECTS_MAX = 500;
/** Most characters of objects in one copy. */
export const COPY_TEXT_MAX = 4 * 1024 * 1024;
/** Most age recipients of one copy. */
export const COPY_RECIPIENTS_MAX = 10;

export const takeCopy = defineOperation({
  name: 'take-copy',
  method: 'POST',
  path: '/communities/{community}/copies',
  summary:
    'A copy of objects to keep, with a line that says whose it is; AMBER and above encrypted with age unless asked otherwise',
  tag,
  authority: 'reader',
  scopes: ['read'],
  input: {
    params: communityParams,
    body: z.strictObject({
      ids: z
        .array(stixId)
        .min(1)
        .max(COPY_OBJECTS_MAX, `Copy at most ${String(COPY_OBJECTS_MAX)} objects at once`),
      /** A STIX bundle for programs, or a page to read and print. */
      form: z.enum(['stix', 'page']).default('stix'),
      /** Absent: when something in it is AMBER or above. */
      encrypt: z.boolean().optional(),
      /** age recipients ("age1…"); absent: a passphrase is made. */
      recipients: z
        .array(z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/, 'Expected an age recipient "age1…"'))
        .min(1)
        .max(COPY_RECIPIENTS_MAX, `Name at most ${String(COPY_RECIPIENTS_MAX)} recipients`)
        .optional(),
    }),
  },
  output: z.object({
    /** It stands in the copy, and its source sees it. */
    copy: z.string(),
    name: z.string(),
    media_type: z.string(),
    encrypted: z.boolean(),
    /** It is nowhere else: whoever loses it cannot read the copy. */
    passphrase: z.string().optional(),
    /** The file, in base64. */
    data: z.string(),
    objects: z.number(),
    /** What is not in it, and why. */
    left_out: z.array(z.object({ id: z.string(), words: z.string() })),
  }),
  refusals: ['not-found', 'policy-refused', 'conflict', 'invalid'],
});

export const notePrint = defineOperation({
  name: 'note-print',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/prints',
  summary: 'Enter that an object is printed, under the number that stands on the paper',
  tag,
  authority: 'person',
  input: {
    params: objectParams,
    body: z.strictObject({ copy: z.uuid('Expected a UUID') }),
  },
  refusals: ['not-found', 'conflict', 'invalid'],
});

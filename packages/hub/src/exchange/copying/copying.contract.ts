import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, listOf } from '../../kernel/schemas.ts';
import { objectParams, stixId } from '../../protection/protection.contract.ts';

const tag = 'copies';

/** Most objects in one copy. */
export const COPY_OBJECTS_MAX = 500;
/** Most characters of objects in one copy. */
export const COPY_TEXT_MAX = 4 * 1024 * 1024;
/** Most age recipients of one copy. */
export const COPY_RECIPIENTS_MAX = 10;

/** Longest name of a client. */
export const NAME_OF_CLIENT_MAX = 200;
/** Longest reason for giving something to a client. */
export const REASON_OF_GIFT_MAX = 300;

const ageRecipient = z
  .string()
  .regex(/^age1[02-9ac-hj-np-z]{58}$/, 'Expected an age recipient "age1…"');

/** A client whom the caller's organization protects. */
export const client = z
  .object({ id, name: z.string(), recipient: z.string().optional(), added_at: instant })
  .meta({ id: 'Client' });

export const listClients = defineOperation({
  name: 'list-clients',
  method: 'GET',
  path: '/clients',
  summary: 'The clients my organization protects: TLP:AMBER may be given to them',
  tag,
  authority: 'reader',
  input: {},
  output: listOf(client),
  refusals: [],
});

export const addClient = defineOperation({
  name: 'add-client',
  method: 'POST',
  path: '/clients',
  summary: 'Say that somebody is a client of my organization',
  tag,
  authority: 'person',
  input: {
    body: z.strictObject({
      name: z.string().trim().min(1).max(NAME_OF_CLIENT_MAX),
      /** What is given to them is encrypted for it; absent: under a passphrase. */
      recipient: ageRecipient.optional(),
    }),
  },
  output: client,
  refusals: ['not-allowed', 'conflict', 'invalid'],
});

export const endClient = defineOperation({
  name: 'end-client',
  method: 'DELETE',
  path: '/clients/{client}',
  summary: 'Say that somebody is no client of my organization any more',
  tag,
  authority: 'person',
  input: { params: z.object({ client: id }) },
  refusals: ['not-found', 'not-allowed'],
});

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
        .array(ageRecipient)
        .min(1)
        .max(COPY_RECIPIENTS_MAX, `Name at most ${String(COPY_RECIPIENTS_MAX)} recipients`)
        .optional(),
      /**
       * Given to a client of the organization (marking rules M6): only what their marking lets clients have, always
       * encrypted, for their key when they have one. The source is told the reason, not who it is.
       */
      gift: z
        .strictObject({
          client: id,
          reason: z.string().trim().min(1, 'Say why they need it').max(REASON_OF_GIFT_MAX),
        })
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

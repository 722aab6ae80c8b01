import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { cursor } from '../../kernel/schemas.ts';

/** The live stream as the API document tells it; `routes.ts` serves it. */
export const openStream = defineOperation({
  name: 'open-stream',
  method: 'GET',
  path: '/stream',
  summary: 'What is shared in a community, as it happens: server-sent events',
  tag: 'dissemination',
  authority: 'reader',
  scopes: ['stream'],
  input: {
    query: z.object({
      /** The community, by short name or id. */
      community: z.string(),
      /** STIX types, separated by commas. */
      types: z.string().optional(),
      /** The id of the organization that brought it. */
      origin: z.string().optional(),
      /** The id of the last event that came; the header `Last-Event-ID` says the same. */
      last_event_id: cursor,
    }),
  },
  mediaType: 'text/event-stream',
  output: z.string().meta({
    description:
      'Events "ready" (first), "object" (one line of JSON each), "gone" (the id of an object I may read no longer, with "versions" when only those went) and "ended" (last, with the reason)',
  }),
  refusals: ['not-found', 'invalid', 'cursor-unusable', 'unavailable'],
});

import { z } from 'zod';

/** A problem document (RFC 9457): what every refusal answers, as `application/problem+json`. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string().optional(),
    errors: z
      .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
      .optional(),
    request_id: z.string(),
  })
  .meta({ id: 'Problem' });
/** A problem document. */
export type Problem = z.output<typeof problem>;

import type { z } from 'zod';
import type { Contract } from './contract.ts';
import { issueWords } from './issue-words.ts';
import { hidden, refuse } from './refusal.ts';
import type { Fault, Refused } from './refusal.ts';

/** A request's parts before they are checked. */
export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** Checks a request against its contract; everything wrong is told at once, with its place. */
export function readInput(contract: Contract, raw: RawInput): RawInput | Refused {
  const params = check(contract.input.params, raw.params);
  // An id that is no id names nothing: the same answer as for one that was never given out.
  if (params.error !== undefined) return hidden();
  const query = check(contract.input.query, raw.query);
  const body =
    contract.rawBody === undefined
      ? check(contract.input.body, raw.body ?? {})
      : // Nothing sent is an empty body, not a missing one.
        { data: raw.body ?? new Uint8Array() };
  const faults = [
    ...faultsOf(query.error, (path) => `?${path.join('.')}`),
    ...faultsOf(body.error, (path) => path.map((part) => `/${escaped(part)}`).join('')),
  ];
  if (faults.length === 0) return { params: params.data, query: query.data, body: body.data };
  const code = query.error === undefined ? 'invalid' : 'bad-request';
  return refuse(code, 'Cannot take the request: see the errors', { faults });
}

interface Checked {
  data?: unknown;
  error?: z.ZodError;
}

/** What a contract does not name does not reach the operation. */
function check(schema: z.ZodType | undefined, part: unknown): Checked {
  return schema === undefined ? {} : schema.safeParse(part, { error: issueWords });
}

function faultsOf(
  error: z.ZodError | undefined,
  pointer: (path: readonly PropertyKey[]) => string,
): Fault[] {
  return (error?.issues ?? []).slice(0, 100).map((issue) => ({
    pointer: pointer(issue.path).slice(0, 300),
    code: issue.code,
    message: issue.message.slice(0, 300),
  }));
}

/** RFC 6901 §3. */
function escaped(part: PropertyKey): string {
  return String(part).replaceAll('~', '~0').replaceAll('/', '~1');
}

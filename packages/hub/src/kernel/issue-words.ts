import type { z } from 'zod';

/**
 * What is wrong with one value, where its schema says nothing of its own. Zod's words speak to whoever writes
 * schemas; these say what to send.
 */
export function issueWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is missing; add it' : otherType(issue.expected);
    case 'invalid_value':
      return `Expected one of ${issue.values.map((value) => String(value)).join(', ')}`;
    case 'too_big':
      return tooBig(issue.origin, String(issue.maximum));
    case 'too_small':
      return tooSmall(issue.origin, String(issue.minimum));
    case 'unrecognized_keys':
      return `Leave out what is not known here: ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'This has none of the forms that are taken here';
    default:
      return 'This is not well written';
  }
}

function otherType(type: string): string {
  const expected = TYPES.get(type) ?? 'another kind of value';
  return `Expected ${expected}`;
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'an object'],
  ['record', 'an object'],
]);

function tooBig(origin: string, most: string): string {
  if (origin === 'string') return `Write at most ${most} characters`;
  return origin === 'array' ? `Give at most ${most}` : `Expected at most ${most}`;
}

function tooSmall(origin: string, least: string): string {
  if (origin === 'string') return `Write at least ${least} characters`;
  return origin === 'array' ? `Give at least ${least}` : `Expected at least ${least}`;
}

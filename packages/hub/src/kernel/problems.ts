import { PROBLEMS, problemType } from './problem-codes.ts';
import type { Refused } from './refusal.ts';

/** The media type of problem documents (RFC 9457 §6.1). */
export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
/** Most faults listed in one problem document. */
export const FAULTS_MAX = 100;

/**
 * The problem document of a refusal. It is made from the request and the refusal's own words only, so that what is
 * hidden and what is absent give the same bytes.
 */
export function problemText(
  refused: Refused,
  request: { path: string; requestId: string },
): string {
  const [status, title] = PROBLEMS[refused.code];
  return JSON.stringify({
    type: problemType(refused.code),
    title,
    status,
    detail: refused.words,
    instance: request.path,
    ...(refused.faults.length === 0 ? {} : { errors: refused.faults.slice(0, FAULTS_MAX) }),
    request_id: request.requestId,
  });
}

/** The path of an address, without its query: queries may hold what must not be repeated. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

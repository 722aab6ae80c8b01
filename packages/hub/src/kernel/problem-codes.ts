/**
 * Every way the hub says no, as data: the HTTP status and the title of the problem document (RFC 9457 §3.1).
 * The code is the last part of the problem's `type`; docs/problems lists them all.
 */
export const PROBLEMS = {
  'bad-request': [400, 'The request cannot be read'],
  'cursor-unusable': [400, 'The cursor cannot be used'],
  'ticket-unusable': [400, 'The ticket cannot be used'],
  unauthenticated: [401, 'Sign in first'],
  'sign-in-failed': [401, 'Sign-in failed'],
  'not-allowed': [403, 'This is not allowed'],
  'attestation-needed': [403, 'Confirm first what opening this means'],
  'scope-missing': [403, 'The token is not made for this'],
  'cross-site': [403, 'The request does not come from this site'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'This address does not take that method'],
  'not-acceptable': [406, 'No wanted media type can be given'],
  'request-timeout': [408, 'The request took too long'],
  conflict: [409, 'This conflicts with what is there'],
  'answer-not-kept': [409, 'The request was done before'],
  'passkey-needs-host-name': [409, 'Passkeys need a host name'],
  'key-running': [409, 'The same request is still being worked on'],
  'precondition-failed': [412, 'It has changed meanwhile'],
  'too-large': [413, 'The request is too large'],
  'address-too-long': [414, 'The address is too long'],
  'media-type': [415, 'The media type is not supported'],
  invalid: [422, 'The request is understood but not valid'],
  'key-reused': [422, 'The idempotency key was used for another request'],
  'password-weak': [422, 'Choose another password'],
  'code-wrong': [422, 'The code is not right'],
  'passkey-refused': [422, 'The passkey was not accepted'],
  'policy-refused': [422, 'The marking does not allow this'],
  'too-many-requests': [429, 'Too many requests'],
  'headers-too-large': [431, 'The headers are too large'],
  fault: [500, 'Something went wrong here'],
  unavailable: [503, 'The hub cannot answer now'],
} as const satisfies Record<string, readonly [number, string]>;

/** One way of saying no. */
export type ProblemCode = keyof typeof PROBLEMS;

/** Where the meaning of a code is written down, relative to the hub. */
export function problemType(code: ProblemCode): string {
  return `/docs/problems#${code}`;
}

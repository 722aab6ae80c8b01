/**
 * Headers of every answer, as constant tables: setting them must cost nothing worth measuring, since a poll that
 * finds nothing is the most common request of all. A test compares them with the OWASP list.
 */
export const API_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  'cache-control': 'private, no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

const APP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // The component kit positions pop-ups by style attributes; style elements stay forbidden.
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  // Nothing here turns text into script: neither the app nor a library makes a policy that could. The one there is
  // gives the address of the worker that checks a share before it leaves, whatever it is asked.
  "require-trusted-types-for 'script'",
  'trusted-types tocsin-shield',
];

/** Headers of the browser app's pages and files. */
export const APP_HEADERS: Readonly<Record<string, string>> = Object.freeze({
  ...API_HEADERS,
  'cache-control': 'no-cache',
  'content-security-policy': APP_POLICY.join('; '),
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)',
  'x-frame-options': 'DENY',
});

/** Built files whose name holds their hash never change. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Sent over https only: a first run on plain http must not lock a browser out (RFC 6797 §7.2). */
export const STRICT_TRANSPORT = 'max-age=31536000';

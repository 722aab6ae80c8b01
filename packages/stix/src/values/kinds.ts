/** The kinds of values that lookup and correlation know. */
export const OBSERVABLE_KINDS = [
  'ipv4',
  'ipv4-net',
  'ipv6',
  'ipv6-net',
  'domain',
  'url',
  'email',
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'sha3-256',
  'sha3-512',
  'ssdeep',
  'tlsh',
  'imphash',
  'file-name',
  'file-path',
  'mac',
  'asn',
  'mutex',
  'registry-key',
  'cve',
  'user-agent',
  'x509-serial',
  'certificate-hash',
  'account',
  'email-subject',
] as const;

/** One of {@link OBSERVABLE_KINDS}. */
export type ObservableKind = (typeof OBSERVABLE_KINDS)[number];

/** A value in its canonical form: equal things have equal texts. */
export interface Observable {
  readonly kind: ObservableKind;
  readonly value: string;
}

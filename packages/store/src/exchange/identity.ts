import { createHash } from 'node:crypto';

/** The namespace of identity objects that stand for organizations of a hub. */
const NAMESPACE = Buffer.from('6b1f5e0c7d0b4c0f9a44b4d1e6a1f0c2', 'hex');

/**
 * The id of the STIX identity that stands for an organization: the same in every share, so that readers see who
 * made an object without being told more than its origin (RFC 9562 §5.5).
 */
export function identityId(organization: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(organization).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ];
  return `identity--${parts.join('-')}`;
}

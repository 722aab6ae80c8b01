import { rankOfLevel } from './levels.ts';
import type { Clause } from './label.ts';
import type { TlpLevel } from './levels.ts';

/** At which levels a community asks a person to confirm what opening something means, before they do (row 112). */
export const ATTESTATION_RULES = ['red', 'red-and-amber', 'never'] as const;
/** One of {@link ATTESTATION_RULES}. */
export type AttestationRule = (typeof ATTESTATION_RULES)[number];

/** What a community asks that said nothing. */
export const DAY_ONE_ATTESTATION: AttestationRule = 'red';

/** Whether a clause is asked about at a level: by the community's rule, or because its source wants it. Never below AMBER. */
export function asksAttestation(clause: Clause, level: TlpLevel, rule: AttestationRule): boolean {
  if (rankOfLevel(level) < rankOfLevel('amber')) return false;
  if (clause.terms?.attest === true) return true;
  return rule !== 'never' && (level === 'red' || rule === 'red-and-amber');
}

import { labelKey, levelAt, levelOfLabel } from './label.ts';
import { rankOfLevel } from './levels.ts';
import { isWider } from './may-change.ts';
import { asksAttestation } from './attestation-rule.ts';
import type { AttestationRule } from './attestation-rule.ts';
import { isOwnName } from './reader.ts';
import type { Clause, Instant, Label } from './label.ts';
import type { TlpLevel } from './levels.ts';
import type { Reader } from './reader.ts';

/**
 * The level a person has to confirm before they open something with this label; `undefined` when nothing is asked. Of
 * what is their organization's own nobody is asked. A program cannot confirm: {@link asksAttestation} keeps it out.
 */
export function attestationAsked(
  reader: Reader,
  label: Label,
  { rule, now }: { rule: AttestationRule; now: Instant },
): TlpLevel | undefined {
  if (reader.kind !== 'person') return undefined;
  const others = label.clauses.filter(
    ({ origin }) => reader.providerStaff || !isOwnName(reader, origin),
  );
  const isAsked = others.some((clause) => asksAttestation(clause, levelAt(clause, now), rule));
  return isAsked ? levelOfLabel(label, now) : undefined;
}

/** Whether what is to be confirmed is the need to know: RED says itself who needs to (marking rules M5). */
export function needsReason(level: TlpLevel): boolean {
  return level === 'amber' || level === 'amber+strict';
}

/** What somebody confirmed: a label, and the level it stood at then. */
export interface Attested {
  readonly label: Label;
  readonly level: TlpLevel;
}

/**
 * Whether a confirmation still holds under the label something has now. Not when it stands higher or narrower, or asks
 * for other things: only what is certainly no stricter counts as confirmed already.
 */
export function attestationHolds(given: Attested, label: Label, now: Instant): boolean {
  if (rankOfLevel(levelOfLabel(label, now)) > rankOfLevel(given.level)) return false;
  if (labelKey(given.label) === labelKey(label)) return true;
  const [before, second] = given.label.clauses;
  const [after] = label.clauses;
  if (before === undefined || after === undefined || second !== undefined) return false;
  return isSameAsking(before, after) && !isWider(label, given.label, now);
}

/** The same actions are permitted and the same is asked of whoever uses it. */
function isSameAsking(before: Clause, after: Clause): boolean {
  const { terms, pap, ...rest } = after;
  const asked = {
    ...rest,
    ...(before.terms === undefined ? {} : { terms: before.terms }),
    ...(before.pap === undefined ? {} : { pap: before.pap }),
  };
  const now = {
    ...rest,
    ...(terms === undefined ? {} : { terms }),
    ...(pap === undefined ? {} : { pap }),
  };
  return labelKey({ clauses: [asked] }) === labelKey({ clauses: [now] });
}

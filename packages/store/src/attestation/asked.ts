import { ATTESTATION_RULES, attestationAsked, DAY_ONE_ATTESTATION } from '@tocsin/policy';
import type { AttestationRule, TlpLevel } from '@tocsin/policy';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { OpenableRow } from '../store.ts';

/** What has to be confirmed of rows before they are opened, by place; whether it was is another question. */
export async function askedOf(
  { query, view, labels }: Reading,
  community: string,
  rows: readonly OpenableRow[],
): Promise<Map<number, TlpLevel>> {
  const { reader, now } = view;
  const asked = new Map<number, TlpLevel>();
  // Mostly nothing is asked whatever the rule is, and then the rule need not be known.
  const isStrict = rows.map(({ labelId }) => {
    const label = labels.at(labelId);
    const rule = 'red-and-amber';
    return label === undefined || attestationAsked(reader, label, { rule, now }) !== undefined;
  });
  if (!isStrict.includes(true)) return asked;
  const rule = await ruleIn(query, community);
  for (const [place, { labelId }] of rows.entries()) {
    if (isStrict[place] !== true) continue;
    const label = labels.at(labelId);
    const level = label === undefined ? 'red' : attestationAsked(reader, label, { rule, now });
    if (level !== undefined) asked.set(place, level);
  }
  return asked;
}

/** What a community asks. A rule this program does not know asks the most. */
export async function ruleIn(query: Query, community: string): Promise<AttestationRule> {
  const row = await query.one<{ asks: string }>(
    'SELECT asks FROM attestation_rule WHERE community = ?',
    [community],
  );
  if (row === undefined) return DAY_ONE_ATTESTATION;
  return ATTESTATION_RULES.find((known) => known === row.asks) ?? 'red-and-amber';
}

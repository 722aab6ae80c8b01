import { isReadingState, NO_REVIEW, standingIn, TLP_LEVELS } from '@tocsin/policy';
import type { Reader, ReviewRules } from '@tocsin/policy';
import { isRepresentative } from '../people/authority.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from '../people/policy-act.ts';
import { Refused } from '../people/refused.ts';
import { reviewRules } from '../exchange/hold-back.ts';
import type { Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, ReviewSetting } from '../store.ts';
import { officersOf } from './review-rows.ts';

/** What waits in the reader's own organization. */
export async function readSetting(
  { query, view: { reader } }: Reading,
  community: string,
): Promise<ReviewSetting | undefined> {
  const standing = standingIn(reader, community);
  if (standing === undefined || !isReadingState(standing.state)) return undefined;
  return settingFor(query, reader, community);
}

/**
 * A representative says what waits. The policy epoch moves with it: a share that was planned before is planned anew,
 * so that none leaves by the rules of before.
 */
export function setRules(
  access: ExchangeAccess,
  community: string,
  rules: ReviewRules,
): Promise<ReviewSetting | Refusal> {
  return policyAct(access, async (acting) => {
    const { reader, transaction, at } = acting;
    standingOrHidden(reader, community);
    if (!isRepresentative(reader, community)) {
      throw new Refused(
        'not-allowed',
        'Only a representative of your organization says what waits for its sharing officers',
      );
    }
    const { organization } = reader;
    const asked = TLP_LEVELS.some((level) => rules[level] !== 'never');
    if (asked && (await officersOf(transaction, community, organization)).length === 0) {
      throw new Refused(
        'conflict',
        'Your organization has no sharing officer here: give somebody that role first',
      );
    }
    await transaction.run(
      `INSERT INTO review_rule (community, organization, body, set_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (community, organization) DO UPDATE SET body = excluded.body, set_at = excluded.set_at`,
      [community, organization, JSON.stringify({ ...NO_REVIEW, ...rules }), at],
    );
    const setting = await settingFor(transaction, reader, community);
    await recordPolicyAct(acting, {
      act: 'set-review-rules',
      words: `Said what waits for the sharing officers: ${TLP_LEVELS.map((level) => `${level} ${rules[level]}`).join(', ')}`,
      community,
    });
    return setting;
  });
}

async function settingFor(query: Query, reader: Reader, community: string): Promise<ReviewSetting> {
  return {
    rules: await reviewRules(query, community, reader.organization),
    officers: await officersOf(query, community, reader.organization),
    maySet: isRepresentative(reader, community),
  };
}

import { speaksForSource, standingIn } from '@tocsin/policy';
import type { AttestationRule, Reader } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import { isChair } from '../people/authority.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from '../people/policy-act.ts';
import { Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { AttestationSetting, Refusal } from '../store.ts';
import { ruleIn } from './asked.ts';

/** What is asked here, and whether the reader's organization confirmed for its programs. */
export async function readSetting(
  { query, view }: Reading,
  community: string,
): Promise<AttestationSetting | undefined> {
  const { reader } = view;
  if (standingIn(reader, community) === undefined) return undefined;
  const given = await query.one<{ person: string; name: string | null; at: number }>(
    `SELECT a.person, p.name, a.at FROM program_attestation a LEFT JOIN person p ON p.id = a.person
      WHERE a.community = ? AND a.organization = ?`,
    [community, reader.organization],
  );
  return {
    asks: await ruleIn(query, community),
    maySet: isChair(reader, community),
    programs:
      given === undefined
        ? undefined
        : { by: { id: given.person, name: given.name ?? '' }, at: given.at },
    mayConfirm: mayConfirm(reader, community),
  };
}

/** A chair says at which levels it is asked. Programs read by it too, so the policy moves. */
export async function setRule(
  access: ExchangeAccess,
  community: string,
  asks: AttestationRule,
): Promise<AttestationSetting | Refusal> {
  const done = await policyAct<true>(access, async (acting) => {
    const { transaction, reader, at } = acting;
    standingOrHidden(reader, community);
    if (!isChair(reader, community)) {
      throw new Refused('not-allowed', 'Only a chair says what is asked here; ask one of them');
    }
    await transaction.run(
      `INSERT INTO attestation_rule (community, asks, set_at) VALUES (?, ?, ?)
       ON CONFLICT (community) DO UPDATE SET asks = excluded.asks, set_at = excluded.set_at`,
      [community, asks, at],
    );
    await recordPolicyAct(acting, {
      act: 'set-attestation',
      words: RULE_WORDS[asks],
      community,
      facts: { asks },
    });
    return true;
  });
  return done === true ? settingNow(access, community) : done;
}

const RULE_WORDS: Readonly<Record<AttestationRule, string>> = {
  red: 'Said that opening TLP:RED has to be confirmed first',
  'red-and-amber': 'Said that opening TLP:RED and TLP:AMBER has to be confirmed first',
  never: 'Said that the community asks nobody to confirm before opening',
};

/** Confirms for the organization's programs, or takes it back. */
export async function setPrograms(
  access: ExchangeAccess,
  community: string,
  isConfirmed: boolean,
): Promise<AttestationSetting | Refusal> {
  const done = await policyAct<true>(access, async (acting) => {
    const { transaction, reader, at } = acting;
    standingOrHidden(reader, community);
    if (!mayConfirm(reader, community)) {
      throw new Refused(
        'not-allowed',
        'Only who represents the organization, or its sharing officer, confirms for its programs',
      );
    }
    await transaction.run(
      'DELETE FROM program_attestation WHERE community = ? AND organization = ?',
      [community, reader.organization],
    );
    if (isConfirmed) {
      await transaction.run(
        'INSERT INTO program_attestation (community, organization, person, at) VALUES (?, ?, ?, ?)',
        [community, reader.organization, reader.id, at],
      );
    }
    await recordPolicyAct(acting, {
      act: isConfirmed ? 'attest-programs' : 'unattest-programs',
      words: isConfirmed
        ? 'Confirmed for the programs of the organization what being given AMBER means'
        : 'Took back what was confirmed for the programs of the organization',
      community,
    });
    return true;
  });
  return done === true ? settingNow(access, community) : done;
}

function mayConfirm(reader: Reader, community: string): boolean {
  const standing = standingIn(reader, community);
  if (standing === undefined || reader.providerStaff || reader.isSealedSource === true) {
    return false;
  }
  return speaksForSource(reader, standing);
}

async function settingNow(
  access: ExchangeAccess,
  community: string,
): Promise<AttestationSetting | Refusal> {
  const setting = await reading(access, (tools) => readSetting(tools, community));
  return setting ?? { refused: 'hidden', words: 'There is no such thing here' };
}

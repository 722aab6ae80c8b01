import { LEAVING_DAYS_MAX, standingIn } from '@tocsin/policy';
import type { Leaving, Reader, ReleaseContacts } from '@tocsin/policy';
import { isRepresentative } from '../people/authority.ts';
import { communityMembers } from '../people/census.ts';
import { policyAct, recordPolicyAct, standingOrHidden } from '../people/policy-act.ts';
import { Refused } from '../people/refused.ts';
import type { Query } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { NewReleaseSetting, Refusal, ReleaseSetting } from '../store.ts';
import { CONTACTS_MAX } from './limits.ts';
import { leavingOf } from './leaving.ts';
import { ablePersons } from './presence.ts';
import { takesPart } from './request-rows.ts';
import { contactsOf } from './turns.ts';

/** What the reader's own organization said; a sealed source has none. */
export async function readSetting(
  { query, view: { reader } }: Reading,
  community: string,
): Promise<ReleaseSetting | undefined> {
  if (!takesPart(reader, community) || reader.isSealedSource === true) return undefined;
  return settingFor(query, reader, community);
}

/**
 * A representative says who answers and who decides afterwards. The policy epoch moves with it, so that an answer that
 * was planned in somebody's place is planned anew.
 */
export function setSetting(
  access: ExchangeAccess,
  community: string,
  setting: NewReleaseSetting,
): Promise<ReleaseSetting | Refusal> {
  return policyAct(access, async (acting) => {
    const { reader, transaction, at } = acting;
    standingOrHidden(reader, community);
    if (!isRepresentative(reader, community) || reader.isSealedSource === true) {
      throw new Refused(
        'not-allowed',
        'Only a representative of your organization says who answers for it',
      );
    }
    const contacts = await checkedContacts(transaction, { reader, community, setting });
    const successor = await checkedSuccessor(transaction, { reader, community, setting });
    const leaving = checkedLeaving(setting);
    const before = await leavingOf(transaction, community, reader.organization);
    await transaction.run(
      `INSERT INTO release_setting (community, organization, body, successor, set_at, leaving, leaving_by) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (community, organization) DO UPDATE SET body = excluded.body, successor = excluded.successor, set_at = excluded.set_at,
         leaving = excluded.leaving, leaving_by = excluded.leaving_by`,
      [
        community,
        reader.organization,
        JSON.stringify(contacts),
        successor,
        at,
        leaving === undefined ? null : JSON.stringify(leaving),
        reader.id,
      ],
    );
    const told = await settingFor(transaction, reader, community);
    await recordPolicyAct(acting, {
      act: 'set-release-setting',
      words:
        successor === null
          ? 'Said who answers release requests, and that nobody decides once the organization is gone'
          : 'Said who answers release requests, and who decides once the organization is gone',
      community,
      ...(successor === null ? {} : { facts: { successor } }),
    });
    if (JSON.stringify(leaving) !== JSON.stringify(before)) {
      await recordPolicyAct(acting, {
        act: 'set-leaving',
        words: leavingWords(leaving),
        community,
      });
    }
    return told;
  });
}

interface Checking {
  readonly reader: Reader;
  readonly community: string;
  readonly setting: NewReleaseSetting;
}

async function checkedContacts(
  query: Query,
  { reader, community, setting }: Checking,
): Promise<ReleaseContacts> {
  const able = (await ablePersons(query, community, reader.organization)).map(({ id }) => id);
  const checked = (list: readonly string[]): string[] => {
    const named = [...new Set(list)];
    if (named.length > CONTACTS_MAX) {
      throw new Refused('invalid', `Name at most ${String(CONTACTS_MAX)} persons in each list`);
    }
    if (!named.every((one) => able.includes(one))) {
      throw new Refused(
        'invalid',
        'Name representatives or sharing officers of your organization here: nobody else may decide',
      );
    }
    return named;
  };
  return { first: checked(setting.first), next: checked(setting.next) };
}

async function checkedSuccessor(
  query: Query,
  { reader, community, setting }: Checking,
): Promise<string | null> {
  const { successor } = setting;
  if (successor === undefined) return null;
  const members = await communityMembers(query, community);
  if (successor === reader.organization || !members.some(({ id }) => id === successor)) {
    throw new Refused('invalid', 'Name another member of this community as your successor');
  }
  return successor;
}

function checkedLeaving({ leaving }: NewReleaseSetting): Leaving | undefined {
  if (leaving === undefined) return undefined;
  const { afterDays } = leaving;
  if (!Number.isSafeInteger(afterDays) || afterDays < 0 || afterDays > LEAVING_DAYS_MAX) {
    throw new Refused(
      'invalid',
      `Say after how many days, from 0 (at once) to ${String(LEAVING_DAYS_MAX)}`,
    );
  }
  return leaving;
}

/** For the record. */
function leavingWords(leaving: Leaving | undefined): string {
  if (leaving === undefined) return 'Laid down that what it shared stays as it is when it leaves';
  const days = String(leaving.afterDays);
  if (leaving.act === 'take-back')
    return `Laid down that what it shared is taken back ${days} days after it leaves`;
  const level = leaving.to.toUpperCase();
  return `Laid down that what it shared is lowered to ${level} ${days} days after it leaves`;
}

async function settingFor(
  query: Query,
  reader: Reader,
  community: string,
): Promise<ReleaseSetting> {
  const { organization } = reader;
  const able = await ablePersons(query, community, organization);
  const contacts = await contactsOf(query, community, organization);
  const successor = await query.one<{ id: string; name: string }>(
    'SELECT o.id, o.name FROM release_setting s JOIN organization o ON o.id = s.successor WHERE s.community = ? AND s.organization = ?',
    [community, organization],
  );
  const leaving = await leavingOf(query, community, organization);
  // Whoever decides no more is told of nothing: they are not listed either.
  const named = (list: readonly string[]): { id: string; name: string }[] =>
    able.filter(({ id }) => list.includes(id));
  return {
    first: named(contacts.first),
    next: named(contacts.next),
    ...(successor === undefined ? {} : { successor: { id: successor.id, name: successor.name } }),
    ...(leaving === undefined ? {} : { leaving }),
    able: able.map(({ id, name }) => ({ id, name })),
    maySet: isRepresentative(reader, community) && standingIn(reader, community) !== undefined,
  };
}

import { decidesOnApplications, isTlpLevel, JOINING_MODES, standingIn } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { JoiningSetting, Refusal } from '../store.ts';
import { aroundOf } from './around.ts';
import { CHECKLIST_MAX, PROBATION_DAYS_MAX, WINDOW_DAYS_MAX } from './limits.ts';
import { settingOf } from './rows.ts';
import { lineIn, textIn } from './texts.ts';

/** The setting, for whoever decides. */
export async function shownSetting(
  { query, view: { reader } }: Reading,
  community: string,
): Promise<JoiningSetting | undefined> {
  if (!decidesOnApplications(reader, community)) return undefined;
  const { organization: _organization, ...setting } = await settingOf(query, community);
  return setting;
}

/** Says how a community takes new members. */
export function putSetting(
  access: ExchangeAccess,
  community: string,
  sent: JoiningSetting,
): Promise<JoiningSetting | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await readerNow(access, transaction);
    if (standingIn(reader, community) === undefined) throw hidden();
    if (!decidesOnApplications(reader, community))
      throw new Refused('not-allowed', 'Only a chair says how the community takes new members');
    const setting = settingIn(sent);
    const { chairs } = await aroundOf(transaction, community);
    if (setting.needsTwo && chairs.length < 2)
      throw new Refused('conflict', 'There is only one chair: name a co-chair first');
    const at = access.now();
    const { mode, ...body } = setting;
    await transaction.run(
      `INSERT INTO joining_setting (community, mode, body, organization, changed_by, changed_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (community) DO UPDATE SET mode = excluded.mode, body = excluded.body, organization = excluded.organization,
          changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
      [community, mode, JSON.stringify(body), reader.organization, reader.id, at],
    );
    await recordAct(transaction, access.principal, {
      at,
      organization: reader.organization,
      act: 'set-joining',
      words: 'Changed how the community takes new members',
      facts: { community, mode },
    });
    return setting;
  });
}

function settingIn(sent: JoiningSetting): JoiningSetting {
  checkTimes(sent);
  const { mode, windowDays, needsTwo, probationDays, ceiling } = sent;
  if (!JOINING_MODES.includes(mode)) throw new Refused('invalid', `"${mode}" is no way to join`);
  const about = textIn(sent.about);
  if (mode === 'open' && about === '')
    throw new Refused('invalid', 'Say first what the community is for: strangers read it');
  return {
    mode,
    about,
    who: textIn(sent.who),
    expected: textIn(sent.expected),
    fee: textIn(sent.fee),
    checklist: checklistIn(sent.checklist),
    windowDays,
    needsTwo,
    probationDays,
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

function checkTimes({ windowDays, probationDays, ceiling }: JoiningSetting): void {
  if (!isWhole(windowDays, 1, WINDOW_DAYS_MAX))
    throw new Refused('invalid', `Members may object for 1 to ${String(WINDOW_DAYS_MAX)} days`);
  if (!isWhole(probationDays, 0, PROBATION_DAYS_MAX))
    throw new Refused('invalid', `A probation lasts at most ${String(PROBATION_DAYS_MAX)} days`);
  if (ceiling !== undefined && !isTlpLevel(ceiling))
    throw new Refused('invalid', 'A probation goes up to a level of TLP 2.0');
}

function checklistIn(sent: readonly string[]): string[] {
  const checklist = sent.map((item) => lineIn(item, 'Write each item in one line'));
  if (checklist.length > CHECKLIST_MAX)
    throw new Refused('invalid', `A checklist has at most ${String(CHECKLIST_MAX)} items`);
  if (new Set(checklist).size < checklist.length)
    throw new Refused('invalid', 'Two items of the checklist are the same');
  return checklist;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

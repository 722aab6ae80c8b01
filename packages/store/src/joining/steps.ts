import { decidingFault, mayFollowApplication } from '@tocsin/policy';
import type { DecidingFault } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewApplicationStep } from '../store.ts';
import type { Acting } from './acting.ts';
import { mustDecide } from './acting.ts';
import { postToApplicant } from './letters.ts';
import { WINDOW_DAYS_MAX } from './limits.ts';
import { decisionOf } from './rows.ts';
import type { ApplicationRow, KeptDecision } from './rows.ts';
import { enterWord } from './saying.ts';
import { checksIn, decidingOf, isOpenToWords } from './shown.ts';
import { termsIn } from './terms.ts';
import { textIn } from './texts.ts';

const DAY_MS = 86_400_000;

/** What a chair does with an application. */
export async function stepOn(
  access: ExchangeAccess,
  at: Acting,
  step: NewApplicationStep,
): Promise<void> {
  mustDecide(at);
  const { transaction, row, tools } = at;
  const { reader, now } = tools.view;
  const words = await carryOut(at, step);
  if (step.letter !== undefined) {
    const { organization } = reader;
    const { sealed } = step.letter;
    const letter = { application: row.id, organization, address: row.email, sealed, at: now };
    await postToApplicant(transaction, { ...letter, id: access.newId() });
  }
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: `application-${step.act}`,
    words,
    facts: { application: row.id },
  });
}

async function carryOut(at: Acting, step: NewApplicationStep): Promise<string> {
  switch (step.act) {
    case 'check':
      return check(at, step);
    case 'ask':
      return ask(at, step.words);
    case 'eligible':
      return eligible(at);
    case 'vetting':
      return move(at, 'vetting', 'Began to look into an application');
    case 'hear':
      return hear(at);
    case 'window':
      return openWindow(at, step.until);
    case 'accept':
      return decide(at, { isAccepted: true, ...(await termsIn(at, step)) });
    case 'reject':
      return decide(at, {
        isAccepted: false,
        words: textIn(step.words, 'Say why: the applicant reads it'),
      });
    case 'agree':
      return agreeWithFirst(at);
  }
}

async function check(
  at: Acting,
  { item, isMet, words }: Extract<NewApplicationStep, { act: 'check' }>,
): Promise<string> {
  const { row, around, transaction, name } = at;
  const { reader, now } = at.tools.view;
  const isBefore = row.state === 'interest' || row.state === 'eligible' || row.state === 'vetting';
  if (!isBefore) throw notNext();
  if (!around.setting.checklist.includes(item))
    throw new Refused('invalid', 'That is not on the checklist');
  await enterWord(transaction, {
    application: row.id,
    kind: 'check',
    organization: reader.organization,
    person: reader.id,
    name,
    at: now,
    words: JSON.stringify({ item, isMet, words: textIn(words) }),
  });
  return 'Checked whether somebody may join';
}

async function ask({ row, transaction, tools, name }: Acting, words: string): Promise<string> {
  const { reader, now } = tools.view;
  if (row.state === 'member' || row.state === 'withdrawn' || row.state === 'rejected')
    throw notNext();
  await enterWord(transaction, {
    application: row.id,
    kind: 'question',
    organization: reader.organization,
    person: reader.id,
    name,
    at: now,
    words: textIn(words, 'Write something'),
  });
  return 'Wrote to an applicant';
}

async function eligible(at: Acting): Promise<string> {
  const left = checksIn(at.words, at.around.setting.checklist).filter(({ isMet }) => !isMet);
  if (left.length > 0)
    throw new Refused('conflict', 'Not everything on the checklist is met: check it first');
  return move(at, 'eligible', 'Found that an applicant may join');
}

async function move(
  { row, transaction, tools }: Acting,
  to: ApplicationRow['state'],
  words: string,
): Promise<string> {
  if (!mayFollowApplication(row.state, to)) throw notNext();
  await transaction.run('UPDATE application SET state = ?, changed_at = ? WHERE id = ?', [
    to,
    tools.view.now,
    row.id,
  ]);
  return words;
}

async function hear(at: Acting): Promise<string> {
  const { row, words, around, tools } = at;
  const { reader, now } = tools.view;
  if (row.state !== 'appealed') throw notNext();
  const fault = decidingFault(
    reader.id,
    { isAccepting: false, now },
    { ...decidingOf({ row, words, reader }, around), needsTwo: false },
  );
  if (fault !== undefined) throw refusedFor(fault);
  await at.transaction.run('UPDATE application SET window_until = NULL WHERE id = ?', [row.id]);
  return move(at, 'vetting', 'Looks at an application anew after an appeal');
}

async function openWindow(at: Acting, until: number | undefined): Promise<string> {
  const { row, around, transaction, tools } = at;
  const { now } = tools.view;
  const end = until ?? now + around.setting.windowDays * DAY_MS;
  if (end <= now || end > now + WINDOW_DAYS_MAX * DAY_MS) {
    throw new Refused(
      'invalid',
      `Choose until when members may object: a time to come, within ${String(WINDOW_DAYS_MAX)} days`,
    );
  }
  // While it is open it may be made longer: nobody's time is cut short.
  const isLonger = isOpenToWords(row, now) && end >= (row.window_until ?? 0);
  if (!isLonger && !mayFollowApplication(row.state, 'window')) throw notNext();
  await transaction.run(
    "UPDATE application SET state = 'window', window_until = ?, changed_at = ? WHERE id = ?",
    [end, now, row.id],
  );
  return 'Put an application before the members';
}

type Decided = Omit<KeptDecision, 'by' | 'at'>;

async function decide(at: Acting, decided: Decided): Promise<string> {
  const { row, words, around, tools, transaction, name } = at;
  const { reader, now } = tools.view;
  const of = decidingOf({ row, words, reader }, around);
  const fault = decidingFault(
    reader.id,
    { isAccepting: decided.isAccepted, now },
    { ...of, first: undefined },
  );
  if (fault !== undefined) throw refusedFor(fault);
  const kept: KeptDecision = { ...decided, by: { person: reader.id, name }, at: now };
  if (!of.needsTwo) return putDecision(at, kept);
  await transaction.run('UPDATE application SET first = ?, changed_at = ? WHERE id = ?', [
    JSON.stringify(kept),
    now,
    row.id,
  ]);
  return 'Decided on an application as the first of two chairs';
}

async function agreeWithFirst(at: Acting): Promise<string> {
  const { row, words, around, tools } = at;
  const { reader, now } = tools.view;
  const first = decisionOf(row.first);
  if (row.first === null || first === undefined)
    throw new Refused('conflict', 'Nobody decided yet: decide first');
  const of = { ...decidingOf({ row, words, reader }, around), needsTwo: true };
  const fault = decidingFault(reader.id, { isAccepting: first.isAccepted, now }, of);
  if (fault !== undefined) throw refusedFor(fault);
  return putDecision(at, { ...(JSON.parse(row.first) as KeptDecision), at: now });
}

async function putDecision(
  { row, transaction, tools }: Acting,
  kept: KeptDecision,
): Promise<string> {
  await transaction.run(
    'UPDATE application SET state = ?, decision = ?, first = NULL, changed_at = ? WHERE id = ?',
    [kept.isAccepted ? 'accepted' : 'rejected', JSON.stringify(kept), tools.view.now, row.id],
  );
  return kept.isAccepted ? 'Accepted an applicant' : 'Turned an applicant away';
}

function notNext(): Refused {
  return new Refused('conflict', 'That is not the next step of this application: look at it again');
}

function refusedFor(fault: DecidingFault): Refused {
  return fault === 'not-next' ? notNext() : new Refused('conflict', FAULT_WORDS[fault]);
}

const FAULT_WORDS: Readonly<Record<Exclude<DecidingFault, 'not-next'>, string>> = {
  'too-early': 'Members may still object: wait until their time is over',
  'same-chair': 'You decided first: another chair has to agree',
  'only-sponsors': 'You both vouched for them: a chair who did not has to agree',
  'own-appeal': 'You turned them away: another chair decides on the appeal',
};

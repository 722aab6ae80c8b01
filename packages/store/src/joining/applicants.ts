import { isApplicationOver, likenessOf, mayFollowApplication } from '@tocsin/policy';
import { appendAudit } from '../audit/append.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import type { Engine, Query, Transaction } from '../engine/engine.ts';
import type {
  Applicant,
  ApplicantAct,
  ApplicantDoor,
  ApplicantView,
  ApplicationDecision,
  JoiningPage,
  NewApplication,
  Refusal,
} from '../store.ts';
import { agree } from './agree.ts';
import { postToApplicant } from './letters.ts';
import { APPLICATIONS_OPEN_MAX, APPLICATIONS_PER_DAY_MAX } from './limits.ts';
import {
  aboutOf,
  appealOf,
  applicantOf,
  applicationBySecret,
  decisionOf,
  letterOf,
  settingOf,
  threadOf,
  wordRows,
} from './rows.ts';
import type { ApplicationRow, KeptSetting } from './rows.ts';
import { enterWord } from './saying.ts';
import { applicantIn, signedIntent, textIn } from './texts.ts';
import type { SignedText } from './texts.ts';

const DAY_MS = 86_400_000;

/** What the door for applicants is made from. */
export interface ApplicantParts {
  readonly engine: Engine;
  readonly now: () => number;
  readonly newId: () => string;
}

/** The door for whoever wants to join: nobody is known here but by the secret of an application. */
export function createApplicantDoor(parts: ApplicantParts): ApplicantDoor {
  const { engine } = parts;
  return {
    page: (slug) => engine.read(async (query) => (await openTo(query, slug))?.page),
    apply: (slug, application) => apply(parts, slug, application),
    application: (secretHash) =>
      engine.read(async (query) => {
        const row = await applicationBySecret(query, secretHash);
        return row === undefined ? undefined : viewOf(query, row);
      }),
    act: (secretHash, act) => actAs(parts, secretHash, act),
  };
}

interface OpenTo {
  readonly page: JoiningPage;
  readonly id: string;
  readonly setting: KeptSetting;
}

/** A community that shows itself to strangers. */
async function openTo(query: Query, slug: string): Promise<OpenTo | undefined> {
  const row = await query.one<{ id: string; name: string }>(
    'SELECT id, name FROM community WHERE slug = ?',
    [slug],
  );
  if (row === undefined) return undefined;
  const setting = await settingOf(query, row.id);
  const { mode, about, who, expected, fee } = setting;
  if (mode === 'closed') return undefined;
  const page = { community: { slug, name: row.name }, mode, about, who, expected, fee };
  return { page, id: row.id, setting };
}

async function apply(
  parts: ApplicantParts,
  slug: string,
  application: NewApplication,
): Promise<{ id: string } | Refusal> {
  return writeOrRefuse(parts.engine, async (transaction) => {
    const at = parts.now();
    const open = await openTo(transaction, slug);
    if (open?.setting.organization === undefined) throw hidden();
    if (open.page.mode !== 'open')
      throw new Refused('not-allowed', 'This community takes new members by invitation');
    const sent = sentIn(application, open.page, at);
    await mustHaveRoom(transaction, open.id, at);
    const { applicant, signed, question } = sent;
    const id = parts.newId();
    await insertApplication(transaction, sent, {
      id,
      community: open.id,
      secretHash: application.secretHash,
      at,
    });
    if (question !== '') {
      const asked = { application: id, kind: 'answer', organization: '', person: '' } as const;
      await enterWord(transaction, { ...asked, name: applicant.person, at, words: question });
    }
    if (application.letter !== undefined) {
      const { organization } = open.setting;
      const { sealed } = application.letter;
      const letter = { application: id, organization, address: applicant.email, sealed, at };
      await postToApplicant(transaction, { ...letter, id: parts.newId() });
    }
    await record(transaction, open.setting, {
      id,
      person: applicant.person,
      at,
      act: 'application-made',
      words:
        signed === undefined ? 'Asked about joining the community' : 'Signed a letter of intent',
      facts: signed === undefined ? {} : { sha256: signed.sha256 },
    });
    return { id };
  });
}

interface Sent {
  readonly applicant: Applicant;
  readonly question: string;
  readonly signed: SignedText | undefined;
}

/** What came, in order: a letter that was signed, or at least a question. */
function sentIn(
  { applicant: sent, intent, question: asked = '' }: NewApplication,
  { community }: JoiningPage,
  now: number,
): Sent {
  const applicant = applicantIn(sent);
  const of = { community: community.name, applicant, now };
  const signed = intent === undefined ? undefined : signedIntent(intent, of);
  const question = textIn(asked);
  if (signed === undefined && question === '')
    throw new Refused('invalid', 'Ask your question, or write the letter');
  return { applicant, question, signed };
}

async function insertApplication(
  transaction: Transaction,
  { applicant, signed }: Sent,
  made: { id: string; community: string; secretHash: Uint8Array; at: number },
): Promise<void> {
  const { name, email, ...rest } = applicant;
  const about = { ...rest, ...(signed?.parts ?? NOTHING_YET) };
  await transaction.run(
    `INSERT INTO application (id, community, secret_hash, name, likeness, email, about, letter, sha256, signed_at, state, made_at, changed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      made.id,
      made.community,
      made.secretHash,
      name,
      likenessOf(name),
      email,
      JSON.stringify(about),
      ...(signed === undefined ? [null, null, null] : [signed.text, signed.sha256, made.at]),
      signed === undefined ? 'enquiry' : 'interest',
      made.at,
      made.at,
    ],
  );
}

const NOTHING_YET: SignedText['parts'] = { brings: '', needs: '', scope: '', from: '' };

async function mustHaveRoom(
  transaction: Transaction,
  community: string,
  at: number,
): Promise<void> {
  const row = await transaction.one<{ open: number; today: number }>(
    `SELECT count(CASE WHEN state NOT IN ('member', 'rejected', 'withdrawn') THEN 1 END) AS open,
        count(CASE WHEN made_at > ? THEN 1 END) AS today FROM application WHERE community = ?`,
    [at - DAY_MS, community],
  );
  if ((row?.open ?? 0) >= APPLICATIONS_OPEN_MAX || (row?.today ?? 0) >= APPLICATIONS_PER_DAY_MAX)
    throw new Refused('conflict', 'Many letters wait here: try again another day');
}

/** Enters what an applicant did in the record of whoever opened the community to them. */
async function record(
  transaction: Transaction,
  { organization }: KeptSetting,
  done: Done & { id: string; person: string; at: number },
): Promise<void> {
  const { id, person, at, act, words, facts = {} } = done;
  await appendAudit(transaction, {
    at,
    ...(organization === undefined ? {} : { organization }),
    actor: { kind: 'person', id, name: person },
    act,
    words,
    facts: { application: id, ...facts },
  });
}

interface Acting {
  readonly parts: ApplicantParts;
  readonly transaction: Transaction;
  readonly row: ApplicationRow;
  readonly at: number;
}

async function actAs(
  parts: ApplicantParts,
  secretHash: Uint8Array,
  act: ApplicantAct,
): Promise<ApplicantView | Refusal> {
  return writeOrRefuse(parts.engine, async (transaction) => {
    const found = await lockedBySecret(transaction, secretHash);
    if (found === undefined) throw hidden();
    const at = parts.now();
    if (!mayOf(found).includes(act.act))
      throw new Refused('conflict', 'That cannot be done now: see how your application stands');
    const done = await carryOut({ parts, transaction, row: found, at }, act);
    const setting = await settingOf(transaction, found.community);
    const { person } = applicantOf(found);
    await record(transaction, setting, { id: found.id, person, at, ...done });
    const row = await applicationBySecret(transaction, secretHash);
    if (row === undefined) throw hidden();
    return viewOf(transaction, row);
  });
}

async function lockedBySecret(
  transaction: Transaction,
  secretHash: Uint8Array,
): Promise<ApplicationRow | undefined> {
  if (transaction.dialect === 'postgres')
    await transaction.run('SELECT id FROM application WHERE secret_hash = ? FOR UPDATE', [
      secretHash,
    ]);
  return applicationBySecret(transaction, secretHash);
}

interface Done {
  act: string;
  words: string;
  facts?: Record<string, string>;
}

async function carryOut(acting: Acting, act: ApplicantAct): Promise<Done> {
  switch (act.act) {
    case 'letter':
      return sendLetter(acting, act);
    case 'answer':
      return sayMore(acting, act.words);
    case 'appeal':
      return appeal(acting, act.words);
    case 'withdraw':
      return withdraw(acting);
    case 'accept':
      return agree(acting, act);
  }
}

async function sendLetter(
  { transaction, row, at }: Acting,
  { intent }: Extract<ApplicantAct, { act: 'letter' }>,
): Promise<Done> {
  const community = await transaction.one<{ name: string }>(
    'SELECT name FROM community WHERE id = ?',
    [row.community],
  );
  const of = { community: community?.name ?? '', applicant: applicantOf(row), now: at };
  const { text, sha256, parts } = signedIntent(intent, of);
  await transaction.run(
    "UPDATE application SET about = ?, letter = ?, sha256 = ?, signed_at = ?, state = 'interest', changed_at = ? WHERE id = ?",
    [JSON.stringify({ ...aboutOf(row), ...parts }), text, sha256, at, at, row.id],
  );
  return { act: 'application-made', words: 'Signed a letter of intent', facts: { sha256 } };
}

async function sayMore({ transaction, row, at }: Acting, words: string): Promise<Done> {
  const text = textIn(words, 'Write something');
  const { person: name } = applicantOf(row);
  const said = { application: row.id, kind: 'answer', organization: '', person: '' } as const;
  await enterWord(transaction, { ...said, name, at, words: text });
  return { act: 'application-answer', words: 'Wrote to the chairs about an application' };
}

async function appeal({ transaction, row, at }: Acting, words: string): Promise<Done> {
  const text = textIn(words, 'Say why you should be looked at again');
  await transaction.run(
    "UPDATE application SET state = 'appealed', appeal = ?, changed_at = ? WHERE id = ?",
    [JSON.stringify({ words: text, at }), at, row.id],
  );
  return { act: 'application-appeal', words: 'Appealed against being turned away' };
}

async function withdraw({ transaction, row, at }: Acting): Promise<Done> {
  if (row.invitation !== null) {
    await transaction.run(
      'UPDATE invitation SET withdrawn_at = ? WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL',
      [at, row.invitation],
    );
    await transaction.run(
      "UPDATE membership SET state = 'withdrawn', since = ? WHERE community = ? AND organization = ? AND state = 'accepted'",
      [at, row.community, row.organization],
    );
  }
  await transaction.run(
    "UPDATE application SET state = 'withdrawn', first = NULL, changed_at = ? WHERE id = ?",
    [at, row.id],
  );
  return { act: 'application-withdraw', words: 'Withdrew an application' };
}

/** What an applicant may do as things stand. */
function mayOf(row: ApplicationRow): ApplicantView['may'] {
  const { state } = row;
  const may: ApplicantView['may'] = [];
  if (state === 'enquiry') may.push('letter');
  if (!isApplicationOver(state) && state !== 'signing') may.push('answer');
  if (state === 'accepted' || state === 'agreed') may.push('accept');
  if (state === 'rejected' && row.appeal === null) may.push('appeal');
  if (state !== 'rejected' && mayFollowApplication(state, 'withdrawn')) may.push('withdraw');
  return may;
}

async function viewOf(query: Query, row: ApplicationRow): Promise<ApplicantView> {
  const community = await query.one<{ slug: string; name: string }>(
    'SELECT slug, name FROM community WHERE id = ?',
    [row.community],
  );
  const words = (await wordRows(query, { application: row.id })).get(row.id) ?? [];
  const letter = letterOf(row);
  const decision = decisionOf(row.decision);
  const appealed = appealOf(row);
  return {
    id: row.id,
    community: { slug: community?.slug ?? '', name: community?.name ?? '' },
    applicant: applicantOf(row),
    state: row.state,
    ...(letter && { letter }),
    thread: threadOf(words, false),
    ...(row.window_until === null ? {} : { windowUntil: row.window_until }),
    ...(decision && { decision: withoutName(decision) }),
    ...(appealed && { appeal: appealed }),
    may: mayOf(row),
  };
}

/** Of the community no name is told. */
function withoutName({
  by: _by,
  ...decision
}: ApplicationDecision): NonNullable<ApplicantView['decision']> {
  return decision;
}

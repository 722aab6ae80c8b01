import { isPaperChair, mayFollowPaper } from '@tocsin/policy';
import type { AdoptionFault } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewPaperStep } from '../store.ts';
import { headOf, notAllowed } from './acting.ts';
import type { Acting } from './acting.ts';
import { aroundOf, faultOf } from './around.ts';
import {
  PAPER_OPEN_DAYS_MAX,
  PAPER_REVIEW_DAYS,
  PAPER_REVIEW_DAYS_MAX,
  PAPER_WORDS_MAX,
} from './limits.ts';
import { wordsOf } from './rows.ts';
import type { VersionHead } from './rows.ts';
import { isKeeper, movesOf } from './shown.ts';
import { writtenText } from './texts.ts';

const DAY_MS = 86_400_000;

/** Moves a version on: before the members, in force, back to writing, away. */
export async function moveVersion(
  access: ExchangeAccess,
  at: Acting,
  step: NewPaperStep,
): Promise<void> {
  const { reader, now } = at.tools.view;
  const head = headOf(at, step.n);
  const words = step.words === undefined ? '' : writtenText(step.words, PAPER_WORDS_MAX);
  mustFollow(at, head, step.to);
  await mustBeReady(at, head, { ...step, words });
  await BEFORE[step.to]?.(at, head);
  await at.transaction.run(
    'UPDATE paper_version SET state = ?, opened_at = ?, open_until = ?, decided_at = ?, decided_by = ?, words = ? WHERE paper = ? AND n = ?',
    [
      step.to,
      ...timesOf(step, head, now),
      ...(isDecision(step.to) ? [now, reader.id] : [null, null]),
      words === '' ? null : words,
      at.row.id,
      head.n,
    ],
  );
  await recordAct(at.transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: `paper-${step.to}`,
    words: STEP_WORDS[step.to],
    facts: { paper: at.row.id, version: head.n, sha256: head.sha256 },
  });
}

function isDecision(to: NewPaperStep['to']): boolean {
  return to !== 'open' && to !== 'draft';
}

/** When it was put before the members, and until when they may object. */
function timesOf(step: NewPaperStep, head: VersionHead, now: number): (number | null)[] {
  if (step.to === 'open') return [now, step.until ?? now];
  if (step.to === 'draft') return [null, null];
  return [head.opened_at, head.open_until];
}

/** What else changes with a step. */
const BEFORE: Partial<
  Record<NewPaperStep['to'], (at: Acting, head: VersionHead) => Promise<void>>
> = {
  adopted: async ({ transaction, row, tools: { view } }) => {
    await transaction.run(
      "UPDATE paper_version SET state = 'superseded' WHERE paper = ? AND state = 'adopted'",
      [row.id],
    );
    if (row.review_due !== null && row.review_due > view.now) return;
    await transaction.run('UPDATE paper SET review_due = ? WHERE id = ?', [
      view.now + PAPER_REVIEW_DAYS * DAY_MS,
      row.id,
    ]);
  },
  // What was said about a text that goes back to writing was said about another text.
  draft: async ({ transaction, row, tools: { view } }, head) => {
    await transaction.run(
      'UPDATE paper_word SET taken_back_at = ? WHERE paper = ? AND n = ? AND taken_back_at IS NULL',
      [view.now, row.id, head.n],
    );
  },
};

const STEP_WORDS: Readonly<Record<NewPaperStep['to'], string>> = {
  draft: 'Took a version of a paper back to writing',
  open: 'Put a version of a paper before the members',
  adopted: 'Put a version of a paper in force',
  dropped: 'Dropped a version of a paper',
  withdrawn: 'Took a paper out of force',
};

function mustFollow({ tools, row }: Acting, head: VersionHead, to: NewPaperStep['to']): void {
  if (!mayFollowPaper(head.state, to)) {
    throw new Refused('conflict', 'That is not the next step of this version: look at it again');
  }
  if (!movesOf(tools.view.reader, row, head).includes(to)) {
    throw notAllowed('Only the chairs move a version on');
  }
}

async function mustBeReady(
  at: Acting,
  head: VersionHead,
  { to, until, words }: NewPaperStep & { words: string },
): Promise<void> {
  if (to === 'adopted') await mustBeRipe(at, head, words);
  else if (to === 'open') mustBeTimely(until, at.tools.view.now);
  else if (words === '') throw new Refused('invalid', 'Say why');
}

async function mustBeRipe(
  { tools, row }: Acting,
  head: VersionHead,
  reason: string,
): Promise<void> {
  const words = (await wordsOf(tools, [row])).get(row.id) ?? [];
  const { chairs } = await aroundOf(tools, row);
  const fault = await faultOf(tools, row, { head, words, chairs, isOverruling: reason !== '' });
  if (fault === undefined) return;
  if (fault === 'not-chair') throw notAllowed(FAULT_WORDS[fault]);
  throw new Refused(fault === 'missing-sections' ? 'invalid' : 'conflict', FAULT_WORDS[fault]);
}

const FAULT_WORDS: Readonly<Record<AdoptionFault, string>> = {
  'not-chair': 'Only the chairs put a paper in force',
  'not-open': 'First it is put before the members',
  'too-early': 'Objections are still waited for',
  'missing-sections': 'Sections that such a paper has to have are missing or empty',
  'open-objections':
    'Somebody objects: change the text, or say why it is put in force all the same',
  'own-text': 'You wrote it: another chair puts it in force',
};

function mustBeTimely(until: number | undefined, now: number): void {
  if (until === undefined || until < now || until > now + PAPER_OPEN_DAYS_MAX * DAY_MS) {
    throw new Refused(
      'invalid',
      `Choose until when objections are waited for: a time to come, within ${String(PAPER_OPEN_DAYS_MAX)} days`,
    );
  }
}

/** Sets when a paper is looked at again, and says that it was and stands: then, unless a day is chosen, in a year. */
export async function reviewPaper(
  access: ExchangeAccess,
  at: Acting,
  { due, isConfirmed }: { due?: number; isConfirmed: boolean },
): Promise<void> {
  const { tools, transaction, row } = at;
  const { reader, now } = tools.view;
  mustReview(at, { due: due ?? now + 1, isConfirmed });
  const next = due ?? (isConfirmed ? now + PAPER_REVIEW_DAYS * DAY_MS : null);
  await transaction.run('UPDATE paper SET review_due = ?, reviewed_at = ? WHERE id = ?', [
    next,
    isConfirmed ? now : row.reviewed_at,
    row.id,
  ]);
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'paper-review',
    words: isConfirmed ? 'Reviewed a paper: it stands' : 'Set when a paper is looked at again',
    facts: { paper: row.id },
  });
}

function mustReview(
  { tools, row, heads }: Acting,
  { due, isConfirmed }: { due: number; isConfirmed: boolean },
): void {
  const { reader, now } = tools.view;
  if (!isPaperChair(reader, row.community) && !isKeeper(reader, row))
    throw notAllowed('Whoever looks after it and the chairs say when it is looked at');
  if (due <= now || due > now + PAPER_REVIEW_DAYS_MAX * DAY_MS) {
    throw new Refused(
      'invalid',
      `Choose a day to come, within ${String(PAPER_REVIEW_DAYS_MAX)} days`,
    );
  }
  if (isConfirmed && !heads.shown.some(({ state }) => state === 'adopted')) {
    throw new Refused('conflict', 'Nothing of it is in force');
  }
}

/** A chair looks after a paper from now on: somebody has to once whoever did is gone. */
export async function keepPaper(
  access: ExchangeAccess,
  { tools, transaction, row }: Acting,
): Promise<void> {
  const { reader, now } = tools.view;
  if (!isPaperChair(reader, row.community)) throw notAllowed('Only a chair takes over a paper');
  await transaction.run('UPDATE paper SET organization = ?, keeper = ? WHERE id = ?', [
    reader.organization,
    reader.id,
    row.id,
  ]);
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'paper-keep',
    words: 'Looks after a paper from now on',
    facts: { paper: row.id },
  });
}

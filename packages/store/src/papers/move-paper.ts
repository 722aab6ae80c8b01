import { adoptionFault, isPaperChair, mayFollowPaper } from '@tocsin/policy';
import type { AdoptionFault } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { hidden, Refused } from '../people/refused.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { NewPaperStep } from '../store.ts';
import { notAllowed } from './acting.ts';
import type { Acting } from './acting.ts';
import { PAPER_OPEN_DAYS_MAX, PAPER_WORDS_MAX } from './limits.ts';
import { adoptionOf, aroundOf, movesOf, wordsOf } from './rows.ts';
import type { VersionHead } from './rows.ts';
import { writtenText } from './texts.ts';

const DAY_MS = 86_400_000;

/** Moves a version on: before the members, in force, back to writing, away. */
export async function moveVersion(
  access: ExchangeAccess,
  at: Acting,
  step: NewPaperStep,
): Promise<void> {
  const { tools, transaction, row, heads } = at;
  const { reader, now } = tools.view;
  const head = heads.find(({ n }) => n === step.n);
  if (head === undefined) throw hidden();
  if (!mayFollowPaper(head.state, step.to)) {
    throw new Refused('conflict', 'That is not the next step of this version: look at it again');
  }
  if (!movesOf(reader, row, head).includes(step.to)) {
    throw notAllowed('Only the chairs move a version on');
  }
  const words = step.words === undefined ? '' : writtenText(step.words, PAPER_WORDS_MAX);
  if (step.to === 'adopted') await mustBeRipe(at, { head, words });
  else if (step.to === 'open') mustBeTimely(step.until, now);
  else if (words === '') throw new Refused('invalid', 'Say why');
  if (step.to === 'adopted') {
    await transaction.run(
      "UPDATE paper_version SET state = 'superseded' WHERE paper = ? AND state = 'adopted'",
      [row.id],
    );
  }
  await transaction.run(
    'UPDATE paper_version SET state = ?, opened_at = ?, open_until = ?, decided_at = ?, decided_by = ?, words = ? WHERE paper = ? AND n = ?',
    [
      step.to,
      step.to === 'open' ? now : null,
      step.to === 'open' ? (step.until ?? now) : step.to === 'draft' ? null : head.open_until,
      step.to === 'open' || step.to === 'draft' ? null : now,
      step.to === 'open' || step.to === 'draft' ? null : reader.id,
      words === '' ? null : words,
      row.id,
      head.n,
    ],
  );
  // What was said about a text that goes back to writing was said about another text.
  if (step.to === 'draft') {
    await transaction.run(
      'UPDATE paper_word SET taken_back_at = ? WHERE paper = ? AND n = ? AND taken_back_at IS NULL',
      [now, row.id, head.n],
    );
  }
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: `paper-${step.to}`,
    words: STEP_WORDS[step.to],
    facts: { paper: row.id, version: head.n, sha256: head.sha256 },
  });
}

const STEP_WORDS: Readonly<Record<NewPaperStep['to'], string>> = {
  draft: 'Took a version of a paper back to writing',
  open: 'Put a version of a paper before the members',
  adopted: 'Put a version of a paper in force',
  dropped: 'Dropped a version of a paper',
  withdrawn: 'Took a paper out of force',
};

async function mustBeRipe(
  { tools, transaction, row }: Acting,
  { head, words }: { head: VersionHead; words: string },
): Promise<void> {
  const said = (await wordsOf(transaction, [row.id])).get(row.id) ?? [];
  const { chairs } = await aroundOf(tools, row);
  const adoption = await adoptionOf(transaction, row, { head, words: said, chairs });
  const fault = adoptionFault(tools.view.reader, adoption, {
    now: tools.view.now,
    isOverruling: words !== '',
  });
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

/** Sets when a paper is looked at again, and says that it was and stands. */
export async function reviewPaper(
  access: ExchangeAccess,
  { tools, transaction, row, heads }: Acting,
  { due, isConfirmed }: { due?: number; isConfirmed: boolean },
): Promise<void> {
  const { reader, now } = tools.view;
  if (!isPaperChair(reader, row.community))
    throw notAllowed('Only the chairs say when it is looked at');
  if (due !== undefined && due <= now) throw new Refused('invalid', 'Choose a day to come');
  if (isConfirmed && !heads.some(({ state }) => state === 'adopted')) {
    throw new Refused('conflict', 'Nothing of it is in force');
  }
  await transaction.run(
    `UPDATE paper SET review_due = ?${isConfirmed ? ', reviewed_at = ?' : ''} WHERE id = ?`,
    [due ?? null, ...(isConfirmed ? [now] : []), row.id],
  );
  await recordAct(transaction, access.principal, {
    at: now,
    organization: reader.organization,
    act: 'paper-review',
    words: isConfirmed ? 'Reviewed a paper: it stands' : 'Set when a paper is looked at again',
    facts: { paper: row.id },
  });
}

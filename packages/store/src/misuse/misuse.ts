import { standingIn } from '@tocsin/policy';
import { appendAudit } from '../audit/append.ts';
import { behindAlias } from '../people/aliases.ts';
import { actorOf, recordAct } from '../people/actor.ts';
import { communityMembers } from '../people/census.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { textOf } from '../people/words.ts';
import { readObject } from '../exchange/read-object.ts';
import { reading, readingOn } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { MisuseCase, MisuseHandle, NewMisuse, NewMisuseStep, Refusal } from '../store.ts';
import { casesOf, knownCase, knownCases, movesOf } from './case-rows.ts';
import type { CaseRow } from './case-rows.ts';
import { AGAINST_WORDS_MAX, MISUSE_WORDS_MAX, REPORTS_OPEN_MAX } from './limits.ts';

/** The register of misuse as one principal may use it. */
export function createMisuse(access: ExchangeAccess): MisuseHandle {
  return {
    report: (report) => reportMisuse(access, report),
    cases: (community) =>
      reading(access, async (tools) =>
        casesOf(tools, await knownCases(tools.query, tools.view.reader, community)),
      ),
    case: (community, id) => reading(access, (tools) => readCase(tools, { community, id })),
    move: (community, id, step) => moveCase(access, { community, id }, step),
  };
}

type At = Readonly<{ community: string; id: string }>;

async function readCase(tools: Reading, at: At): Promise<MisuseCase | undefined> {
  const known = await knownCase(tools.query, tools.view.reader, at);
  const [one] = known === undefined ? [] : await casesOf(tools, [known]);
  return one;
}

/** Runs an act on the register in one transaction, and gives the case as the caller sees it then. */
function acting(
  access: ExchangeAccess,
  community: string,
  work: (tools: Reading, transaction: Transaction) => Promise<string>,
): Promise<MisuseCase | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const { reader } = view;
    if (reader.kind !== 'person' || standingIn(reader, community) === undefined) throw hidden();
    const tools = await readingOn(access, transaction, view);
    const id = await work(tools, transaction);
    const found = await readCase(tools, { community, id });
    if (found === undefined) throw hidden();
    return found;
  });
}

function reportMisuse(access: ExchangeAccess, report: NewMisuse): Promise<MisuseCase | Refusal> {
  return acting(access, report.community, async (tools, transaction) => {
    const { reader, now } = tools.view;
    const object = await readObject(tools, report.object, report.community);
    if (object === undefined) throw hidden();
    const words = wordsOf(report.words, 'Say what happened');
    const against = await againstOf(transaction, report);
    const open = await transaction.one<{ n: number }>(
      "SELECT count(*) AS n FROM misuse WHERE community = ? AND organization = ? AND reporter = ? AND state <> 'closed'",
      [report.community, reader.organization, reader.id],
    );
    if ((open?.n ?? 0) >= REPORTS_OPEN_MAX) {
      throw new Refused(
        'conflict',
        `${String(REPORTS_OPEN_MAX)} of your reports here are not closed: ask the chairs to decide them`,
      );
    }
    const id = access.newId();
    await transaction.run(
      `INSERT INTO misuse (id, community, stix_id, version, origin, source, reporter, organization, against, against_words, rule, state, reported_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'reported', ?)`,
      [
        id,
        report.community,
        object.id,
        object.version,
        object.origin,
        (await behindAlias(transaction, object.origin)) ?? object.origin,
        reader.id,
        reader.organization,
        against.organization,
        against.words,
        report.rule,
        now,
      ],
    );
    await addStep(transaction, { id, n: 0, at: now, person: reader.id }, { to: 'reported', words });
    await recordAct(transaction, access.principal, {
      at: now,
      organization: reader.organization,
      act: 'misuse-report',
      words: 'Reported misuse of something that was shared',
      facts: { case: id, object: object.id },
    });
    return id;
  });
}

async function againstOf(
  transaction: Transaction,
  { community, against, againstWords }: NewMisuse,
): Promise<{ organization: string | null; words: string | null }> {
  const words = textOf(againstWords ?? '');
  if (words === undefined || words.length > AGAINST_WORDS_MAX) {
    throw new Refused(
      'invalid',
      `Say in at most ${String(AGAINST_WORDS_MAX)} characters who it was`,
    );
  }
  if (against !== undefined) {
    const members = await communityMembers(transaction, community);
    if (!members.some(({ id }) => id === against)) {
      throw new Refused('invalid', 'Name a member of this community, or somebody else in words');
    }
  }
  return { organization: against ?? null, words: words === '' ? null : words };
}

function moveCase(
  access: ExchangeAccess,
  at: At,
  step: NewMisuseStep,
): Promise<MisuseCase | Refusal> {
  return acting(access, at.community, async (tools, transaction) => {
    if (transaction.dialect === 'postgres')
      await transaction.run('SELECT id FROM misuse WHERE id = ? FOR UPDATE', [at.id]);
    const { reader, now } = tools.view;
    const known = await knownCase(transaction, reader, at);
    if (known === undefined) throw hidden();
    if (!movesOf(known).includes(step.to)) throw refusedMove(known.sides, step.to);
    const words = wordsOf(step.words, EMPTY[step.to]);
    if (step.until !== undefined && step.until <= now) {
      throw new Refused('invalid', 'Choose a time to come, or no end');
    }
    const contained = wordsOrNone(step.contained);
    await addStep(
      transaction,
      { id: at.id, n: known.steps.length, at: now, person: reader.id },
      { to: step.to, words, contained, until: step.until },
    );
    await transaction.run('UPDATE misuse SET state = ? WHERE id = ?', [step.to, at.id]);
    await recordStep(access, transaction, { row: known.row, to: step.to, now });
    return at.id;
  });
}

/** Whoever may not move a case at all is told so; whoever may is told that this is not its next step. */
function refusedMove(sides: readonly string[], to: NewMisuseStep['to']): Refused {
  if (to !== 'appealed' && !sides.includes('handler')) {
    return new Refused('not-allowed', 'Only the chairs who handle the case move it on');
  }
  if (to === 'appealed' && !sides.includes('accused')) {
    return new Refused('not-allowed', 'Only whoever was sanctioned appeals');
  }
  return new Refused('conflict', 'That is not the next step of this case: look at it again');
}

const EMPTY: Readonly<Record<NewMisuseStep['to'], string>> = {
  assessed: 'Say what you found',
  'source-told': 'Tell the source what was disclosed, to whom, and what was done about it',
  sanctioned: 'Say what follows from it',
  appealed: 'Say why you appeal',
  closed: 'Say how it ended',
};

/**
 * In the record of whoever acts, and, when a step is for another side, in theirs: the source reads there that it was
 * told, the accused that there is a sanction. The handlers' record names no organization behind an alias.
 */
async function recordStep(
  access: ExchangeAccess,
  transaction: Transaction,
  { row, to, now }: { row: CaseRow; to: NewMisuseStep['to']; now: number },
): Promise<void> {
  const reader = await access.reader(transaction);
  const entry = { at: now, facts: { case: row.id, object: row.stix_id, community: row.community } };
  await recordAct(transaction, access.principal, {
    ...entry,
    organization: reader.organization,
    act: `misuse-${to}`,
    words: WORDS[to],
  });
  const actor = await actorOf(transaction, access.principal);
  if (to === 'source-told' && row.source !== reader.organization) {
    await appendAudit(transaction, {
      ...entry,
      actor,
      organization: row.source,
      act: 'misuse-notice',
      words: 'Was told of misuse of something it shared',
    });
  }
  if (to === 'sanctioned' && row.against !== null && row.against !== reader.organization) {
    await appendAudit(transaction, {
      ...entry,
      actor,
      organization: row.against,
      act: 'misuse-sanction',
      words: 'Was told of a sanction',
    });
  }
}

const WORDS: Readonly<Record<NewMisuseStep['to'], string>> = {
  assessed: 'Assessed a report of misuse',
  'source-told': 'Told a source of misuse of something it shared',
  sanctioned: 'Decided on a sanction for misuse',
  appealed: 'Appealed against a sanction',
  closed: 'Closed a case of misuse',
};

async function addStep(
  transaction: Transaction,
  at: { id: string; n: number; at: number; person: string },
  step: {
    to: NewMisuseStep['to'] | 'reported';
    words: string;
    contained?: string | null;
    until?: number | undefined;
  },
): Promise<void> {
  await transaction.run(
    'INSERT INTO misuse_step (misuse, n, state, at, person, words, contained, until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [
      at.id,
      at.n,
      step.to,
      at.at,
      at.person,
      step.words,
      step.contained ?? null,
      step.until ?? null,
    ],
  );
}

function wordsOf(words: string, empty: string): string {
  const text = textOf(words);
  if (text === undefined || text.length > MISUSE_WORDS_MAX) {
    throw new Refused('invalid', `Write at most ${String(MISUSE_WORDS_MAX)} plain characters`);
  }
  if (text === '') throw new Refused('invalid', empty);
  return text;
}

function wordsOrNone(words: string | undefined): string | null {
  return words === undefined || words.trim() === '' ? null : wordsOf(words, '');
}

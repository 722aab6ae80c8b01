import { mayRecord } from '@tocsin/policy';
import { readingOn } from '../exchange/tools.ts';
import { headsOf, paperRows } from '../papers/rows.ts';
import { lineOf, writtenText } from '../papers/texts.ts';
import { mustHaveGroups, writtenLabel } from '../papers/written-label.ts';
import { recordAct } from '../people/actor.ts';
import { Refused, writeOrRefuse } from '../people/refused.ts';
import { visible } from '../visibility/views.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Decision, NewDecision, Refusal } from '../store.ts';
import {
  DECISION_PAST_DAYS_MAX,
  DECISION_TEXT_MAX,
  DECISION_TITLE_MAX,
  DECISIONS_MAX,
} from './limits.ts';
import { decisionRows, insertDecision, shownDecisions } from './rows.ts';
import type { DecisionRow } from './rows.ts';

const DAY_MS = 86_400_000;

/** Enters a decision under a label of its own. */
export async function recordDecision(
  access: ExchangeAccess,
  community: string,
  decision: NewDecision,
): Promise<Decision | Refusal> {
  const label = await writtenLabel(access, community, {
    ...decision,
    fault: (reader) =>
      mayRecord(reader, community, decision.kind) ? undefined : recordersOnly(decision),
  });
  if (label instanceof Refused) return label.refusal;
  await access.labels.intern(access.engine, [label]);
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    if (!mayRecord(view.reader, community, decision.kind)) throw recordersOnly(decision);
    const tools = await readingOn(access, transaction, view);
    await mustHaveGroups(transaction, community, decision.groups ?? []);
    const before = await decisionRows(tools, community);
    if (before.length >= DECISIONS_MAX)
      throw new Refused('conflict', `A community has at most ${String(DECISIONS_MAX)} decisions`);
    mustReplace(before, decision.replaces);
    await mustRest(tools, community, decision);
    const row: DecisionRow = {
      id: access.newId(),
      community,
      label: access.labels.idOf(label) ?? 0,
      ...checkedDecision(decision, view.now),
      recorded_at: view.now,
      organization: view.reader.organization,
      person: view.reader.id,
      name: await nameOf(transaction, view.reader.id),
      outcome: null,
      chosen: null,
    };
    await insertDecision(transaction, row);
    await recordAct(transaction, access.principal, {
      at: view.now,
      organization: view.reader.organization,
      act: 'decision-record',
      words: 'Entered a decision',
      facts: { decision: row.id, kind: row.kind },
    });
    const all = await decisionRows(tools, community);
    const [shown] = await shownDecisions(
      tools,
      all.filter(({ id }) => id === row.id),
      all,
    );
    if (shown === undefined)
      throw new Refused('invalid', 'Choose a marking under which you may read it yourself');
    return shown;
  });
}

function recordersOnly({ kind }: NewDecision): Refused {
  return new Refused(
    'not-allowed',
    kind === 'minute'
      ? 'Chairs and representatives enter what was agreed'
      : 'Only the chairs enter what was ruled or consented to',
  );
}

function checkedDecision(
  decision: NewDecision,
  now: number,
): Pick<
  DecisionRow,
  'kind' | 'title' | 'text' | 'decided_at' | 'paper' | 'n' | 'ballot' | 'replaces'
> {
  const decidedAt = decision.decidedAt ?? now;
  if (decidedAt > now || decidedAt < now - DECISION_PAST_DAYS_MAX * DAY_MS) {
    throw new Refused(
      'invalid',
      `Say when it was agreed: not in the future, and at most ${String(DECISION_PAST_DAYS_MAX)} days ago`,
    );
  }
  return {
    kind: decision.kind,
    title: lineOf(decision.title, DECISION_TITLE_MAX, 'Say in one line what was decided'),
    text: writtenText(decision.text, DECISION_TEXT_MAX),
    decided_at: decidedAt,
    paper: decision.paper?.id ?? null,
    n: decision.paper?.n ?? null,
    ballot: decision.ballot ?? null,
    replaces: decision.replaces ?? null,
  };
}

/** What whoever enters it does not read they can neither replace nor find replaced. */
function mustReplace(before: readonly DecisionRow[], replaces: string | undefined): void {
  if (replaces === undefined) return;
  if (!before.some(({ id }) => id === replaces))
    throw new Refused('invalid', 'Choose a decision of this community to replace');
  if (before.some((row) => row.replaces === replaces))
    throw new Refused('conflict', 'That decision was replaced already: replace the later one');
}

/** What it rests on is there for whoever enters it. */
async function mustRest(
  tools: Reading,
  community: string,
  { paper, ballot }: NewDecision,
): Promise<void> {
  if (paper !== undefined) {
    const rows = await paperRows(tools, community, paper.id);
    const shown = (await headsOf(tools, rows)).get(paper.id)?.shown ?? [];
    if (!shown.some(({ n }) => n === paper.n))
      throw new Refused('invalid', 'Choose a version of a paper of this community');
  }
  if (ballot === undefined) return;
  const { query, view } = tools;
  const row = await query.one(
    `SELECT id FROM ballot WHERE id = ? AND community = ? AND state = 'closed' AND ${visible(query.dialect, 'label')}`,
    [ballot, community, view.labels],
  );
  if (row === undefined)
    throw new Refused('invalid', 'Choose a ballot of this community that is closed');
}

async function nameOf(transaction: Transaction, person: string): Promise<string> {
  const row = await transaction.one<{ name: string }>('SELECT name FROM person WHERE id = ?', [
    person,
  ]);
  return row?.name ?? '';
}

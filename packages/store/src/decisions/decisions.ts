import { standingIn } from '@tocsin/policy';
import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Decision, DecisionPage, DecisionQuery, DecisionsHandle } from '../store.ts';
import { recordDecision } from './record-decision.ts';
import { decisionRows, shownDecisions } from './rows.ts';
import type { DecisionRow } from './rows.ts';

/** The decisions of communities as one principal may read and enter them. */
export function createDecisions(access: ExchangeAccess): DecisionsHandle {
  return {
    decisions: (community, query) =>
      reading(access, (tools) => pageOfDecisions(tools, community, query)),
    decision: (community, id) => reading(access, (tools) => oneDecision(tools, community, id)),
    record: (community, decision) => recordDecision(access, community, decision),
  };
}

async function pageOfDecisions(
  tools: Reading,
  community: string,
  query: DecisionQuery,
): Promise<DecisionPage> {
  if (standingIn(tools.view.reader, community) === undefined) return { items: [], more: false };
  const all = await decisionRows(tools, community);
  const found = matching(all, query);
  const end = found[query.limit - 1]?.recorded_at ?? -Infinity;
  // A page goes on after an instant: those that share its last one belong to it.
  const page = found.filter((row, place) => place < query.limit || row.recorded_at === end);
  return { items: await shownDecisions(tools, page, all), more: page.length < found.length };
}

function matching(
  all: readonly DecisionRow[],
  { kind, words = '', isStanding = false, before = Infinity }: DecisionQuery,
): DecisionRow[] {
  const replaced = new Set(all.map(({ replaces }) => replaces));
  const sought = words.trim().toLocaleLowerCase();
  return all.filter(
    (row) =>
      row.recorded_at < before &&
      (kind === undefined || row.kind === kind) &&
      (!isStanding || !replaced.has(row.id)) &&
      `${row.title}\n${row.text}`.toLocaleLowerCase().includes(sought),
  );
}

async function oneDecision(
  tools: Reading,
  community: string,
  id: string,
): Promise<Decision | undefined> {
  if (standingIn(tools.view.reader, community) === undefined) return undefined;
  const all = await decisionRows(tools, community);
  const [shown] = await shownDecisions(
    tools,
    all.filter((row) => row.id === id),
    all,
  );
  return shown;
}

import { isAlias, joinLabels, labelOf, mayRead, RELEASES_MAX } from '@tocsin/policy';
import type { Clause, Label, Release } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { readersOf } from '../people/census.ts';
import { policyEpoch } from '../people/epoch.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { moveRows, sourceRows, whileStale } from '../exchange/change.ts';
import { readOwnObject } from '../exchange/read-object.ts';
import { deciding, reading } from '../exchange/tools.ts';
import type { Target } from '../exchange/change.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, ReleaseAnswer, ReleaseParties, ReleaseRequest } from '../store.ts';
import { addNote, changed, inTransaction, over, WAITS, wordsOf } from './ask.ts';
import {
  decides,
  isWaiting,
  originOf,
  partiesFrom,
  readRequest,
  requestRow,
  stateAt,
  takesPart,
} from './request-rows.ts';
import type { RequestRow } from './request-rows.ts';

interface Place {
  readonly community: string;
  readonly id: string;
}

type Grant = Extract<ReleaseAnswer, { kind: 'grant' }>;

/** The source's answer. Granting lets those named read from now on; everything else changes nobody's reading. */
export function answer(
  access: ExchangeAccess,
  at: Place,
  said: ReleaseAnswer,
): Promise<ReleaseRequest | Refusal> {
  if (said.kind === 'grant') return grant(access, at, said);
  return inTransaction(access, at.community, async (tools, transaction) => {
    const row = await rowToDecide(tools, at);
    if (!isWaiting(stateAt(row, tools.view.now))) throw over();
    await answerWords(tools, transaction, { row, said });
    await recordAct(transaction, access.principal, {
      at: tools.view.now,
      organization: row.source,
      act: `release-${said.kind}`,
      words: ACT_WORDS[said.kind],
      facts: { request: row.id },
    });
    return row.id;
  });
}

/** Takes back what was granted; whoever read by it reads no longer. */
export function end(access: ExchangeAccess, at: Place): Promise<ReleaseRequest | Refusal> {
  return change(access, at, {
    state: 'granted',
    act: { act: 'release-end', words: 'Took back a release' },
    releases: (held, row) => held.filter(({ request }) => request !== row.id),
    write: (transaction, row) =>
      changed(
        transaction,
        "UPDATE release_request SET state = 'ended' WHERE id = ? AND state = 'granted'",
        [row.id],
      ),
  });
}

const ACT_WORDS: Readonly<Record<Exclude<ReleaseAnswer['kind'], 'grant'>, string>> = {
  sanitised: 'Answered a release request with something else',
  refuse: 'Refused a release request',
  'ask-back': 'Asked back about a release request',
};

async function answerWords(
  tools: Reading,
  transaction: Transaction,
  { row, said }: { row: RequestRow; said: Exclude<ReleaseAnswer, Grant> },
): Promise<void> {
  const { now } = tools.view;
  if (said.kind === 'ask-back') {
    const words = wordsOf(said.words, 'Write what you would like to know');
    await addNote(transaction, { request: row.id, side: 'source', at: now, words });
    await changed(
      transaction,
      `UPDATE release_request SET state = 'asked-back' WHERE id = ? AND ${WAITS}`,
      [row.id],
    );
    return;
  }
  const words = optionalWords(said.words);
  if (said.kind === 'sanitised') await checkSanitised(tools, row, said.object);
  await changed(
    transaction,
    `UPDATE release_request SET state = ?, answered_at = ?, words = ?, sanitised = ? WHERE id = ? AND ${WAITS}`,
    [
      said.kind === 'sanitised' ? 'sanitised' : 'refused',
      now,
      words,
      said.kind === 'sanitised' ? said.object : null,
      row.id,
    ],
  );
}

/** What is sent instead is the source's own, and whoever asked can read it. */
async function checkSanitised(tools: Reading, row: RequestRow, object: string): Promise<void> {
  const own = await readOwnObject(tools, object, row.community);
  if (own === undefined || object === row.stix_id) {
    throw new Refused('invalid', 'Choose another object that your organization shared here');
  }
  // Else the answer would name a source that is not named.
  if (row.alias !== null && !isAlias(own.origin)) {
    throw new Refused('invalid', 'That object names you: choose one you shared under another name');
  }
  const readers = await readersOf(tools.query, row.community, tools.view.now);
  const asker = readers.find(
    ({ kind, id, organization }) =>
      kind === 'person' && id === row.person && organization === row.organization,
  );
  if (asker === undefined || !mayRead(asker, own.label, tools.view.now).allowed) {
    throw new Refused('invalid', 'Who asked cannot read that object: share it with them first');
  }
}

function grant(access: ExchangeAccess, at: Place, said: Grant): Promise<ReleaseRequest | Refusal> {
  const granted = (row: RequestRow, now: number): Release => ({
    request: row.id,
    at: now,
    ...(said.to.organizations === undefined ? {} : { organizations: said.to.organizations }),
    ...(said.to.persons === undefined ? {} : { persons: said.to.persons }),
    ...(said.until === undefined ? {} : { until: said.until }),
  });
  return change(access, at, {
    state: 'asked',
    act: { act: 'release-grant', words: 'Granted a release request' },
    check: (row, now) => {
      checkWithin(said.to, partiesFrom(row.wanted));
      if (said.until !== undefined && said.until <= now) {
        throw new Refused('invalid', 'Choose a time to come, or no end');
      }
    },
    releases: (held, row, now) => {
      const isHere = (said.to.organizations?.length ?? 0) + (said.to.persons?.length ?? 0) > 0;
      if (!isHere) return held;
      const inForce = held.filter(({ until }) => until === undefined || until > now);
      if (inForce.length >= RELEASES_MAX) {
        throw new Refused(
          'conflict',
          `It has ${String(RELEASES_MAX)} releases already: give it a wider marking instead`,
        );
      }
      return [...inForce, granted(row, now)];
    },
    write: (transaction, row, now) =>
      changed(
        transaction,
        `UPDATE release_request SET state = 'granted', answered_at = ?, granted = ?, until = ?, words = ? WHERE id = ? AND ${WAITS}`,
        [now, JSON.stringify(said.to), said.until ?? null, optionalWords(said.words), row.id],
      ),
  });
}

/** A grant gives no more than was asked for; what goes beyond is another marking. */
function checkWithin(to: ReleaseParties, wanted: ReleaseParties): void {
  const isAsked = (list: readonly string[] = [], of: readonly string[] = []): boolean =>
    list.every((one) => of.includes(one));
  const isEmpty =
    (to.organizations?.length ?? 0) + (to.persons?.length ?? 0) === 0 && to.outside === undefined;
  if (isEmpty) throw new Refused('invalid', 'Name at least one of those it was asked for');
  if (
    !isAsked(to.organizations, wanted.organizations) ||
    !isAsked(to.persons, wanted.persons) ||
    (to.outside !== undefined && to.outside !== wanted.outside)
  ) {
    throw new Refused('invalid', 'Grant only what was asked for; for more, change the marking');
  }
}

function optionalWords(words: string | undefined): string | null {
  return words === undefined || words.trim() === '' ? null : wordsOf(words, '');
}

interface Change {
  /** What the request must be: waiting (`asked`), or granted. */
  readonly state: 'asked' | 'granted';
  readonly act: { readonly act: string; readonly words: string };
  readonly check?: (row: RequestRow, now: number) => void;
  readonly releases: (held: readonly Release[], row: RequestRow, now: number) => readonly Release[];
  readonly write: (transaction: Transaction, row: RequestRow, now: number) => Promise<unknown>;
}

/** Changes who reads by a request: labels and request in one transaction, planned anew when something moved meanwhile. */
async function change(
  access: ExchangeAccess,
  at: Place,
  wish: Change,
): Promise<ReleaseRequest | Refusal> {
  const outcome = await writeRefusals(() =>
    whileStale(access, async () => {
      const plan = await deciding(access, (tools) => planned(tools, at, wish));
      await access.labels.intern(access.engine, plan.target.to.values());
      return writeOrRefuse(access.engine, async (transaction) => {
        const row = await requestRow(transaction, at.community, at.id);
        const now = access.now();
        if (row === undefined || !isAsWished(row, wish, now)) throw over();
        await wish.write(transaction, row, now);
        await moveRows(access, transaction, {
          target: plan.target,
          community: at.community,
          act: { ...wish.act, facts: { request: row.id } },
        });
        return row.id;
      });
    }),
  );
  if (typeof outcome !== 'string') return outcome;
  const found = await reading(access, (tools) => readRequest(tools, at.community, outcome));
  return found ?? hidden().refusal;
}

async function writeRefusals<T>(work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    throw fault;
  }
}

function isAsWished(row: RequestRow, { state }: Change, now: number): boolean {
  const here = stateAt(row, now);
  return state === 'asked' ? isWaiting(here) : here === 'granted';
}

async function planned(tools: Reading, at: Place, wish: Change): Promise<{ target: Target }> {
  const { query, view, words } = tools;
  const row = await rowToDecide(tools, at);
  if (!isAsWished(row, wish, view.now)) throw over();
  wish.check?.(row, view.now);
  const place = {
    id: row.stix_id,
    community: words.number(at.community),
    origin: words.number(originOf(row)),
  };
  const rows = await sourceRows(query, place);
  const to = new Map<number, Label>();
  for (const one of rows) {
    const label = tools.labels.at(one.label) ?? { clauses: [] };
    const clauses = label.clauses.map((clause): Clause => {
      if (clause.origin !== originOf(row)) return clause;
      const { releases = [], ...rest } = clause;
      const next = wish.releases(releases, row, view.now);
      return next.length === 0 ? rest : { ...rest, releases: next };
    });
    to.set(one.vid, joinLabels(clauses.map(labelOf)));
  }
  const again = (later: Reading['query']): ReturnType<typeof sourceRows> =>
    sourceRows(later, place);
  return {
    target: {
      epoch: await policyEpoch(query),
      community: place.community,
      source: originOf(row),
      rows,
      to,
      again,
    },
  };
}

async function rowToDecide(tools: Reading, at: Place): Promise<RequestRow> {
  const row = await requestRow(tools.query, at.community, at.id);
  const isHere = row !== undefined && takesPart(tools.view.reader, at.community);
  if (!isHere || !(await decides(tools, row))) throw hidden();
  return row;
}

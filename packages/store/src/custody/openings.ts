import { appendAudit } from '../audit/append.ts';
import { actorOf, recordAct } from '../people/actor.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { textOf } from '../people/words.ts';
import { readObject } from '../exchange/read-object.ts';
import { reading, readingOn } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Refusal, SealOpening } from '../store.ts';
import { ownCustody } from './custodians.ts';
import { OPENING_REASON_MAX, OPENINGS_WAITING_MAX, SEAL_BODY_MAX } from './limits.ts';
import { openingRow, ownPart, readOpening, readOpenings } from './opening-rows.ts';
import type { OpeningRow } from './opening-rows.ts';

/** The openings in which the reader has a part. */
export function openings(access: ExchangeAccess, community: string): Promise<SealOpening[]> {
  return reading(access, (tools) => readOpenings(tools, community));
}

/**
 * A custodian asks to open the seal of an object they read. It is entered in their organization's record and in the
 * source's in the transaction that makes the opening: nothing is handed out that was not recorded before.
 */
export function openSeal(
  access: ExchangeAccess,
  at: { community: string; object: string; reason: string },
): Promise<SealOpening | Refusal> {
  return inTransaction(access, async (tools, transaction) => {
    const { reader, now } = tools.view;
    const reason = textOf(at.reason)?.slice(0, OPENING_REASON_MAX) ?? '';
    if (reason === '') throw new Refused('invalid', 'Say why you open it: the source reads it');
    const own = await ownCustody(transaction, reader, at.community);
    const object = await readObject(tools, at.object, at.community);
    if (own === undefined || object === undefined) throw hidden();
    const alias = object.origin;
    const part = await ownPart(transaction, { alias, person: reader.id });
    const sealed = await transaction.one<{ threshold: number }>(
      'SELECT threshold FROM sealed_source WHERE alias = ? AND community = ?',
      [alias, at.community],
    );
    // Not sealed, and not sealed for this custodian, answer like what is not there.
    if (part === undefined || sealed === undefined || own.key === undefined) throw hidden();
    await checkWaiting(transaction, at.community, reader.id);
    const id = access.newId();
    await transaction.run(
      'INSERT INTO seal_opening (id, community, alias, stix_id, person, key_id, reason, at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        at.community,
        alias,
        at.object,
        reader.id,
        own.key.id,
        reason,
        now,
        sealed.threshold === 1 ? 'open' : 'asked',
      ],
    );
    await record(access, transaction, {
      opening: { id, alias, community: at.community },
      organization: reader.organization,
      act: 'open-seal',
      words:
        sealed.threshold === 1
          ? `Opened a seal: ${reason}`
          : `Asked another custodian to open a seal: ${reason}`,
    });
    return { id, community: at.community };
  });
}

/** Another custodian gives their part, encrypted to whoever asked, or declines. Each answers once. */
export function answerOpening(
  access: ExchangeAccess,
  at: { community: string; id: string },
  said: { part: string } | 'decline',
): Promise<SealOpening | Refusal> {
  return inTransaction(access, async (tools, transaction) => {
    const { reader, now } = tools.view;
    const row = await openingRow(transaction, at);
    const own = await ownCustody(transaction, reader, at.community);
    const part =
      row === undefined
        ? undefined
        : await ownPart(transaction, { alias: row.alias, person: reader.id });
    if (row === undefined || own === undefined || part === undefined || row.person === reader.id)
      throw hidden();
    if (row.state !== 'asked') {
      throw new Refused('conflict', 'This opening waits for nobody any more: look at it again');
    }
    if (said !== 'decline' && said.part.length > SEAL_BODY_MAX) {
      throw new Refused('invalid', `A part has at most ${String(SEAL_BODY_MAX)} characters`);
    }
    await transaction.run(
      'INSERT INTO opening_answer (opening, person, body, at) VALUES (?, ?, ?, ?)',
      [row.id, reader.id, said === 'decline' ? null : said.part, now],
    );
    await settle(transaction, row);
    await record(access, transaction, {
      opening: row,
      organization: reader.organization,
      act: said === 'decline' ? 'decline-opening' : 'give-opening',
      words:
        said === 'decline'
          ? `Declined to open a seal: ${row.reason}`
          : `Gave a part to open a seal: ${row.reason}`,
    });
    return row;
  });
}

/** Open with enough parts; declined when those who are left are too few. */
async function settle(transaction: Transaction, row: OpeningRow): Promise<void> {
  const count = await transaction.one<{ gave: number; declined: number; parts: number }>(
    `SELECT (SELECT count(*) FROM opening_answer WHERE opening = ? AND body IS NOT NULL) AS gave,
      (SELECT count(*) FROM opening_answer WHERE opening = ? AND body IS NULL) AS declined,
      (SELECT count(*) FROM seal_part WHERE alias = ?) AS parts`,
    [row.id, row.id, row.alias],
  );
  const { gave = 0, declined = 0, parts = 0 } = count ?? {};
  const state =
    gave + 1 >= row.threshold ? 'open' : parts - declined < row.threshold ? 'declined' : 'asked';
  await transaction.run('UPDATE seal_opening SET state = ? WHERE id = ?', [state, row.id]);
}

async function checkWaiting(
  transaction: Transaction,
  community: string,
  person: string,
): Promise<void> {
  const waiting = await transaction.one<{ n: number }>(
    "SELECT count(*) AS n FROM seal_opening WHERE community = ? AND person = ? AND state = 'asked'",
    [community, person],
  );
  if ((waiting?.n ?? 0) >= OPENINGS_WAITING_MAX) {
    throw new Refused(
      'conflict',
      `You have ${String(OPENINGS_WAITING_MAX)} openings waiting here: let them be answered first`,
    );
  }
}

interface Recorded {
  readonly opening: { readonly id: string; readonly alias: string; readonly community: string };
  readonly organization: string;
  readonly act: string;
  readonly words: string;
}

/** For the custodian's organization, and for the source, who reads there who it was and why. */
async function record(
  access: ExchangeAccess,
  transaction: Transaction,
  { opening, organization, act, words }: Recorded,
): Promise<void> {
  const at = access.now();
  const facts = { community: opening.community, opening: opening.id };
  await recordAct(transaction, access.principal, {
    at,
    organization,
    act,
    words,
    facts,
  });
  await appendAudit(transaction, {
    at,
    organization: opening.alias,
    actor: await actorOf(transaction, access.principal),
    act,
    words,
    facts,
  });
}

function inTransaction(
  access: ExchangeAccess,
  work: (tools: Reading, transaction: Transaction) => Promise<{ id: string; community: string }>,
): Promise<SealOpening | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const tools = await readingOn(access, transaction, view);
    const found = await readOpening(tools, await work(tools, transaction));
    if (found === undefined) throw hidden();
    return found;
  });
}

import { isAlias, isOwnName, levelOfLabel } from '@tocsin/policy';
import type { Label, Reader } from '@tocsin/policy';
import { behindAlias } from '../people/aliases.ts';
import { recordAct } from '../people/actor.ts';
import { communityMembers } from '../people/census.ts';
import { hidden, Refused } from '../people/refused.ts';
import { textOf } from '../people/words.ts';
import { readObject } from '../exchange/read-object.ts';
import { hurry } from '../mail/rounds.ts';
import type { Query, Transaction } from '../engine/engine.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type {
  NewReleaseRequest,
  ObjectDetail,
  Refusal,
  ReleaseParties,
  ReleaseRequest,
} from '../store.ts';
import { DUE_LEAST, DUE_MOST, OUTSIDE_MAX, PARTIES_MAX, WAITING_MAX } from './limits.ts';
import { grantByConsent } from './consent-grant.ts';
import { presenceOf, successorOf } from './presence.ts';
import { requestRow, stateAt } from './request-rows.ts';
import type { RequestRow } from './request-rows.ts';
import { addNote, changed, inTransaction, over, WAITS, wordsOf } from './waiting.ts';

/** Asks the source of an object the reader reads to share it wider. */
export async function ask(
  access: ExchangeAccess,
  request: NewReleaseRequest,
): Promise<ReleaseRequest | Refusal> {
  const asked = await put(access, request);
  if ('refused' in asked) return asked;
  return grantByConsent(access, asked);
}

function put(
  access: ExchangeAccess,
  request: NewReleaseRequest,
): Promise<ReleaseRequest | Refusal> {
  return inTransaction(access, request.community, async (tools, transaction) => {
    const { reader, now } = tools.view;
    const object = await readObject(tools, request.object, request.community);
    if (object === undefined) throw hidden();
    checkAskable(object, reader);
    const wanted = await checkedParties(tools, request);
    checkRed(object.label, wanted, now);
    const purpose = wordsOf(request.purpose, 'Say what it is needed for');
    if (request.dueAt < now + DUE_LEAST || request.dueAt > now + DUE_MOST) {
      throw new Refused('invalid', 'Give the source between one hour and 90 days to answer');
    }
    const waiting = await transaction.one<{ n: number }>(
      "SELECT count(*) AS n FROM release_request WHERE community = ? AND organization = ? AND person = ? AND state IN ('asked', 'asked-back') AND due_at > ?",
      [request.community, reader.organization, reader.id, now],
    );
    if ((waiting?.n ?? 0) >= WAITING_MAX) {
      throw new Refused(
        'conflict',
        `You have ${String(WAITING_MAX)} requests waiting here: withdraw one first`,
      );
    }
    await checkAnybodyHere(transaction, object, { community: request.community, now });
    const behind = await behindAlias(transaction, object.origin);
    const source = behind ?? object.origin;
    const id = access.newId();
    await transaction.run(
      `INSERT INTO release_request (id, community, stix_id, source, organization, person, is_anonymous, is_urgent, wanted, purpose, form, asked_at, due_at, alias, intent, state)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked')`,
      [
        id,
        request.community,
        object.id,
        source,
        reader.organization,
        reader.id,
        request.isAnonymous ? 1 : 0,
        request.isUrgent ? 1 : 0,
        JSON.stringify(wanted),
        purpose,
        request.form,
        now,
        request.dueAt,
        behind === undefined ? null : object.origin,
        request.use ?? null,
      ],
    );
    await hurryIf(request.isUrgent, transaction, source);
    await recordAct(transaction, access.principal, {
      at: now,
      organization: reader.organization,
      act: 'release-ask',
      words: 'Asked a source to share wider',
      facts: { request: id },
    });
    return id;
  });
}

/** What is urgent is told to the source's people at once, where the hub sends mail. */
async function hurryIf(isUrgent: boolean, transaction: Transaction, source: string): Promise<void> {
  if (isUrgent) await hurry(transaction, source);
}

/** Answers what the source asked back. */
export function reply(
  access: ExchangeAccess,
  at: { community: string; id: string; words: string },
): Promise<ReleaseRequest | Refusal> {
  return asAsker(access, at, async (tools, transaction, row) => {
    if (stateAt(row, tools.view.now) !== 'asked-back') throw over();
    const words = wordsOf(at.words, 'Write what you answer');
    await addNote(transaction, { request: row.id, side: 'asker', at: tools.view.now, words });
    await changed(
      transaction,
      "UPDATE release_request SET state = 'asked' WHERE id = ? AND state = 'asked-back'",
      [row.id],
    );
  });
}

/** Takes a request back that waits. */
export function withdraw(
  access: ExchangeAccess,
  at: { community: string; id: string },
): Promise<ReleaseRequest | Refusal> {
  return asAsker(access, at, async (tools, transaction, row) => {
    const state = stateAt(row, tools.view.now);
    if (state !== 'asked' && state !== 'asked-back') throw over();
    await changed(
      transaction,
      `UPDATE release_request SET state = 'withdrawn', answered_at = ? WHERE id = ? AND ${WAITS}`,
      [tools.view.now, row.id],
    );
  });
}

function asAsker(
  access: ExchangeAccess,
  at: { community: string; id: string },
  work: (tools: Reading, transaction: Transaction, row: RequestRow) => Promise<void>,
): Promise<ReleaseRequest | Refusal> {
  return inTransaction(access, at.community, async (tools, transaction) => {
    const row = await requestRow(transaction, at.community, at.id);
    const { reader } = tools.view;
    const isAsker = row?.person === reader.id && row.organization === reader.organization;
    if (row === undefined || !isAsker) throw hidden();
    await work(tools, transaction, row);
    return row.id;
  });
}

/** One source decides about one item: what was made from several, or connects others, follows those. */
function checkAskable(object: ObjectDetail, reader: Reader): void {
  if (isOwnName(reader, object.origin)) {
    throw new Refused('not-allowed', 'It is your own: change its marking instead');
  }
  const [clause, second] = object.label.clauses;
  if (clause?.origin !== object.origin || second !== undefined) {
    throw new Refused('not-allowed', 'It was made from several items; ask about those instead');
  }
  if (object.type === 'relationship' || object.type === 'sighting') {
    throw new Refused('not-allowed', 'It connects other items; ask about those instead');
  }
}

/**
 * Where nobody is left who could decide, whoever asks is told at once. Only of a source that is named: of an alias it
 * would tell whose it is to whoever knows who left, so that request waits and lapses like one that nobody answers.
 */
async function checkAnybodyHere(
  query: Query,
  { origin, label }: ObjectDetail,
  { community, now }: { community: string; now: number },
): Promise<void> {
  if (isAlias(origin)) return;
  const level = levelOfLabel(label, now);
  const place = { community, organization: origin, isRed: level === 'red' };
  const presence = await presenceOf(query, place);
  if (presence === 'here') return;
  // It goes by the level alone, and not by what a successor may read: that would tell whom the marking names.
  if (presence === 'gone' && (level === 'amber' || level === 'amber+strict')) {
    const successor = await successorOf(query, community, origin);
    const stands = { community, organization: successor ?? '', isRed: false };
    if (successor !== undefined && (await presenceOf(query, stands)) === 'here') return;
  }
  throw new Refused(
    'conflict',
    'Nobody of its source is here now who could decide, and silence is no consent: its marking stays as it is',
  );
}

/** RED is for named persons, also by a release (marking rules M4). */
function checkRed(label: Label, wanted: ReleaseParties, now: number): void {
  if (levelOfLabel(label, now) !== 'red') return;
  if ((wanted.organizations?.length ?? 0) > 0) {
    throw new Refused('invalid', 'TLP:RED is for named persons: name persons, not organizations');
  }
}

/** Whom it is wanted for: members and people the asker's own directory shows, or somebody outside in words. */
async function checkedParties(
  { query }: Reading,
  { community, wanted }: NewReleaseRequest,
): Promise<ReleaseParties> {
  const { organizations = [], persons = [] } = wanted;
  const outside = outsideOf(wanted.outside);
  if (organizations.length + persons.length === 0 && outside === '') {
    throw new Refused('invalid', 'Say whom it should be shared with');
  }
  if (organizations.length > PARTIES_MAX || persons.length > PARTIES_MAX) {
    throw new Refused(
      'invalid',
      `Name at most ${String(PARTIES_MAX)} organizations and as many persons`,
    );
  }
  if (!(await areHere(query, community, { organizations, persons }))) {
    throw new Refused('invalid', 'Name organizations and persons of this community');
  }
  return {
    ...(organizations.length === 0 ? {} : { organizations: [...new Set(organizations)] }),
    ...(persons.length === 0 ? {} : { persons: [...new Set(persons)] }),
    ...(outside === '' ? {} : { outside }),
  };
}

function outsideOf(words: string | undefined): string {
  const outside = textOf(words ?? '');
  if (outside === undefined || outside.length > OUTSIDE_MAX) {
    throw new Refused('invalid', `Say in at most ${String(OUTSIDE_MAX)} characters who it is for`);
  }
  return outside;
}

/** Whether all of them take part in the community. */
async function areHere(
  query: Query,
  community: string,
  { organizations, persons }: { organizations: readonly string[]; persons: readonly string[] },
): Promise<boolean> {
  const members = new Set((await communityMembers(query, community)).map(({ id }) => id));
  const people = await query.all<{ person: string }>(
    "SELECT person FROM representation WHERE community = ? AND roles <> '[]'",
    [community],
  );
  const known = new Set(people.map(({ person }) => person));
  return organizations.every((id) => members.has(id)) && persons.every((id) => known.has(id));
}

import { randomBytes } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import { appendAudit } from '../audit/append.ts';
import type { Door, NewOrganization, NewPerson, Refusal, StoreChange } from '../store.ts';
import { readAccount, spendRecoveryCode, spendTotpStep } from './account.ts';
import { insertPerson } from './accounts.ts';
import { join, openInvitation, viewOf } from './invitations.ts';
import { Knocks } from './knocks.ts';
import { hidden, Refused, writeOrRefuse } from './refused.ts';
import { sourceOfTicket } from './sealed-sources.ts';
import { secretOf } from '../engine/secrets.ts';
import { closeSession, openSession } from './sessions.ts';
import { emailOf } from './words.ts';

/** What the door is made from. */
export interface DoorOptions {
  readonly engine: Engine;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
  /** Tells listeners of a change of policy. */
  readonly changed?: (change: StoreChange) => void;
}

/** The door before anybody is known; applicants have theirs beside it. */
export function createDoor(options: DoorOptions): Omit<Door, 'applicants'> {
  const { engine, now, newId } = options;
  const changed = options.changed ?? ((): void => undefined);
  const knocks = new Knocks(engine, now);
  return {
    isNew: () => isNew(engine),
    token: ({ id, secretHash }) => knocks.token(id, secretHash),
    session: (hash, quiet) => knocks.session(hash, quiet),
    source: (ticketHash) => engine.read((query) => sourceOfTicket(query, ticketHash)),
    account: (by) => engine.read((query) => readAccount(query, by)),
    openSession: (session) =>
      engine.write((transaction) => openSession(transaction, session, { id: newId(), at: now() })),
    closeSession: (hash) =>
      engine.write(async (transaction) => {
        await closeSession(transaction, hash);
        transaction.afterCommit(() => changed({ kind: 'policy', communities: [] }));
      }),
    spendTotpStep: (person, step) =>
      engine.write((transaction) => spendTotpStep(transaction, person, step)),
    spendRecoveryCode: (person, hash) =>
      engine.write((transaction) => spendRecoveryCode(transaction, person, hash)),
    updatePasskeyCounter: (credential, counter) =>
      engine.write(async (transaction) => {
        await transaction.run('UPDATE passkey SET counter = ? WHERE id = ?', [counter, credential]);
      }),
    invitation: (secretHash) =>
      engine.read(async (query) => {
        const invitation = await openInvitation(query, secretHash, now());
        return invitation === undefined ? undefined : viewOf(query, invitation);
      }),
    createFirstPerson: (person) => createFirstPerson({ engine, now, newId }, person),
    acceptInvitation: (secretHash, person, organization) =>
      accept({ engine, now, newId, changed }, { secretHash, person, organization }),
    secret: (name) => secretOf(engine, name, () => randomBytes(32)),
  };
}

async function isNew(engine: Engine): Promise<boolean> {
  const person = await engine.read((query) => query.one('SELECT 1 AS one FROM person LIMIT 1'));
  return person === undefined;
}

async function createFirstPerson(
  { engine, now, newId }: DoorOptions,
  person: NewPerson,
): Promise<string | Refusal> {
  return writeOrRefuse(engine, async (transaction) => {
    // The lock of this row lets one of two simultaneous first persons through.
    await transaction.run('UPDATE policy_state SET epoch = epoch + 1');
    const known = await transaction.one('SELECT 1 AS one FROM person LIMIT 1');
    if (known !== undefined) throw hidden();
    const made = { id: newId(), at: now() };
    await insertPerson(transaction, { ...person, isOperator: true }, made);
    await appendAudit(transaction, {
      at: made.at,
      actor: { kind: 'person', id: made.id, name: person.name },
      act: 'set-up',
      words: 'Made the first account of this hub',
    });
    return made.id;
  });
}

async function accept(
  { engine, now, newId, changed }: Required<DoorOptions>,
  by: {
    secretHash: Uint8Array;
    person: NewPerson;
    organization: NewOrganization | undefined;
  },
): Promise<{ person: string; organization: string } | Refusal> {
  return writeOrRefuse(engine, async (transaction) => {
    const at = now();
    const invitation = await openInvitation(transaction, by.secretHash, at);
    if (invitation === undefined) throw hidden();
    if (invitation.email !== undefined && invitation.email !== emailOf(by.person.email)) {
      throw new Refused('invalid', 'The invitation was written for another e-mail address');
    }
    if (invitation.organization === undefined && by.organization === undefined) {
      throw new Refused('invalid', 'Say which organization you bring');
    }
    const person = newId();
    await insertPerson(transaction, { ...by.person, isOperator: false }, { id: person, at });
    const organization = await join(transaction, invitation, {
      person,
      at,
      newId,
      organization: by.organization,
    });
    await appendAudit(transaction, {
      at,
      organization,
      act: 'accept-invitation',
      actor: { kind: 'person', id: person, name: by.person.name },
      words: 'Accepted an invitation with a new account',
      facts: { invitation: invitation.id, community: invitation.community },
    });
    transaction.afterCommit(() => changed({ kind: 'policy', communities: [invitation.community] }));
    return { person, organization };
  });
}

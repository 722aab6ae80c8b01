import { aliasName } from '@tocsin/policy';
import type { Custodian, SealedSource, SealOpening } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { custodian, sealedSource, sealOpening } from './custody.contract.ts';

/** A custodian as every member is told. */
export function viewOfCustodian(one: Custodian): z.output<typeof custodian> {
  const { key } = one;
  return {
    person: { ...one.person },
    organization: { ...one.organization },
    since: instantText(one.since),
    ...(key === undefined
      ? {}
      : { key: { id: key.id, recipient: key.recipient, made_at: instantText(key.madeAt) } }),
    active: one.isActive,
  };
}

/** A sealed source for whoever holds its ticket. */
export function viewOfSealed(one: SealedSource): z.output<typeof sealedSource> {
  return {
    source: sourceNamed(one.alias),
    sealed_on: instantText(one.madeOn).slice(0, 10),
    threshold: one.threshold,
    custodians: one.custodians.map(({ person, organization }) => ({
      person: { ...person },
      organization: { ...organization },
    })),
  };
}

/** An opening as its side is told. */
export function viewOfOpening(one: SealOpening): z.output<typeof sealOpening> {
  return {
    id: one.id,
    ...(one.object === undefined ? {} : { object: one.object }),
    source: sourceNamed(one.alias),
    reason: one.reason,
    at: instantText(one.at),
    asker: { ...one.asker },
    recipient: one.recipient,
    threshold: one.threshold,
    state: one.state,
    side: one.side,
    answers: one.answers.map(({ person, gave, at }) => ({
      person: { ...person },
      gave,
      at: instantText(at),
    })),
    ...(one.part === undefined ? {} : { part: { ...one.part } }),
    ...(one.seal === undefined ? {} : { seal: { ...one.seal, given: [...one.seal.given] } }),
  };
}

function sourceNamed(alias: string): { id: string; name: string } {
  return { id: alias, name: aliasName(alias) ?? alias };
}

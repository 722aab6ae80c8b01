import { standingIn } from '@tocsin/policy';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { CustodyHandle } from '../store.ts';
import { dismissCustodian, nameCustodian, publishKey, readCustodians } from './custodians.ts';
import { answerOpening, openings, openSeal } from './openings.ts';
import { makeSeal, readSealed } from './seals.ts';

/** Custody as one principal may use it. */
export function createCustody(access: ExchangeAccess): CustodyHandle {
  const { engine } = access;
  return {
    custodians: (community) =>
      engine.read(async (query) => {
        const reader = await access.reader(query);
        return standingIn(reader, community) === undefined ? [] : readCustodians(query, community);
      }),
    name: (community, person) => nameCustodian(access, { community, person }),
    dismiss: (community, person) => dismissCustodian(access, { community, person }),
    publishKey: (community, recipient) => publishKey(access, { community, recipient }),
    seal: (seal) => makeSeal(access, seal),
    source: () =>
      engine.read(async (query) => {
        const { organization } = await access.reader(query);
        return access.principal.kind === 'source' ? readSealed(query, organization) : undefined;
      }),
    open: (at) => openSeal(access, at),
    openings: (community) => openings(access, community),
    answer: (at, said) => answerOpening(access, at, said),
  };
}

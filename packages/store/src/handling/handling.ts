import { levelOfLabel } from '@tocsin/policy';
import { deciding } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { HandlingHandle } from '../store.ts';
import { RECORDED_LEVELS } from '../handling-door.ts';
import type { Handler } from '../exchange/handling-book.ts';
import { addClient, endClient, listClients } from './clients.ts';
import { takeCopy } from './take-copy.ts';
import { readHandling } from './read-handling.ts';
import { confirmRecall, readAsked, readRecalled } from './recalls.ts';

/** The handling of what is marked AMBER or RED, as one principal may use it. */
export function createHandling(access: ExchangeAccess): HandlingHandle {
  const { book } = access;
  return {
    opened: (community, way, rows) => {
      const handler = handlerOf(access);
      if (handler === undefined) return;
      for (const { id, origin, labelId } of rows) {
        const label = access.labels.at(labelId);
        if (label === undefined || access.views.isOwn(access.principal, origin)) continue;
        const level = levelOfLabel(label, access.now());
        if (!RECORDED_LEVELS.includes(level)) continue;
        book.opened({ ...handler, community, id, origin, way, isNamed: level === 'red' });
      }
    },
    of: async (id, community) => {
      await access.ledger.flush();
      await book.flush();
      return deciding(access, (tools) => readHandling(tools, id, community));
    },
    recalled: async (community) => {
      await access.ledger.flush();
      await book.flush();
      return deciding(access, (tools) => readRecalled(tools, community));
    },
    asked: async (community) => {
      const items = await deciding(access, (tools) => readAsked(tools, community));
      const handler = handlerOf(access);
      if (handler === undefined) return items;
      for (const { id, at } of items)
        book.told({ ...handler, community, id, upTo: (at + 1) * 1000 });
      return items;
    },
    told: (community, ids, upTo) => {
      const handler = handlerOf(access);
      if (handler === undefined) return;
      for (const id of ids) book.told({ ...handler, community, id, upTo });
    },
    took: (copy) => takeCopy(access, copy),
    clients: () => listClients(access),
    addClient: (client) => addClient(access, client),
    endClient: (id) => endClient(access, id),
    confirm: async (id, community) => {
      await access.ledger.flush();
      await book.flush();
      return confirmRecall(access, id, community);
    },
  };
}

/** What is handled was read as this reader a moment ago, so they are known still. */
function handlerOf(access: ExchangeAccess): Handler | undefined {
  const { principal } = access;
  const organization = access.views.organizationOf(principal);
  return organization === undefined
    ? undefined
    : {
        principal: principal.id,
        kind: principal.kind === 'token' ? 'token' : 'person',
        organization,
      };
}

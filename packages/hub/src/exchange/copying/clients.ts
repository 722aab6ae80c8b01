import type { Client } from '@tocsin/store';
import type { z } from 'zod';
import { instantText, isRefusal, refuse, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type * as contract from './copying.contract.ts';
import { sealerFor } from './seal.ts';

/** The clients of the caller's organization. */
export const listClients: Operation<typeof contract.listClients> = async ({ handle }) => ({
  items: (await handle.handling.clients()).map(viewOfClient),
});

/** Says that somebody is a client. */
export const addClient: Operation<typeof contract.addClient> = async ({ handle }, { body }) => {
  const { name, recipient } = body;
  if (recipient !== undefined && sealerFor([recipient]) === undefined) {
    return refuse('invalid', 'The key is none', {
      faults: [
        {
          pointer: '/recipient',
          code: 'custom',
          message: 'Give age recipients as "age-keygen" prints them: "age1…"',
        },
      ],
    });
  }
  const added = await handle.handling.addClient({
    name,
    ...(recipient === undefined ? {} : { recipient }),
  });
  return isRefusal(added) ? refusedBy(added) : viewOfClient(added);
};

/** Says that somebody is a client no more. */
export const endClient: Operation<typeof contract.endClient> = async ({ handle }, { params }) => {
  const ended = await handle.handling.endClient(params.client);
  return isRefusal(ended) ? refusedBy(ended) : undefined;
};

function viewOfClient({ id, name, recipient, addedAt }: Client): z.output<typeof contract.client> {
  return {
    id,
    name,
    ...(recipient === undefined ? {} : { recipient }),
    added_at: instantText(addedAt),
  };
}

import type { HubServices, Slice } from '../kernel/index.ts';
import { mailOperations, MailWork } from './mail/index.ts';
import { addStream } from './stream/routes.ts';
import { openStream } from './stream/stream.contract.ts';
import { addTaxii, sendRefusal } from './taxii/routes.ts';
import { TAXII_BASE, TAXII_CONTRACTS } from './taxii/taxii.contract.ts';

/** The mail work of each hub in this process. */
const works = new WeakMap<HubServices, MailWork>();

/** How what is shared reaches those who may have it: collections (TAXII 2.1), live streams and mail. */
export const dissemination: Slice = {
  name: 'dissemination',
  operations: mailOperations,
  documented: [openStream, ...TAXII_CONTRACTS],
  unreadable: { under: TAXII_BASE, answer: sendRefusal },
  plugins: async (server, hub) => {
    await server.register(async (scope) => addTaxii(scope, hub));
    await server.register(async (scope) => addStream(scope, hub));
  },
  start: (hub) => {
    if (hub.mailer === undefined) return;
    const work = new MailWork(hub, hub.mailer);
    works.set(hub, work);
    work.start();
  },
  stop: async (hub) => works.get(hub)?.stop(),
};

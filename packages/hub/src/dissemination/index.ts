import type { Slice } from '../kernel/index.ts';
import { addStream } from './stream/routes.ts';
import { openStream } from './stream/stream.contract.ts';
import { addTaxii, sendRefusal } from './taxii/routes.ts';
import { TAXII_BASE, TAXII_CONTRACTS } from './taxii/taxii.contract.ts';

/** How what is shared reaches those who may have it: collections (TAXII 2.1) and live streams. */
export const dissemination: Slice = {
  name: 'dissemination',
  operations: [],
  documented: [openStream, ...TAXII_CONTRACTS],
  unreadable: { under: TAXII_BASE, answer: sendRefusal },
  plugins: async (server, hub) => {
    await server.register(async (scope) => addTaxii(scope, hub));
    await server.register(async (scope) => addStream(scope, hub));
  },
};

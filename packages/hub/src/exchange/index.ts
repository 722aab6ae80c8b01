import { bind } from '../kernel/index.ts';
import type { Slice } from '../kernel/index.ts';
import { answerObject } from './answering/answer-object.ts';
import { retractObject } from './answering/retract-object.ts';
import { copyOperations } from './copying/index.ts';
import { exchangeAuthority } from './exchange.authority.ts';
import * as contract from './exchange.contract.ts';
import { homeOperations } from './home/index.ts';
import { judgingOperations } from './judging/index.ts';
import { lookUpValue } from './lookup/look-up-value.ts';
import { lookUpValues } from './lookup/look-up-values.ts';
import { listFacets } from './reading/list-facets.ts';
import { listObjects } from './reading/list-objects.ts';
import { listReferences } from './reading/list-references.ts';
import { listVersions } from './reading/list-versions.ts';
import { searchObjects } from './reading/search-objects.ts';
import { showObject } from './reading/show-object.ts';
import { reviewOperations } from './reviewing/index.ts';
import { contribute } from './sharing/contribute.ts';
import { contributeBundle } from './sharing/contribute-bundle.ts';
import { extractValues } from './sharing/extract-values.ts';
import { listReceipts } from './sharing/list-receipts.ts';
import { showReceipt } from './sharing/show-receipt.ts';
import * as sharing from './sharing/sharing.contract.ts';
import { viewOperations } from './views/index.ts';

export { dutiesOf } from './home/index.ts';
export type { DutyView } from './home/index.ts';
export { gate } from './sharing/gate.ts';
export { areTooMany, readObjects } from './sharing/read-objects.ts';
export { SHARE_OBJECTS_MAX } from './sharing/sharing.contract.ts';

/** What members bring, read, look up and answer (ISO 22396 6.5.3–6.5.5). */
export const exchange: Slice = {
  name: 'exchange',
  authority: exchangeAuthority,
  operations: [
    bind(sharing.contribute, contribute),
    bind(sharing.contributeBundle, contributeBundle),
    bind(sharing.extractValues, extractValues),
    bind(sharing.showReceipt, showReceipt),
    bind(sharing.listReceipts, listReceipts),
    bind(contract.listObjects, listObjects),
    bind(contract.listFacets, listFacets),
    bind(contract.searchObjects, searchObjects),
    bind(contract.showObject, showObject),
    bind(contract.retractObject, retractObject),
    bind(contract.listVersions, listVersions),
    bind(contract.listReferences, listReferences),
    bind(contract.answerObject, answerObject),
    bind(contract.lookUpValue, lookUpValue),
    bind(contract.lookUpValues, lookUpValues),
    ...judgingOperations,
    ...copyOperations,
    ...reviewOperations,
    ...viewOperations,
    ...homeOperations,
  ],
};

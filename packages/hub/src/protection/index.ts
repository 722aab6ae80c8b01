import { bind } from '../kernel/index.ts';
import type { Slice } from '../kernel/index.ts';
import { attestationOperations } from './attestation/index.ts';
import { attributionOperations } from './attribution/index.ts';
import { custodyOperations } from './custody/index.ts';
import { handlingOperations } from './handling/index.ts';
import { misuseOperations } from './misuse/index.ts';
import { previewAudience } from './preview-audience.ts';
import { previewAs, previewObject } from './preview-as.ts';
import { protectionAuthority } from './protection.authority.ts';
import * as contract from './protection.contract.ts';
import { recheckOperations } from './rechecks/index.ts';
import { releaseOperations } from './releases/index.ts';
import { subjectOperations } from './subjects/index.ts';
import { retentionOperations } from './retention/index.ts';
import { remarkObject } from './remark-object.ts';
import { showAccess } from './show-access.ts';

export { mustConfirm } from './attestation/must-confirm.ts';
export { namesToKeep, sourceNamed } from './attribution/source-named.ts';
export type { NamedSource } from './attribution/source-named.ts';
export { identityId } from './identity.ts';
export { linkTitles } from './link-titles.ts';
export { actingOrganization, communityNames, markingsOfRows, organizationNames } from './names.ts';
export type { NamingContext } from './names.ts';
export { markedText } from './own-level.ts';
export type { MarkingView } from './protection.view.ts';
export { mayShare } from './protection.authority.ts';
export { viewOfDecision, viewOfReshare } from './protection.view.ts';
export { contradictsTerms, mustBeEncrypted, termsWords } from './terms.ts';
export { levelOf, readMarking, tlpRefused } from './read-marking.ts';

/** Markings: who would see, who sees and why, what may be done, marking anew (ISO 22396 6.4.4; marking rules 2.3). */
export const protection: Slice = {
  name: 'protection',
  authority: protectionAuthority,
  operations: [
    bind(contract.previewAudience, previewAudience),
    bind(contract.previewAs, previewAs),
    bind(contract.previewObject, previewObject),
    bind(contract.showAccess, showAccess),
    bind(contract.remarkObject, remarkObject),
    ...releaseOperations,
    ...attributionOperations,
    ...handlingOperations,
    ...custodyOperations,
    ...misuseOperations,
    ...retentionOperations,
    ...recheckOperations,
    ...subjectOperations,
    ...attestationOperations,
  ],
};

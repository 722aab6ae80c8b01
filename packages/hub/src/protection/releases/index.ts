import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { addConsent } from './add-consent.ts';
import { answerRelease } from './answer-release.ts';
import { askRelease } from './ask-release.ts';
import * as before from './before-asked.contract.ts';
import { endConsent } from './end-consent.ts';
import { endRelease } from './end-release.ts';
import { listConsents } from './list-consents.ts';
import { listReleases } from './list-releases.ts';
import * as contract from './releases.contract.ts';
import { replyRelease } from './reply-release.ts';
import { setReleaseSetting } from './set-release-setting.ts';
import { showReleaseSetting } from './show-release-setting.ts';
import { showRelease } from './show-release.ts';
import { withdrawRelease } from './withdraw-release.ts';

/** Release requests: a reader asks for wider sharing, the source has the last word (ISO 22396 6.4.4). */
export const releaseOperations: readonly BoundOperation[] = [
  bind(contract.askRelease, askRelease),
  bind(contract.listReleases, listReleases),
  bind(contract.showRelease, showRelease),
  bind(contract.answerRelease, answerRelease),
  bind(contract.replyRelease, replyRelease),
  bind(contract.withdrawRelease, withdrawRelease),
  bind(contract.endRelease, endRelease),
  bind(before.showReleaseSetting, showReleaseSetting),
  bind(before.setReleaseSetting, setReleaseSetting),
  bind(before.listConsents, listConsents),
  bind(before.addConsent, addConsent),
  bind(before.endConsent, endConsent),
];

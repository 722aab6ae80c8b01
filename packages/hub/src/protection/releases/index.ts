import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { answerRelease } from './answer-release.ts';
import { askRelease } from './ask-release.ts';
import { endRelease } from './end-release.ts';
import { listReleases } from './list-releases.ts';
import * as contract from './releases.contract.ts';
import { replyRelease } from './reply-release.ts';
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
];

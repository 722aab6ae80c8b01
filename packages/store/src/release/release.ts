import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { ReleaseHandle } from '../store.ts';
import { answer, end } from './answer.ts';
import { answerByReview } from './answer-by-review.ts';
import { ask, reply, withdraw } from './ask.ts';
import { addConsent, endConsent, readConsents } from './consents.ts';
import { readRequest, readRequests } from './request-rows.ts';
import { readSetting, setSetting } from './setting.ts';

/** Release requests as one principal may use them. */
export function createRelease(access: ExchangeAccess): ReleaseHandle {
  return {
    ask: (request) => ask(access, request),
    requests: (community) => reading(access, (tools) => readRequests(tools, community)),
    request: (community, id) => reading(access, (tools) => readRequest(tools, community, id)),
    answer: (community, id, said) => answer(access, { community, id }, said),
    answerByReview: (community, id, review) => answerByReview(access, { community, id }, review),
    reply: (community, id, words) => reply(access, { community, id, words }),
    withdraw: (community, id) => withdraw(access, { community, id }),
    end: (community, id) => end(access, { community, id }),
    setting: (community) => reading(access, (tools) => readSetting(tools, community)),
    setSetting: (community, setting) => setSetting(access, community, setting),
    consents: (community) => reading(access, (tools) => readConsents(tools, community)),
    addConsent: (community, consent) => addConsent(access, community, consent),
    endConsent: (community, id) => endConsent(access, community, id),
  };
}

import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { SubjectsHandle } from '../store.ts';
import { askSource } from './ask-source.ts';
import { readFigures } from './figures.ts';
import { answerQuestion, lookForQuestion, readQuestions } from './questions.ts';
import { askOthers, extendRequest, moveRequest, openRequest, searchRequest } from './requests.ts';
import { ownRequests, requestsOf } from './rows.ts';

/** What persons ask about data of theirs, as one principal may keep it. */
export function createSubjects(access: ExchangeAccess): SubjectsHandle {
  const requests: SubjectsHandle['requests'] = (community) =>
    reading(access, async ({ query, view: { reader, now } }) =>
      requestsOf(query, await ownRequests(query, reader, community), now),
    );
  return {
    requests,
    request: async (community, id) => (await requests(community)).find((one) => one.id === id),
    open: (community, request) => openRequest(access, community, request),
    move: (community, id, step) => moveRequest(access, { community, id }, step),
    extend: (community, id, reason) => extendRequest(access, { community, id }, reason),
    search: (community, id) => searchRequest(access, { community, id }),
    ask: (community, id, how) => askOthers(access, { community, id }, how),
    askSource: (community, id, about) => askSource(access, { community, id }, about),
    questions: (community) => reading(access, (tools) => readQuestions(tools, community)),
    look: (community, id) => lookForQuestion(access, { community, id }),
    answer: (community, id, answer) => answerQuestion(access, { community, id }, answer),
    figures: (community, year) => reading(access, (tools) => readFigures(tools, community, year)),
  };
}

import type { Application, NewApplicationStep } from '@tocsin/store';
import type { z } from 'zod';
import { authorize, hidden, isRefusal, refuse, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation, PersonContext } from '../../kernel/index.ts';
import { newsLetter } from './applicant-letters.ts';
import type { moveApplication as contract } from './joining.contract.ts';
import { viewOfApplication } from './joining.view.ts';

type Body = z.output<typeof contract.input.body>;

/** What a chair does with an application. The applicant gets a letter when it concerns them. */
export const moveApplication: Operation<typeof contract> = async (context, { params, body }) => {
  const community = await authorize(context.handle, params.community);
  if (community instanceof Refused) return community;
  const { joining } = context.handle;
  const before = await joining.application(community.id, params.application);
  if (before === undefined) return hidden();
  const step = stepOf(body);
  if (step instanceof Refused) return step;
  const letter = await letterFor(context, { community: community.name, before, act: body.act });
  const done = await joining.step(community.id, before.id, { ...step, ...letter });
  if (isRefusal(done)) return refusedBy(done);
  context.events.announce({ kind: 'invited', community: community.id, subject: before.id });
  return viewOfApplication(done);
};

/** What the applicant is to be told of. */
const TOLD: ReadonlySet<Body['act']> = new Set(['ask', 'accept', 'agree', 'reject', 'hear']);

async function letterFor(
  context: PersonContext,
  { community, before, act }: { community: string; before: Application; act: Body['act'] },
): Promise<Pick<NewApplicationStep, 'letter'>> {
  if (context.mailer === undefined || !TOLD.has(act) || before.side !== 'chair') return {};
  const { language } = before.applicant;
  return { letter: await newsLetter(context, { community, language }) };
}

function stepOf(body: Body): NewApplicationStep | Refused {
  const { act, words, item, met, until, terms } = body;
  switch (act) {
    case 'check':
      return item === undefined || met === undefined
        ? missing('/item', 'Say which item of the checklist is met or not')
        : { act, item, isMet: met, words };
    case 'ask':
    case 'reject':
      return words.trim() === ''
        ? missing('/words', 'Write something: the applicant reads it')
        : { act, words };
    case 'window':
      return { act, ...(until === undefined ? {} : { until: Date.parse(until) }) };
    case 'accept':
      return terms === undefined
        ? missing('/terms', 'Say under which terms they are accepted')
        : { act, words, ...termsOf(terms) };
    case 'eligible':
    case 'vetting':
    case 'hear':
    case 'agree':
      return { act };
  }
}

function termsOf({ probation_days, ceiling, ...terms }: NonNullable<Body['terms']>) {
  return {
    ...terms,
    probationDays: probation_days,
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

function missing(pointer: string, message: string): Refused {
  return refuse('invalid', message, { faults: [{ pointer, code: 'missing', message }] });
}

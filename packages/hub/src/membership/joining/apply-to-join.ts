import {
  addressKey,
  hashOfSecret,
  hidden,
  isRefusal,
  newSecret,
  refuse,
  refusedBy,
} from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import { linkLetter } from './applicant-letters.ts';
import { intentOf } from './intent.ts';
import type { applyToJoin as contract } from './joining.contract.ts';

/** A question or a letter of a stranger. Only the hash of its secret is kept, so the link is shown this once. */
export const applyToJoin: Operation<typeof contract> = async (context, { params, body }) => {
  const { applicants } = context.door;
  const page = await applicants.page(params.slug);
  if (page === undefined) return hidden();
  const { applicant, question = '', intent } = body;
  if (intent === undefined && question.trim() === '') {
    const message = 'Ask your question, or write the letter';
    return refuse('invalid', message, {
      faults: [{ pointer: '/question', code: 'missing', message }],
    });
  }
  const slower = await context.throttle.spend([`applying:${addressKey(context.client.address)}`]);
  if (slower !== undefined) return slower;
  const secret = newSecret();
  // Behind "#": browsers do not send it to servers, so it is in no log on the way.
  const link = `${context.client.linkOrigin}/applying#${secret}`;
  const isMailed = context.mailer !== undefined;
  const to = { community: page.community.name, language: applicant.language, link };
  const made = await applicants.apply(params.slug, {
    applicant,
    ...(question === '' ? {} : { question }),
    ...(intent === undefined ? {} : { intent: intentOf(intent) }),
    secretHash: hashOfSecret(secret),
    ...(isMailed && { letter: await linkLetter(context, to) }),
  });
  if (isRefusal(made)) return refusedBy(made);
  context.events.announce({ kind: 'invited', subject: made.id });
  return { link, secret, by_mail: isMailed };
};

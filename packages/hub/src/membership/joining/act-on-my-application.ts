import type { ApplicantAct, ApplicantView } from '@tocsin/store';
import type { z } from 'zod';
import {
  hashOfSecret,
  hidden,
  isRefusal,
  newSecret,
  refuse,
  Refused,
  refusedBy,
} from '../../kernel/index.ts';
import type { Operation, PublicContext } from '../../kernel/index.ts';
import { withTries } from '../accounts/index.ts';
import { welcomeLetter } from './applicant-letters.ts';
import { intentOf } from './intent.ts';
import type { actOnMyApplication as contract } from './joining.contract.ts';
import { viewOfApplicant } from './joining.view.ts';

const DAY_MS = 86_400_000;
/** The store lets the invitation live as long. */
const AGREED_DAYS = 30;

type Body = z.output<typeof contract.input.body>;

/** What an applicant does, by the secret of their application. */
export const actOnMyApplication: Operation<typeof contract> = (context, { params, body }) =>
  withTries(context, undefined, async () => {
    const secretHash = hashOfSecret(params.secret);
    const { applicants } = context.door;
    const before = await applicants.application(secretHash);
    if (before === undefined) return hidden();
    const invitation = body.act === 'accept' ? invited(context) : undefined;
    const act = await actOf(context, { body, before, invitation });
    if (act instanceof Refused) return act;
    const done = await applicants.act(secretHash, act);
    if (isRefusal(done)) return refusedBy(done);
    context.events.announce({ kind: 'invited', subject: done.id });
    const isMailed = context.mailer !== undefined;
    return viewOfApplicant(done, invitation && { link: invitation.link, by_mail: isMailed });
  });

interface Invited {
  readonly secret: string;
  readonly link: string;
}

function invited({ client }: PublicContext): Invited {
  const secret = newSecret();
  return { secret, link: `${client.linkOrigin}/invitations#${secret}` };
}

async function actOf(
  context: PublicContext,
  of: { body: Body; before: ApplicantView; invitation: Invited | undefined },
): Promise<ApplicantAct | Refused> {
  const { body, before, invitation } = of;
  switch (body.act) {
    case 'withdraw':
      return { act: 'withdraw' };
    case 'letter':
      return body.intent === undefined
        ? missing('/intent', 'Write the letter')
        : { act: 'letter', intent: intentOf(body.intent) };
    case 'answer':
    case 'appeal':
      return body.words === undefined
        ? missing('/words', 'Write something')
        : { act: body.act, words: body.words };
    case 'accept':
      return accepting(context, before, invitation ?? invited(context));
  }
}

async function accepting(
  context: PublicContext,
  { community, applicant }: ApplicantView,
  { secret, link }: Invited,
): Promise<ApplicantAct> {
  const expiresAt = context.now() + AGREED_DAYS * DAY_MS;
  const to = { community: community.name, language: applicant.language, link, expiresAt };
  return {
    act: 'accept',
    secretHash: hashOfSecret(secret),
    ...(context.mailer !== undefined && { letter: await welcomeLetter(context, to) }),
  };
}

function missing(pointer: string, message: string): Refused {
  return refuse('invalid', message, { faults: [{ pointer, code: 'missing', message }] });
}

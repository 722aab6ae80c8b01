import type { CommunityProfile } from '@tocsin/policy';
import type { NewContribution, NewObject, Released, ReviewedContent } from '@tocsin/store';
import { authorize, hidden, isRefusal, refuse, Refused, refusedBy } from '../../kernel/index.ts';
import type { CallerContext, Fault, InputOf, Operation } from '../../kernel/index.ts';
import { namesToKeep } from '../../protection/index.ts';
import { viewOfReceipt } from '../sharing/bring.ts';
import { gate, TOPIC_RULE } from '../sharing/gate.ts';
import type { AtGate, Gated } from '../sharing/gate.ts';
import { keepNames } from '../sharing/keep-names.ts';
import { namesKept } from '../sharing/names-kept.ts';
import type { releaseReview as contract } from './reviewing.contract.ts';
import { treatedShare } from './treated-share.ts';
import type { Treated } from './treated-share.ts';

type Body = InputOf<typeof contract>['body'];

/**
 * Lets a share out. It passes the gate as the community agreed by now; what the gate refuses now holds up all of it,
 * so that the officer takes it out or says why it stays. The store publishes it under the policy in force.
 */
export const releaseReview: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const review = await handle.review.review(community.id, params.review);
  if (review === undefined) return hidden();
  const { content } = review;
  if (content === undefined || !review.may.includes('release')) return notHere(review);
  const treated = treatedShare(content, body.changes ?? { replace: [], leave_out: [] });
  if (treated.faults.length > 0) {
    return refuse('invalid', 'With these changes it is no valid STIX: see the errors', {
      faults: treated.faults.slice(0, 100),
    });
  }
  const passed = await passedGate(context, {
    review,
    content,
    treated,
    body,
    profile: community.profile,
  });
  if (passed instanceof Refused) return passed;
  const receipt = await handle.review.release(
    community.id,
    review.id,
    releasedOf(content, { treated, passed, body }),
  );
  if (isRefusal(receipt)) return refusedBy(receipt);
  context.events.announce({
    kind: 'contribution-made',
    community: community.id,
    subject: receipt.id,
  });
  return viewOfReceipt(receipt);
};

function releasedOf(
  content: NewContribution,
  { treated, passed, body }: { treated: Treated; passed: Gated; body: Body },
): Released {
  const { words, determination } = body;
  const isSame =
    treated.changed.size + treated.leftOut.length === 0 &&
    treated.title === (content.title ?? '') &&
    treated.text === (content.text ?? '');
  return {
    title: treated.title,
    text: treated.text,
    objects: passed.objects,
    shield: passed.report,
    ...(words === undefined ? {} : { words }),
    ...(determination === undefined ? {} : { determination }),
    isChanged: !isSame,
  };
}

/** Why the caller cannot release it. */
function notHere({ state, needsAnother }: ReviewedContent): Refused {
  if (needsAnother) {
    const words = 'You shared it yourself: another sharing officer of your organization decides';
    return refuse('not-allowed', words);
  }
  if (state === 'waiting' || state === 'held') {
    return refuse('not-allowed', 'Only a sharing officer of your organization decides about it');
  }
  return refuse('conflict', 'This share waits no more: look at it again');
}

interface AtRelease {
  readonly review: ReviewedContent;
  readonly content: NewContribution;
  readonly treated: Treated;
  readonly body: Body;
  readonly profile: CommunityProfile;
}

async function passedGate(
  context: CallerContext,
  { review, content, treated, body, profile }: AtRelease,
): Promise<Gated | Refused> {
  const { title, text } = treated;
  const objects = treated.objects.map(withoutShieldWords);
  const words = {
    ...(title === '' ? {} : { '/title': title }),
    ...(text === '' ? {} : { '/text': text }),
  };
  const said = saidOf(content, body);
  const named = await unnamed(context, { review, content }, { objects, words, said });
  if (named instanceof Refused) return named;
  const bytes = Buffer.from(JSON.stringify([title, text, ...objects.map((one) => one.text)]));
  const passed = gate({
    rules: profile.shield,
    topics: profile.competition.topics,
    bytes,
    said,
    words,
    objects,
    refused: [],
  });
  const faults: Fault[] = [
    ...passed.stopped.map(({ path, rule, message }) => ({ pointer: path, code: rule, message })),
    ...passed.refused.flatMap(({ index, problems }) =>
      problems.map(({ path, rule, message }) => ({
        pointer: `/objects/${String(index)}${path}`,
        code: rule,
        message,
      })),
    ),
  ];
  if (faults.length === 0) return passed;
  return refuse('invalid', 'The shield stopped the share: see the errors', {
    faults: faults.slice(0, 100),
  });
}

/** The officer's reason comes before the one it came with. */
function saidOf({ shield }: NewContribution, { reason }: Body): AtGate['said'] {
  const why = reason ?? shield?.reason;
  const check = shield?.sender;
  return {
    ...(why === undefined ? {} : { reason: why }),
    ...(check === undefined ? {} : { check }),
  };
}

/**
 * What leaves under another name must not hold those of the organization, the officer or whoever shared it; under the
 * Chatham House Rule nobody's.
 */
async function unnamed(
  context: CallerContext,
  { review: { alias, author }, content }: Pick<AtRelease, 'review' | 'content'>,
  share: { objects: NewObject[]; words: Readonly<Record<string, string>>; said: AtGate['said'] },
): Promise<Refused | undefined> {
  const people = author.kind === 'person' && author.name.trim().length > 2 ? [author.name] : [];
  const kept = [...namesToKeep(await context.handle.identity.me()), ...people];
  const { community, marking } = content;
  const names = await namesKept(context, community, {
    marking,
    source: alias === undefined ? undefined : { id: alias, name: alias, kept },
  });
  if (names instanceof Refused) return names;
  const passed = keepNames(names, share);
  if (passed instanceof Refused) return passed;
  if (passed.refused.length === 0) return undefined;
  return refuse('invalid', 'It would name somebody: see the errors', {
    faults: passed.refused.slice(0, 100).flatMap(({ index, problems }) =>
      problems.map(({ rule, message }) => ({
        pointer: `/objects/${String(index)}`,
        code: rule,
        message,
      })),
    ),
  });
}

/** What the gate told on the way in it tells anew. */
function withoutShieldWords(one: NewObject): NewObject {
  const warnings = one.warnings?.filter(({ rule }) => !isOfTheGate(rule));
  return warnings === undefined ? one : { ...one, warnings };
}

function isOfTheGate(rule: string): boolean {
  return rule.startsWith('shield/') || rule === TOPIC_RULE;
}

import type {
  CommunityView,
  MarkingInput,
  NewContribution,
  NewObject,
  Receipt,
} from '@tocsin/store';
import type { z } from 'zod';
import { Answer, API_BASE, instantText, refuse, Refused } from '../../kernel/index.ts';
import type { CallerContext } from '../../kernel/index.ts';
import type { NamedSource } from '../../protection/index.ts';
import { keepNames } from './keep-names.ts';
import { namesKept } from './names-kept.ts';
import { gate } from './gate.ts';
import type { AtGate, Gated } from './gate.ts';
import type { receipt, receiptSummary } from './sharing.contract.ts';

/** A share ready to be brought. */
export type Ready = Omit<NewContribution, 'community' | 'via' | 'marking'> & {
  readonly marking?: MarkingInput | undefined;
};

/** A share with how it came and who is to be named for it; without one, the organization. */
interface Bringing {
  readonly ready: Ready;
  readonly came: Came;
  readonly source?: NamedSource;
}

/** How a share came. */
export interface Came extends Pick<AtGate, 'bytes' | 'words'> {
  readonly said?: AtGate['said'];
  /** Its objects were made here, of its words: they hold nothing else. */
  readonly isMade: boolean;
}

/** Brings a share through the gate, tells the other slices, and answers its receipt with its address. */
export async function bring(
  context: CallerContext,
  community: Pick<CommunityView, 'id' | 'profile'>,
  { ready: { marking, ...ready }, came, source }: Bringing,
): Promise<Answer<z.output<typeof receipt>> | Refused> {
  const said = saidOf(context, came);
  const kept = await namesKept(context, community.id, { marking, source });
  if (kept instanceof Refused) return kept;
  const unnamed = keepNames(kept, { objects: ready.objects, words: came.words, said });
  if (unnamed instanceof Refused) return unnamed;
  const passed = gate({
    rules: community.profile.shield,
    topics: community.profile.competition.topics,
    bytes: came.bytes,
    said,
    words: came.words,
    objects: came.isMade ? [] : unnamed.objects,
    refused: [...(ready.refused ?? []), ...unnamed.refused],
  });
  if (passed.stopped.length > 0) return stoppedBy(passed);
  const given = await context.handle.exchange.contribute({
    ...ready,
    objects: toldOf(came.isMade ? unnamed.objects : passed.objects, passed),
    refused: passed.refused,
    shield: passed.report,
    community: community.id,
    via: wayOf(context),
    ...(source === undefined ? {} : { as: source.id }),
    ...(marking === undefined ? {} : { marking }),
  });
  return answerOf(context, given);
}

/** What waits for a sharing officer is taken and not done: nobody else is told. */
function answerOf(
  context: CallerContext,
  given: Receipt,
): Answer<z.output<typeof receipt>> | Refused {
  const { review, community, id } = given;
  if (review?.state === 'returned') return refuse('conflict', review.words ?? '');
  if (review === undefined)
    context.events.announce({ kind: 'contribution-made', community, subject: id });
  return new Answer({
    output: viewOfReceipt(given),
    headers: { location: `${API_BASE}/contributions/${id}` },
    ...(review === undefined ? {} : { status: ACCEPTED }),
  });
}

/** Taken, and not done yet (RFC 9110 §15.3.3): it waits for a sharing officer. */
const ACCEPTED = 202;

/** The body's own reason comes first, then the header's. */
function saidOf({ client }: CallerContext, { said }: Came): AtGate['said'] {
  const { keepReason } = client;
  return keepReason === undefined ? said : { reason: keepReason, ...said };
}

/** What stands in the words of a share stops all of it: there is nothing else to let through. */
function stoppedBy({ stopped }: Gated): Refused {
  return refuse('invalid', 'The shield stopped the share: see the errors', {
    faults: stopped.map(({ path, rule, message }) => ({ pointer: path, code: rule, message })),
  });
}

/** What was found in the words is told with the object that holds them, the last of those made. */
function toldOf(objects: readonly NewObject[], { told }: Gated): NewObject[] {
  const last = objects.length - 1;
  return objects.map((one, place) =>
    place === last && told.length > 0
      ? { ...one, warnings: [...(one.warnings ?? []), ...told.slice(0, TOLD_OF_WORDS_MAX)] }
      : one,
  );
}

/** Findings told of the words of one share; the report counts all. */
const TOLD_OF_WORDS_MAX = 20;

/** How the caller came: people by the web app, programs by the API or our own command. */
export function wayOf({ caller, client }: CallerContext): 'web' | 'api' | 'cli' {
  if (caller.session !== undefined || caller.by !== undefined) return 'web';
  return client.userAgent.startsWith('tocsin-cli/') ? 'cli' : 'api';
}

/** A receipt, object by object. */
export function viewOfReceipt(given: Receipt): z.output<typeof receipt> {
  return {
    ...viewOfReceiptSummary(given),
    lines: given.lines.map(({ index, id, version, fate, problems, level }) => ({
      index,
      ...(id === undefined ? {} : { id }),
      ...(version === undefined ? {} : { version }),
      fate,
      problems,
      ...(level === undefined ? {} : { level }),
    })),
    ...(given.shield === undefined ? {} : { shield: given.shield }),
    ...(given.review === undefined ? {} : { review: viewOfWaiting(given.review) }),
  };
}

function viewOfWaiting({
  state,
  waiting,
  decidedAt,
  words,
}: NonNullable<Receipt['review']>): NonNullable<z.output<typeof receipt>['review']> {
  return {
    state,
    objects: waiting.length,
    ...(decidedAt === undefined ? {} : { decided_at: instantText(decidedAt) }),
    ...(words === undefined ? {} : { words }),
  };
}

/** A receipt without its lines. */
export function viewOfReceiptSummary(given: Receipt): z.output<typeof receiptSummary> {
  const { counts } = given;
  return {
    id: given.id,
    community: given.community,
    kind: given.kind,
    title: given.title,
    at: instantText(given.at),
    atomic_refused: given.atomicRefused,
    counts: {
      kept: counts.kept,
      already_here: counts['already-here'],
      held: counts.held,
      quarantined: counts.quarantined,
      refused: counts.refused,
    },
  };
}

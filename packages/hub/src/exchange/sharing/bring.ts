import type { CommunityView, MarkingInput, NewContribution, Receipt } from '@tocsin/store';
import type { z } from 'zod';
import { Answer, API_BASE, instantText } from '../../kernel/index.ts';
import type { CallerContext } from '../../kernel/index.ts';
import type { receipt, receiptSummary } from './sharing.contract.ts';

/** A share ready to be brought. */
export type Ready = Omit<NewContribution, 'community' | 'via' | 'marking'> & {
  readonly marking?: MarkingInput | undefined;
};

/** Brings a share, tells the other slices, and answers its receipt with its address. */
export async function bring(
  context: CallerContext,
  community: Pick<CommunityView, 'id'>,
  { marking, ...ready }: Ready,
): Promise<Answer<z.output<typeof receipt>>> {
  const given = await context.handle.exchange.contribute({
    ...ready,
    community: community.id,
    via: wayOf(context),
    ...(marking === undefined ? {} : { marking }),
  });
  context.events.announce({
    kind: 'contribution-made',
    community: community.id,
    subject: given.id,
  });
  return new Answer({
    output: viewOfReceipt(given),
    headers: { location: `${API_BASE}/contributions/${given.id}` },
  });
}

/** How the caller came: people by the web app, programs by the API or our own command. */
export function wayOf({ caller, client }: CallerContext): 'web' | 'api' | 'cli' {
  if (caller.session !== undefined) return 'web';
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

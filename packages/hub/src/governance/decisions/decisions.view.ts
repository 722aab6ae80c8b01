import type { Decision } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import { organizationNames } from '../../protection/index.ts';
import type { NamingContext } from '../../protection/index.ts';
import type { decision } from './decisions.contract.ts';

/** Decisions as they are told. */
export async function viewOfDecisions(
  context: NamingContext,
  community: string,
  decisions: readonly Decision[],
): Promise<z.output<typeof decision>[]> {
  const nameOf = await organizationNames(
    context,
    community,
    decisions.map(({ by }) => by.organization),
  );
  return decisions.map(({ by, ...of }) => ({
    id: of.id,
    kind: of.kind,
    title: of.title,
    text: of.text,
    level: of.level,
    decided_at: instantText(of.decidedAt),
    recorded_at: instantText(of.recordedAt),
    by: {
      organization: { id: by.organization, name: nameOf(by.organization) },
      person: { id: by.person, name: by.name },
    },
    ...(of.paper && { paper: of.paper }),
    ...(of.ballot && { ballot: of.ballot }),
    ...(of.replaces && { replaces: of.replaces }),
    ...(of.replacedBy && { replaced_by: of.replacedBy }),
    ...(of.outcome && { outcome: of.outcome }),
    ...(of.chosen !== undefined && { chosen: of.chosen }),
  }));
}

/** One decision as it is told. */
export async function viewOfDecision(
  context: NamingContext,
  community: string,
  of: Decision,
): Promise<z.output<typeof decision>> {
  const [view] = await viewOfDecisions(context, community, [of]);
  if (view === undefined) throw new Error('A decision has no view');
  return view;
}

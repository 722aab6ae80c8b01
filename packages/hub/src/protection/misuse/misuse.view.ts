import type { MisuseCase } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import { organizationNames } from '../names.ts';
import type { NamingContext, OrganizationNames } from '../names.ts';
import type { misuseCase } from './misuse.contract.ts';

/** Cases as their sides are shown them. */
export async function viewOfCases(
  context: NamingContext,
  community: string,
  cases: readonly MisuseCase[],
): Promise<z.output<typeof misuseCase>[]> {
  const organizations = cases.flatMap(({ origin, against, reporter }) => [
    origin,
    ...[against?.organization, reporter?.organization].filter((id) => id !== undefined),
  ]);
  const nameOf = await organizationNames(context, community, organizations);
  return cases.map((one) => viewOf(one, nameOf));
}

function viewOf(of: MisuseCase, nameOf: OrganizationNames): z.output<typeof misuseCase> {
  const { reporter } = of;
  const named = (id: string): { id: string; name: string } => ({ id, name: nameOf(id) });
  return {
    id: of.id,
    side: of.side,
    state: of.state,
    rule: of.rule,
    reported_at: instantText(of.reportedAt),
    object: { ...of.object },
    source: named(of.origin),
    ...(of.against === undefined ? {} : { against: againstOf(of.against, named) }),
    ...(reporter === undefined
      ? {}
      : {
          reporter: { organization: named(reporter.organization), person: { ...reporter.person } },
        }),
    steps: of.steps.map(viewOfStep),
    may: [...of.may],
  };
}

function againstOf(
  { organization, words }: NonNullable<MisuseCase['against']>,
  named: (id: string) => { id: string; name: string },
): NonNullable<z.output<typeof misuseCase>['against']> {
  return {
    ...(organization === undefined ? {} : { organization: named(organization) }),
    ...(words === undefined ? {} : { words }),
  };
}

function viewOfStep({
  state,
  at,
  words,
  contained,
  until,
  by,
}: MisuseCase['steps'][number]): z.output<typeof misuseCase>['steps'][number] {
  return {
    state,
    at: instantText(at),
    ...(words === undefined ? {} : { words }),
    ...(contained === undefined ? {} : { contained }),
    ...(until === undefined ? {} : { until: instantText(until) }),
    ...(by === undefined ? {} : { by: by.name }),
  };
}

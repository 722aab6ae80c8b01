import type { MarkingInput } from '@tocsin/store';
import { refuse } from '../../kernel/index.ts';
import type { CallerContext, Refused } from '../../kernel/index.ts';
import { contradictsTerms } from '../../protection/index.ts';
import type { NamedSource } from '../../protection/index.ts';
import { NAMES_MEMBER, NAMES_SOURCE } from './keep-names.ts';
import type { KeptNames } from './keep-names.ts';

/** Shortest name that is looked for: shorter ones stand in too many words. Characters. */
const KEPT_MIN = 3;

/** The names that must not stand in a share: by the name it is shared under, and by the terms of its marking. */
export async function namesKept(
  { handle }: CallerContext,
  community: string,
  { marking, source }: { marking: MarkingInput | undefined; source: NamedSource | undefined },
): Promise<KeptNames[] | Refused> {
  const own: KeptNames = { names: source?.kept ?? [], problem: NAMES_SOURCE };
  const fault = contradictsTerms(marking?.terms, { isNamed: source?.kept === undefined });
  if (fault !== undefined) {
    return refuse('invalid', 'Cannot take the marking: see the errors', {
      faults: [{ pointer: '/attribution', ...fault }],
    });
  }
  if (marking?.terms?.chathamHouse !== true) return [own];
  const { directory } = handle;
  const [members, people] = await Promise.all([
    directory.members(community),
    directory.people(community),
  ]);
  const names = [
    ...members.map(({ organization }) => organization.name),
    ...people.map(({ name }) => name),
  ];
  return [
    own,
    { names: names.filter((name) => name.trim().length >= KEPT_MIN), problem: NAMES_MEMBER },
  ];
}

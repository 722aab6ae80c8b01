import type { Application } from '@tocsin/store';
import type { PersonContext } from '../../kernel/index.ts';
import { dated, listed } from './duty-lines.ts';
import type { DutyView } from './duty-lines.ts';

/** Who wants to join and waits for the caller: for the next step of a chair, for the word of their organization. */
export async function joiningDuties(
  handle: PersonContext['handle'],
  community: NonNullable<DutyView['community']>,
): Promise<DutyView[]> {
  const applications = await handle.joining.applications(community.id);
  const waiting = (what: 'handle' | 'speak'): Application[] =>
    applications.filter(({ waitsForMe }) => waitsForMe.some((one) => one === what));
  const nameOf = ({ applicant }: Pick<Application, 'applicant'>): string => applicant.name;
  return [
    ...listed(waiting('handle'), {
      kind: 'applications-to-handle',
      community,
      words: 'Organizations want to join and wait for the chairs: take the next step',
      nameOf,
    }),
    ...dated(waiting('speak').map(withEnd), {
      kind: 'applications-to-answer',
      community,
      words: 'An organization wants to join: say whether anything speaks for or against it',
      nameOf,
    }),
  ];
}

function withEnd(one: Application): Application & { expiresAt?: number } {
  return one.windowUntil === undefined ? one : { ...one, expiresAt: one.windowUntil };
}

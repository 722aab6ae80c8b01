import { Link } from '@tanstack/react-router';
import { defang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from '../exchange/words.ts';
import type { Duty } from '../kernel/contract.ts';
import { hubText, rich, t } from '../kernel/words.ts';
import { dutyWords } from './duty-words.ts';

interface DutiesProps {
  readonly duties: readonly Duty[];
  readonly slugOf: (community: string) => string;
}

/** What waits for somebody to do it, computed from what is there. */
export function Duties({ duties, slugOf }: DutiesProps): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="duties-title">
      <h2 id="duties-title">{t('Duties')}</h2>
      {duties.length === 0 ? (
        <p className="quiet">{t('Nothing waits for you.')}</p>
      ) : (
        <ul className="plain stack tight">
          {duties.map((duty) => (
            <li key={`${duty.kind} ${duty.community?.id ?? ''}`}>
              <p>
                <DutyLink duty={duty} slugOf={slugOf} />
              </p>
              {duty.things.length > 0 && duty.kind !== 'retention-starts' && (
                <p className="quiet">
                  {duty.things.map(({ name }) => nameOf(duty.kind, name)).join(', ')}
                </p>
              )}
              {duty.until !== undefined && (
                <p className="quiet">{untilWords(duty, <TimeText at={duty.until} />)}</p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** By when; of several by when the first. */
function untilWords({ kind, count }: Duty, time: ReactNode): ReactNode {
  if (kind === 'papers-to-review') return rich('The first is due {{time}}.', { time });
  return count === 1
    ? rich('It ends {{time}}.', { time })
    : rich('The first ends {{time}}.', { time });
}

/** What people wrote is never said in another language. */
function nameOf(kind: Duty['kind'], name: string): string {
  return /^(?:papers|ballots|applications)-/.test(kind) ? safeText(name) : safeName(name);
}

/** A thing by its name; one that is named by a value is shown so that nobody follows it by mistake. */
function safeName(name: string): string {
  return /\s/.test(name) ? hubText(name) : defang(name);
}

function DutyLink({ duty, slugOf }: { duty: Duty; slugOf: DutiesProps['slugOf'] }): ReactNode {
  const words = dutyWords(duty);
  if (duty.kind === 'letters-stopped') return <Link to="/settings/notifications">{words}</Link>;
  if (duty.community === undefined) return <Link to="/settings/tokens">{words}</Link>;
  return (
    <Link to={PLACES[duty.kind]} params={{ community: slugOf(duty.community.id) }}>
      {words}
    </Link>
  );
}

/** Where each duty is done. */
const PLACES = {
  'releases-urgent': '/c/$community/releases',
  'releases-reminded': '/c/$community/releases',
  'releases-to-decide': '/c/$community/releases',
  'releases-to-answer': '/c/$community/releases',
  'shares-to-review': '/c/$community/reviews',
  'shares-returned': '/c/$community/reviews',
  'misuse-to-handle': '/c/$community/misuse',
  'misuse-told': '/c/$community/misuse',
  'markings-to-recheck': '/c/$community/rechecks',
  'retention-starts': '/c/$community/privacy',
  'subject-requests-due': '/c/$community/persons',
  'subject-questions': '/c/$community/persons',
  'papers-to-answer': '/c/$community/papers',
  'papers-to-sign': '/c/$community/papers',
  'papers-to-attest': '/c/$community/papers',
  'papers-to-decide': '/c/$community/papers',
  'papers-to-review': '/c/$community/papers',
  'ballots-to-vote': '/c/$community/ballots',
  'ballots-to-settle': '/c/$community/ballots',
  'applications-to-handle': '/c/$community/applications',
  'applications-to-answer': '/c/$community/applications',
  'copies-to-delete': '/c/$community/recalls',
  'invitations-ending': '/c/$community/members',
  'objects-held': '/c/$community/shares',
  'objects-quarantined': '/c/$community/shares',
  'tokens-ending': '/c/$community/members',
  'letters-stopped': '/c/$community/members',
  'people-without-second-factor': '/c/$community/members',
} as const;

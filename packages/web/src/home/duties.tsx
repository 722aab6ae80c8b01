import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import type { Duty } from '../kernel/contract.ts';
import { hubText, plural, rich, t } from '../kernel/words.ts';

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
              {duty.things.length > 0 && (
                <p className="quiet">{duty.things.map(({ name }) => hubText(name)).join(', ')}</p>
              )}
              {duty.until !== undefined && (
                <p className="quiet">
                  {rich('The first ends {{time}}.', { time: <TimeText at={duty.until} /> })}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DutyLink({ duty, slugOf }: { duty: Duty; slugOf: DutiesProps['slugOf'] }): ReactNode {
  const words = dutyWords(duty);
  if (duty.community === undefined) return <Link to="/settings/tokens">{words}</Link>;
  const params = { community: slugOf(duty.community.id) };
  if (duty.kind === 'objects-held' || duty.kind === 'objects-quarantined') {
    return (
      <Link to="/c/$community/shares" params={params}>
        {words}
      </Link>
    );
  }
  if (duty.kind.startsWith('releases-')) {
    return (
      <Link to="/c/$community/releases" params={params}>
        {words}
      </Link>
    );
  }
  if (duty.kind === 'shares-to-review' || duty.kind === 'shares-returned') {
    return (
      <Link to="/c/$community/reviews" params={params}>
        {words}
      </Link>
    );
  }
  if (duty.kind === 'misuse-to-handle' || duty.kind === 'misuse-told') {
    return (
      <Link to="/c/$community/misuse" params={params}>
        {words}
      </Link>
    );
  }
  if (duty.kind === 'copies-to-delete') {
    return (
      <Link to="/c/$community/recalls" params={params}>
        {words}
      </Link>
    );
  }
  return (
    <Link to="/c/$community/members" params={params}>
      {words}
    </Link>
  );
}

function dutyWords(duty: Duty): string {
  const { kind, count } = duty;
  const ofRelease = releaseDutyWords(duty);
  if (ofRelease !== undefined) return ofRelease;
  switch (kind) {
    case 'shares-to-review':
      return plural(count, {
        one: '1 share waits for you before it leaves your organization',
        other: '{{count}} shares wait for you before they leave your organization',
      });
    case 'shares-returned':
      return plural(count, {
        one: '1 share of yours was given back: it did not leave',
        other: '{{count}} shares of yours were given back: they did not leave',
      });
    case 'misuse-to-handle':
      return plural(count, {
        one: '1 report of misuse waits for the chairs',
        other: '{{count}} reports of misuse wait for the chairs',
      });
    case 'misuse-told':
      return plural(count, {
        one: 'Your organization was told of 1 case of misuse',
        other: 'Your organization was told of {{count}} cases of misuse',
      });
    case 'copies-to-delete':
      return plural(count, {
        one: '1 thing you were given was taken back: delete your copies',
        other: '{{count}} things you were given were taken back: delete your copies',
      });
    case 'invitations-ending':
      return plural(count, {
        one: '1 invitation ends soon and was not accepted',
        other: '{{count}} invitations end soon and were not accepted',
      });
    case 'objects-held':
      return plural(count, {
        one: '1 object of yours is held: its marking is not known here',
        other: '{{count}} objects of yours are held: their marking is not known here',
      });
    case 'objects-quarantined':
      return plural(count, {
        one: '1 object you shared contradicts what your organization brought before',
        other: '{{count}} objects you shared contradict what your organization brought before',
      });
    case 'tokens-ending':
      return plural(count, { one: '1 token ends soon', other: '{{count}} tokens end soon' });
    default:
      return plural(count, {
        one: '1 person signs in with a password alone',
        other: '{{count}} people sign in with a password alone',
      });
  }
}

/** Duties that come of requests to share wider. */
function releaseDutyWords({ kind, count }: Duty): string | undefined {
  switch (kind) {
    case 'releases-urgent':
      return plural(count, {
        one: '1 urgent request to share wider waits for your decision',
        other: '{{count}} urgent requests to share wider wait for your decision',
      });
    case 'releases-reminded':
      return plural(count, {
        one: 'Reminder: 1 request to share wider still waits for your decision',
        other: 'Reminder: {{count}} requests to share wider still wait for your decision',
      });
    case 'releases-to-decide':
      return plural(count, {
        one: '1 request to share wider waits for your decision',
        other: '{{count}} requests to share wider wait for your decision',
      });
    case 'releases-to-answer':
      return plural(count, {
        one: '1 source asks back before it decides',
        other: '{{count}} sources ask back before they decide',
      });
    default:
      return undefined;
  }
}

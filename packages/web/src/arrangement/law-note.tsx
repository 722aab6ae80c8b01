import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import type { Community } from '../kernel/contract.ts';
import { plural, t } from '../kernel/words.ts';
import { regimeStateWords } from './regime-words.ts';
import { useRegimes } from './use-regimes.ts';

/** What laws ask of whoever shares, as they are at this moment. */
export function LawNote({ community }: { community: Community }): ReactNode {
  const { items } = useRegimes(community);
  const shown = items.filter(({ state }) => state !== 'not-yet');
  if (shown.length === 0) return null;
  const doubtful = shown.filter(({ state }) => state !== 'in-force').length;
  return (
    <details className="law-note">
      <summary>
        {t('What laws ask')}
        {doubtful > 0 && (
          <span className="small quiet">
            {' '}
            {plural(doubtful, {
              one: '1 is not to be relied on',
              other: '{{count}} are not to be relied on',
            })}
          </span>
        )}
      </summary>
      <ul className="plain stack tight small">
        {shown.map(({ name, where, asks, state }) => (
          <li key={name + where}>
            <strong>
              <HubWords>{name}</HubWords>
            </strong>{' '}
            <span className="quiet">
              <HubWords>{where}</HubWords>
            </span>
            <div>
              {state === 'in-force' ? (
                <HubWords>{asks}</HubWords>
              ) : (
                <strong>{regimeStateWords(state)}</strong>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p className="small quiet">{t('This is no legal advice.')}</p>
    </details>
  );
}

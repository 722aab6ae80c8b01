import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import type { Community, Regime } from '../kernel/contract.ts';
import { rich, t } from '../kernel/words.ts';
import { regimeStateWords } from './regime-words.ts';
import { RegimesForm } from './regimes-form.tsx';
import { useRegimes } from './use-regimes.ts';

/** Laws to mind when sharing, with their dates; a chair keeps them right. */
export function RegimesSection({ community }: { community: Community }): ReactNode {
  const { items, error } = useRegimes(community);
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="panel stack" aria-labelledby="laws">
      <h2 id="laws">{t('Laws to mind when sharing')}</h2>
      <p className="measure">
        {t(
          'The Share page tells of them, and of what changed at the very moment it does. This is no legal advice.',
        )}
      </p>
      <ProblemPanel error={error} />
      <ul className="plain stack">
        {items.map((one) => (
          <RegimeItem key={one.name + one.where} of={one} />
        ))}
      </ul>
      {community.may.includes('set-regimes') &&
        (isOpen ? (
          <RegimesForm community={community} regimes={items} onClose={() => setOpen(false)} />
        ) : (
          <div className="row">
            <Button variant="default" onClick={() => setOpen(true)}>
              {t('Change the laws')}
            </Button>
          </div>
        ))}
    </section>
  );
}

function RegimeItem({ of }: { of: Regime }): ReactNode {
  return (
    <li className="stack tight">
      <h3>
        <HubWords>{of.name}</HubWords>
      </h3>
      <p>
        <span className="tag">{regimeStateWords(of.state)}</span>{' '}
        <span className="quiet">
          <HubWords>{of.where}</HubWords>
        </span>
      </p>
      <p className="measure">
        <HubWords>{of.asks}</HubWords>
      </p>
      <ul className="small quiet">
        {of.periods.map(({ from, until }) => (
          <li key={from}>
            {until === undefined
              ? rich('Since {{from}}', { from: <DateTime at={from} /> })
              : rich('From {{from}} until {{until}}', {
                  from: <DateTime at={from} />,
                  until: <DateTime at={until} />,
                })}
          </li>
        ))}
        {of.known_until !== undefined && (
          <li>{rich('Known until {{time}}', { time: <DateTime at={of.known_until} /> })}</li>
        )}
      </ul>
    </li>
  );
}

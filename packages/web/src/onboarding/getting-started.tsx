import { Link } from '@tanstack/react-router';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Community } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import { plural, t } from '../kernel/words.ts';
import './onboarding.css';
import { noteBegun, useBegun } from './begun.ts';
import { useFirstSteps } from './first-steps.ts';
import type { FirstStep } from './first-steps.ts';

/** The first steps that are still open, with the way to each; gone when all are done or somebody put it away. */
export function GettingStarted({ community }: { community: Community }): ReactNode {
  const me = useMe();
  const { isDismissed } = useBegun(me.id, community.id);
  const steps = useFirstSteps(community);
  if (steps === undefined || isDismissed || steps.every(({ isDone }) => isDone)) return null;
  const open = steps.filter(({ isDone }) => !isDone);
  const minutes = open.reduce((sum, step) => sum + step.minutes, 0);
  return (
    <section className="panel stack tight getting-started" aria-labelledby="getting-started">
      <div className="row spread">
        <h2 id="getting-started">{t('Getting started')}</h2>
        <button
          type="button"
          className="link-button"
          onClick={() => noteBegun(me.id, community.id, { isDismissed: true })}
        >
          {t('Put this away')}
        </button>
      </div>
      <p className="quiet">
        {plural(open.length, { one: '1 step is open', other: '{{count}} steps are open' })},{' '}
        {plural(minutes, { one: 'about 1 minute.', other: 'about {{count}} minutes.' })}
      </p>
      <ol className="stack tight">
        {steps.map((step) => (
          <Step key={step.name} step={step} community={community} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, community }: { step: FirstStep; community: Community }): ReactNode {
  const { isDone, name, words, minutes } = step;
  return (
    <li {...(isDone ? { 'data-done': '' } : {})}>
      {isDone ? (
        <IconCircleCheck size={20} role="img" aria-label={t('Done')} />
      ) : (
        <IconCircle size={20} role="img" aria-label={t('Open')} />
      )}
      <span>
        {isDone ? name : <StepLink step={step} community={community} />}
        {!isDone && (
          <span className="small quiet">
            {' '}
            {t('{{words}} About {{minutes}} min.', { words, minutes })}
          </span>
        )}
      </span>
    </li>
  );
}

function StepLink({ step, community }: { step: FirstStep; community: Community }): ReactNode {
  const params = { community: community.slug };
  switch (step.place) {
    case 'setup':
      return <Link to="/setup">{step.name}</Link>;
    case 'members':
      return (
        <Link to="/c/$community/members" params={params}>
          {step.name}
        </Link>
      );
    case 'share':
      return (
        <Link to="/c/$community/share" params={params}>
          {step.name}
        </Link>
      );
    case 'rules':
    case 'look':
      return (
        <Link to="/c/$community/welcome" params={params} hash={`welcome-${step.place}`}>
          {step.name}
        </Link>
      );
  }
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemError } from '../kernel/client.ts';
import type { Problem } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { HubWords } from './hub-words.tsx';

interface ProblemPanelProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Faults already shown beside their fields. */
  readonly shown?: readonly string[];
}

/** What went wrong, in the hub's words, and the way out. */
export function ProblemPanel({ error, onRetry, shown = [] }: ProblemPanelProps): ReactNode {
  if (error === null || error === undefined) return null;
  const problem = error instanceof ProblemError ? error.problem : undefined;
  return (
    <div className="problem" role="alert">
      <strong>{said(problem, problem?.title) ?? t('Something went wrong here')}</strong>
      <p>{said(problem, problem?.detail) ?? t('Reload the page and try again.')}</p>
      <Faults problem={problem} shown={shown} />
      {error instanceof ProblemError && error.retryAfterSeconds !== undefined && (
        <p>
          {t('Try again in {{minutes}} min.', {
            minutes: Math.ceil(error.retryAfterSeconds / 60),
          })}
        </p>
      )}
      {onRetry !== undefined && (
        <p>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('Try again')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** What the hub says is English; what this app says of a hub it cannot reach is in the page's language. */
function said(problem: Problem | undefined, words: string | undefined): ReactNode {
  if (problem === undefined || words === undefined) return undefined;
  return problem.type === 'about:blank' ? words : <HubWords>{words}</HubWords>;
}

function Faults({
  problem,
  shown,
}: {
  problem: Problem | undefined;
  shown: readonly string[];
}): ReactNode {
  const faults = (problem?.errors ?? []).filter(
    ({ pointer }) => !shown.includes(pointer.slice(1).replaceAll('/', '.')),
  );
  if (faults.length === 0) return null;
  return (
    <ul>
      {faults.map(({ pointer, message }) => (
        <li key={pointer + message}>
          <HubWords>{message}</HubWords>
          {pointer !== '' && <span className="quiet"> ({pointer})</span>}
        </li>
      ))}
    </ul>
  );
}

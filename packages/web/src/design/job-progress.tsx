import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { plural, t } from '../kernel/words.ts';
import { progressWords, stateWordsOf, tenths } from './job-words.ts';
import type { JobState } from './job-words.ts';

interface JobProgressProps {
  readonly job: JobState;
  readonly onCancel?: (() => void) | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** Long work: its phase, how far it is, how long it still takes, and what was rejected. */
export function JobProgress({ job, onCancel, onRetry }: JobProgressProps): ReactNode {
  const isRunning = job.state === 'running' || job.state === 'waiting';
  const now = useClock(isRunning);
  const phase = job.phases[job.phase];
  const aloud = tenths(job);
  return (
    <section className="panel stack tight" aria-label={job.title}>
      <div className="row spread">
        <strong>{job.title}</strong>
        <span className="tag">{stateWordsOf(job)}</span>
      </div>
      {isRunning && phase !== undefined && (
        <p className="quiet">
          {t('Step {{step}} of {{all}}: {{name}}', {
            step: job.phase + 1,
            all: job.phases.length,
            name: phase,
          })}
        </p>
      )}
      {isRunning && (
        <progress
          aria-label={job.title}
          {...(job.total === undefined ? {} : { max: job.total, value: job.done })}
        />
      )}
      <p className="small">{progressWords(job, now)}</p>
      <p className="unseen" aria-live="polite">
        {isRunning ? aloud !== undefined && `${aloud} %` : stateWordsOf(job)}
      </p>
      <Rejects rejects={job.rejects} />
      <JobActs job={job} isRunning={isRunning} onCancel={onCancel} onRetry={onRetry} />
    </section>
  );
}

function JobActs({
  job,
  isRunning,
  onCancel,
  onRetry,
}: JobProgressProps & { isRunning: boolean }): ReactNode {
  return (
    <div className="row">
      {isRunning && onCancel !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t('Stop it')}
        </Button>
      )}
      {!isRunning && job.rejects.length > 0 && onRetry !== undefined && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('Try the rejected ones again')}
        </Button>
      )}
    </div>
  );
}

/** Reasons told in the open. */
const REASONS_SHOWN = 3;

function Rejects({ rejects }: Pick<JobState, 'rejects'>): ReactNode {
  if (rejects.length === 0) return null;
  const reasons = [...new Set(rejects.map(({ why }) => why))];
  return (
    <>
      {/* Why it failed is what one wants to know first; which ones, only then. */}
      {reasons.slice(0, REASONS_SHOWN).map((why) => (
        <p key={why} className="small">
          {why}
        </p>
      ))}
      <details>
        <summary>
          {plural(rejects.length, { one: '1 rejected', other: '{{count}} rejected' })}
        </summary>
        <ul className="small">
          {rejects.map(({ what, why }) => (
            <li key={what + why}>
              {what}: {why}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function useClock(isRunning: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}

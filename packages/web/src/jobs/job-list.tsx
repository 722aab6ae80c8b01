import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { JobProgress } from '../design/job-progress.tsx';
import type { JobState } from '../design/job-words.ts';
import { typeOfStixId, typeWords } from '../exchange/words.ts';
import { useMe } from '../kernel/session.ts';
import { hubText, t } from '../kernel/words.ts';
import { isOver } from './job-record.ts';
import { jobWords } from './job-works.ts';
import { closeJob, goOnWith, retryJob, stopJob, useJobs } from './jobs.ts';
import type { Job } from './jobs.ts';
import './jobs.css';

/** Long work that runs, waits or is over, wherever it was begun. `community`: only what is done there. */
export function JobList({ community, title }: { community?: string; title?: string }): ReactNode {
  const jobs = useJobs().filter(
    ({ record }) => community === undefined || record.community === community,
  );
  if (jobs.length === 0) return null;
  return (
    <section className="jobs stack" aria-label={title ?? t('Work in progress')}>
      {title !== undefined && <h2>{title}</h2>}
      {jobs.map((job) => (
        <OneJob key={job.record.id} job={job} />
      ))}
    </section>
  );
}

function OneJob({ job }: { job: Job }): ReactNode {
  const { id: person } = useMe();
  const { record, isOwn, isKept } = job;
  const isPaused = record.phase === 'paused';
  return (
    <div className="bulk-job">
      <JobProgress
        job={stateOf(job)}
        onCancel={isOwn ? () => stopJob(record.id) : undefined}
        onRetry={() => retryJob(person, job)}
      />
      <div className="row">
        {isPaused && (
          <Button size="compact-sm" onClick={() => goOnWith(person, job)}>
            {t('Go on where it stood')}
          </Button>
        )}
        {(isOver(record) || isPaused) && (
          <Button size="compact-sm" variant="subtle" onClick={() => closeJob(person, record.id)}>
            {t('Close')}
          </Button>
        )}
      </div>
      {!isOwn && !isOver(record) && !isPaused && (
        <p className="quiet small">{t('Another tab is at it.')}</p>
      )}
      {!isKept && !isOver(record) && (
        <p className="quiet small">{t('It ends when you leave or reload this page.')}</p>
      )}
    </div>
  );
}

function stateOf({ record, titles }: Job): JobState {
  const { kind, ids, settled, refused, phase, startedAt } = record;
  const words = jobWords(kind);
  return {
    title: words.title,
    state: phase === 'paused' ? 'waiting' : phase,
    phases: [words.phase],
    phase: 0,
    done: settled - refused.length,
    total: ids.length,
    startedAt,
    ...(record.goneOnFrom === undefined ? {} : { goneOnFrom: record.goneOnFrom }),
    rejects: refused.map(({ at, why }) => ({
      what: nameOf(ids[at] ?? '', titles),
      why: hubText(why),
    })),
  };
}

/** After a reload only the id is known: what objects are called is never kept on the device. */
function nameOf(id: string, titles: Job['titles']): string {
  return titles.get(id) ?? `${typeWords(typeOfStixId(id))} ${id.slice(-6)}`;
}

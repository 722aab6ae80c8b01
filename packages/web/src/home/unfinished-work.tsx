import type { ReactNode } from 'react';
import { PartNotes } from '../exchange/part-notes.tsx';
import { JobList } from '../jobs/job-list.tsx';
import { t } from '../kernel/words.ts';

/** Long work that runs, waits or broke off, wherever it was begun. */
export function UnfinishedWork(): ReactNode {
  return (
    <>
      <JobList title={t('Work in progress')} />
      <PartNotes />
    </>
  );
}

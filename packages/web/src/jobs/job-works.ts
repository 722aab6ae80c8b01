import type { AnswerBody } from '../exchange/answer-form.tsx';
import { newKey } from '../exchange/share-draft.ts';
import { sendTriage } from '../exchange/triage.ts';
import { call } from '../kernel/client.ts';
import {
  answerObject,
  listObjects,
  listReferences,
  showHome,
  showObject,
} from '../kernel/contract.ts';
import type { ObjectDetail } from '../kernel/contract.ts';
import { isRecorded } from '../handling/recorded.ts';
import { saveFile } from '../kernel/save-file.ts';
import { hubText, t } from '../kernel/words.ts';
import { queryClient } from '../kernel/query.ts';
import { bundleOf, exported, exportRefusal } from './export-bundle.ts';
import type { Exported } from './export-bundle.ts';
import { jobKey } from './job-record.ts';
import type { JobKind, JobRecord } from './job-record.ts';
import type { JobWork } from './run-job.ts';

/** Objects marked in one request (docs/limits.md). */
const TRIAGE_AT_ONCE = 500;
const NONE: ReadonlyMap<number, string> = new Map();

/** What a kind of job is called, and its one phase. */
export function jobWords(kind: JobKind): { readonly title: string; readonly phase: string } {
  switch (kind) {
    case 'answer':
      return { title: t('Answering'), phase: t('Sending') };
    case 'mark-done':
      return { title: t('Marking as done'), phase: t('Sending') };
    case 'mark-open':
      return { title: t('Opening again'), phase: t('Sending') };
    case 'stix-file':
      return { title: t('STIX file'), phase: t('Reading') };
  }
}

/** A job as it goes on: a file is read anew, for what the objects say is never kept on the device. */
export function readyToGoOn(job: JobRecord): JobRecord {
  return job.kind === 'stix-file' ? { ...job, settled: 0, refused: [] } : job;
}

/** How a job is done. */
export function workOf(job: JobRecord): JobWork {
  if (job.kind === 'answer') return answering(job);
  if (job.kind === 'stix-file') return reading(job);
  return marking(job, job.kind === 'mark-done' ? 'done' : 'open');
}

function marking({ community }: JobRecord, state: 'done' | 'open'): JobWork {
  return {
    size: TRIAGE_AT_ONCE,
    step: async (items) => {
      const ids = items.map(({ id }) => id);
      await sendTriage(community, { ids, state });
      return NONE;
    },
    finish: () => stale(showHome.name),
  };
}

function answering(job: JobRecord): JobWork {
  const body = job.body as AnswerBody;
  return {
    size: 1,
    step: async ([item]) => {
      if (item === undefined) return NONE;
      const params = { community: job.community, id: item.id };
      await call(answerObject, { params, body }, { idempotencyKey: jobKey(job, item.at) });
      return NONE;
    },
    finish: () => stale(listReferences.name, listObjects.name),
  };
}

/** A STIX file of what may go to tools; what may not is named with the rule. */
function reading({ community, ids }: JobRecord): JobWork {
  const kept = new Map<string, Exported>();
  return {
    size: 1,
    step: async ([item]) => {
      if (item === undefined) return NONE;
      const object = await call(showObject, { params: { community, id: item.id }, query: {} });
      const why = exportRefusal(object) ?? careWords(object);
      if (why !== undefined) return new Map([[item.at, hubText(why)]]);
      kept.set(item.id, exported(object));
      return NONE;
    },
    finish: () => {
      const objects = ids.flatMap((id) => kept.get(id) ?? []);
      if (objects.length === 0) return;
      const day = new Date().toISOString().slice(0, 10);
      const { name, text } = bundleOf(objects, { id: newKey(), day });
      saveFile(name, text, 'application/stix+json');
    },
  };
}

/** What is AMBER or above leaves encrypted and with a line that says whose it is. */
function careWords({ marking }: ObjectDetail): string | undefined {
  return isRecorded(marking.level)
    ? t('It is AMBER or above: press “Save a copy”, which encrypts it.')
    : undefined;
}

function stale(...names: readonly string[]): void {
  for (const name of names) void queryClient.invalidateQueries({ queryKey: [name] });
}

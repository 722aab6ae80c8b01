/** The check of a share, beside the page: typing goes on while it looks. */
import { changeFile, checkFiles, checkWords, valuesOf } from './check-share.ts';
import type { Answer, Task } from './check-task.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Task & { id: number }>) => {
  let answer: Answer;
  try {
    answer = { id: data.id, done: work(data) };
  } catch (error) {
    answer = { id: data.id, fault: error instanceof RangeError ? error.message : 'fault' };
  }
  globalThis.postMessage(answer);
});

function work(task: Task): unknown {
  if (task.kind === 'words') return checkWords(task, task.profile);
  if (task.kind === 'files') return checkFiles(task.files, task.profile);
  if (task.kind === 'values') return valuesOf(task.text, task.ownDomains);
  return changeFile(task.bytes, task.change, task.profile);
}

/** The check of a share, beside the page: typing goes on while it looks. */
import { changeFile, checkFiles, checkWords, valuesOf } from './check-share.ts';
import type { Answer, Task } from './check-task.ts';

globalThis.addEventListener('message', ({ data }: MessageEvent<Task & { id: number }>) => {
  void answer(data);
});

async function answer(task: Task & { id: number }): Promise<void> {
  let said: Answer;
  try {
    said = { id: task.id, done: await work(task) };
  } catch (error) {
    said = { id: task.id, fault: error instanceof RangeError ? error.message : 'fault' };
  }
  globalThis.postMessage(said);
}

async function work(task: Task): Promise<unknown> {
  if (task.kind === 'words') return checkWords(task, task.profile);
  if (task.kind === 'files') return checkFiles(task.files, task.profile);
  if (task.kind === 'values') return valuesOf(task.text, task.ownDomains);
  if (task.kind === 'change') return changeFile(task.bytes, task.change, task.profile);
  // What reads mails and documents comes when the first one is there.
  const { lookIntoFile } = await import('./look-into-file.ts');
  return lookIntoFile(task.file, task.profile);
}

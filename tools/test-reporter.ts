import { writeFile } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { inspect } from 'node:util';

/** The parts of node's test events this report reads. */
export interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly name?: string;
    readonly file?: string;
    readonly nesting?: number;
    readonly message?: string;
    readonly line?: number;
    readonly details?: {
      readonly duration_ms?: number;
      readonly type?: string;
      readonly error?: unknown;
    };
  };
}

interface FileRecord {
  tests: number;
  /** Why the file as a whole failed, where no test of it did. */
  end: string;
  readonly failures: { readonly title: string; readonly line: number; readonly error: unknown }[];
  output: string;
}

/** Characters of a failed file's own output that are shown. */
const outputMax = 6_000;

/** Where a part of a run leaves its summary lines, for whoever adds the parts up. */
export const SUMMARY_FILE = 'TOCSIN_TEST_SUMMARY';

/**
 * One line for each test file, what tests noted about themselves, every failure in full, and last node's
 * own summary lines. What a file printed is only shown when the file failed.
 */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const files = new Map<string, FileRecord>();
  const failed: string[] = [];
  const summary: string[] = [];
  for await (const event of source) {
    const { file, message = '' } = event.data;
    const isNote = event.type === 'test:diagnostic';
    if (file === undefined) {
      if (isNote) summary.push(`ℹ ${message}`);
      continue;
    }
    const record = recordOf(files, resolve(file));
    note(record, event);
    if (isNote) yield `    ${shown(file)}: ${message}\n`;
    if (!isEndOfFile(event)) continue;
    yield fileLine(event, record);
    const error = event.data.details?.error;
    if (error === undefined) continue;
    record.end = endOf(error);
    failed.push(resolve(file));
  }
  // What a file printed may arrive after its end, so failures are told when everything has arrived.
  // Tests that several files share are noted under the file they are written in.
  const elsewhere = [...files].filter(
    ([file, { failures }]) => failures.length > 0 && !failed.includes(file),
  );
  for (const file of [...failed, ...elsewhere.map(([file]) => file)])
    yield `\n${failureText(file, recordOf(files, file))}`;
  const kept = process.env[SUMMARY_FILE];
  if (kept === undefined) yield `\n${summary.join('\n')}\n`;
  else await writeFile(kept, summary.join('\n'));
}

/** Node's summary lines of several parts of one run as those of the whole: counts are added, times are the longest. */
export function addedUp(parts: readonly string[]): string {
  const sums = new Map<string, number>();
  for (const line of parts.flatMap((part) => part.split('\n'))) {
    const [, name = '', figure = '0'] = /^ℹ (\S+) (\S+)$/.exec(line) ?? [];
    if (name === '') continue;
    const before = sums.get(name) ?? 0;
    const isTime = name === 'duration_ms';
    sums.set(name, isTime ? Math.max(before, Number(figure)) : before + Number(figure));
  }
  return [...sums].map(([name, sum]) => `ℹ ${name} ${String(sum)}`).join('\n');
}

function recordOf(files: Map<string, FileRecord>, file: string): FileRecord {
  const known = files.get(file);
  if (known !== undefined) return known;
  const record: FileRecord = { tests: 0, end: '', failures: [], output: '' };
  files.set(file, record);
  return record;
}

/** Node reports each file as one more test, named by the file's path as it was given. */
function isEndOfFile({ type, data }: TestEvent): boolean {
  if (type !== 'test:complete' || data.nesting !== 0) return false;
  if (data.name === undefined || data.file === undefined) return false;
  return resolve(data.name) === resolve(data.file) && /\.[a-z]+$/.test(data.name);
}

function note(record: FileRecord, event: TestEvent): void {
  const { type, data } = event;
  if (type === 'test:stdout' || type === 'test:stderr') {
    record.output = (record.output + (data.message ?? '')).slice(-outputMax);
  }
  if (type === 'test:complete' && !isEndOfFile(event)) noteTest(record, event);
}

function noteTest(record: FileRecord, { data }: TestEvent): void {
  const isSuite = data.details?.type === 'suite';
  if (!isSuite) record.tests += 1;
  const error = data.details?.error;
  // A suite fails because something in it failed, which has been noted already.
  if (error === undefined || (isSuite && record.failures.length > 0)) return;
  record.failures.push({ title: data.name ?? '', line: data.line ?? 0, error });
}

function fileLine({ data }: TestEvent, record: FileRecord): string {
  const time = `${String(Math.round(data.details?.duration_ms ?? 0))} ms`;
  const count = `${String(record.tests)} ${record.tests === 1 ? 'test' : 'tests'}`;
  const sign = data.details?.error === undefined ? '✔' : '✖';
  return `${sign} ${shown(data.file ?? '')} (${count}, ${time})\n`;
}

function failureText(file: string, record: FileRecord): string {
  const failures = record.failures.map(({ title, line, error }) => {
    return `✖ ${shown(file)}:${String(line)} ${title}\n${indent(inspect(causeOf(error)))}`;
  });
  if (failures.length === 0)
    failures.push(`✖ ${shown(file)} failed outside its tests: ${record.end}`);
  if (record.output !== '') failures.push(indent(`It printed:\n${record.output}`));
  return `${failures.join('\n')}\n`;
}

/** What ended the file's process: a signal, an exit code, or the time it was given. */
function endOf(error: unknown): string {
  const { signal, exitCode, message } = error as {
    readonly signal?: string | null;
    readonly exitCode?: number | null;
    readonly message?: string;
  };
  if (typeof signal === 'string') return `ended by ${signal}`;
  if (typeof exitCode === 'number') return `exit code ${String(exitCode)}`;
  return message ?? 'no reason given';
}

function causeOf(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? error.cause : error;
}

function shown(file: string): string {
  return isAbsolute(file) ? relative(process.cwd(), file) : file;
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}

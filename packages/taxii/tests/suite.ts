import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { indicator, named, namesIn, setScene, versionOf, type Scene } from './suite-fixture.ts';
import {
  isRecord,
  Teller,
  type Ask,
  type Caller,
  type ConformanceOptions,
  type Heard,
} from './suite-http.ts';
import { PROCEDURES } from './suite-procedures.ts';
import { answerFault, shapeFault } from './suite-shapes.ts';

export type { ConformanceOptions } from './suite-http.ts';

/** What became of one check. */
export interface Result {
  id: string;
  group: 'MUST' | 'TABLE' | 'QUALITY' | 'CLIENT';
  clause: string;
  says: string;
  outcome: 'passed' | 'failed' | 'skipped';
  detail: string;
}

interface Row {
  id: string;
  group: Result['group'];
  clause: string;
  says: string;
  on?: string[];
  each?: string[];
  request?: {
    method?: string;
    path: string;
    as?: Caller;
    cut?: number;
    headers?: Record<string, string | null>;
    body?: string;
  };
  expect?: Expect;
}

interface Expect {
  status: number | number[];
  shape?: string;
  names?: string[];
  more?: boolean;
  noList?: boolean;
  challenge?: boolean;
  headers?: Record<string, null>;
}

const TABLE = new URL('../../../conformance/taxii/checks.json', import.meta.url);

/** Runs every row of `conformance/taxii/checks.json` against a server. */
export async function runConformance(options: ConformanceOptions): Promise<Result[]> {
  const rows: Row[] = JSON.parse(await readFile(TABLE, 'utf8'));
  const scene = await setScene(new Teller(options));
  const results: Result[] = [];
  for (const row of rows) {
    for (const on of row.on ?? ['']) {
      for (const value of row.each ?? ['']) {
        results.push(await runOne(scene, row, { on, value }));
      }
    }
  }
  return results;
}

/** One line a group: how many passed, failed and were skipped. */
export function summaryOf(results: readonly Result[]): string {
  const groups = ['MUST', 'TABLE', 'QUALITY', 'CLIENT'] as const;
  const count = (group: Result['group'] | undefined, outcome: Result['outcome']): number =>
    results.filter((r) => (group === undefined || r.group === group) && r.outcome === outcome)
      .length;
  const line = (name: string, group?: Result['group']): string =>
    `${name}: ${count(group, 'passed')} passed, ${count(group, 'failed')} failed, ${count(group, 'skipped')} skipped`;
  return [line('all'), ...groups.map((group) => line(group, group))].join('\n');
}

interface Choice {
  on: string;
  value: string;
}

async function runOne(scene: Scene, row: Row, choice: Choice): Promise<Result> {
  const id = [row.id.replace('-{on}', ''), choice.on, choice.value]
    .filter((p) => p !== '')
    .join(' ');
  const says = row.says.replaceAll('{on}', choice.on).replaceAll('{value}', choice.value);
  const result: Result = {
    id,
    group: row.group,
    clause: row.clause,
    says,
    outcome: 'passed',
    detail: '',
  };
  try {
    const fault =
      row.request === undefined
        ? await runProcedure(scene, row, choice)
        : await runRequest(scene, row, choice);
    if (fault === 'skipped') result.outcome = 'skipped';
    else if (fault !== undefined) Object.assign(result, { outcome: 'failed', detail: fault });
  } catch (error) {
    Object.assign(result, { outcome: 'failed', detail: String(error) });
  }
  return result;
}

async function runProcedure(scene: Scene, row: Row, choice: Choice): Promise<string | undefined> {
  const procedure = PROCEDURES[row.id];
  if (procedure === undefined) throw new Error(`No procedure for "${row.id}"`);
  return procedure(scene, choice.on);
}

async function runRequest(scene: Scene, row: Row, choice: Choice): Promise<string | undefined> {
  const { request, expect } = row;
  if (request === undefined || expect === undefined) throw new Error(`"${row.id}" is incomplete`);
  if (!scene.teller.has(request.as ?? 'reader')) return 'skipped';
  const ask = askOf(scene, request, choice);
  const answer = await scene.teller.ask(ask);
  const statuses = [expect.status].flat();
  const fault = statuses.includes(answer.status)
    ? (answerFault(answer) ??
      headerFault(expect, answer) ??
      bodyFault(scene, expect, { ask, answer }))
    : `answered ${answer.status}, expected ${statuses.join(' or ')}`;
  if (fault === undefined) return undefined;
  return `${ask.method} ${ask.url}: ${fault}: ${answer.text.slice(0, 300)}`;
}

function askOf(scene: Scene, request: NonNullable<Row['request']>, choice: Choice): Ask {
  const fill = (text: string): string => fillIn(scene, text, choice);
  const ask: Ask = {
    method: fill(request.method ?? 'GET'),
    url: cutSlash(fill(request.path), request.cut ?? 0),
    as: request.as ?? 'reader',
    shape: choice.on,
  };
  if (request.body !== undefined) ask.body = fill(request.body);
  const headers: [string, string | null][] = Object.entries(request.headers ?? {});
  ask.headers = Object.fromEntries(
    headers.map(([name, value]) => [name, value === null ? null : fill(value)]),
  );
  return ask;
}

function headerFault(expect: Expect, answer: Heard): string | undefined {
  if (expect.challenge === true && answer.status === 401) {
    if (answer.headers.get('www-authenticate') === null) return 'WWW-Authenticate is missing';
  }
  const unwanted = Object.keys(expect.headers ?? {}).find((name) => answer.headers.has(name));
  return unwanted === undefined ? undefined : `the header ${unwanted} is there`;
}

function bodyFault(
  scene: Scene,
  expect: Expect,
  { ask, answer }: { ask: Ask; answer: Heard },
): string | undefined {
  if (answer.status > 299) return undefined;
  const body = isRecord(answer.body) ? answer.body : {};
  if (expect.shape !== undefined) {
    const fault = shapeFault(expect.shape.replace('{on}', ask.shape ?? ''), answer.body);
    if (fault !== undefined) return fault;
  }
  if (expect.names !== undefined) {
    const names = namesIn(scene, ask.url, body).join(' ');
    if (names !== expect.names.join(' ')) return `gave "${names}"`;
  }
  const isMore = body['more'] === true;
  if (expect.more !== undefined && isMore !== expect.more) return `more is ${isMore}`;
  return expect.noList === true && 'objects' in body ? 'an empty list is given' : undefined;
}

function fillIn(scene: Scene, template: string, choice: Choice): string {
  const first = template.replaceAll('{value}', choice.value).replaceAll('{on}', `{${choice.on}}`);
  return first.replace(/\{([a-z]+)(?::([\w@]+))?\}/g, (whole, word: string, detail?: string) => {
    if (word === 'uuid') return randomUUID();
    if (word === 'fresh') return JSON.stringify({ objects: [indicator('Fresh')] });
    if (word === 'mark') return markWith(scene.mark, Number(detail ?? 6));
    if (word === 'id') return named(scene.objects, detail ?? '').id;
    if (word === 'version') return versionOf(named(scene.objects, detail ?? ''));
    const place = Object.entries(scene.places).find(([name]) => name === word);
    return place === undefined ? whole : place[1];
  });
}

function markWith(mark: string, digits: number): string {
  if (digits === 0) return `${mark.slice(0, 19)}Z`;
  return `${mark.slice(0, 20)}${mark.slice(20, 26).padEnd(9, '0').slice(0, digits)}Z`;
}

function cutSlash(url: string, cut: number): string {
  return cut === 0 ? url : url.slice(0, -cut);
}

import { isRecord, listIn, TAXII, textIn, type Heard } from './suite-http.ts';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** Says what is wrong with an answer's body as the named resource, or undefined. */
export function shapeFault(shape: string, body: unknown): string | undefined {
  if (!isRecord(body)) return 'the body is not a JSON object';
  return SHAPES[shape]?.(body) ?? emptyListFault(body);
}

/** What holds for every answer: TAXII content type, no 5xx, and errors as the standard has them. */
export function answerFault(answer: Heard): string | undefined {
  if (answer.status >= 500) return `answered ${answer.status}`;
  if (answer.status >= 300 && answer.status < 400) return undefined;
  const type = (answer.headers.get('content-type') ?? '').replaceAll(' ', '');
  if (type !== TAXII && !type.startsWith(`${TAXII};`)) return `content type is "${type}"`;
  if (answer.body === undefined && answer.text !== '') return 'the body is not JSON';
  if (answer.status < 400) return undefined;
  if (textIn(answer.body, 'title') === '') return 'the error has no title';
  const status = textIn(answer.body, 'http_status');
  return status === String(answer.status) ? undefined : `http_status is "${status}"`;
}

type Body = Record<string, unknown>;

const SHAPES: Record<string, (body: Body) => string | undefined> = {
  discovery: (body) => {
    if (textIn(body, 'title') === '') return 'title is missing';
    return onlyStrings(body, ['description', 'contact', 'default']);
  },
  root: (body) => (textIn(body, 'title') === '' ? 'title is missing' : undefined),
  collections: (body) =>
    onlyKeys(body, ['collections']) ?? firstFault(listIn(body, 'collections'), collectionFault),
  collection: collectionFault,
  manifest: (body) =>
    onlyKeys(body, ['more', 'next', 'objects']) ??
    firstFault(listIn(body, 'objects'), (record) =>
      textIn(record, 'id') === '' || !DATE.test(textIn(record, 'date_added'))
        ? 'a record has no id or date_added'
        : undefined,
    ),
  objects: envelopeFault,
  object: envelopeFault,
  versions: (body) => onlyKeys(body, ['more', 'next', 'versions']),
  status: statusFault,
};

function envelopeFault(body: Body): string | undefined {
  return onlyKeys(body, ['more', 'next', 'objects']);
}

function collectionFault(value: unknown): string | undefined {
  if (!isRecord(value)) return 'a collection is not an object';
  if (textIn(value, 'id') === '' || textIn(value, 'title') === '') return 'id or title is missing';
  const rights = [value['can_read'], value['can_write']];
  return rights.every((right) => typeof right === 'boolean') ? undefined : 'rights are no Booleans';
}

function statusFault(body: Body): string | undefined {
  if (!UUID.test(textIn(body, 'id'))) return `id "${textIn(body, 'id')}" is not a UUID`;
  if (!['complete', 'pending'].includes(textIn(body, 'status'))) return 'status is another word';
  const counts = ['success_count', 'failure_count', 'pending_count'].map((key) => body[key]);
  if (![body['total_count'], ...counts].every((count) => Number.isSafeInteger(count))) {
    return 'a count is missing';
  }
  const sum = counts.reduce<number>((total, count) => total + Number(count), 0);
  return sum === body['total_count'] ? undefined : 'the counts do not add up';
}

function firstFault(
  values: unknown[],
  fault: (value: unknown) => string | undefined,
): string | undefined {
  for (const value of values) {
    const found = fault(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

function onlyKeys(body: Body, keys: string[]): string | undefined {
  const other = Object.keys(body).find((key) => !keys.includes(key));
  return other === undefined ? undefined : `"${other}" is no member of the resource`;
}

function onlyStrings(body: Body, keys: string[]): string | undefined {
  const wrong = keys.find((key) => body[key] !== undefined && typeof body[key] !== 'string');
  return wrong === undefined ? undefined : `"${wrong}" is not a string`;
}

function emptyListFault(body: Body): string | undefined {
  for (const [key, value] of Object.entries(body)) {
    if (Array.isArray(value) && value.length === 0) return `"${key}" is an empty list`;
  }
  return undefined;
}

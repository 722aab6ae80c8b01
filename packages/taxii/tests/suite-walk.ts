import { namesIn, type Scene } from './suite-fixture.ts';
import { isRecord, listIn, textIn, type Heard } from './suite-http.ts';

/** A check of several steps: a fault in words, `skipped`, or undefined when it holds. */
export type Procedure = (scene: Scene, on: string) => Promise<string | undefined>;

/** A record of a manifest. */
export interface Entry {
  id: string;
  added: string;
  version: string;
}

/** GETs an address as the reader and expects 200. */
export async function get(scene: Scene, url: string): Promise<Heard> {
  const answer = await scene.teller.ask({ url });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${answer.text}`);
  return answer;
}

/** Adds parameters to an address. */
export function withQuery(url: string, ...parts: string[]): string {
  const query = parts.filter((part) => part !== '').join('&');
  return query === '' ? url : `${url}?${query}`;
}

/** `next=…` for the page after an answer; empty when there is none. */
export function nextOf(answer: Heard): string {
  const next = textIn(answer.body, 'next');
  return next === '' ? '' : `next=${encodeURIComponent(next)}`;
}

/** Whether an answer says that there is more. */
export function hasMore(answer: Heard): boolean {
  return isRecord(answer.body) && answer.body['more'] === true;
}

/** Follows `next` to the end and gives all pages. */
export async function walk(scene: Scene, url: string, ...query: string[]): Promise<Heard[]> {
  const pages: Heard[] = [];
  let next = '';
  do {
    const page = await get(scene, withQuery(url, ...query, next));
    pages.push(page);
    if (!hasMore(page)) return pages;
    next = nextOf(page);
    if (next === '') throw new Error('more is true and next is missing');
  } while (pages.length < 500);
  throw new Error('more than 500 pages');
}

/** The names on all pages, in order. */
export function allNames(scene: Scene, url: string, pages: readonly Heard[]): string {
  return pages.flatMap((page) => namesIn(scene, url, page.body)).join(' ');
}

/** The manifest's records of an address. */
export function entriesOf(answer: Heard): Entry[] {
  return listIn(answer.body, 'objects').map((record) => ({
    id: textIn(record, 'id'),
    added: textIn(record, 'date_added'),
    version: textIn(record, 'version'),
  }));
}

/** The manifest of the fixture with all versions. */
export async function fixtureEntries(scene: Scene): Promise<Entry[]> {
  const query = [`added_after=${scene.mark}`, 'match[version]=all'];
  return entriesOf(await get(scene, withQuery(scene.places.manifest, ...query)));
}

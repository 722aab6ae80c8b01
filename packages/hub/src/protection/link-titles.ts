import { endsIn, readObject, titleOf, typeOfId } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { FeedRow, Handle } from '@tocsin/store';

/** Types whose title is made of what they point at. */
const LINKS: ReadonlySet<string> = new Set(['relationship', 'sighting']);

/** What the title of a relationship or sighting is made of, for whoever says it in another language. */
export interface LinkParts {
  /** The STIX relationship type; absent for a sighting. */
  readonly verb?: string;
  /** From, then to; of a sighting what was seen. An end this reader may not see has no title. */
  readonly ends: { readonly type: string; readonly title?: string }[];
}

/** What a row is called. */
export interface RowTitle {
  readonly title: string;
  readonly link?: LinkParts;
}

/**
 * What rows are called. A relationship reads "A uses B" by the titles of its ends as this very reader sees them; an
 * end they may not see is called by its type, which the relationship itself says.
 */
export async function linkTitles(
  handle: Handle,
  community: string,
  rows: readonly FeedRow[],
): Promise<(row: FeedRow) => RowTitle> {
  const links = rows.flatMap((row) => {
    const object = LINKS.has(row.type) ? readObject(row.text).object : undefined;
    return object === undefined ? [] : [{ row, object }];
  });
  if (links.length === 0) return ({ title }) => ({ title });
  const ids = new Set(links.flatMap(({ object }) => endsIn(object)));
  const ends = await handle.exchange.titles([...ids], community);
  const made = new Map(
    links.map(({ row, object }): [FeedRow, RowTitle] => [
      row,
      { title: titleOf(object, (id) => ends.get(id)), link: partsOf(object, ends) },
    ]),
  );
  return (row) => made.get(row) ?? { title: row.title };
}

function partsOf(object: StixObject, titles: ReadonlyMap<string, string>): LinkParts {
  const verb = object['relationship_type'];
  return {
    ...(typeof verb === 'string' ? { verb } : {}),
    ends: endsIn(object).map((id) => {
      const title = titles.get(id) ?? '';
      return { type: typeOfId(id) ?? 'object', ...(title === '' ? {} : { title }) };
    }),
  };
}

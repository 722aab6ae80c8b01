import type { Filters } from '@tocsin/taxii';
import { PAGE_ROWS_MAX } from './read-page.ts';
import type { Place } from './read-page.ts';
import { TaxiiRefused, taxiiHidden } from './refusal.ts';

/**
 * Deletes versions of an object that the caller's organization brought: the newest one unless the client says
 * otherwise (TAXII 2.1 §5.7). Nothing when it is done.
 */
export async function deleteObject(
  place: Place,
  id: string,
  filters: Filters,
): Promise<TaxiiRefused | undefined> {
  const versions = await versionsOf(place, id, filters);
  if (versions.length === 0) return taxiiHidden();
  const { exchange } = place.caller.handle;
  const outcome = await exchange.retract(id, place.community.id, versions);
  if (outcome === 'done') return undefined;
  if (outcome === 'hidden') return taxiiHidden();
  return new TaxiiRefused(
    403,
    'Your organization did not bring this object, or you may not speak for it',
  );
}

/** The versions that the filters mean. */
async function versionsOf(
  place: Place,
  id: string,
  { versions = ['last'], specVersions }: Filters,
): Promise<'all' | 'last' | string[]> {
  if (specVersions === undefined) {
    if (versions.includes('all')) return 'all';
    if (versions.length === 1 && versions[0] === 'last') return 'last';
  }
  const page = await place.caller.handle.exchange.page({
    community: place.community.id,
    limit: PAGE_ROWS_MAX,
    ids: [id],
    versions,
    ...(place.collection.origin === undefined ? {} : { origin: place.collection.origin }),
    ...(specVersions === undefined ? {} : { specVersions }),
  });
  return page.rows.map((row) => row.version);
}

import type { Observable } from '@tocsin/stix';
import { readValue } from '@tocsin/stix';
import type { LookupHit } from '@tocsin/store';
import { microsText } from '@tocsin/store';
import { communityNames, markingsOfRows, organizationNames } from '../../protection/index.ts';
import type { NamingContext } from '../../protection/index.ts';

/**
 * Looks values up and writes the answer's JSON by hand: this is asked for every line of a log, and mostly the
 * answer is "not known". The shape is that of `lookupAnswer` in the contract; a test compares them.
 */
export async function lookUp(context: NamingContext, values: readonly string[]): Promise<string> {
  const read = values.map((value) => readValue(value));
  const asked = [...new Set(read.filter((one) => one !== undefined))];
  const hits = asked.length === 0 ? [] : await context.handle.exchange.lookup(asked);
  const hitsOf = new Map<Observable, LookupHit[]>();
  for (const [place, one] of asked.entries()) {
    const found = hits[place];
    if (found !== undefined && found.length > 0) hitsOf.set(one, found);
  }
  const found = [...hitsOf.values()].flat();
  const textOf = found.length === 0 ? noText : await hitTexts(context, found);
  // A hit shows what it is a hit of: that opens it.
  for (const hit of found) context.handle.handling.opened(hit.community, 'look-up', [hit]);
  const results = values.map((value, place) => {
    const one = read[place];
    if (one === undefined) return `{"value":${JSON.stringify(value)},"known":false,"hits":[]}`;
    const texts = (hitsOf.get(one) ?? []).map(textOf).filter((text) => text !== '');
    const known = texts.length > 0 ? 'true' : 'false';
    return `{"value":${JSON.stringify(value)},"kind":"${one.kind}","known":${known},"hits":[${texts.join()}]}`;
  });
  return `{"results":[${results.join()}]}`;
}

function noText(): string {
  return '';
}

/** Writes hits, with names and markings in words; one whose label was lost meanwhile is left out. */
async function hitTexts(
  context: NamingContext,
  hits: readonly LookupHit[],
): Promise<(hit: LookupHit) => string> {
  const markings = await markingsOfRows(context, hits);
  const communities = new Set(hits.map((hit) => hit.community));
  const communityName = await communityNames(context, communities);
  const names = new Map<string, (id: string) => string>();
  for (const community of communities) {
    const origins = hits.filter((hit) => hit.community === community).map((hit) => hit.origin);
    names.set(community, await organizationNames(context, community, new Set(origins)));
  }
  return (hit) => {
    const marking = markings.get(hit.labelId);
    if (marking === undefined) return '';
    const { id, type, title, community, origin } = hit;
    return JSON.stringify({
      id,
      type,
      title,
      community: { id: community, name: communityName(community) },
      origin: { id: origin, name: names.get(community)?.(origin) ?? origin },
      marking,
      date_added: microsText(hit.dateAdded),
    });
  };
}

/** The one media type of every TAXII 2.1 answer, errors included (TAXII 2.1 §1.6.8). */
export const TAXII_MEDIA_TYPE = 'application/taxii+json;version=2.1';

/** The media type of STIX 2.1 objects in collections and manifests (TAXII 2.1 §5.2, §5.3). */
export const STIX_MEDIA_TYPE = 'application/stix+json;version=2.1';

/**
 * Says whether a client that sent this Accept header can be given TAXII 2.1.
 *
 * Lenient where real clients differ from the text: no header at all and `*` + `/*` mean anything
 * (RFC 9110 §12.5.1), `application/json` is taken as an older way to ask, and a missing version means
 * the latest the server has (TAXII 2.1 §1.6.8). A version other than 2.1 is never acceptable.
 */
export function acceptsTaxii(accept: string | undefined): boolean {
  if (accept === undefined || accept === TAXII_MEDIA_TYPE || accept.trim() === '') return true;
  const wishes = splitOutsideQuotes(accept, ',').flatMap(wishFor21);
  const closest = Math.max(-1, ...wishes.map((wish) => wish.closeness));
  return wishes.some((wish) => wish.closeness === closest && wish.isWanted);
}

/**
 * Says whether a body sent with this Content-Type header is TAXII 2.1 (TAXII 2.1 §3.1): the version
 * may be missing, spaces and quotes do not matter, and a charset may only be UTF-8.
 */
export function isTaxiiContent(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (contentType === TAXII_MEDIA_TYPE) return true;
  const type = readMediaType(contentType);
  if (type === undefined || type.type !== 'application/taxii+json') return false;
  const charset = type.parameters.get('charset');
  return hasVersion21(type) && (charset === undefined || charset.toLowerCase() === 'utf-8');
}

interface MediaType {
  type: string;
  parameters: Map<string, string>;
}

/** What one media range says about TAXII 2.1; nothing when it is about something else. */
function wishFor21(part: string): { closeness: number; isWanted: boolean }[] {
  const range = readMediaType(part);
  const closeness = range === undefined ? -1 : closenessTo21(range);
  if (range === undefined || closeness < 0) return [];
  const isWanted = !isZeroWeight(range.parameters.get('q'));
  // `application/json` is not the type that is sent, so refusing it refuses nothing.
  return isWanted || range.type !== 'application/json' ? [{ closeness, isWanted }] : [];
}

function readMediaType(text: string): MediaType | undefined {
  const [head, ...rest] = splitOutsideQuotes(text, ';');
  const type = (head ?? '').trim().toLowerCase();
  if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type)) return undefined;
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const equals = parameter.indexOf('=');
    if (equals < 0) continue;
    const name = parameter.slice(0, equals).trim().toLowerCase();
    const value = parameter.slice(equals + 1).trim();
    parameters.set(name, value.startsWith('"') ? value.slice(1, -1) : value);
  }
  return { type, parameters };
}

/** Higher is nearer to TAXII 2.1; -1 is something else. */
function closenessTo21(range: MediaType): number {
  if (range.type === '*/*') return 0;
  if (range.type === 'application/*') return 1;
  if (range.type === 'application/json') return 2;
  if (range.type !== 'application/taxii+json' || !hasVersion21(range)) return -1;
  return range.parameters.has('version') ? 4 : 3;
}

function hasVersion21(type: MediaType): boolean {
  const version = type.parameters.get('version');
  return version === undefined || version === '2.1';
}

function isZeroWeight(weight: string | undefined): boolean {
  return weight !== undefined && /^0(?:\.0{0,3})?$/.test(weight);
}

function splitOutsideQuotes(text: string, separator: ',' | ';'): string[] {
  if (!text.includes('"')) return text.split(separator);
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') isQuoted = !isQuoted;
    if (character === separator && !isQuoted) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

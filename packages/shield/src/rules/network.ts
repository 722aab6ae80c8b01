import { isIpv4 } from '@tocsin/stix';
import { lookBy } from './spots.ts';
import type { Search } from './spots.ts';

/** What describes a network from the inside, whoever owns it. */
const SEARCHES: readonly Search[] = [
  {
    rule: 'private-network',
    needs: ['private-part'],
    shape: /(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![\w-]|\.\d)/g,
    isIt: isPrivate,
  },
  {
    // Unique local and link-local addresses (RFC 4193, RFC 4291 §2.5.6).
    rule: 'private-network',
    needs: ['local-six'],
    shape:
      /(?<![\w:.])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f])(?::[0-9a-f]{0,4}){2,7}(?:%\w{1,20})?(?:\/\d{1,3})?(?![\w:])/gi,
  },
  {
    // RFC 6762 §3, RFC 8375, and what is in use all the same.
    rule: 'internal-host',
    needs: ['inside-name'],
    shape:
      /(?<![\p{L}\p{N}_.-])(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.){1,8}(?:local|lan|corp|internal|intranet|intern|intra|localdomain|home\.arpa|fritz\.box)(?![\p{L}\p{N}_-])/giu,
    // A start script and a way of loading libraries are called so as well.
    isIt: (host) => !/^rc\.local$|\.exe\.local$/i.test(host),
  },
  {
    rule: 'internal-host',
    needs: ['share-path'],
    shape: /(?<![\\\w])\\\\(?<it>[\w.-]{1,63})\\[\w$.-]{1,80}/dg,
    isIt: (host) => host !== '.' && host !== '?',
  },
  {
    rule: 'hardware-address',
    shape: /(?<![\w:.-])[0-9a-f]{2}(?<sign>[:-])(?:[0-9a-f]{2}\k<sign>){4}[0-9a-f]{2}(?![\w:-])/gi,
    isIt: (found) => !/^(?:00[:-]){5}00$|^(?:ff[:-]){5}ff$/i.test(found),
  },
  {
    // Public resolvers, update and certificate services that machines call by themselves.
    rule: 'well-known',
    needs: ['well-known'],
    shape:
      /(?<![\w.-])(?:8\.8\.(?:8\.8|4\.4)|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9|208\.67\.22[02]\.22[02]|(?:[\w-]{1,60}\.){0,4}(?:windowsupdate\.com|update\.microsoft\.com|pool\.ntp\.org)|time\.windows\.com|(?:ocsp|crl)\.(?:digicert|sectigo|globalsign|verisign|entrust|pki\.goog|lencr)\.(?:com|net|org))(?![\w-]|\.\w)/gi,
  },
  {
    rule: 'url-query',
    needs: ['query', 'address'],
    shape: /\bs?[fh]t?tps?:\/\/[^\s?#<>"'`]{1,1000}\?(?<it>[^\s#<>"'`]{1,2000})/dgi,
    isIt: isTelling,
  },
];

/** Places that show the inside of a network. */
export const networkSpots = lookBy(SEARCHES);

/** The first two numbers of RFC 1918, RFC 6598 and RFC 3927: the first, and from where to where the second goes. */
const PRIVATE: readonly (readonly [number, number, number])[] = [
  [10, 0, 255],
  [172, 16, 31],
  [192, 168, 168],
  [100, 64, 127],
  [169, 254, 254],
];

function isPrivate(found: string): boolean {
  const [address = ''] = found.split('/');
  if (!isIpv4(address)) return false;
  const [first = 0, second = 0] = address.split('.').map(Number);
  return PRIVATE.some(([is, from, upTo]) => first === is && second >= from && second <= upTo);
}

/** A mail address, or something so long and mixed that it stands for one person or one mail. */
function isTelling(query: string): boolean {
  if (/@|%40/i.test(query)) return true;
  return query
    .split(/[&;=]/)
    .some((part) => part.length >= 16 && /\d/.test(part) && /[a-z]/i.test(part));
}

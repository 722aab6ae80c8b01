import { isDomainName, isIpv4, isIpv6 } from '../addresses.ts';

/** Values are at most this long; longer ones come back unchanged. */
const LENGTH_MAX = 4096;

/**
 * Makes an address safe to show and to mail: only the scheme and the host change, so that people
 * can still read it and machines can undo it: `hxxps://evil.example[.]org/auth.php`.
 * What is not a URL, host, address or e-mail address comes back as it is.
 */
export function defang(value: string): string {
  if (value.length > LENGTH_MAX) return value;
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(value);
  if (url !== null) {
    const [, scheme = '', authority = '', rest = ''] = url;
    const at = authority.lastIndexOf('@') + 1;
    return `${defangScheme(scheme)}://${authority.slice(0, at)}${defangHost(authority.slice(at))}${rest}`;
  }
  const at = value.lastIndexOf('@') + 1;
  const host = value.slice(at);
  const bare = host.replace(/\/\d{1,3}$/, '');
  if (isIpv6(bare)) return value.replace(':', '[:]');
  const isHost = isIpv4(bare) || (isDotted(bare) && isDomainName(bare));
  return isHost ? `${value.slice(0, at)}${defangHost(host)}` : value;
}

/** Has the shape of a host name: a top-level domain is never a number (RFC 3696 §2), which spares versions: `4.2.7`. */
function isDotted(text: string): boolean {
  return text.includes('.') && !/\.\d+$/.test(text);
}

/**
 * Undoes the ways in which people defang: `hxxp`, `[.]`, `(dot)`, `[:]`, `[at]`, `[/]` and the
 * like, in any case. Text without them comes back unchanged.
 */
export function refang(value: string): string {
  if (value.length > LENGTH_MAX || !isSuspect(value)) return value;
  return value
    .replace(SCHEME, (_all, space: string, scheme: string) => {
      return (
        space +
        scheme
          .toLowerCase()
          .replace(/^h(?:xx|\*\*)p/, 'http')
          .replace('fxp', 'ftp')
      );
    })
    .replaceAll(/\[:\/\/\]|\(:\/\/\)|\{:\/\/\}/g, '://')
    .replaceAll(/\s?[[({](?:\.|dot|punkt)[\])}]\s?/gi, '.')
    .replaceAll(/\s?[[({](?:@|at)[\])}]\s?/gi, '@')
    .replaceAll(/[[({]:[\])}]/g, ':')
    .replaceAll(/[[({]\/[\])}]/g, '/')
    .replaceAll('\\.', '.');
}

/** A defanged scheme, with what separates it from the rest. */
const SCHEME = /^(\s*)(h(?:xx|\*\*)ps?|s?fxps?)(?=\s*[:[(])/i;

/** Spares ordinary values the replacements. */
function isSuspect(value: string): boolean {
  return /[[({\\]|^\s*(?:hxxp|h\*\*p|s?fxp)/i.test(value);
}

function defangScheme(scheme: string): string {
  if (/^https?$/i.test(scheme)) return scheme.replace(/tt/i, 'xx');
  return /^s?ftps?$/i.test(scheme) ? scheme.replace(/ftp/i, 'fxp') : scheme;
}

/** Breaks the last dot of a host, so that the part above the registry stays readable. */
function defangHost(host: string): string {
  const end = /:\d*$/.exec(host)?.index ?? host.length;
  const name = host.slice(0, end).replace(/\.$/, '');
  const dot = name.lastIndexOf('.');
  // An IPv6 host already stands in brackets, and a host without a dot is a local name.
  if (dot < 1 || name[dot - 1] === '[' || name.startsWith('[')) return host;
  return `${host.slice(0, dot)}[.]${host.slice(dot + 1)}`;
}

/** Says whether a text is one dotted IPv4 address. */
export function isIpv4(text: string): boolean {
  if (text.length > 15) return false;
  const parts = text.split('.', 5);
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  );
}

/** Says whether a text is one IPv6 address (RFC 4291 §2.2), without a zone. */
export function isIpv6(text: string): boolean {
  if (text.length > 45 || text.length < 2) return false;
  const lastColon = text.lastIndexOf(':');
  const tail = text.slice(lastColon + 1);
  const hasIpv4 = tail.includes('.');
  if (hasIpv4 && !isIpv4(tail)) return false;
  // A dotted tail stands for two groups.
  const groupsText = hasIpv4 ? `${text.slice(0, lastColon + 1)}0:0` : text;
  const halves = groupsText.split('::', 3);
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':', 10)));
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

/** Says whether a text is a domain name: labels of 1 to 63, 253 in all; letters of any script. */
export function isDomainName(text: string): boolean {
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length === 0 || name.length > 253) return false;
  return name.split('.').every((label) => label.length <= 63 && LABEL.test(label));
}

/** Letters, digits and underscores, hyphens inside; letters beyond ASCII as in RFC 5890 §2.3.2.1. */
const LABEL =
  /^[a-z0-9_\u00a1-\u{10ffff}](?:[a-z0-9_\u00a1-\u{10ffff}-]*[a-z0-9_\u00a1-\u{10ffff}])?$/iu;

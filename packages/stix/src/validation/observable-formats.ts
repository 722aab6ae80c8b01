import { isDomainName, isIpv4, isIpv6 } from '../addresses.ts';
import { show } from '../keys.ts';
import { string } from './plain-checks.ts';
import { addError, addWarning, type Check } from './run.ts';

/** One IPv4 address or network in CIDR notation (STIX 2.1 §6.8). */
export const ipv4: Check = format('6.8', 'an IPv4 address or network', (text) =>
  isNetwork(text, isIpv4, 32),
);

/** One IPv6 address or network in CIDR notation (STIX 2.1 §6.9). */
export const ipv6: Check = format('6.9', 'an IPv6 address or network', (text) =>
  isNetwork(text, isIpv6, 128),
);

/** A MAC-48 address: lower case, colons, leading zeros (STIX 2.1 §6.10.1). */
export const mac: Check = format('6.10.1', 'a MAC address like "00:00:ab:cd:ef:01"', (text) =>
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/.test(text),
);

/** A domain name (RFC 1034 §3.1, RFC 5890); underscores pass, as service names have them. */
export const domainName: Check = format('6.4.1', 'a domain name', isDomainName);

/** An address without a display name (RFC 5322 §3.4.1). */
export const emailAddress: Check = format('6.5.1', 'an e-mail address', (text) => {
  const at = text.lastIndexOf('@');
  return at > 0 && at < text.length - 1 && text.length <= 998 && !/[<>\s]/.test(text);
});

/** A hive in full, not abbreviated (STIX 2.1 §6.17.1). */
export const registryKey: Check = format(
  '6.17.1',
  'a registry key with its hive in full, like "HKEY_LOCAL_MACHINE"',
  (text) => !/^(?:HKLM|HKCC|HKCR|HKCU|HKU)(?:\\|$)/i.test(text),
);

function isNetwork(text: string, isAddress: (text: string) => boolean, bits: number): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) return isAddress(text);
  const prefix = text.slice(slash + 1);
  return (
    /^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= bits && isAddress(text.slice(0, slash))
  );
}

function format(section: string, expected: string, test: (text: string) => boolean): Check {
  return (value, run) => {
    string(value, run);
    if (typeof value !== 'string' || test(value)) return;
    const finding = {
      rule: 'value-format',
      section: `STIX 2.1 §${section}`,
      message: `${show(value)} is not ${expected}`,
    };
    // A value that says it is defanged cannot have its own format.
    if (run.defanged) addWarning(run, finding);
    else addError(run, finding);
  };
}

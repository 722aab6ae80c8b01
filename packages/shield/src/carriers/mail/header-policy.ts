import type { RuleName } from '../../rule-table.ts';
import { spotsOf } from '../../rules/spots.ts';
import { domainSpots, nameSpots } from '../../rules/own.ts';
import type { MailHeader } from './mime.ts';

interface Spot {
  readonly rule: RuleName;
  readonly start: number;
  readonly end: number;
}

/**
 * What becomes of a header when a mail is shared: `keep` goes along, checked as text; `drop` says who was attacked and
 * stays here; `way` and `id` stay here when they are of the house. What is not listed stays here, checked as text.
 */
export type HeaderTreatment = 'keep' | 'drop' | 'way' | 'id';

const TREATMENTS: Readonly<Record<HeaderTreatment, string>> = {
  keep: 'from sender return-path reply-to errors-to subject date x-mailer user-agent x-originating-ip x-sender-ip x-priority authentication-results received-spf dkim-signature list-unsubscribe x-php-originating-script x-authenticated-sender organization',
  drop: 'to cc bcc delivered-to x-original-to x-delivered-to envelope-to x-envelope-to x-forwarded-to x-forwarded-for resent-to resent-cc apparently-to x-apparently-to x-rcpt-to x-receiver x-ms-exchange-organization-originalenveloperecipients',
  way: 'received x-received',
  id: 'message-id in-reply-to references thread-index resent-message-id x-ms-exchange-organization-network-message-id',
};

const BY_NAME: ReadonlyMap<string, HeaderTreatment> = new Map(
  Object.entries(TREATMENTS).flatMap(([treatment, names]) =>
    names.split(' ').map((name) => [name, treatment as HeaderTreatment] as const),
  ),
);

/** What becomes of a header; `undefined`: nobody knows it, and it stays here. */
export function treatmentOf(name: string): HeaderTreatment | undefined {
  return BY_NAME.get(name);
}

/** Who received a mail, as its headers tell. */
export interface Recipients {
  /** Domains of theirs. */
  readonly domains: readonly string[];
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/** Names and addresses of recipients that are looked for again in a mail. */
const RECIPIENTS_MAX = 200;
/** Where private persons have their mail: it names nobody's house. */
const FREE =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|aol|icloud|me|gmx|web|freenet|t-online|proton|protonmail|posteo|orange|free|libero|mail|yandex|qq)\.[a-z.]{2,6}$/;

/**
 * Who received it. A list that names the sender's own domain says nothing: mails to many are often addressed to
 * their sender. What a mail server wrote on delivery always does.
 */
export function recipientsOf(headers: readonly MailHeader[]): Recipients {
  const said = headers.filter(({ name }) => treatmentOf(name) === 'drop');
  const from = new Set(
    headers
      .filter(({ name }) => ['from', 'return-path', 'reply-to', 'sender'].includes(name))
      .flatMap(({ value }) => addressesIn(value).map(domainOf)),
  );
  const isDelivered = ({ name }: MailHeader): boolean =>
    /^(?:x-)?(?:delivered|original|envelope|rcpt)/.test(name);
  const own = (header: MailHeader): string[] =>
    addressesIn(header.value).filter((one) => isDelivered(header) || !from.has(domainOf(one)));
  const addresses = [...new Set(said.flatMap(own))].slice(0, RECIPIENTS_MAX);
  return {
    addresses,
    domains: [...new Set(addresses.map(domainOf))].filter((domain) => !FREE.test(domain)),
    names: [...new Set(said.flatMap(({ value }) => namesIn(value)))].slice(0, RECIPIENTS_MAX),
  };
}

function addressesIn(value: string): string[] {
  const found = value.slice(0, 100_000).matchAll(/[^\s<>"',;:@()]{1,64}@[\p{L}\p{N}.-]{1,250}/gu);
  return [...found].map(([one]) => one.toLowerCase().replace(/\.$/, ''));
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Names before addresses; one word may be any word. */
function namesIn(value: string): string[] {
  const found = value.slice(0, 100_000).matchAll(/(?:^|,)\s*"?([^"<>,@]{5,80}?)"?\s*</g);
  return [...found]
    .map(([, name = '']) => name.trim())
    .filter((name) => /\p{L}{2,}\s+.*\p{L}{2,}/u.test(name));
}

/** Where a text names who received the mail. */
export function recipientSpots(text: string, { domains, names, addresses }: Recipients): Spot[] {
  return [
    ...domainSpots(text, domains, 'recipient'),
    ...nameSpots(text, 'recipient', names),
    ...nameSpots(text, 'recipient', addresses),
  ];
}

/** Whether one hop of the way lies inside the house: it came from there. */
export function isInsideHop(value: string, { domains }: Recipients): boolean {
  const [, from = '', beside = ''] =
    /^from\s+(\S{1,300})\s*(\([^)]{0,500}\))?/i.exec(value.trim()) ?? [];
  if (from === '') return /^by\s/i.test(value.trim());
  const hosts = `${from} ${beside}`.toLowerCase();
  const isOwn = domains.some((domain) => isBelow(hosts, domain));
  const isPrivate =
    /(?<![\d.])(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.)\d|\.(?:local|lan|internal|corp|intra|intern)\b|\blocalhost\b/.test(
      hosts,
    );
  return isOwn || isPrivate;
}

function isBelow(hosts: string, domain: string): boolean {
  return hosts.split(/[\s()[\]]+/).some((host) => host === domain || host.endsWith(`.${domain}`));
}

/** In a hop from outside: which machine took it in, and for whom. */
export function hopSpots(text: string): Spot[] {
  return [
    ...spotsOf(text, {
      rule: 'mail-way',
      shape: /\sby\s+(?<it>[\w.:[\]-]{1,250}(?:\s{1,3}\([^)]{0,300}\))?)/dgi,
    }),
    ...spotsOf(text, {
      rule: 'recipient',
      shape: /\sfor\s+(?<it><?[^\s;<>]{1,250}@[^\s;<>]{1,250}>?)/dgi,
    }),
  ];
}

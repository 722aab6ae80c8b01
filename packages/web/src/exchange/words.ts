import { defang } from '@tocsin/stix';
import type { ObservableKind } from '@tocsin/stix';
import { seenText } from '../design/seen-text.ts';
import type { answerObject, contribute, Receipt, RequestOf } from '../kernel/contract.ts';
import { entryOf } from '../kernel/entry-of.ts';
import { t, word } from '../kernel/words.ts';

/** A kind of contribution. */
export type ContributionKind = Receipt['kind'];
/** What became of one object of a share. */
export type Fate = Receipt['lines'][number]['fate'];
/** What was done about an object. */
export type ActionTaken = NonNullable<RequestOf<typeof answerObject>['body']['action']>;
/** A share as the hub takes it. */
export type ShareBody = RequestOf<typeof contribute>['body'];

const TYPES: Readonly<Record<string, string>> = {
  'attack-pattern': word('Technique'),
  'autonomous-system': word('Network (AS)'),
  campaign: word('Campaign'),
  'course-of-action': word('Defence'),
  directory: word('Folder'),
  'domain-name': word('Domain'),
  'email-addr': word('E-mail address'),
  'email-message': word('E-mail'),
  file: word('File'),
  grouping: word('Group of objects'),
  identity: word('Organization or person'),
  incident: word('Incident'),
  indicator: word('Indicator'),
  infrastructure: word('Infrastructure'),
  'intrusion-set': word('Intrusion set'),
  'ipv4-addr': word('IPv4 address'),
  'ipv6-addr': word('IPv6 address'),
  location: word('Location'),
  'mac-addr': word('MAC address'),
  malware: word('Malware'),
  'malware-analysis': word('Malware analysis'),
  mutex: word('Mutex'),
  'network-traffic': word('Network traffic'),
  note: word('Note'),
  'observed-data': word('Observation'),
  opinion: word('Opinion'),
  process: word('Process'),
  relationship: word('Relation'),
  report: word('Report'),
  sighting: word('Sighting'),
  software: word('Software'),
  'threat-actor': word('Threat actor'),
  tool: word('Tool'),
  url: 'URL',
  'user-account': word('Account'),
  vulnerability: word('Vulnerability'),
  'windows-registry-key': word('Registry key'),
  'x509-certificate': word('Certificate'),
};

const VALUE_TYPES = [
  'ipv4-addr',
  'ipv6-addr',
  'domain-name',
  'url',
  'file',
  'email-addr',
  'email-message',
  'mac-addr',
  'mutex',
  'network-traffic',
  'autonomous-system',
  'user-account',
  'windows-registry-key',
  'x509-certificate',
  'software',
  'process',
  'directory',
  'artifact',
];

/** Families of objects, in the words of those who read them; each stands for several STIX types. */
export const FAMILIES = {
  indicators: {
    label: word('Indicators and values'),
    types: ['indicator', 'observed-data', ...VALUE_TYPES],
  },
  reports: { label: word('Reports and notes'), types: ['report', 'grouping', 'note', 'opinion'] },
  threats: {
    label: word('Threats and how they work'),
    types: [
      'threat-actor',
      'intrusion-set',
      'campaign',
      'malware',
      'malware-analysis',
      'tool',
      'attack-pattern',
      'vulnerability',
      'infrastructure',
      'incident',
    ],
  },
  defence: { label: word('Defence'), types: ['course-of-action'] },
  parties: { label: word('Organizations and places'), types: ['identity', 'location'] },
  links: { label: word('Relations and sightings'), types: ['relationship', 'sighting'] },
} as const;
/** One family. */
export type Family = keyof typeof FAMILIES;

const OBSERVABLES: Partial<Record<ObservableKind, string>> = {
  ipv4: 'IPv4',
  ipv6: 'IPv6',
  domain: word('Domain'),
  url: 'URL',
  email: word('E-mail'),
  mac: 'MAC',
  asn: word('AS number'),
  mutex: word('Mutex'),
  'registry-key': word('Registry key'),
  cve: word('Vulnerability'),
  'user-agent': word('User agent'),
  'x509-serial': word('Certificate serial'),
  'certificate-hash': word('Certificate hash'),
  account: word('Account'),
  'email-subject': word('E-mail subject'),
};

/** The kinds of contribution somebody may choose when sharing, each with a line of help. */
export const SHARE_KINDS: readonly {
  readonly kind: ContributionKind;
  readonly label: string;
  readonly help: string;
}[] = [
  {
    kind: 'indicators',
    label: word('Indicators to look for or block'),
    help: word('Addresses, domains or hashes others can search their logs for.'),
  },
  {
    kind: 'alert',
    label: word('Warning'),
    help: word('Something happens now, and others should act today.'),
  },
  {
    kind: 'incident-note',
    label: word('Note on an incident'),
    help: word('What happened to you or somebody else, and how far it got.'),
  },
  {
    kind: 'report',
    label: word('Report'),
    help: word('Something to read: an analysis, a bulletin, background.'),
  },
  {
    kind: 'vulnerability',
    label: word('Vulnerability'),
    help: word('A weakness in a product, with what to do about it.'),
  },
  {
    kind: 'best-practice',
    label: word('Good practice'),
    help: word('What worked for you and may work for others.'),
  },
  {
    kind: 'question',
    label: word('Question'),
    help: word('You want to know whether others have seen this.'),
  },
];

const CONTRIBUTIONS: Readonly<Record<ContributionKind, string>> = {
  indicators: word('Indicators'),
  report: word('Report'),
  alert: word('Warning'),
  'incident-note': word('Note on an incident'),
  vulnerability: word('Vulnerability'),
  'best-practice': word('Good practice'),
  question: word('Question'),
  answer: word('Answer'),
  sighting: word('Sighting'),
  feedback: word('Feedback'),
  bundle: word('STIX file'),
};

/** What each fate means for whoever sent the object. */
export const FATES: Readonly<Record<Fate, { label: string; tone: string; words: string }>> = {
  kept: {
    label: word('Kept'),
    tone: 'good',
    words: word('Stored, and given to those its marking allows.'),
  },
  'already-here': {
    label: word('Already here'),
    tone: '',
    words: word('You sent the same before. Nothing changed, nothing was sent again.'),
  },
  held: {
    label: word('Held'),
    tone: 'caution',
    words: word('Kept back until what it needs has arrived or somebody released it.'),
  },
  quarantined: {
    label: word('Quarantined'),
    tone: 'caution',
    words: word('Only your organization sees it. Correct it and share again.'),
  },
  refused: {
    label: word('Refused'),
    tone: 'bad',
    words: word('Not stored. Correct it and share again.'),
  },
};

/** What was done about an object, in words. */
export const ACTIONS_TAKEN: Readonly<Record<ActionTaken, string>> = {
  blocked: word('Blocked it'),
  hunted: word('Searched our logs for it'),
  patched: word('Patched or repaired'),
  'told-owner': word('Told whoever it belongs to'),
  none: word('Nothing: not for us'),
};

/** A STIX type in words. */
export function typeWords(type: string): string {
  const known = entryOf(TYPES, type);
  if (known !== undefined) return t(known);
  const words = type.replace(/^x-/, '').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A kind of value in words. */
export function observableWords(kind: ObservableKind): string {
  const known = OBSERVABLES[kind];
  return known === undefined ? kind.toUpperCase() : t(known);
}

/** A kind of contribution in words. */
export function contributionWords(kind: ContributionKind): string {
  return t(CONTRIBUTIONS[kind]);
}

/** The STIX type an id begins with. */
export function typeOfStixId(id: string): string {
  return id.split('--')[0] ?? id;
}

/** Whether objects of a type are bare values. */
export function isValueType(type: string): boolean {
  return VALUE_TYPES.includes(type);
}

/** Whether a title is a value rather than words: an address, a hash, a number of a vulnerability. */
export function isCode(type: string, title: string): boolean {
  if (isValueType(type)) return true;
  return /^\S+[.:/_-]\S+$/.test(title) || /^[a-f\d]{32,128}$/i.test(title);
}

/** A text of somebody else's in which no address can be clicked or mailed by mistake, and nothing hides. */
export function safeText(text: string): string {
  return seenText(text).replaceAll(/[^\s'"<>()[\]{},;|=]+/g, (word) => {
    const bare = word.replace(/[.:!?]+$/, '');
    // A version number has too few parts for an address, and nothing makes a link of it.
    if (/^v?\d+(\.\d+){1,2}$/i.test(bare)) return word;
    // "e.g." has the shape of a host name; no top-level domain has one letter.
    if (/(^|\.)[a-z]$/i.test(bare)) return word;
    return defang(bare) + word.slice(bare.length);
  });
}

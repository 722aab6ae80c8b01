/**
 * `stop` needs an edit or somebody's word for it; `warn` is mostly wrong to share; `ask` only a person can tell; `info`
 * is good to know.
 */
export const SEVERITIES = ['stop', 'warn', 'ask', 'info'] as const;
/** One of {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** Moves with every change of what a rule finds, so that a report says what was looked for. */
export const RULES_VERSION = '3';

interface RuleWords {
  readonly severity: Severity;
  /** What is wrong with it, for a person. */
  readonly why: string;
  /** What to write instead; empty: nothing, it may well stay. */
  readonly instead: string;
}

/** Every rule of the shield, by its name. */
export const RULES = {
  'private-key': {
    severity: 'stop',
    why: 'This is a private key: whoever has it can be you.',
    instead: '[private key]',
  },
  token: {
    severity: 'stop',
    why: 'This looks like an access token: whoever has it can act as you.',
    instead: '[token]',
  },
  password: {
    severity: 'stop',
    why: 'This looks like a password.',
    instead: '[password]',
  },
  'password-hash': {
    severity: 'stop',
    why: 'This is the hash of a password, which can be used or guessed.',
    instead: '[password hash]',
  },
  cookie: {
    severity: 'stop',
    why: 'A cookie lets others go on with a session.',
    instead: '[cookie]',
  },
  card: {
    severity: 'stop',
    why: 'This is the number of a payment card.',
    instead: '[card number]',
  },
  iban: {
    severity: 'stop',
    why: 'This is the number of a bank account.',
    instead: '[account number]',
  },
  'own-domain': {
    severity: 'stop',
    why: 'This names your own organization.',
    instead: '[own domain]',
  },
  'own-address': {
    severity: 'stop',
    why: 'This is an address of your own network.',
    instead: '[own address]',
  },
  'own-name': {
    severity: 'stop',
    why: 'This is a name your organization wants to keep out.',
    instead: '[organization]',
  },
  'own-person': {
    severity: 'stop',
    why: 'This is somebody who works for you.',
    instead: '[person]',
  },
  'client-name': {
    severity: 'stop',
    why: 'This names a client of yours.',
    instead: '[client]',
  },
  privileged: {
    severity: 'stop',
    why: 'This says that it is between a lawyer and a client.',
    instead: '[removed]',
  },
  'market-sensitive': {
    severity: 'stop',
    why: 'This could move a price on a market.',
    instead: '[removed]',
  },
  'special-category': {
    severity: 'stop',
    why: 'This is about health, belief or membership in a union of somebody (GDPR Article 9).',
    instead: '[removed]',
  },
  'others-red': {
    severity: 'stop',
    why: 'This carries TLP:RED: only its source may pass it on.',
    instead: '[marked by another source]',
  },
  'others-amber': {
    severity: 'ask',
    why: 'This carries a marking. Is it of your own making? If not, its source decides who may have it.',
    instead: '[marked by another source]',
  },
  'private-network': {
    severity: 'warn',
    why: 'An address inside a network says how the network is built and helps nobody else.',
    instead: '[internal address]',
  },
  'internal-host': {
    severity: 'warn',
    why: 'This is the name of a machine inside a network.',
    instead: '[internal host]',
  },
  'user-name': {
    severity: 'warn',
    why: 'This is the name of somebody’s account.',
    instead: '[user]',
  },
  phone: {
    severity: 'warn',
    why: 'This looks like a telephone number.',
    instead: '[telephone]',
  },
  'hardware-address': {
    severity: 'warn',
    why: 'This names a single device.',
    instead: '[device]',
  },
  ticket: {
    severity: 'warn',
    why: 'The number of a ticket leads back to you.',
    instead: '[ticket]',
  },
  recipient: {
    severity: 'warn',
    why: 'To whom a mail went says who was attacked; others need only where it came from.',
    instead: '[recipient]',
  },
  'mail-way': {
    severity: 'warn',
    why: 'This shows the way of a mail inside a network.',
    instead: '[internal hop]',
  },
  session: {
    severity: 'warn',
    why: 'The number of a session leads to one person, and may let others go on with it.',
    instead: '[session]',
  },
  author: {
    severity: 'warn',
    why: 'This says who made or changed the file.',
    instead: '[author]',
  },
  'file-trace': {
    severity: 'warn',
    why: 'When, where and with what a file was made says something about its maker.',
    instead: '[removed]',
  },
  position: {
    severity: 'warn',
    why: 'This says where a picture was taken.',
    instead: '[position]',
  },
  hidden: {
    severity: 'warn',
    why: 'Nobody sees this in the file, and it leaves with it.',
    instead: '[removed]',
  },
  'tracked-change': {
    severity: 'warn',
    why: 'What was struck out or put in is still in the file, with who did it.',
    instead: '[removed]',
  },
  'unlisted-field': {
    severity: 'warn',
    why: 'Nobody knows what stands in a field of this name: only listed fields of a log go along.',
    instead: '[left out]',
  },
  comment: {
    severity: 'ask',
    why: 'A comment is written for colleagues. Is it meant for others as well?',
    instead: '[removed]',
  },
  signature: {
    severity: 'ask',
    why: 'Is this the signature of somebody on your side? It says who they are and how they are reached.',
    instead: '[signature]',
  },
  'quoted-mail': {
    severity: 'ask',
    why: 'Is this quoted from a mail of your own? Others hardly need it.',
    instead: '[quoted mail]',
  },
  victim: {
    severity: 'ask',
    why: 'Is this who was attacked? A sector and a region say as much as others need.',
    instead: '[victim]',
  },
  sighter: {
    severity: 'ask',
    why: 'This names who saw it. Did they agree to be named?',
    instead: '[who saw it]',
  },
  payload: {
    severity: 'ask',
    why: 'This carries content as it was on the wire or on a disk, and nothing here looks into it.',
    instead: '[content]',
  },
  'url-query': {
    severity: 'ask',
    why: 'What stands behind the question mark can name the victim. Does it belong to the attacker?',
    instead: '[query]',
  },
  'personal-mail': {
    severity: 'ask',
    why: 'Is this address the attacker’s or a victim’s? A victim’s does not help others.',
    instead: '[mail address]',
  },
  'named-person': {
    severity: 'ask',
    why: 'This names a person. Is it somebody whose name others need?',
    instead: '[person]',
  },
  contact: {
    severity: 'warn',
    why: 'This says how somebody can be reached.',
    instead: '[contact]',
  },
  'well-known': {
    severity: 'info',
    why: 'Nearly everybody uses this service: whoever blocks it blocks themselves.',
    instead: '',
  },
} as const satisfies Readonly<Record<string, RuleWords>>;

/** A rule's name. */
export type RuleName = keyof typeof RULES;

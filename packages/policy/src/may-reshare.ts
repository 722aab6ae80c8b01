import { levelOfLabel } from './label.ts';
import { mayRead } from './may-read.ts';
import { isOwnName } from './reader.ts';
import type { Clause, Instant, Label } from './label.ts';
import type { TlpLevel } from './levels.ts';
import type { Reader } from './reader.ts';
import type { PermittedActions } from './terms.ts';

/** What a reader might want to do with an item beyond reading it (marking rules 2.3, "Who may re-share, where"). */
export const ACTS = [
  'show-colleague',
  'give-client',
  'give-provider',
  'sub-hub',
  'federated-hub',
  'government-partner',
  'public',
  'machine-export',
  'look-up-outside',
  'block',
  'aggregate',
  'name-source',
  'notify-affected',
  'resell',
] as const;
/** One act. */
export type Act = (typeof ACTS)[number];

/** Yes; no; only if the source agrees; or yes under the condition the words state. */
export type Verdict = 'yes' | 'no' | 'ask' | 'conditional';

/** What a reader is told about one act. */
export interface ReshareDecision {
  readonly act: Act;
  readonly verdict: Verdict;
  /** One plain sentence. */
  readonly words: string;
}

type Row = Record<TlpLevel, readonly [Verdict, string]>;

const ASK = 'Ask the source first.';
const REFUSED_PUBLIC = 'Not on public sites, in open feeds or on social media.';
const ONLY_KNOWN = 'Only to organizations that may already read it here.';
const NAMED_WITHIN = 'Only to those who may read it themselves.';
const TOLD_WITHIN = 'That something concerns them, not what stands here.';
const NOT_SOLD = 'It may not be sold.';

const TABLE: Record<Act, Row> = {
  'show-colleague': {
    clear: ['yes', 'You may show it to anybody.'],
    green: ['yes', 'You may show it to colleagues.'],
    amber: ['yes', 'You may show it to colleagues who need to know.'],
    'amber+strict': ['yes', 'You may show it to colleagues who need to know.'],
    red: ['ask', 'Only the persons named may see it. Ask the source first.'],
  },
  'give-client': {
    clear: ['yes', 'You may give it to clients.'],
    green: ['no', 'Not to clients, unless they belong to the community.'],
    amber: [
      'conditional',
      'To clients who need it to protect themselves; what is given is recorded.',
    ],
    'amber+strict': ['ask', `Not to clients. ${ASK}`],
    red: ['ask', ASK],
  },
  'give-provider': {
    clear: ['yes', 'You may give it to your service providers.'],
    green: ['conditional', 'To your service providers, if the community counts them in.'],
    amber: ['conditional', 'To your service providers, if the community and the source allow it.'],
    'amber+strict': ['conditional', 'Only to provider staff the community counts as your own.'],
    red: ['ask', ASK],
  },
  'sub-hub': {
    clear: ['yes', 'You may pass it to other communities.'],
    green: ['conditional', 'Only to parts of this community.'],
    amber: ['conditional', ONLY_KNOWN],
    'amber+strict': ['conditional', ONLY_KNOWN],
    red: ['no', 'Never automatically.'],
  },
  'federated-hub': {
    clear: ['yes', 'It may go to linked hubs.'],
    green: ['conditional', 'To linked hubs that both communities name in their profiles.'],
    amber: ['conditional', 'Only by a grant for each organization.'],
    'amber+strict': ['conditional', 'Only by a grant for each organization.'],
    red: ['no', 'Never automatically.'],
  },
  'government-partner': {
    clear: ['yes', 'You may give it to authorities.'],
    green: ['conditional', 'To government partners the community lists, if the source agreed.'],
    amber: ['ask', ASK],
    'amber+strict': ['ask', ASK],
    red: ['ask', ASK],
  },
  public: {
    clear: ['yes', 'You may publish it; copyright still applies.'],
    green: ['no', REFUSED_PUBLIC],
    amber: ['no', REFUSED_PUBLIC],
    'amber+strict': ['no', REFUSED_PUBLIC],
    red: ['no', REFUSED_PUBLIC],
  },
  'machine-export': {
    clear: ['yes', 'You may export it to your tools.'],
    green: ['yes', 'You may export it to tools inside your organization.'],
    amber: ['yes', 'You may export it to tools inside your organization.'],
    'amber+strict': ['yes', 'You may export it to tools inside your organization.'],
    red: ['no', 'No export: read it here only.'],
  },
  'look-up-outside': {
    clear: ['yes', 'You may look its values up at outside services.'],
    green: ['yes', 'You may look its values up at outside services.'],
    amber: ['yes', 'You may look its values up at outside services.'],
    'amber+strict': ['yes', 'You may look its values up at outside services.'],
    red: ['no', 'Do not look its values up at outside services.'],
  },
  block: {
    clear: ['yes', 'You may block it.'],
    green: ['yes', 'You may block it.'],
    amber: ['yes', 'You may block it.'],
    'amber+strict': ['yes', 'You may block it.'],
    red: ['ask', `Blocking can give it away. ${ASK}`],
  },
  aggregate: {
    clear: ['yes', 'It may be counted in statistics.'],
    green: ['conditional', 'Only in statistics too coarse to point at anybody.'],
    amber: ['conditional', 'Only in statistics too coarse to point at anybody.'],
    'amber+strict': ['conditional', 'Only in statistics too coarse to point at anybody.'],
    red: ['ask', ASK],
  },
  'name-source': {
    clear: ['yes', 'You may say whom it came from.'],
    green: ['conditional', NAMED_WITHIN],
    amber: ['conditional', NAMED_WITHIN],
    'amber+strict': ['conditional', NAMED_WITHIN],
    red: ['conditional', NAMED_WITHIN],
  },
  'notify-affected': {
    clear: ['yes', 'You may tell whom it concerns.'],
    green: ['conditional', TOLD_WITHIN],
    amber: ['conditional', TOLD_WITHIN],
    'amber+strict': ['ask', ASK],
    red: ['ask', ASK],
  },
  resell: {
    clear: ['yes', 'You may sell it on; copyright still applies.'],
    green: ['no', NOT_SOLD],
    amber: ['no', NOT_SOLD],
    'amber+strict': ['no', NOT_SOLD],
    red: ['no', NOT_SOLD],
  },
};

/**
 * What this reader may do with an item they read: the table of the marking rules, narrowed by the source's
 * limits and PAP. Somebody who may not read it is told nothing: `undefined`.
 */
export function mayReshare(
  reader: Reader,
  label: Label,
  at: { act: Act; now: Instant },
): ReshareDecision | undefined {
  if (!mayRead(reader, label, at.now).allowed) return undefined;
  if (isOnlySource(reader, label)) {
    return { act: at.act, verdict: 'yes', words: 'It is your own: the decision is yours.' };
  }
  const [verdict, words] = TABLE[at.act][levelOfLabel(label, at.now)];
  const narrowed = narrowedBy(label, at.act);
  if (narrowed !== undefined && verdict !== 'no') return { act: at.act, ...narrowed };
  return { act: at.act, verdict, words };
}

/** All acts at once, in the order of {@link ACTS}: what the page "what may I do with it" shows. */
export function reshareTable(reader: Reader, label: Label, now: Instant): ReshareDecision[] {
  return ACTS.map((act) => mayReshare(reader, label, { act, now })).filter((d) => d !== undefined);
}

function isOnlySource(reader: Reader, label: Label): boolean {
  return !reader.providerStaff && label.clauses.every((clause) => isOwnName(reader, clause.origin));
}

interface Narrowing {
  readonly act: Act;
  readonly when: (clause: Clause) => boolean;
  readonly verdict: Verdict;
  readonly words: string;
}

/**
 * What IEP's permitted actions make of the three acts they are about. PAP is the nearest to them: RED is internally
 * visible, AMBER indirectly, GREEN and CLEAR directly (marking rules 2.4).
 */
function byActions(
  actions: PermittedActions,
  acts: Partial<Record<Act, readonly [Verdict, string]>>,
): Narrowing[] {
  return Object.entries(acts).map(([act, [verdict, words]]) => ({
    act: act as Act,
    when: ({ terms }) => terms?.permittedActions === actions,
    verdict,
    words,
  }));
}

const NO_ACTION = 'The source permits no action on it.';
const INSTRUCTED = 'The source wants to be asked what may be done with it.';
const INSIDE = 'The source permits only what shows inside your own network.';
const INDIRECT = 'The source permits nothing that others could tell was aimed at them.';

/** What the source's limits, terms and PAP make of an act, whatever its level; the strictest first. */
const NARROWINGS: readonly Narrowing[] = [
  ...byActions('NONE', {
    'machine-export': ['no', NO_ACTION],
    'look-up-outside': ['no', NO_ACTION],
    block: ['no', NO_ACTION],
  }),
  ...byActions('CONTACT-FOR-INSTRUCTION', {
    'machine-export': ['ask', INSTRUCTED],
    'look-up-outside': ['ask', INSTRUCTED],
    block: ['ask', INSTRUCTED],
  }),
  ...byActions('INTERNALLY-VISIBLE-ACTIONS', {
    'look-up-outside': ['no', INSIDE],
    block: ['no', INSIDE],
  }),
  ...byActions('EXTERNALLY-VISIBLE-INDIRECT-ACTIONS', { block: ['no', INDIRECT] }),
  {
    act: 'name-source',
    when: ({ terms }) => terms?.chathamHouse === true,
    verdict: 'no',
    words:
      'Chatham House Rule: use it, but say nothing of who said it, for whom, or who was there.',
  },
  {
    act: 'name-source',
    when: ({ terms }) => terms?.attribution === 'MUST-NOT',
    verdict: 'no',
    words: 'The source does not want to be named.',
  },
  {
    act: 'name-source',
    when: ({ terms }) => terms?.attribution === 'MUST',
    verdict: 'conditional',
    words: 'The source is to be named wherever it is used, within its marking.',
  },
  {
    act: 'notify-affected',
    when: ({ terms }) => terms?.affectedParty === 'MUST-NOT',
    verdict: 'no',
    words: 'The source does not want those it concerns to be told.',
  },
  {
    act: 'resell',
    when: ({ terms }) => terms?.resale === 'MUST-NOT',
    verdict: 'no',
    words: 'The source does not want it sold on as it is.',
  },
  {
    act: 'give-client',
    when: (clause) => clause.limits?.clients === false,
    verdict: 'no',
    words: 'The source does not want it given to clients.',
  },
  {
    act: 'give-provider',
    when: (clause) => clause.limits?.providers === false,
    verdict: 'no',
    words: 'The source does not want it given to service providers.',
  },
  {
    act: 'government-partner',
    when: (clause) => clause.limits?.government === false,
    verdict: 'no',
    words: 'The source does not want it given to authorities.',
  },
  {
    act: 'look-up-outside',
    when: (clause) => clause.pap === 'red',
    verdict: 'no',
    words: 'PAP:RED: only quiet work on your own logs.',
  },
  {
    act: 'machine-export',
    when: (clause) => clause.pap === 'red',
    verdict: 'conditional',
    words: 'PAP:RED: only to search your own past logs.',
  },
  {
    act: 'block',
    when: (clause) => clause.pap === 'red' || clause.pap === 'amber',
    verdict: 'no',
    words: 'The source asks for no action its target could notice.',
  },
];

function narrowedBy(label: Label, act: Act): { verdict: Verdict; words: string } | undefined {
  const found = NARROWINGS.find((one) => one.act === act && label.clauses.some(one.when));
  return found === undefined ? undefined : { verdict: found.verdict, words: found.words };
}

import { defang } from '@tocsin/stix';
import type { FilePart, Observable } from '@tocsin/stix';
import { ATTRIBUTIONS, CREDIBILITIES_SAID } from '@tocsin/policy';
import type { Attribution, TlpLevel } from '@tocsin/policy';
import {
  markingOf,
  namesSomebody,
  proposedMarking,
  timeFaults,
} from '../protection/marking-draft.ts';
import type { MarkingDraft } from '../protection/marking-draft.ts';
import { NO_DECISIONS } from '../shield/decisions.ts';
import type { Decisions } from '../shield/decisions.ts';
import type { StixFile } from './share-files.ts';
import type { ContributionKind, ShareBody } from './words.ts';

/** A share while somebody writes it, as it is kept through reloads. Files stay outside: they lie on the disk already. */
export interface ShareDraft extends Decisions {
  readonly kind: ContributionKind;
  readonly title: string;
  readonly text: string;
  /** How sure somebody is of a text: 2 to 5 of the Admiralty code; 0 where they do not say. */
  readonly credibility: number;
  /** What somebody decided about found values, by {@link valueKey}; the others are as proposed. */
  readonly ticks: Readonly<Record<string, boolean>>;
  /** Files whose objects carry their own markings keep them. */
  readonly keepsOwn: boolean;
  readonly attribution: Attribution;
  /** For `sealed`: how many custodians it takes, and the ticket it was begun to be sent under. */
  readonly sealedTo: 1 | 2;
  readonly ticket: string;
  readonly marking: MarkingDraft;
  /** A TLP:RED draft is kept on this device only when somebody says so. */
  readonly keepsRed: boolean;
  /** The request to share wider that it answers; empty for none. */
  readonly answers: string;
  /** What the check came to, for files that go in parts: also those sent after a reload. */
  readonly check?: CheckSaid;
  /** The body that was sent and not answered yet, by its digest, and the key it is sent again under. */
  readonly sent: { readonly digest: string; readonly key: string };
}

/** A found value with what is proposed about it. */
export interface Tickable extends Observable {
  readonly ticked: boolean;
}

/** A new share. */
export function newShare(level: TlpLevel): ShareDraft {
  return {
    kind: 'indicators',
    title: '',
    text: '',
    credibility: 0,
    ticks: {},
    keepsOwn: true,
    attribution: 'named',
    sealedTo: 1,
    ticket: '',
    marking: proposedMarking(level),
    keepsRed: false,
    answers: '',
    ...NO_DECISIONS,
    sent: { digest: '', key: '' },
  };
}

/** What tells values apart. */
export function valueKey({ kind, value }: Observable): string {
  return `${kind} ${value}`;
}

/** Whether a found value goes out as a value: as somebody decided, else as proposed. */
export function isTicked({ ticks }: Pick<ShareDraft, 'ticks'>, found: Tickable): boolean {
  return ticks[valueKey(found)] ?? found.ticked;
}

/** The decisions after ticking or unticking some values. */
export function ticksAfter(
  { ticks }: Pick<ShareDraft, 'ticks'>,
  found: readonly Tickable[],
  isOn: boolean,
): Record<string, boolean> {
  return { ...ticks, ...Object.fromEntries(found.map((one) => [valueKey(one), isOn])) };
}

/** The title a share gets when nobody writes one, as the hub makes it: the first line. */
export function proposedTitle(text: string): string {
  const line = (text.trim().split('\n')[0] ?? '').replaceAll(/\s+/g, ' ').trim();
  const title = line.length <= 160 ? line : `${line.slice(0, 159).toWellFormed()}…`;
  return defang(title);
}

/** Whether nothing was written yet: such a draft is neither kept nor sent. */
export function isBlank({ title, text }: ShareDraft, files: readonly StixFile[]): boolean {
  return title.trim() === '' && text.trim() === '' && files.length === 0;
}

/** What still keeps a share from being sent. */
export type Missing = 'content' | 'audience' | 'times';

/** Why a share cannot be sent as it stands; `undefined` when it can. */
export function missingIn(draft: ShareDraft, files: readonly StixFile[]): Missing | undefined {
  if (draft.text.trim() === '' && files.length === 0) return 'content';
  if (files.length > 0 && draft.keepsOwn) return undefined;
  if (!namesSomebody(draft.marking)) return 'audience';
  return Object.keys(timeFaults(draft.marking, Date.now())).length > 0 ? 'times' : undefined;
}

/** What the check in this browser came to, as the receipt will have it; no value that was found is in it. */
export type CheckSaid = NonNullable<NonNullable<ShareBody['shield']>['check']>;

/** The body of a text with those of its values that are ticked. */
export function textBody(draft: ShareDraft, found: readonly Tickable[], check?: CheckSaid): string {
  const title = draft.title.trim();
  const values = found.filter((one) => isTicked(draft, one));
  const said = CREDIBILITIES_SAID.find((one) => one === draft.credibility);
  const body: ShareBody = {
    ...(title === '' ? {} : { title }),
    kind: draft.kind,
    text: draft.text,
    values: values.map(({ kind, value }) => ({ kind, value })),
    ...(said === undefined ? {} : { credibility: said }),
    marking: markingOf(draft.marking),
    ...namedBy(draft),
    ...(check === undefined ? {} : { shield: { check } }),
  };
  return JSON.stringify(body);
}

/** The body that carries files, or one part of them. Objects go in byte for byte: the hub keeps them as they were written. */
export function partBody(draft: ShareDraft, part: FilePart, check?: CheckSaid): string {
  const title = draft.title.trim();
  const head: ShareBody = { ...(title === '' ? {} : { title }), kind: 'bundle' };
  if (draft.text.trim() !== '') head.text = draft.text;
  if (check !== undefined) head.shield = { check };
  if (!draft.keepsOwn) head.marking = markingOf(draft.marking);
  Object.assign(head, namedBy(draft));
  return `${JSON.stringify(head).slice(0, -1)},"bundle":${TEXT.decode(part.bytes)}}`;
}

/** A name for one share would be another one for each of several parts: the pseudonym that stays is taken instead. */
export function attributionIn({ attribution }: ShareDraft, parts: number): Attribution {
  return parts > 1 && attribution !== 'named' ? 'pseudonym' : attribution;
}

/**
 * Whether an answer would go out under the pseudonym that stays because its file goes in parts. By that whoever asked
 * would know more of the source than before: it is for the source to say.
 */
export function isRenamedAnswer(draft: ShareDraft, parts: number): boolean {
  return draft.answers !== '' && attributionIn(draft, parts) !== draft.attribution;
}

/** Under the own name, and under the alias of a ticket, nothing has to be said. */
function namedBy({ attribution }: ShareDraft): Pick<ShareBody, 'attribution'> {
  return attribution === 'named' || attribution === 'sealed' ? {} : { attribution };
}

const TEXT = new TextDecoder();

/** A short name for a body, to know it again after a reload. */
export function digestOf(body: string): string {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let at = 0; at < body.length; at += 1) {
    const unit = body.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b + unit, 0x27d4eb2f) ^ (b >>> 13);
  }
  return `${body.length}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

/** The key a body goes out under: the same for the same body, so that the hub does nothing twice. */
export function sentAs(draft: ShareDraft, body: string): ShareDraft['sent'] {
  const digest = digestOf(body);
  return draft.sent.digest === digest ? draft.sent : { digest, key: newKey() };
}

/** Reads a kept draft; what is unknown or of another kind is as in a new one. */
export function readShareDraft(value: unknown, level: TlpLevel): ShareDraft {
  const blank = newShare(level);
  if (!isRecord(value)) return blank;
  const marking = readMarkingDraft(blank.marking, value['marking']);
  const sent = isRecord(value['sent']) ? sameShape(blank.sent, value['sent']) : blank.sent;
  // As it was sent: a part that is sent again under its key must be the same to the byte.
  const check = isRecord(value['check']) ? { check: value['check'] as CheckSaid } : {};
  const attribution = ATTRIBUTIONS.find((one) => one === value['attribution']) ?? 'named';
  const sealedTo = value['sealedTo'] === 2 ? 2 : 1;
  return { ...sameShape(blank, value), attribution, sealedTo, marking, sent, ...check };
}

function readMarkingDraft(blank: MarkingDraft, value: unknown): MarkingDraft {
  if (!isRecord(value)) return blank;
  const terms = isRecord(value['terms']) ? sameShape(blank.terms, value['terms']) : blank.terms;
  const answers = isRecord(value['answers'])
    ? sameShape(blank.answers, value['answers'])
    : blank.answers;
  return { ...sameShape(blank, value), terms, answers };
}

/** Each member of `value` that is of the kind `model` has there; the others as in `model`. */
function sameShape<T extends object>(model: T, value: Record<string, unknown>): T {
  const entries = Object.entries(model).map(([key, usual]: [string, unknown]) => {
    const given = value[key];
    const isSame = typeof given === typeof usual && Array.isArray(given) === Array.isArray(usual);
    return [key, isSame && given !== null ? given : usual];
  });
  return Object.fromEntries(entries) as T;
}

/** Also without a secure origin, where `randomUUID` is missing. */
export function newKey(): string {
  const parts = crypto.getRandomValues(new Uint32Array(4));
  return [...parts].map((part) => part.toString(16).padStart(8, '0')).join('');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

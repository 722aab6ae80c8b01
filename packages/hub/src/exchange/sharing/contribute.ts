import { confidenceOf, levelOfLabel, rankOfLevel } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import type { StixObject } from '@tocsin/stix';
import type { CommunityView, MarkingInput, NewObject } from '@tocsin/store';
import { Answer, authorize, refuse, Refused } from '../../kernel/index.ts';
import type { CallerContext, Operation } from '../../kernel/index.ts';
import { identityId, readMarking, sourceNamed } from '../../protection/index.ts';
import type { NamedSource } from '../../protection/index.ts';
import { exchangeAuthority } from '../exchange.authority.ts';
import { VALUES_MAX } from './sharing.contract.ts';
import type { contribute as contract } from './sharing.contract.ts';
import { extractValues } from '@tocsin/shield';
import { identityOf, objectsOfText, titleOfText } from '../extraction/made-objects.ts';
import type { Maker } from '../extraction/made-objects.ts';
import { bring } from './bring.ts';
import type { Came, Ready } from './bring.ts';
import { readShare } from './read-share.ts';
import type { ReadObjects } from './read-objects.ts';
import type { ShareSaid } from './read-share.ts';

/** Shares a text, objects or a bundle. A text without STIX becomes STIX. */
export const contribute: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community, exchangeAuthority.contribute);
  if (community instanceof Refused) return community;
  const share = await readShare(body, context.settings);
  if (share instanceof Refused) return share;
  const { said, sent } = share;
  const source = await sourceNamed(context, community.id, said.attribution);
  if (source instanceof Refused) return source;
  const marking = await markingOf(context, community, said);
  if (marking instanceof Refused) return marking;
  if (sent === undefined) {
    const ready = readyText(context, said, { marking, source });
    if (ready instanceof Refused) return ready;
    const brought = await bring(context, community, {
      ready,
      came: cameBy(body, said, true),
      source,
    });
    const isShared = brought instanceof Answer && brought.output?.review === undefined;
    if (isShared) await widenIdentity(context, community, { marking, source });
    return brought;
  }
  const ready = readyObjects(said, sent, marking);
  if (ready instanceof Refused) return ready;
  return bring(context, community, { ready, came: cameBy(body, said, false), source });
};

function readyObjects(
  said: ShareSaid,
  { objects, refused }: ReadObjects,
  marking: MarkingInput | undefined,
): Ready | Refused {
  const faults = NOT_WITH_STIX.filter(({ part }) => said[part] !== undefined).map(
    ({ part, message }) => ({ pointer: `/${part}`, code: 'not-with-stix', message }),
  );
  if (faults.length > 0) {
    return refuse('invalid', 'Cannot take the request: see the errors', { faults });
  }
  if (objects.length + refused.length === 0) return nothing();
  return {
    kind: said.kind ?? 'bundle',
    title: said.title ?? titleOfObjects(objects),
    text: said.text ?? '',
    marking,
    objects,
    refused,
    ...(said.atomic === true ? { atomic: true } : {}),
  };
}

/** What is said about a text alone. */
const NOT_WITH_STIX = [
  {
    part: 'values',
    message: 'Leave "values" out when you send STIX: they choose among the values of a text',
  },
  {
    part: 'credibility',
    message: 'Leave "credibility" out when you send STIX: write "confidence" into its objects',
  },
] as const;

function cameBy(bytes: Uint8Array, { shield, title, text }: ShareSaid, isMade: boolean): Came {
  const words = {
    ...(title === undefined ? {} : { '/title': title }),
    ...(text === undefined ? {} : { '/text': text }),
  };
  return { bytes, words, isMade, ...(shield === undefined ? {} : { said: shield }) };
}

/**
 * The identity that says who made it is here once, as wide as the first share it went along with. A wider one takes
 * it along: else those it reaches would read of a maker nobody tells them of. Who may not mark wider leaves it.
 */
async function widenIdentity(
  { handle, now }: CallerContext,
  { id: community }: CommunityView,
  { marking, source }: { marking: MarkingInput | undefined; source: NamedSource },
): Promise<void> {
  if (marking === undefined || !reachesEverybody(marking)) return;
  if (marking.changes !== undefined || marking.terms !== undefined) return;
  const { level } = marking;
  const here = await handle.exchange.object(identityId(source.id), community);
  if (here === undefined || here.origin !== source.id) return;
  if (rankOfLevel(levelOfLabel(here.label, now())) <= rankOfLevel(level)) return;
  await handle.exchange.remark(here.id, community, { level, audience: { everyone: true } });
}

/** A title for objects that came without one: the name of the report among them, else how many they are. */
export function titleOfObjects(objects: readonly NewObject[]): string {
  const framing = objects.find(({ object }) => FRAMES.has(object.type));
  const name: unknown = framing?.object['name'];
  if (typeof name === 'string' && name !== '') return name.slice(0, 200).toWellFormed();
  return objects.length === 1 ? '1 object' : `${String(objects.length)} objects`;
}

/** Objects that name what they hold together. */
const FRAMES: ReadonlySet<string> = new Set(['report', 'grouping', 'incident', 'campaign']);

function markingOf(
  context: CallerContext,
  community: CommunityView,
  { marking }: ShareSaid,
): Promise<MarkingInput | Refused | undefined> {
  if (marking === undefined) return Promise.resolve(undefined);
  const now = context.now();
  return readMarking(marking, { handle: context.handle, community, now, pointer: '/marking' });
}

function readyText(
  context: CallerContext,
  { kind, title: named, text = '', values: wanted, credibility, atomic }: ShareSaid,
  { marking, source }: { marking: MarkingInput | undefined; source: NamedSource },
): Ready | Refused {
  if (text.trim() === '' && named === undefined) return nothing();
  const values = chosen(extractValues(text, VALUES_MAX), wanted);
  if (values instanceof Refused) return values;
  const level = levelThatHolds(marking);
  const maker: Maker = {
    organization: source,
    now: timeTold(context.now(), source),
    newId: context.newId,
    ...(level === undefined ? {} : { level }),
    ...(credibility === undefined ? {} : { confidence: confidenceOf(credibility) }),
  };
  const title = named ?? titleOfText(text, level);
  const made = objectsOfText({ title, text, values }, maker);
  const objects = reachesEverybody(marking) ? [identityOf(source), ...made] : made;
  return {
    kind: kind ?? (values.length === 0 ? 'report' : 'indicators'),
    title,
    text,
    marking,
    objects: objects.map(asSent),
    ...(atomic === true ? { atomic: true } : {}),
  };
}

const HOUR_MS = 3_600_000;

/** Who is not named is not told by the minute either (marking rules 2.8). */
function timeTold(now: number, { kept }: NamedSource): number {
  return kept === undefined ? now : Math.floor(now / HOUR_MS) * HOUR_MS;
}

type Values = readonly NonNullable<ShareSaid['values']>[number][];

/** The values found, or those a person left ticked. One that is not in the text is refused: the text is what they stand on. */
function chosen(found: Values, wanted: Values | undefined): Values | Refused {
  if (wanted === undefined) return found;
  const known = new Set(found.map(({ kind, value }) => `${kind} ${value}`));
  const faults = wanted.flatMap(({ kind, value }, place) =>
    known.has(`${kind} ${value}`)
      ? []
      : [
          {
            pointer: `/values/${String(place)}`,
            code: 'not-in-text',
            message: 'The text does not hold this value; take values as POST …/extract gives them',
          },
        ],
  );
  if (faults.length > 0) {
    return refuse('invalid', 'Cannot take the request: see the errors', { faults });
  }
  return wanted;
}

/** The level to name on made objects. One that is set to change is left to the label alone. */
function levelThatHolds(marking: MarkingInput | undefined): TlpLevel | undefined {
  return marking?.changes === undefined ? marking?.level : undefined;
}

/**
 * The identity is shared once and then there: shared first with a few it would stay hidden from the rest, so it
 * only goes along with what everybody gets.
 */
function reachesEverybody(marking: MarkingInput | undefined): boolean {
  if (marking === undefined) return true;
  const { level, audience, limits, from, until } = marking;
  const isOpen = limits === undefined && from === undefined && until === undefined;
  return level !== 'red' && audience.everyone === true && isOpen;
}

function asSent(object: StixObject, index: number): NewObject {
  return { index, object, text: JSON.stringify(object) };
}

function nothing(): Refused {
  const fault = {
    pointer: '',
    code: 'nothing',
    message: 'Send a "text", "objects" or a "bundle": there is nothing to share',
  };
  return refuse('invalid', 'Cannot take the request: see the errors', { faults: [fault] });
}

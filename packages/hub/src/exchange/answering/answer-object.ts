import { isAlias, isOwnName, levelOfLabel } from '@tocsin/policy';
import type { Audience, Label } from '@tocsin/policy';
import { classOfType, timestampMicros } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { MarkingInput, ObjectDetail } from '@tocsin/store';
import { authorize, hidden, refuse, Refused } from '../../kernel/index.ts';
import type { CallerContext, Fault, InputOf, Operation } from '../../kernel/index.ts';
import { actingOrganization, namesToKeep, readMarking } from '../../protection/index.ts';
import type { NamedSource } from '../../protection/index.ts';
import { exchangeAuthority } from '../exchange.authority.ts';
import type { answerObject as contract } from '../exchange.contract.ts';
import { common } from '../extraction/made-objects.ts';
import type { Maker } from '../extraction/made-objects.ts';
import { bring } from '../sharing/bring.ts';
import type { Ready } from '../sharing/bring.ts';
import { actionLabels, sightingLabels } from './action-labels.ts';
import type { Action } from './action-labels.ts';

/** Answers an object. The store joins the answer's label with the object's, so it never reaches further. */
export const answerObject: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community, exchangeAuthority['answer-object']);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const faults = faultsOf(body);
  if (faults.length > 0) {
    return refuse('invalid', 'Cannot take the request: see the errors', { faults });
  }
  const now = context.now();
  const marking =
    body.marking === undefined
      ? markingLike(object.label, now)
      : await readMarking(body.marking, { handle, community, now, pointer: '/marking' });
  if (marking instanceof Refused) return marking;
  const source = await sourceOfAnswer(context, object);
  const maker = { organization: source, now, newId: context.newId, level: marking.level };
  const answer = objectOfAnswer(body, object, maker);
  const text = JSON.stringify(answer);
  const ready: Ready = {
    kind: body.kind === 'sighting' ? 'sighting' : 'feedback',
    title: TITLES[body.kind],
    text: '',
    marking,
    objects: [{ index: 0, object: answer, text }],
    about: [object.id],
  };
  const words = body.comment === undefined ? {} : { '/comment': body.comment };
  return bring(context, community, {
    ready,
    came: { bytes: Buffer.from(text), words, isMade: true },
    source,
  });
};

type Body = InputOf<typeof contract>['body'];

const TITLES: Readonly<Record<Body['kind'], string>> = {
  sighting: 'A sighting',
  'false-positive': 'A false positive',
  action: 'An action taken',
};

const ACTION_WORDS: Readonly<Record<Action, string>> = {
  blocked: 'Blocked.',
  hunted: 'Looked for it.',
  patched: 'Patched.',
  'told-owner': 'Told the owner.',
  none: 'No action taken.',
};

/** What fits one kind of answer does not fit another: told, rather than dropped. */
function faultsOf(body: Body): Fault[] {
  const faults: Fault[] = [];
  const only = (kind: Body['kind'], fields: readonly (keyof Body)[]): void => {
    if (body.kind === kind) return;
    for (const field of fields) {
      if (body[field] === undefined) continue;
      const message = `Leave "${field}" out: it belongs to the kind "${kind}"`;
      faults.push({ pointer: `/${field}`, code: 'not-of-this-kind', message });
    }
  };
  only('sighting', ['count', 'first_seen', 'last_seen']);
  only('action', ['action']);
  if (body.kind === 'action' && body.action === undefined) {
    faults.push({ pointer: '/action', code: 'missing', message: 'Say which action was taken' });
  }
  const { first_seen: first, last_seen: last } = body;
  if (first !== undefined && last !== undefined && Date.parse(last) < Date.parse(first)) {
    const message = 'Choose a time that is not before "first_seen"';
    faults.push({ pointer: '/last_seen', code: 'before-first', message });
  }
  return faults;
}

/**
 * The object's own level, for whoever its marking reaches: everybody, and by name its sources and whom they name,
 * so that no rule about classes of members keeps the answer from somebody who sees the object. At RED only persons.
 */
export function markingLike(label: Label, now: number): MarkingInput {
  const level = levelOfLabel(label, now);
  const { clauses } = label;
  const groups = unique(clauses.flatMap(({ audience }) => audience.groups ?? []));
  const persons = unique(
    clauses.flatMap(({ audience, author }) => [
      ...(audience.persons ?? []),
      ...(author === undefined ? [] : [author]),
    ]),
  );
  const organizations = unique(
    clauses.flatMap(({ audience, origin }) => [origin, ...(audience.organizations ?? [])]),
  );
  const named: Audience = {
    ...(groups.length === 0 ? {} : { groups }),
    ...(persons.length === 0 ? {} : { persons }),
  };
  if (level === 'red') return { level, audience: named };
  return { level, audience: { ...named, everyone: true, organizations } };
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

/** Who answers their own object answers under the name it was shared under: else the answer would name its source. */
async function sourceOfAnswer(
  context: CallerContext,
  { origin }: ObjectDetail,
): Promise<NamedSource> {
  const reader = await context.handle.reader();
  if (!isAlias(origin) || !isOwnName(reader, origin)) {
    return { id: actingOrganization(context), name: '' };
  }
  return { id: origin, name: '', kept: namesToKeep(await context.handle.identity.me()) };
}

function objectOfAnswer(body: Body, { id, type }: ObjectDetail, maker: Maker): StixObject {
  const comment = body.comment?.trim() ?? '';
  if (body.kind === 'false-positive') {
    return {
      ...common('opinion', maker),
      opinion: 'strongly-disagree',
      explanation: comment === '' ? 'A false positive.' : comment,
      object_refs: [id],
    };
  }
  if (body.kind === 'action') {
    const action = body.action ?? 'none';
    return {
      ...common('note', maker),
      content: comment === '' ? ACTION_WORDS[action] : comment,
      labels: actionLabels(action),
      object_refs: [id],
    };
  }
  return isSightable(type)
    ? sightingOf(id, { body, comment, maker })
    : noteOfSighting(id, { body, comment, maker });
}

/** A sighting is of a domain object, or of a type STIX does not define (STIX 2.1 §5.2). */
function isSightable(type: string): boolean {
  const kind = classOfType(type);
  return kind === 'sdo' || kind === 'custom';
}

interface Seen {
  body: Body;
  comment: string;
  maker: Maker;
}

function sightingOf(id: string, { body, comment, maker }: Seen): StixObject {
  const first = stixTime(body.first_seen);
  const last = stixTime(body.last_seen);
  return {
    ...common('sighting', maker),
    sighting_of_ref: id,
    ...(comment === '' ? {} : { description: comment }),
    ...(first === undefined ? {} : { first_seen: first }),
    ...(last === undefined ? {} : { last_seen: last }),
    ...(body.count === undefined ? {} : { count: body.count }),
  };
}

function noteOfSighting(id: string, { body, comment, maker }: Seen): StixObject {
  const count = body.count ?? 1;
  const times = [stixTime(body.first_seen), stixTime(body.last_seen)].filter(
    (time) => time !== undefined,
  );
  const when = times.length === 0 ? '' : `, ${times.join(' to ')}`;
  return {
    ...common('note', maker),
    content:
      comment === '' ? `Seen ${count === 1 ? 'once' : `${String(count)} times`}${when}.` : comment,
    labels: sightingLabels(count),
    object_refs: [id],
  };
}

/** STIX times are in UTC (STIX 2.1 §2.16). */
function stixTime(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  return timestampMicros(time) === undefined ? new Date(time).toISOString() : time;
}

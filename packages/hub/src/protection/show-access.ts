import { aliasName, isOwnName, levelAt, levelOfLabel, mayChange, ownWord } from '@tocsin/policy';
import type { Clause, CommunityProfile, Label, Reader } from '@tocsin/policy';
import type { MarkingInput, ObjectDetail } from '@tocsin/store';
import type { z } from 'zod';
import { authorize, hidden, instantText, Refused } from '../kernel/index.ts';
import type { CallerContext, Operation } from '../kernel/index.ts';
import { actingOrganization, organizationNames } from './names.ts';
import { markingIn } from './protection.contract.ts';
import type { access, showAccess as contract } from './protection.contract.ts';
import { viewOfAudience, viewOfDecision, viewOfMarking, viewOfReshare } from './protection.view.ts';
import { termsIn, viewOfTerms } from './terms.ts';
import { audienceWords, limitWords } from './words.ts';
import type { Explaining, NamesForWords } from './words.ts';

type AccessView = z.output<typeof access>;

/**
 * Who may see an object and why. Every reader is told why they see it and what they may do with it; whom else it
 * reaches, and who was sent it, only its source (ISO/IEC 27010 8.4.6: recipients are protected too).
 */
export const showAccess: Operation<typeof contract> = async (context, { params }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const reader = await handle.reader();
  const { label } = object;
  const now = context.now();
  const isSource = isOnlySource(reader, label);
  const explaining: Explaining = isSource
    ? { now, names: await namesForSource(context, object) }
    : { now };
  const [clause] = label.clauses;
  return {
    decision: viewOfDecision(reader, label, now),
    marking: viewOfMarking(label, explaining),
    scheme: clause?.scheme ?? community.profile.scheme,
    audience: audienceWords(label, explaining),
    limits: limitWords(label, now),
    terms: termsIn(label).map(viewOfTerms),
    ...(label.clauses.length === 1 && clause !== undefined ? timesOf(clause) : {}),
    changes: changesOf(label, now),
    reshare: viewOfReshare(reader, label, now),
    may: mayOf(reader, label, now),
    ...(isSource && clause !== undefined
      ? await sourceParts(context, { object, clause, profile: community.profile })
      : {}),
  };
};

/** Every clause is of the reader's own organization: nobody else's recipients could be told. */
function isOnlySource(reader: Reader, label: Label): boolean {
  return (
    !reader.providerStaff &&
    label.clauses.length > 0 &&
    label.clauses.every((clause) => isOwnName(reader, clause.origin))
  );
}

function mayOf(reader: Reader, label: Label, now: number): AccessView['may'] {
  const may: AccessView['may'] = [];
  if (mayChange(reader, label, { change: 'tighten', now }).allowed) may.push('remark-object');
  if (mayChange(reader, label, { change: 'retract', now }).allowed) may.push('retract-object');
  return may;
}

function timesOf({ pap, from, until }: Clause): Pick<AccessView, 'pap' | 'from' | 'until'> {
  return {
    ...(pap === undefined ? {} : { pap }),
    ...(from === undefined ? {} : { from: instantText(from) }),
    ...(until === undefined ? {} : { until: instantText(until) }),
  };
}

function changesOf(label: Label, now: number): AccessView['changes'] {
  if (label.clauses.length !== 1) return [];
  return (label.clauses[0]?.changes ?? [])
    .filter((change) => change.at > now)
    .map(({ at, level }) => ({ at: instantText(at), level }));
}

async function sourceParts(
  context: CallerContext,
  { object, clause, profile }: { object: ObjectDetail; clause: Clause; profile: CommunityProfile },
): Promise<Pick<AccessView, 'reach' | 'deliveries' | 'assessment' | 'said'>> {
  const { exchange } = context.handle;
  const all = await exchange.deliveries(object.id, object.community);
  // What the source read of its own it was not sent by anybody.
  const own = actingOrganization(context);
  const sent = all.filter(({ organization }) => organization !== own);
  const nameOf = await organizationNames(
    context,
    object.community,
    sent.map(({ organization }) => organization),
  );
  const deliveries = sent.map(({ organization, way, at }) => ({
    organization: { id: organization, name: nameOf(organization) },
    way,
    at: instantText(at),
  }));
  // What rests on several clauses, or is held for an unknown marking, reaches fewer than one marking says.
  if (object.label.clauses.length > 1 || (clause.unknown?.length ?? 0) > 0) return { deliveries };
  const { assessment } = clause;
  const marking = markingOf(clause, context.now());
  const count = await exchange.audience(object.community, marking);
  const reach = viewOfAudience(count, levelOfLabel(object.label, context.now()));
  const said = saidAgain(clause, { profile, now: context.now() });
  return {
    reach,
    deliveries,
    ...(said === undefined ? {} : { said }),
    ...(assessment === undefined ? {} : { assessment }),
  };
}

/** A clause as the marking it came from, with the level in force. */
function markingOf(clause: Clause, now: number): MarkingInput {
  const { audience, limits, pap, from, until, releases } = clause;
  return {
    level: levelAt(clause, now),
    audience,
    ...(limits === undefined ? {} : { limits }),
    ...(pap === undefined ? {} : { pap }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(releases === undefined ? {} : { releases }),
  };
}

/**
 * A clause in the words of a request: a change that has come is the level, and a word the community agrees on no
 * more, or for another level, is told as the level alone. Undefined where no request says it, or not the same.
 */
function saidAgain(
  clause: Clause,
  { profile, now }: { profile: CommunityProfile; now: number },
): AccessView['said'] {
  const { declared, audience, limits, terms, assessment } = clause;
  // Said again under other rules it might reach others.
  if (clause.reach.version !== profile.version) return undefined;
  const level = levelAt(clause, now);
  const isAgreed =
    declared !== undefined && ownWord(profile.classification, declared)?.level === level;
  const changes = changesOf({ clauses: [clause] }, now);
  const said = {
    level: isAgreed ? declared : level,
    audience,
    ...(limits === undefined ? {} : { limits }),
    ...(terms === undefined ? {} : { terms: viewOfTerms(terms) }),
    ...(assessment === undefined ? {} : { assessment }),
    ...timesOf(clause),
    ...(changes.length === 0 ? {} : { changes }),
  };
  return markingIn.safeParse(said).data;
}

/** Names of everybody a source's own marking names. */
async function namesForSource(
  context: CallerContext,
  { community, label }: ObjectDetail,
): Promise<NamesForWords> {
  const { directory } = context.handle;
  const audiences = label.clauses.map((clause) => clause.audience);
  const releases = label.clauses.flatMap((clause) => clause.releases ?? []);
  const organizations = [...audiences, ...releases].flatMap((one) => one.organizations ?? []);
  const hasGroups = audiences.some((audience) => (audience.groups?.length ?? 0) > 0);
  const hasPersons = [...audiences, ...releases].some((one) => (one.persons?.length ?? 0) > 0);
  const [organization, groups, people] = await Promise.all([
    organizationNames(context, community, organizations),
    hasGroups ? directory.groups(community) : [],
    hasPersons ? directory.people(community) : [],
  ]);
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const personNames = new Map(people.map(({ id, name }) => [id, name]));
  return {
    organization,
    group: (id) => groupNames.get(id) ?? id,
    person: (id) => personNames.get(id) ?? aliasName(id) ?? id,
  };
}

import { isAlias, mayChange, rankOfLevel, tlpText } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { newVersion, readObject } from '@tocsin/stix';
import type { StixObject } from '@tocsin/stix';
import type { MarkingInput, ObjectDetail } from '@tocsin/store';
import { hidden, refuse } from '../kernel/index.ts';
import type { CallerContext, Refused } from '../kernel/index.ts';
import { actingOrganization } from './names.ts';
import { identityId } from './identity.ts';
import { marksParts, ownLevel, refsWithLevel } from './own-level.ts';
import { viewOfMarking } from './protection.view.ts';
import type { MarkingView } from './protection.view.ts';
import { contradictsTerms } from './terms.ts';

/**
 * Gives an object another marking. An object that itself names a stricter TLP than the new marking stays as strict
 * until it says otherwise: for an object of the hub's own making that means a new version, else the creator's word.
 */
export async function remarkTo(
  context: CallerContext,
  object: ObjectDetail,
  marking: MarkingInput,
): Promise<MarkingView | Refused> {
  const { handle } = context;
  const contradiction = contradictsTerms(marking.terms, { isNamed: !isAlias(object.origin) });
  if (contradiction !== undefined) {
    return refuse('invalid', 'Cannot take the marking: see the errors', {
      faults: [{ pointer: '/marking/terms', ...contradiction }],
    });
  }
  const read = readObject(object.text);
  const named = read.object === undefined ? undefined : ownLevel(read.object);
  const isHeldBack = named !== undefined && rankOfLevel(named) > rankOfLevel(widest(marking));
  const refused =
    isHeldBack && read.object !== undefined
      ? await publishWider(context, { object, stix: read.object, marking, named })
      : await remarkAll(context, object, marking);
  if (refused !== undefined) return refused;
  context.events.announce({
    kind: 'object-remarked',
    community: object.community,
    subject: object.id,
  });
  const changed = await handle.exchange.object(object.id, object.community);
  return changed === undefined ? hidden() : viewOfMarking(changed.label, { now: context.now() });
}

async function remarkAll(
  context: CallerContext,
  object: ObjectDetail,
  marking: MarkingInput,
): Promise<Refused | undefined> {
  const { exchange } = context.handle;
  const outcome = await exchange.remark(object.id, object.community, marking);
  if (outcome === 'done') return undefined;
  return outcome === 'hidden' ? hidden() : notTheirs(context, object);
}

interface Wider {
  object: ObjectDetail;
  stix: StixObject;
  marking: MarkingInput;
  named: TlpLevel;
}

/** Publishes a version that names the new level; earlier versions keep their marking (STIX 2.1 §3.6, §7.2). */
async function publishWider(
  context: CallerContext,
  { object, stix, marking, named }: Wider,
): Promise<Refused | undefined> {
  const { handle } = context;
  const now = context.now();
  const decision = mayChange(await handle.reader(), object.label, { change: 'lower', now });
  if (decision.hidden) return hidden();
  if (!decision.allowed) return refuse('not-allowed', decision.words);
  const isOwn = stix.created_by_ref === identityId(actingOrganization(context));
  if (!isOwn || stix.modified === undefined || marksParts(stix)) {
    return refuse(
      'policy-refused',
      `The object itself names ${tlpText(named)}, which still holds: send a version of it that names another level`,
    );
  }
  const modified = new Date(Math.max(now, Date.parse(stix.modified) + 1)).toISOString();
  const refs = refsWithLevel(stix, marking.changes === undefined ? marking.level : undefined);
  const next = newVersion(
    stix,
    { object_marking_refs: refs.length === 0 ? undefined : refs },
    modified,
  );
  const receipt = await handle.exchange.contribute({
    community: object.community,
    kind: 'bundle',
    title: object.title.slice(0, 200),
    via: context.caller.session === undefined && context.caller.by === undefined ? 'api' : 'web',
    marking,
    objects: [{ index: 0, object: next, text: JSON.stringify(next) }],
    atomic: true,
  });
  if (receipt.counts.kept === 1) return undefined;
  return refuse('conflict', 'The object was changed meanwhile; look at it and try again');
}

async function notTheirs(context: CallerContext, object: ObjectDetail): Promise<Refused> {
  const now = context.now();
  const decision = mayChange(await context.handle.reader(), object.label, { change: 'lower', now });
  const words = decision.allowed
    ? 'Only the source may change it; ask the source.'
    : decision.words;
  return refuse('not-allowed', words);
}

/** The widest level a marking ever has. */
function widest({ level, changes }: MarkingInput): TlpLevel {
  return (changes ?? []).reduce(
    (widestYet, change) =>
      rankOfLevel(change.level) < rankOfLevel(widestYet) ? change.level : widestYet,
    level,
  );
}

import { checkText, FINDINGS_MAX } from './check-text.ts';
import type { SomeRules } from './check-text.ts';
import type { JsonFinding } from './check-json.ts';
import { memberRule } from './member-rule.ts';
import type { MemberProfile } from './profile.ts';
import { RULES } from './rule-table.ts';
import type { RuleName } from './rule-table.ts';
import { literalSpots } from './pattern-literals.ts';
import { policiesOf } from './stix-policy.ts';
import type { PropertyPolicy } from './stix-policy.ts';
import { textsOf } from './texts-of.ts';
import type { TextPlace } from './texts-of.ts';

/** A finding in a STIX object. */
export interface ObjectFinding extends JsonFinding {
  /**
   * Prose can be written otherwise, and some properties can go; a value or a pattern would be another one: the object is
   * left out instead.
   */
  readonly fix: 'replace' | 'leave-out' | 'drop';
}

type StixObject = Readonly<Record<string, unknown>>;

/** What a STIX object gives away, by what its properties mean. `only` are the rules to look by; absent: all. */
export function checkObject(
  object: StixObject,
  profile: MemberProfile,
  only?: SomeRules,
): ObjectFinding[] {
  const policies = policiesOf(String(object['type']));
  const look = { object, profile, only, policies };
  const found: ObjectFinding[] = policies.size === 0 ? [] : referencesFound(look);
  for (const place of textsOf(object, isTelling)) {
    if (found.length >= FINDINGS_MAX) break;
    takeFindings(found, place, look);
  }
  return found.slice(0, FINDINGS_MAX);
}

/** How an object is looked through. */
interface Look {
  readonly object: StixObject;
  readonly profile: MemberProfile;
  readonly only: SomeRules | undefined;
  readonly policies: ReadonlyMap<string, PropertyPolicy>;
}

/** What one text of an object gives away. */
function takeFindings(found: ObjectFinding[], place: TextPlace, look: Look): void {
  const { text, pointer, member } = place;
  const { profile, only } = look;
  const fix = PROSE.has(member) || member.startsWith('x_') ? 'replace' : 'leave-out';
  const whole = wholeFound(place, look);
  if (whole !== undefined) {
    found.push({ ...wholeFinding(whole.rule, place), fix: whole.canGo ? 'drop' : fix });
    if (!whole.canGo) return;
  }
  if (member === 'pattern')
    for (const spot of literalSpots(text, only?.rules))
      found.push({ ...wholeFinding(spot.rule, place), ...spot, fix });
  for (const one of checkText(text, profile, only))
    // Beside what may well stay, only what must not leave at all is told.
    if (whole === undefined || one.severity === 'stop') found.push({ ...one, text, pointer, fix });
}

function wholeFinding(rule: RuleName, { text, pointer }: TextPlace): JsonFinding {
  const { severity, instead } = RULES[rule];
  return { rule, severity, instead, start: 0, end: text.length, text, pointer };
}

/** References that name who was attacked, who saw it, or to whom something went. */
function referencesFound({ object, policies, only }: Look): ObjectFinding[] {
  const found: ObjectFinding[] = [];
  for (const [member, { rule, unless }] of policies) {
    if (rule === undefined || isTelling(member) || !Object.hasOwn(object, member)) continue;
    if (only?.rules.has(rule) === false) continue;
    for (const place of textsOf(object[member])) {
      if (unless?.(place.text, object) === true) continue;
      const pointer = `/${member}${place.pointer}`;
      // A relationship without its end is none.
      const fix = object['type'] === 'relationship' ? 'leave-out' : 'drop';
      found.push({ ...wholeFinding(rule, { ...place, pointer }), fix });
    }
  }
  return found;
}

/** Members that hold ids, references, times, hashes and words of the standard: nothing of anybody's. */
function isTelling(member: string): boolean {
  return !SILENT.has(member) && !member.endsWith('_ref') && !member.endsWith('_refs');
}

const SILENT = new Set(
  'id type spec_version created modified hashes pattern_type pattern_version valid_from valid_until first_seen last_seen first_observed last_observed published lang identity_class kill_chain_phases object_modified payload_bin mime_type extension_type is_family relationship_type definition_type'.split(
    ' ',
  ),
);
/** Properties in sentences (STIX 2.1); what is not among them is a value. */
const PROSE = new Set(
  'name description abstract content explanation statement objective subject body aliases labels goals title summary comment contact_information source_name authors'.split(
    ' ',
  ),
);

/** A property that gives something away by being there, whatever stands in it. `canGo`: the object is one without it. */
function wholeFound(
  { member, text }: TextPlace,
  { object, policies, only }: Look,
): { rule: RuleName; canGo: boolean } | undefined {
  const policy = policies.get(member);
  const told = policy?.rule ?? memberRule(member, text);
  if (told === undefined || only?.rules.has(told) === false) return undefined;
  if (text.trim() === '' || policy?.unless?.(text, object) === true) return undefined;
  return { rule: told, canGo: GOING.has(member) };
}

/** Texts that are taken out of their object. */
const GOING = new Set(['body', 'received_lines', 'Delivered-To', 'X-Original-To']);

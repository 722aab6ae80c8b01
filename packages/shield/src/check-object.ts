import { checkText, FINDINGS_MAX } from './check-text.ts';
import type { SomeRules } from './check-text.ts';
import type { JsonFinding } from './check-json.ts';
import { memberRule } from './member-rule.ts';
import type { MemberProfile } from './profile.ts';
import { RULES } from './rule-table.ts';
import type { RuleName } from './rule-table.ts';
import { textsOf } from './texts-of.ts';
import type { TextPlace } from './texts-of.ts';

/** A finding in a STIX object. */
export interface ObjectFinding extends JsonFinding {
  /** Prose can be written otherwise; a value or a pattern would be another one: the object is left out instead. */
  readonly fix: 'replace' | 'leave-out';
}

/** What a STIX object gives away, by what its properties mean. `only` are the rules to look by; absent: all. */
export function checkObject(
  object: Readonly<Record<string, unknown>>,
  profile: MemberProfile,
  only?: SomeRules,
): ObjectFinding[] {
  const type = String(object['type']);
  const found: ObjectFinding[] = [];
  for (const place of textsOf(object, isTelling)) {
    if (found.length >= FINDINGS_MAX) break;
    const { text, pointer } = place;
    const fix = PROSE.has(place.member) || place.member.startsWith('x_') ? 'replace' : 'leave-out';
    const whole = wholeRule(type, object, place);
    if (whole !== undefined && only?.rules.has(whole) !== false) {
      const { severity, instead } = RULES[whole];
      found.push({
        rule: whole,
        severity,
        instead,
        start: 0,
        end: text.length,
        text,
        pointer,
        fix,
      });
      continue;
    }
    for (const one of checkText(text, profile, only)) found.push({ ...one, text, pointer, fix });
  }
  return found.slice(0, FINDINGS_MAX);
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

/** Properties that give something away by being there, whatever stands in them (privacy-shield: per-property policy). */
function wholeRule(
  type: string,
  object: Readonly<Record<string, unknown>>,
  { member, text }: TextPlace,
): RuleName | undefined {
  const key = `${type} ${member}`;
  const { rule, unless } = (Object.hasOwn(WHOLE, key) ? WHOLE[key] : undefined) ?? {};
  if (text.trim() === '' || unless?.(text, object) === true) return undefined;
  return rule ?? memberRule(member, text);
}

const account = { rule: 'user-name', unless: isNobody } as const;

/** By type and property; `unless` tells what is nobody's. */
const WHOLE: Readonly<
  Record<
    string,
    {
      readonly rule: RuleName;
      readonly unless?: (text: string, object: Readonly<Record<string, unknown>>) => boolean;
    }
  >
> = {
  'user-account credential': { rule: 'password' },
  'user-account user_id': account,
  'user-account account_login': account,
  'user-account display_name': account,
  'identity name': {
    rule: 'named-person',
    unless: (_, object) => object['identity_class'] !== 'individual',
  },
  'identity contact_information': { rule: 'contact' },
  'location street_address': { rule: 'contact' },
  'email-addr display_name': { rule: 'named-person' },
};

function isNobody(text: string): boolean {
  return /^(?:root|system|administrator|admin|guest|local service|network service|nobody|daemon|s-1-5-(?:18|19|20))$/i.test(
    text.trim(),
  );
}

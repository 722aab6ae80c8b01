import type { RuleName } from './rule-table.ts';

/**
 * What becomes of a property when an object is shared: `keep` as it stands (checked as text), `generalise` to what others
 * need of it, `pseudonymise` under another name or id, `drop`, or `ask` whoever shares.
 */
export type Treatment = 'keep' | 'generalise' | 'pseudonymise' | 'drop' | 'ask';

/** The policy of one property. */
export interface PropertyPolicy {
  readonly treatment: Treatment;
  /** What it gives away by being there. Absent: nothing, and what stands in it is checked as text. */
  readonly rule?: RuleName;
  /** Values that name nobody, and objects that are nobody's. */
  readonly unless?: (text: string, object: Readonly<Record<string, unknown>>) => boolean;
}

const account: PropertyPolicy = { treatment: 'pseudonymise', rule: 'user-name', unless: isNobody };
const recipients: PropertyPolicy = { treatment: 'drop', rule: 'recipient' };
const payload: PropertyPolicy = { treatment: 'ask', rule: 'payload' };
const machine: PropertyPolicy = { treatment: 'drop', rule: 'internal-host' };
const time: PropertyPolicy = { treatment: 'generalise' };

/**
 * By type and property (STIX 2.1 §4 to §6); `*` stands for every type. What is not listed is kept and checked as text;
 * a name within a dictionary counts as a property. References are told only where they name somebody.
 */
export const STIX_POLICY: Readonly<Record<string, PropertyPolicy>> = {
  '* created_by_ref': { treatment: 'pseudonymise' },
  '* first_seen': time,
  '* last_seen': time,
  '* first_observed': time,
  '* last_observed': time,
  'sighting where_sighted_refs': { treatment: 'ask', rule: 'sighter' },
  'relationship target_ref': { treatment: 'ask', rule: 'victim', unless: isNoVictim },
  'identity name': {
    treatment: 'pseudonymise',
    rule: 'named-person',
    unless: (_, object) => object['identity_class'] !== 'individual',
  },
  'identity contact_information': { treatment: 'drop', rule: 'contact' },
  'location street_address': { treatment: 'drop', rule: 'contact' },
  'location postal_code': { treatment: 'generalise' },
  'location latitude': { treatment: 'generalise' },
  'location longitude': { treatment: 'generalise' },
  'location precision': { treatment: 'generalise' },
  'user-account credential': { treatment: 'drop', rule: 'password' },
  'user-account user_id': account,
  'user-account account_login': account,
  'user-account display_name': account,
  'email-addr display_name': { treatment: 'pseudonymise', rule: 'named-person' },
  'email-addr belongs_to_ref': { treatment: 'ask', rule: 'named-person' },
  'email-message to_refs': recipients,
  'email-message cc_refs': recipients,
  'email-message bcc_refs': recipients,
  'email-message body': payload,
  'email-message raw_email_ref': payload,
  'email-message received_lines': { treatment: 'drop', rule: 'mail-way' },
  'email-message Delivered-To': recipients,
  'email-message X-Original-To': recipients,
  'network-traffic src_payload_ref': payload,
  'network-traffic dst_payload_ref': payload,
  'network-traffic message_body_data_ref': payload,
  'process COMPUTERNAME': machine,
  'process HOSTNAME': machine,
  'process LOGONSERVER': machine,
  'process USERDOMAIN': machine,
};

const NONE: ReadonlyMap<string, PropertyPolicy> = new Map();
const BY_TYPE = new Map<string, Map<string, PropertyPolicy>>();
for (const [key, policy] of Object.entries(STIX_POLICY)) {
  const [type = '', property = ''] = key.split(' ');
  const policies = BY_TYPE.get(type) ?? new Map<string, PropertyPolicy>();
  BY_TYPE.set(type, policies.set(property, policy));
}

/** The policies of a type's own properties. */
export function policiesOf(type: string): ReadonlyMap<string, PropertyPolicy> {
  return BY_TYPE.get(type) ?? NONE;
}

/** The policies of properties that every type may have. */
export const COMMON_POLICIES = policiesOf('*');

function isNobody(text: string): boolean {
  return /^(?:root|system|administrator|admin|guest|local service|network service|nobody|daemon|s-1-5-(?:18|19|20))$/i.test(
    text.trim(),
  );
}

/** Who was attacked stands at the end of "targets", and only an identity names somebody. */
function isNoVictim(text: string, object: Readonly<Record<string, unknown>>): boolean {
  return object['relationship_type'] !== 'targets' || !text.startsWith('identity--');
}

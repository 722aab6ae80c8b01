import type { ObjectClass } from './types.ts';

/** STIX Domain Objects (STIX 2.1 §4). */
export const SDO_TYPES: ReadonlySet<string> = new Set([
  'attack-pattern',
  'campaign',
  'course-of-action',
  'grouping',
  'identity',
  'incident',
  'indicator',
  'infrastructure',
  'intrusion-set',
  'location',
  'malware',
  'malware-analysis',
  'note',
  'observed-data',
  'opinion',
  'report',
  'threat-actor',
  'tool',
  'vulnerability',
]);

/** STIX Cyber-observable Objects (STIX 2.1 §6). */
export const SCO_TYPES: ReadonlySet<string> = new Set([
  'artifact',
  'autonomous-system',
  'directory',
  'domain-name',
  'email-addr',
  'email-message',
  'file',
  'ipv4-addr',
  'ipv6-addr',
  'mac-addr',
  'mutex',
  'network-traffic',
  'process',
  'software',
  'url',
  'user-account',
  'windows-registry-key',
  'x509-certificate',
]);

/** STIX Relationship Objects (STIX 2.1 §5). */
export const SRO_TYPES: ReadonlySet<string> = new Set(['relationship', 'sighting']);

/** STIX Meta Objects (STIX 2.1 §7). */
export const META_TYPES: ReadonlySet<string> = new Set([
  'extension-definition',
  'language-content',
  'marking-definition',
]);

const CLASS_OF_TYPE: ReadonlyMap<string, ObjectClass> = new Map<string, ObjectClass>([
  ...[...SDO_TYPES].map((type): [string, ObjectClass] => [type, 'sdo']),
  ...[...SCO_TYPES].map((type): [string, ObjectClass] => [type, 'sco']),
  ...[...SRO_TYPES].map((type): [string, ObjectClass] => [type, 'sro']),
  ...[...META_TYPES].map((type): [string, ObjectClass] => [type, 'meta']),
  ['bundle', 'bundle'],
]);

/** The class of a type; `custom` for every type that STIX 2.1 does not define. */
export function classOfType(type: string): ObjectClass {
  return CLASS_OF_TYPE.get(type) ?? 'custom';
}

/** The class of the type that an identifier names, known types only; the rest of it is not looked at. */
export function classOfIdType(id: string): ObjectClass | undefined {
  return CLASS_OF_TYPE.get(id.slice(0, -38));
}

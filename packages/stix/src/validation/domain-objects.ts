import { killChainPhase } from './common-properties.ts';
import { boolean, float, integer, list, string, term, timestamp } from './plain-checks.ts';
import { addError, type Members, type Run } from './run.ts';
import { atLeastOne, inOrder, needs, notBoth } from './rules.ts';
import { classOfType, SCO_TYPES } from '../object-types.ts';
import { typeOfId } from '../ids.ts';
import { checkPattern } from './pattern-check.ts';
import { observableContainer } from './observable-container.ts';
import { reference, referenceToClass, type Shape } from './structure-checks.ts';

const strings = list(string);
const phases = list(killChainPhase);
const anyObjects = list(reference());
const seen = inOrder('first_seen', 'last_seen');
const software = reference('software');

/** STIX Domain Objects by type: their own properties and rules (STIX 2.1 §4). */
export const DOMAIN_OBJECTS: Readonly<Record<string, Shape>> = {
  'attack-pattern': {
    section: '4.1.1',
    required: ['name'],
    properties: { name: string, description: string, aliases: strings, kill_chain_phases: phases },
  },
  campaign: {
    section: '4.2.1',
    required: ['name'],
    properties: {
      name: string,
      description: string,
      aliases: strings,
      first_seen: timestamp,
      last_seen: timestamp,
      objective: string,
    },
    rules: [seen],
  },
  'course-of-action': {
    section: '4.3.1',
    required: ['name'],
    properties: { name: string, description: string },
  },
  grouping: {
    section: '4.4.1',
    required: ['context', 'object_refs'],
    properties: {
      name: string,
      description: string,
      context: term('grouping-context-ov'),
      object_refs: anyObjects,
    },
  },
  identity: {
    section: '4.5.1',
    required: ['name'],
    properties: {
      name: string,
      description: string,
      roles: strings,
      identity_class: term('identity-class-ov'),
      sectors: list(term('industry-sector-ov')),
      contact_information: string,
    },
  },
  incident: {
    section: '4.6.1',
    required: ['name'],
    properties: { name: string, description: string },
  },
  indicator: {
    section: '4.7.1',
    required: ['pattern', 'pattern_type', 'valid_from'],
    properties: {
      name: string,
      description: string,
      indicator_types: list(term('indicator-type-ov')),
      pattern: string,
      pattern_type: term('pattern-type-ov'),
      pattern_version: string,
      valid_from: timestamp,
      valid_until: timestamp,
      kill_chain_phases: phases,
    },
    rules: [inOrder('valid_from', 'valid_until', true), checkPattern],
  },
  infrastructure: {
    section: '4.8.1',
    required: ['name'],
    properties: {
      name: string,
      description: string,
      infrastructure_types: list(term('infrastructure-type-ov')),
      aliases: strings,
      kill_chain_phases: phases,
      first_seen: timestamp,
      last_seen: timestamp,
    },
    rules: [seen],
  },
  'intrusion-set': {
    section: '4.9.1',
    required: ['name'],
    properties: {
      name: string,
      description: string,
      aliases: strings,
      first_seen: timestamp,
      last_seen: timestamp,
      goals: strings,
      resource_level: term('attack-resource-level-ov'),
      primary_motivation: term('attack-motivation-ov'),
      secondary_motivations: list(term('attack-motivation-ov')),
    },
    rules: [seen],
  },
  location: {
    section: '4.10.1',
    properties: {
      name: string,
      description: string,
      latitude: float(-90, 90),
      longitude: float(-180, 180),
      precision: float(),
      region: term('region-ov'),
      country: string,
      administrative_area: string,
      city: string,
      street_address: string,
      postal_code: string,
    },
    rules: [
      atLeastOne('4.10', 'region', 'country', 'latitude'),
      needs('4.10.1', 'latitude', 'longitude'),
      needs('4.10.1', 'longitude', 'latitude'),
      needs('4.10.1', 'precision', 'latitude'),
    ],
  },
  malware: {
    section: '4.11.1',
    required: ['is_family'],
    properties: {
      name: string,
      description: string,
      malware_types: list(term('malware-type-ov')),
      is_family: boolean,
      aliases: strings,
      kill_chain_phases: phases,
      first_seen: timestamp,
      last_seen: timestamp,
      operating_system_refs: list(software),
      architecture_execution_envs: list(term('processor-architecture-ov')),
      implementation_languages: list(term('implementation-language-ov')),
      capabilities: list(term('malware-capabilities-ov')),
      sample_refs: list(reference('file', 'artifact')),
    },
    rules: [seen, familyHasName],
  },
  'malware-analysis': {
    section: '4.12.1',
    required: ['product'],
    properties: {
      product: string,
      version: string,
      host_vm_ref: software,
      operating_system_ref: software,
      installed_software_refs: list(software),
      configuration_version: string,
      modules: strings,
      analysis_engine_version: string,
      analysis_definition_version: string,
      submitted: timestamp,
      analysis_started: timestamp,
      analysis_ended: timestamp,
      result_name: string,
      result: term('malware-result-ov'),
      analysis_sco_refs: list(referenceToClass('sco')),
      sample_ref: reference('file', 'network-traffic', 'artifact'),
    },
    rules: [
      atLeastOne('4.12', 'result', 'analysis_sco_refs'),
      inOrder('analysis_started', 'analysis_ended'),
    ],
  },
  note: {
    section: '4.13.1',
    required: ['content', 'object_refs'],
    properties: { abstract: string, content: string, authors: strings, object_refs: anyObjects },
  },
  'observed-data': {
    section: '4.14.1',
    required: ['first_observed', 'last_observed', 'number_observed'],
    properties: {
      first_observed: timestamp,
      last_observed: timestamp,
      number_observed: integer(1, 999_999_999),
      objects: observableContainer,
      object_refs: list(referenceToClass('sco', 'sro')),
    },
    rules: [
      inOrder('first_observed', 'last_observed'),
      atLeastOne('4.14.1', 'objects', 'object_refs'),
      notBoth('4.14.1', 'object_refs', 'objects'),
      hasAnObservable,
    ],
  },
  opinion: {
    section: '4.15.1',
    required: ['opinion', 'object_refs'],
    properties: {
      explanation: string,
      authors: strings,
      opinion: term('opinion-enum'),
      object_refs: anyObjects,
    },
  },
  report: {
    section: '4.16.1',
    required: ['name', 'published', 'object_refs'],
    properties: {
      name: string,
      description: string,
      report_types: list(term('report-type-ov')),
      published: timestamp,
      object_refs: anyObjects,
    },
  },
  'threat-actor': {
    section: '4.17.1',
    required: ['name'],
    properties: {
      name: string,
      description: string,
      threat_actor_types: list(term('threat-actor-type-ov')),
      aliases: strings,
      first_seen: timestamp,
      last_seen: timestamp,
      roles: list(term('threat-actor-role-ov')),
      goals: strings,
      sophistication: term('threat-actor-sophistication-ov'),
      resource_level: term('attack-resource-level-ov'),
      primary_motivation: term('attack-motivation-ov'),
      secondary_motivations: list(term('attack-motivation-ov')),
      personal_motivations: list(term('attack-motivation-ov')),
    },
    rules: [seen],
  },
  tool: {
    section: '4.18.1',
    required: ['name'],
    properties: {
      name: string,
      description: string,
      tool_types: list(term('tool-type-ov')),
      aliases: strings,
      kill_chain_phases: phases,
      tool_version: string,
    },
  },
  vulnerability: {
    section: '4.19.1',
    required: ['name'],
    properties: { name: string, description: string },
  },
};

function familyHasName(object: Members, run: Run): void {
  if (object['is_family'] !== true || object['name'] !== undefined) return;
  addError(
    run,
    {
      rule: 'required',
      section: 'STIX 2.1 §4.11.1',
      message: 'A malware family has no "name"; add it',
    },
    'name',
  );
}

function hasAnObservable(object: Members, run: Run): void {
  const refs = object['object_refs'];
  if (!Array.isArray(refs) || refs.length === 0) return;
  const isObservable = (ref: unknown): boolean => {
    const type = typeof ref === 'string' ? typeOfId(ref) : undefined;
    return type !== undefined && (SCO_TYPES.has(type) || classOfType(type) === 'custom');
  };
  if (refs.some(isObservable)) return;
  addError(
    run,
    {
      rule: 'at-least-one',
      section: 'STIX 2.1 §4.14.1',
      message: 'None of the references is to an observable; name at least one',
    },
    'object_refs',
  );
}

import { show } from '../keys.ts';
import { boolean, integer, list, string, timestamp } from './plain-checks.ts';
import { addError, type Check } from './run.ts';
import { inOrder } from './rules.ts';
import { reference, referenceToClass, type Shape } from './structure-checks.ts';

/** Lower-case letters, digits and hyphens (STIX 2.1 §5.1.2). */
const relationshipType: Check = (value, run) => {
  string(value, run);
  if (typeof value !== 'string' || /^[a-z0-9-]+$/.test(value)) return;
  addError(run, {
    rule: 'relationship-type',
    section: 'STIX 2.1 §5.1.2',
    message: `${show(value)} is not a relationship type; use a-z, 0-9 and "-"`,
  });
};

/** STIX Relationship Objects by type: their own properties and rules (STIX 2.1 §5). */
export const RELATIONSHIP_OBJECTS: Readonly<Record<string, Shape>> = {
  relationship: {
    section: '5.1.2',
    required: ['relationship_type', 'source_ref', 'target_ref'],
    properties: {
      relationship_type: relationshipType,
      description: string,
      source_ref: referenceToClass('sdo', 'sco'),
      target_ref: referenceToClass('sdo', 'sco'),
      start_time: timestamp,
      stop_time: timestamp,
    },
    rules: [inOrder('start_time', 'stop_time', true)],
  },
  sighting: {
    section: '5.2.1',
    required: ['sighting_of_ref'],
    properties: {
      description: string,
      first_seen: timestamp,
      last_seen: timestamp,
      count: integer(0, 999_999_999),
      sighting_of_ref: referenceToClass('sdo'),
      observed_data_refs: list(reference('observed-data')),
      where_sighted_refs: list(reference('identity', 'location')),
      summary: boolean,
    },
    rules: [inOrder('first_seen', 'last_seen')],
  },
};

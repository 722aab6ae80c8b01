import type { StixObject } from '@tocsin/stix';
import type { z } from 'zod';
import { actionOf, sightingsOf } from '../answering/action-labels.ts';
import type { reference } from '../exchange.contract.ts';

type Said = Partial<
  Pick<
    z.output<typeof reference>,
    'relationship_type' | 'count' | 'first_seen' | 'last_seen' | 'opinion' | 'action' | 'text'
  >
>;

/** What a referring object says, by its type. */
export function saidBy(object: StixObject): Said {
  switch (object.type) {
    case 'relationship':
      return pick(object, { relationship_type: 'relationship_type', text: 'description' });
    case 'sighting':
      return {
        ...pick(object, {
          first_seen: 'first_seen',
          last_seen: 'last_seen',
          text: 'description',
        }),
        ...(typeof object['count'] === 'number' ? { count: object['count'] } : {}),
      };
    case 'opinion':
      return pick(object, { opinion: 'opinion', text: 'explanation' });
    case 'note': {
      const action = actionOf(object);
      const count = sightingsOf(object);
      return {
        ...pick(object, { text: 'content' }),
        ...(action === undefined ? {} : { action }),
        ...(count === undefined ? {} : { count }),
      };
    }
    default:
      return {};
  }
}

/** The text properties of an object, under the names the answer gives them. */
function pick(
  object: StixObject,
  names: Partial<
    Record<'relationship_type' | 'first_seen' | 'last_seen' | 'opinion' | 'text', string>
  >,
): Said {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, property]) => {
      const value: unknown = object[property];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

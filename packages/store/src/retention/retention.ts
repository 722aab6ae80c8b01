import { reading } from '../exchange/tools.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { RetentionHandle } from '../store.ts';
import { endHold, holdObject, readHolds, readKeptFor } from './holds.ts';
import { previewRule } from './preview.ts';
import { readRemoval } from './removal.ts';
import { readRules, setRule } from './set-rule.ts';

/** How long things are kept, as one principal may read and say it. */
export function createRetention(access: ExchangeAccess): RetentionHandle {
  return {
    rules: (community) =>
      reading(access, ({ query, view }) => readRules(query, view.reader, community)),
    preview: (community, wish) => previewRule(access, community, wish),
    set: (community, rule) => setRule(access, community, rule),
    holds: (community) => reading(access, (tools) => readHolds(tools, community)),
    hold: (id, community, reason) => holdObject(access, { id, community, reason }),
    endHold: (id, community) => endHold(access, id, community),
    of: (id, community) => reading(access, (tools) => readKeptFor(tools, id, community)),
    removal: (id, community) => reading(access, (tools) => readRemoval(tools, id, community)),
  };
}

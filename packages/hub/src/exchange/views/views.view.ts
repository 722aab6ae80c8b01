import type { NewView, SavedView } from '@tocsin/store';
import type { z } from 'zod';
import { instantText, Refused } from '../../kernel/index.ts';
import { readFilter } from '../reading/filter-conditions.ts';
import { viewIn } from './views.contract.ts';
import type { savedView } from './views.contract.ts';

/** What the store keeps of a view as text. */
const body = viewIn.pick({ filter: true, columns: true, order: true, density: true });

/** A view as those it is shared with see it. */
export function viewOfView(view: SavedView): z.output<typeof savedView> {
  const kept = body.parse(JSON.parse(view.body));
  return {
    id: view.id,
    name: view.name,
    filter: kept.filter,
    columns: kept.columns,
    order: kept.order,
    ...(kept.density === undefined ? {} : { density: kept.density }),
    shared_with: view.sharedWith,
    owner: { id: view.owner.id, name: view.owner.name },
    organization: { id: view.organization.id, name: view.organization.name },
    may: [
      ...(view.maySet ? (['set-view'] as const) : []),
      ...(view.mayRemove ? (['remove-view'] as const) : []),
    ],
    changed_at: instantText(view.changedAt),
  };
}

/** A view as it is kept, with its filter in canonical form; a filter that cannot be read is not kept. */
export function keptView(said: z.output<typeof viewIn>): NewView | Refused {
  const read = readFilter(said.filter, '/filter');
  if (read instanceof Refused) return read;
  const { columns, order, density } = said;
  return {
    name: said.name,
    sharedWith: said.shared_with,
    body: JSON.stringify({ filter: read.text, columns, order, density }),
  };
}

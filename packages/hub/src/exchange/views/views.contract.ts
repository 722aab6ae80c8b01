import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, id, instant, line, listOf, named } from '../../kernel/schemas.ts';
import { FILTER_MAX } from '../filter/filter.ts';

const tag = 'views';

/** Most columns of a view. */
export const VIEW_COLUMNS_MAX = 30;
/** With whom a view is shared. */
export const VIEW_SHARES = ['me', 'organization', 'community'] as const;
/** How close the lines of a table stand. */
export const DENSITIES = ['comfortable', 'compact'] as const;

/** The name of a column, as the web app gives it. */
export const columnName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Expected the name of a column, such as "date_added"');
/** The columns of a table, in order, each once. */
export const columnNames = z
  .array(columnName)
  .max(VIEW_COLUMNS_MAX, `Choose at most ${String(VIEW_COLUMNS_MAX)} columns`)
  .refine((names) => new Set(names).size === names.length, 'Name each column once');

/** What a person keeps of a list: its filter and how it is shown. */
export const viewIn = z.strictObject({
  name: line,
  /** In the filter language; kept in its canonical form. */
  filter: z.string().max(FILTER_MAX, `A filter has at most ${String(FILTER_MAX)} characters`),
  columns: columnNames.default([]),
  order: z.enum(['newest-first', 'oldest-first']).default('newest-first'),
  density: z.enum(DENSITIES).optional(),
  /** `me`: nobody else; `organization`: my organization here; `community`: every member, by a chair only. */
  shared_with: z.enum(VIEW_SHARES).default('me'),
});

/** A saved view as somebody it is shared with sees it. */
export const savedView = z
  .object({
    id,
    name: z.string(),
    filter: z.string(),
    columns: z.array(z.string()),
    order: z.enum(['newest-first', 'oldest-first']),
    density: z.enum(DENSITIES).optional(),
    shared_with: z.enum(VIEW_SHARES),
    owner: named,
    organization: named,
    /** What the caller may do with it. */
    may: z.array(z.enum(['set-view', 'remove-view'])),
    changed_at: instant,
  })
  .meta({ id: 'SavedView' });

const viewParams = communityParams.extend({ view: id });

export const listViews = defineOperation({
  name: 'list-views',
  method: 'GET',
  path: '/communities/{community}/views',
  summary: 'My saved views and those shared with me, by name',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(savedView),
  refusals: ['not-found'],
});

export const showView = defineOperation({
  name: 'show-view',
  method: 'GET',
  path: '/communities/{community}/views/{view}',
  summary: 'One saved view',
  tag,
  authority: 'person',
  input: { params: viewParams },
  output: savedView,
  refusals: ['not-found'],
});

export const addView = defineOperation({
  name: 'add-view',
  method: 'POST',
  path: '/communities/{community}/views',
  summary: 'Keep a filter as a view, for me, my organization or the community',
  tag,
  authority: 'person',
  input: { params: communityParams, body: viewIn },
  output: savedView,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const setView = defineOperation({
  name: 'set-view',
  method: 'PUT',
  path: '/communities/{community}/views/{view}',
  summary: 'Change a view of mine',
  tag,
  authority: 'person',
  input: { params: viewParams, body: viewIn },
  output: savedView,
  tagOf: 'show-view',
  refusals: ['not-found', 'not-allowed', 'precondition-failed', 'invalid'],
});

export const removeView = defineOperation({
  name: 'remove-view',
  method: 'DELETE',
  path: '/communities/{community}/views/{view}',
  summary:
    'Remove a view of mine, or as a representative or chair one shared with those I speak for',
  tag,
  authority: 'person',
  input: { params: viewParams },
  tagOf: 'show-view',
  refusals: ['not-found', 'not-allowed', 'precondition-failed'],
});

import { readObject } from '@tocsin/stix';
import type { ReferenceRow } from '@tocsin/store';
import type { z } from 'zod';
import { authorize, hidden, Refused } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { listReferences as contract, reference } from '../exchange.contract.ts';
import { wayOf } from '../sharing/bring.ts';
import { showRows } from './object-rows.ts';
import { saidBy } from './said-by.ts';

/** What refers to an object and may be seen with it. Answers show their words, so their sending is recorded. */
export const listReferences: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const { exchange } = handle;
  if ((await exchange.object(params.id, community.id)) === undefined) return hidden();
  const found = await exchange.references(params.id, community.id, query.limit);
  const rows = found.map(({ row }) => row);
  const shown = await showRows(context, community.id, rows);
  const missing = await handle.attestation.missing(community.id, rows);
  const open = rows.filter((_row, place) => !missing.has(place));
  const byRow = new Map(shown.map(({ row, view }) => [row, view]));
  const items = found.flatMap((one, place) => {
    const view = byRow.get(one.row);
    const said = missing.has(place) ? { confirm: true as const } : saidIn(one);
    return view === undefined ? [] : [{ ...view, ...partsOf(one), ...said }];
  });
  await exchange.delivered({ community: community.id, way: wayOf(context), rows: open });
  return { items };
};

type ReferenceView = z.output<typeof reference>;
type Parts = Omit<ReferenceView, keyof typeof rowKeys>;

const rowKeys = {
  id: 0,
  type: 0,
  title: 0,
  version: 0,
  date_added: 0,
  origin: 0,
  marking: 0,
  revoked: 0,
  facts: 0,
};

function partsOf({ property, other }: ReferenceRow): Parts {
  return {
    property,
    ...(other === undefined
      ? {}
      : { other: { id: other.id, type: other.type, title: other.title } }),
  };
}

function saidIn({ row }: ReferenceRow): ReturnType<typeof saidBy> {
  const { object } = readObject(row.text);
  return object === undefined ? {} : saidBy(object);
}

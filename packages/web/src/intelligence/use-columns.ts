import { useQueryClient } from '@tanstack/react-query';
import { call } from '../kernel/client.ts';
import { setPreferences, showPreferences } from '../kernel/contract.ts';
import { keyOf, useAnswer } from '../kernel/query.ts';
import { columnsIn, USUAL_COLUMNS } from './columns.tsx';
import type { ColumnName } from './columns.tsx';

interface ColumnsKept {
  readonly columns: readonly ColumnName[];
  /** Mine differ from those of the view. */
  readonly isChanged: boolean;
  /** `null`: as the view has them. */
  readonly set: (columns: readonly ColumnName[] | null) => void;
}

/** The columns of a list: mine, else the view's, else the usual ones. The hub keeps mine, for every device. */
export function useColumns(list: string, ofView: readonly string[]): ColumnsKept {
  const client = useQueryClient();
  const kept = useAnswer(showPreferences, {}, { staleTime: 60_000 });
  const mine = kept.data?.columns[list];
  const base = ofView.length > 0 ? columnsIn(ofView) : USUAL_COLUMNS;
  const columns = mine === undefined ? base : columnsIn(mine);
  return {
    columns,
    isChanged: columns.join() !== base.join(),
    set: (next) => {
      const names = next === null ? null : [...next];
      const { data } = kept;
      if (data !== undefined) {
        const { [list]: _old, ...others } = data.columns;
        const now = names === null ? others : { ...others, [list]: names };
        client.setQueryData(keyOf(showPreferences, {}), { ...data, columns: now });
      }
      call(setPreferences, { body: { columns: { [list]: names } } }).catch(() =>
        client.invalidateQueries({ queryKey: [showPreferences.name] }),
      );
    },
  };
}

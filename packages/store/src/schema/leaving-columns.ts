import type { Migration } from '../engine/migrations.ts';

/** What a source lays down for when it leaves a community. */
export const LEAVING_COLUMNS: Migration = {
  number: 21,
  name: 'leaving',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    return [
      // leaving: as JSON; none: everything stays as it is. leaving_by: the person who said so, in whose name it is carried out.
      'ALTER TABLE release_setting ADD COLUMN leaving TEXT',
      'ALTER TABLE release_setting ADD COLUMN leaving_by TEXT',
      // The end of the membership for which it was carried out, as the membership has it.
      `ALTER TABLE release_setting ADD COLUMN left_at ${big}`,
    ].join(';\n');
  },
};

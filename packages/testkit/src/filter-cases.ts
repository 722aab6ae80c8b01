import { isRevoked, observablesOf, searchText } from '@tocsin/stix';
import { levelOf, wordsOf } from './expectations.ts';
import type { Reader } from '@tocsin/policy';
import type { Model, ModelRow } from './model.ts';

/** A filter and which rows of a reader's list it lets through, by the model. */
export interface FilterCase {
  readonly filter: string;
  readonly is: (row: ModelRow) => boolean;
}

/** Filters of every kind, with what each means for a reader in a community. */
export function filterCases(
  model: Model,
  at: { reader: Reader; community: string },
): readonly FilterCase[] {
  const { reader, community } = at;
  const visible = model.visible(reader, community);
  const isSighted = (row: ModelRow): boolean =>
    visible.some(
      (one) =>
        one.object['sighting_of_ref'] === row.id &&
        !isRevoked(one.object) &&
        !visible.some(
          (newer) => newer.id === one.id && newer.us > one.us && isRevoked(newer.object),
        ),
    );
  const holds = (row: ModelRow, value: string): boolean =>
    observablesOf(row.object).some((one) => one.value === value);
  const says = (row: ModelRow, word: string): boolean =>
    wordsOf(searchText(row.object)).some((one) => one.startsWith(word));
  const isOf = (row: ModelRow, ...types: string[]): boolean => types.includes(row.object.type);
  const level = (row: ModelRow): string => levelOf(row.label, model.now());
  return [
    { filter: '', is: () => true },
    { filter: 'is:sighted', is: isSighted },
    {
      filter: '-is:sighted type:indicator,malware',
      is: (row) => !isSighted(row) && isOf(row, 'indicator', 'malware'),
    },
    { filter: 'seen:>2000-01-01', is: isSighted },
    { filter: 'kestrel', is: (row) => says(row, 'kestrel') },
    { filter: 'lan -type:malware', is: (row) => says(row, 'lan') && !isOf(row, 'malware') },
    { filter: '-kestrel', is: (row) => !says(row, 'kestrel') },
    { filter: 'value:one.example', is: (row) => holds(row, 'one.example') },
    {
      filter: 'type:indicator -value:one[.]example',
      is: (row) => isOf(row, 'indicator') && !holds(row, 'one.example'),
    },
    {
      filter: 'kind:ipv4',
      is: (row) => observablesOf(row.object).some(({ kind }) => kind === 'ipv4'),
    },
    { filter: 'is:mine', is: (row) => row.origin === reader.organization },
    { filter: `-source:${reader.organization}`, is: (row) => row.origin !== reader.organization },
    { filter: 'tlp:green,amber', is: (row) => ['green', 'amber'].includes(level(row)) },
    { filter: '-tlp:red -is:revoked', is: (row) => level(row) !== 'red' && !isRevoked(row.object) },
  ];
}

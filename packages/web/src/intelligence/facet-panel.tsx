import { Checkbox } from '@mantine/core';
import { TLP_LEVELS, tlpText } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { typeWords } from '../exchange/words.ts';
import { listFacets } from '../kernel/contract.ts';
import type { Community, FilterKey } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { numberWords, t, word } from '../kernel/words.ts';
import { toggled, valuesOf, without } from './filter-edit.ts';

interface FacetPanelProps {
  readonly community: Community;
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}
interface Facet {
  readonly value: string;
  readonly words: ReactNode;
  readonly name: string;
  readonly count?: number | undefined;
}

const SHOWN = 6;
const FLAGS = [
  ['sighted', word('Somebody saw it')],
  ['mine', word('Ours')],
  ['done', word('Done by me')],
  ['expired', word('No longer valid')],
  ['revoked', word('Taken back')],
] as const;
const AGES = [
  ['>24h', word('Last day')],
  ['>7d', word('Last 7 days')],
  ['>30d', word('Last 30 days')],
] as const;

/** What could be asked, with how many there are; each a click into the filter and out of it. */
export function FacetPanel({ community, filter, onFilter }: FacetPanelProps): ReactNode {
  const types = useFacets(community, without(filter, 'type'));
  const levels = useFacets(community, without(filter, 'tlp'));
  const sources = useFacets(community, without(filter, 'source'));
  const toggle = (key: FilterKey) => (value: string) => onFilter(toggled(filter, key, value));
  const props = { filter, isExact: types?.exact ?? true };
  return (
    <>
      <Group
        {...props}
        title={t('Kind')}
        of="type"
        onToggle={toggle('type')}
        facets={typeFacets(types)}
      />
      <Group
        {...props}
        title={t('Marking')}
        of="tlp"
        onToggle={toggle('tlp')}
        facets={levelFacets(levels)}
      />
      <Group
        {...props}
        title={t('Source')}
        of="source"
        onToggle={toggle('source')}
        facets={sourceFacets(sources)}
      />
      <Group
        {...props}
        title={t('State')}
        of="is"
        onToggle={toggle('is')}
        facets={FLAGS.map(([value, words]) => ({ value, words: t(words), name: t(words) }))}
      />
      <Ages filter={filter} onFilter={onFilter} />
    </>
  );
}

type Facets = NonNullable<ReturnType<typeof useFacets>>;

/** How many match, by kind, marking and source; the same question is asked once. */
export function useFacets(community: Community, filter: string) {
  const query = filter === '' ? {} : { filter };
  const params = { community: community.id };
  return useAnswer(listFacets, { params, query }, { staleTime: 60_000 }).data;
}

function typeFacets(facets: Facets | undefined): Facet[] {
  return (facets?.types ?? []).map(({ type, count }) => {
    const words = typeWords(type);
    return { value: type, words, name: words, count };
  });
}

function levelFacets(facets: Facets | undefined): Facet[] {
  const levels = facets?.levels ?? [];
  return TLP_LEVELS.toReversed().flatMap((level) => {
    const count = levels.find((one) => one.level === level)?.count;
    if (count === undefined) return [];
    return [{ value: level, words: <TlpPlate level={level} />, name: tlpText(level), count }];
  });
}

function sourceFacets(facets: Facets | undefined): Facet[] {
  return (facets?.sources ?? []).map(({ source: { name }, count }) => ({
    value: name,
    words: name,
    name,
    count,
  }));
}

interface GroupProps {
  readonly title: string;
  readonly of: FilterKey;
  readonly filter: string;
  readonly isExact: boolean;
  readonly facets: readonly Facet[];
  readonly onToggle: (value: string) => void;
}

function Group({ title, of, filter, isExact, facets, onToggle }: GroupProps): ReactNode {
  const [isLong, setLong] = useState(false);
  const chosen = valuesOf(filter, of);
  const absent = chosen
    .filter((value) => !facets.some((facet) => facet.value === value))
    .map((value) => absentFacet(of, value));
  // What is asked for comes first, so that it can be taken out; then the most frequent.
  const isAsked = ({ value }: Facet): boolean => chosen.includes(value);
  const all = [...facets.filter(isAsked), ...absent, ...facets.filter((one) => !isAsked(one))];
  if (all.length === 0) return null;
  const shown = isLong ? all : all.slice(0, SHOWN);
  return (
    <fieldset className="facets">
      <legend>{title}</legend>
      {shown.map(({ value, words, name, count }) => (
        <label key={value} className="facet">
          <Checkbox
            size="xs"
            aria-label={count === undefined ? name : `${name}: ${countWords(count, isExact)}`}
            checked={chosen.includes(value)}
            onChange={() => onToggle(value)}
          />
          <span className="facet-words">{words}</span>
          {count !== undefined && <span className="small quiet">{countWords(count, isExact)}</span>}
        </label>
      ))}
      {all.length > SHOWN && (
        <button type="button" className="as-link small" onClick={() => setLong(!isLong)}>
          {isLong ? t('Fewer') : t('All {{count}}', { count: all.length })}
        </button>
      )}
    </fieldset>
  );
}

/** Asked for, and with nothing left to count. */
function absentFacet(of: FilterKey, value: string): Facet {
  const level = of === 'tlp' ? TLP_LEVELS.find((one) => one === value) : undefined;
  if (level !== undefined) {
    return { value, words: <TlpPlate level={level} />, name: tlpText(level) };
  }
  const words = of === 'type' ? typeWords(value) : value;
  return { value, words, name: words };
}

function Ages({ filter, onFilter }: Pick<FacetPanelProps, 'filter' | 'onFilter'>): ReactNode {
  const rest = without(filter, 'added');
  return (
    <fieldset className="facets">
      <legend>{t('Added')}</legend>
      {AGES.map(([age, words]) => {
        const term = `added:${age}`;
        const isChosen = filter.split(' ').includes(term);
        return (
          <label key={age} className="facet">
            <Checkbox
              size="xs"
              checked={isChosen}
              onChange={() => onFilter(isChosen ? rest : `${rest} ${term}`.trim())}
            />
            <span className="facet-words">{t(words)}</span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** A number, or "at least" so many when not all was looked at. */
export function countWords(count: number, isExact: boolean): string {
  return isExact ? numberWords(count) : t('{{count}} or more', { count });
}

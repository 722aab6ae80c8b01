import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { TypeSign } from '../exchange/type-sign.tsx';
import { typeWords } from '../exchange/words.ts';
import { numberWords, t, word } from '../kernel/words.ts';
import type { LightRow } from './light-row.ts';

/** Columns somebody may choose, by the names the hub keeps them under. What an object is called always comes first. */
export const COLUMNS = {
  tlp: { words: word('Marking'), rem: 9.5 },
  source: { words: word('Source'), rem: 11 },
  sightings: { words: word('Sightings'), rem: 5.75 },
  last_seen: { words: word('Last seen'), rem: 7 },
  added: { words: word('Added'), rem: 7.25 },
  type: { words: word('Kind'), rem: 7.5 },
  valid_until: { words: word('Valid until'), rem: 7 },
  confidence: { words: word('Confidence'), rem: 6.25 },
} as const;
/** One of them. */
export type ColumnName = keyof typeof COLUMNS;

/** Shown when nobody chose: what matters most first, because what does not fit is left out from the end. */
export const USUAL_COLUMNS: readonly ColumnName[] = columnsIn(Object.keys(COLUMNS));

/** What an object is called needs at least this, and its tick box. Rem. */
const TITLE_REM = 24;
/** Plates are larger in high contrast. */
const LARGE_TLP_REM = 13.5;

/** How wide a column is. Rem. */
export function widthOf(name: ColumnName, hasLargePlates: boolean): number {
  return name === 'tlp' && hasLargePlates ? LARGE_TLP_REM : COLUMNS[name].rem;
}

/** The columns that fit into a width: those at the end go first. */
export function fitting(
  columns: readonly ColumnName[],
  { rem, hasLargePlates }: { rem: number; hasLargePlates: boolean },
): readonly ColumnName[] {
  let left = rem - TITLE_REM;
  return columns.filter((name) => {
    left -= widthOf(name, hasLargePlates);
    return left >= 0;
  });
}

/** Names that are columns; others are of another version of the app. */
export function columnsIn(names: readonly string[]): ColumnName[] {
  return names.filter((name): name is ColumnName => Object.hasOwn(COLUMNS, name));
}

/** What a column says of a row. */
export function cellOf(column: ColumnName, row: LightRow): ReactNode {
  switch (column) {
    case 'type':
      return typeWords(row.type);
    case 'tlp':
      return <TlpPlate level={row.level} />;
    case 'source':
      return row.source;
    case 'confidence':
      return row.confidence === undefined ? <None /> : numberWords(row.confidence);
    case 'sightings':
      return row.sightings === 0 ? <None /> : numberWords(row.sightings);
    case 'last_seen':
      return row.lastSeen === undefined ? <None /> : <TimeText at={row.lastSeen} />;
    case 'valid_until':
      return <Freshness until={row.until} />;
    case 'added':
      return <TimeText at={row.added} />;
  }
}

/** What an object is called, first in every line. */
export function TitleCell({
  row,
  href,
  isFresh,
}: {
  row: LightRow;
  href: string;
  isFresh: boolean;
}): ReactNode {
  return (
    <span className="title-cell">
      <TypeSign type={row.type} />
      <a href={href} data-act="open" className={row.isCode ? 'mono' : ''} title={row.title}>
        {row.isRevoked ? <del>{row.title}</del> : row.title}
      </a>
      {row.isPart && <span className="unseen">{t('of the share above')}</span>}
      {row.isRevoked && <span className="tag caution">{t('taken back')}</span>}
      {row.isDone && <span className="tag good">{t('Done')}</span>}
      {isFresh && !row.isDone && <span className="fresh">{t('New')}</span>}
      <button
        type="button"
        className="row-act"
        data-act="beside"
        aria-label={t('Show “{{title}}” beside the list', { title: row.title })}
      />
    </span>
  );
}

function Freshness({ until }: { until: string | undefined }): ReactNode {
  if (until === undefined) return <None />;
  if (Date.parse(until) < Date.now()) return <span className="tag caution">{t('Expired')}</span>;
  return <TimeText at={until} as="day" />;
}

function None(): ReactNode {
  return <span className="quiet">–</span>;
}

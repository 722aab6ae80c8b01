import { useId, useMemo } from 'react';
import type { ReactNode } from 'react';
import { numberWords, plural, t } from '../kernel/words.ts';
import { dateWords } from './day-words.ts';
import { bucketsOf, ticksOf } from './sighting-buckets.ts';
import type { Bucket, Buckets, BucketUnit } from './sighting-buckets.ts';
import type { Answers } from './verdict.ts';

const HEIGHT = 96;
/** Room for the numbers at the side, and for the highest of them. */
const SIDE = 30;
const ABOVE = 8;
/** Few bars are wide enough to be hit by the eye. */
const WIDE = { step: 36, bar: 24 };
const NARROW = { step: 14, bar: 10 };
const WIDE_MOST = 12;

/**
 * Bars by time. Drawn by ourselves: forty bars need no charting library, and nothing has to be loaded for them.
 * False positives are hatched, so that colour alone tells nothing; the table says all of it.
 */
export function SightingChart({ answers }: { answers: Answers }): ReactNode {
  const { unit, buckets } = useMemo(() => bucketsOf(answers), [answers]);
  const hatch = useId();
  if (buckets.length === 0) return null;
  const most = Math.max(
    ...buckets.map(({ sightings, falsePositives }) => sightings + falsePositives),
  );
  const ticks = ticksOf(most);
  const scale = (count: number): number => (count / (ticks.at(-1) ?? most)) * HEIGHT;
  const { step, bar } = buckets.length <= WIDE_MOST ? WIDE : NARROW;
  const width = SIDE + buckets.length * step;
  const words = sentenceOf({ unit, buckets });
  return (
    <figure className="stack tight chart">
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('Chart')}>
        <svg
          role="img"
          aria-label={words}
          width={width}
          height={HEIGHT + 2 * ABOVE}
          viewBox={`0 ${String(-ABOVE)} ${String(width)} ${String(HEIGHT + 2 * ABOVE)}`}
        >
          <defs>
            <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse">
              <path d="M0 4 L4 0" className="hatch" />
            </pattern>
          </defs>
          {ticks.map((count) => (
            <g key={count} transform={`translate(0 ${String(HEIGHT - scale(count))})`}>
              <line className={count === 0 ? 'base' : 'tick'} x1={SIDE} x2={width} y1="0" y2="0" />
              <text x={SIDE - 6} dy="0.35em" textAnchor="end">
                {numberWords(count)}
              </text>
            </g>
          ))}
          {buckets.map(({ start, sightings, falsePositives }, place) => (
            <g
              key={start}
              transform={`translate(${String(SIDE + place * step + (step - bar) / 2)} 0)`}
            >
              <rect
                className="bar-seen"
                width={bar}
                y={HEIGHT - scale(sightings)}
                height={scale(sightings)}
              />
              {falsePositives > 0 && (
                <rect
                  className="bar-false"
                  width={bar}
                  y={HEIGHT - scale(sightings + falsePositives)}
                  height={scale(falsePositives)}
                  fill={`url(#${hatch})`}
                />
              )}
            </g>
          ))}
        </svg>
      </div>
      <figcaption className="small quiet">
        {words} {t('Solid: sightings. Hatched: false positives.')}
      </figcaption>
      <ChartTable unit={unit} buckets={buckets} />
    </figure>
  );
}

function ChartTable({ unit, buckets }: Buckets): ReactNode {
  return (
    <details>
      <summary>{t('The same as a table')}</summary>
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('The same as a table')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{unitWords(unit)}</th>
              <th scope="col">{t('Sightings')}</th>
              <th scope="col">{t('Times seen')}</th>
              <th scope="col">{t('False positives')}</th>
            </tr>
          </thead>
          <tbody>
            {buckets.filter(isFilled).map(({ start, sightings, times, falsePositives }) => (
              <tr key={start}>
                <td>{dateWords(start, Date.now())}</td>
                <td>{sightings}</td>
                <td>{times}</td>
                <td>{falsePositives}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small quiet">{t('What is not listed had none.')}</p>
    </details>
  );
}

function isFilled({ sightings, falsePositives }: Bucket): boolean {
  return sightings + falsePositives > 0;
}

function unitWords(unit: BucketUnit): string {
  if (unit === 'day') return t('Day');
  return unit === 'week' ? t('Week from') : t('Month from');
}

/** The chart in one sentence. */
function sentenceOf({ unit, buckets }: Buckets): string {
  const first = dateWords(buckets[0]?.start ?? 0, Date.now());
  const top = [...buckets].sort((a, b) => b.sightings - a.sightings)[0];
  if (buckets.length === 1 || top === undefined || top.sightings === 0) {
    return t('All of it around {{day}}.', { day: first });
  }
  const values = { day: dateWords(top.start, Date.now()), first };
  const count = top.sightings;
  switch (unit) {
    case 'day':
      return plural(
        count,
        {
          one: 'Since {{first}}; most on {{day}}: 1 sighting.',
          other: 'Since {{first}}; most on {{day}}: {{count}} sightings.',
        },
        values,
      );
    case 'week':
      return plural(
        count,
        {
          one: 'Since {{first}}; most in the week of {{day}}: 1 sighting.',
          other: 'Since {{first}}; most in the week of {{day}}: {{count}} sightings.',
        },
        values,
      );
    case 'month':
      return plural(
        count,
        {
          one: 'Since {{first}}; most in the month from {{day}}: 1 sighting.',
          other: 'Since {{first}}; most in the month from {{day}}: {{count}} sightings.',
        },
        values,
      );
  }
}

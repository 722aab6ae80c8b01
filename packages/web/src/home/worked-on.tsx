import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { useTellLevels } from '../design/shown-levels.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { titleWords } from '../exchange/title-words.ts';
import { typeWords } from '../exchange/words.ts';
import { call } from '../kernel/client.ts';
import { showObject } from '../kernel/contract.ts';
import { keyOf } from '../kernel/query.ts';
import { forgetRecent, useRecentObjects } from '../kernel/recent-objects.ts';
import type { RecentObject } from '../kernel/recent-objects.ts';
import { rich, t } from '../kernel/words.ts';

const SHOWN = 8;

/**
 * What I changed or had open lately. The names are read anew as I may see them now; what is not there for me any
 * more leaves no line behind.
 */
export function WorkedOn({ slugOf }: { slugOf: (community: string) => string }): ReactNode {
  const recent = useRecentObjects().slice(0, SHOWN);
  const [fault, setFault] = useState<unknown>();
  const answers = useQueries({
    queries: recent.map(({ community, object }) => {
      const input = { params: { community, id: object }, query: {} };
      return {
        queryKey: keyOf(showObject, input),
        queryFn: ({ signal }: { signal: AbortSignal }) => call(showObject, input, { signal }),
        retry: false,
      };
    }),
  });
  const lines = recent.flatMap((one, place) => {
    const found = answers[place];
    return found?.data === undefined || found.isError ? [] : [{ one, object: found.data }];
  });
  useTellLevels(lines.map(({ object }) => object.marking.level));
  if (lines.length === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="worked-on-title">
      <div className="row spread">
        <h2 id="worked-on-title">{t('You worked on last')}</h2>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => void forgetRecent().catch((error: unknown) => setFault(error))}
        >
          {t('Forget these')}
        </Button>
      </div>
      <ProblemPanel error={fault} />
      <ul className="plain stack tight">
        {lines.map(({ one, object }) => (
          <li key={`${one.community} ${one.object}`}>
            <Link
              to="/c/$community/objects/$object"
              params={{ community: slugOf(one.community), object: object.id }}
              search={{}}
            >
              {titleWords(object)}
            </Link>{' '}
            <TlpPlate level={object.marking.level} />
            <p className="quiet">{actWords(one, typeWords(object.type))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function actWords({ at, changed }: RecentObject, type: string): ReactNode {
  const time = <TimeText at={at} />;
  return changed
    ? rich('{{type}}, changed {{time}}', { type, time })
    : rich('{{type}}, opened {{time}}', { type, time });
}

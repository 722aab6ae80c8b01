import { useQuery } from '@tanstack/react-query';
import { defang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { TimeText } from '../design/time-text.tsx';
import { call } from '../kernel/client.ts';
import { extractValues } from '../kernel/contract.ts';
import type { Community, FoundValue, ObjectDetail } from '../kernel/contract.ts';
import { rich, t } from '../kernel/words.ts';
import { contributionTitle } from './title-words.ts';
import { contributionWords, safeText } from './words.ts';

interface SharedTextProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

/** The share it came with: its title and text, the values in it highlighted and none of them live. */
export function SharedText({ object, community }: SharedTextProps): ReactNode {
  const { contribution } = object;
  const text = contribution?.text ?? '';
  const found = useQuery({
    queryKey: [extractValues.name, community.id, text],
    queryFn: ({ signal }) =>
      call(extractValues, { params: { community: community.id }, body: { text } }, { signal }),
    enabled: text !== '',
    staleTime: Infinity,
  });
  if (contribution === undefined) return null;
  return (
    <section className="panel stack" aria-labelledby="share">
      <h2 id="share">{t('The share it came with')}</h2>
      <p>
        <strong>{contributionTitle(contribution)}</strong>
        <span className="small quiet">
          {' '}
          {rich('{{kind}}, {{time}}', {
            kind: contributionWords(contribution.kind),
            time: <TimeText at={contribution.at} />,
          })}
        </span>
      </p>
      {text === '' ? (
        <p className="quiet">{t('It came without a text.')}</p>
      ) : (
        <div className="in-text" tabIndex={0} role="region" aria-label={t('Text of the share')}>
          {marked(text, found.data?.values ?? [])}
        </div>
      )}
    </section>
  );
}

/** The text in pieces; what lies between values is defanged as well, in case one was overlooked. */
function marked(text: string, values: readonly FoundValue[]): ReactNode[] {
  const places = values.flatMap((value) => value.places).sort((a, b) => a.start - b.start);
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { start, end } of places) {
    if (start < at) continue;
    parts.push(safeText(text.slice(at, start)));
    const value = text.slice(start, end);
    parts.push(<mark key={start}>{/\[|^hxx/i.test(value) ? value : defang(value)}</mark>);
    at = end;
  }
  parts.push(safeText(text.slice(at)));
  return parts;
}

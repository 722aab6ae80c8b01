import { useDebouncedValue } from '@mantine/hooks';
import type { TlpLevel } from '@tocsin/stix';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import './protection.css';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { call } from '../kernel/client.ts';
import { previewAudience } from '../kernel/contract.ts';
import type { AudienceCount, Community } from '../kernel/contract.ts';
import { markingOf, namesSomebody } from './marking-draft.ts';
import type { MarkingDraft } from './marking-draft.ts';
import { useMe } from '../kernel/session.ts';
import { reachWords, seenWords } from './reach-words.ts';

const COUNT_AGAIN_MS = 20_000;

interface AudienceProps {
  readonly community: Community;
  readonly draft: MarkingDraft;
  /** In a line; who is left out is told on demand. */
  readonly isBrief?: boolean;
}

/** Who will see it, counted by the hub from its own rule while the marking is chosen. */
export function AudienceSentence({ community, draft, isBrief }: AudienceProps): ReactNode {
  const [settled] = useDebouncedValue(draft, 200);
  const own = useMe().organization?.id;
  const isNamed = namesSomebody(settled);
  const input = { params: { community: community.id }, body: { marking: markingOf(settled) } };
  const preview = useQuery({
    queryKey: [previewAudience.name, input],
    queryFn: ({ signal }) => call(previewAudience, input, { signal }),
    enabled: isNamed,
    placeholderData: keepPreviousData,
    // Somebody may join or leave while it is written: what was counted before is no answer.
    staleTime: 0,
    refetchInterval: COUNT_AGAIN_MS,
  });
  if (preview.error !== null) return <ProblemPanel error={preview.error} />;
  const count = isNamed ? preview.data : undefined;
  const isAlone = count?.organizations.every(({ id }) => id === own) === true;
  return (
    <div className={isNamed && !isAlone ? 'audience' : 'audience nobody'}>
      <p role="status">
        {!isNamed && nobodyWords(settled)}
        {isNamed && (
          <Sentence {...{ count, isAlone }} level={settled.level} isBrief={isBrief === true} />
        )}
      </p>
      {count !== undefined && <Names count={count} />}
    </div>
  );
}

interface SentenceProps {
  readonly count: AudienceCount | undefined;
  readonly level: TlpLevel;
  /** Nobody but the source's own people. */
  readonly isAlone: boolean;
  readonly isBrief: boolean;
}

function Sentence({ count, level, isAlone, isBrief }: SentenceProps): ReactNode {
  if (count === undefined) return t('Counting …');
  return (
    <>
      {isBrief ? seenWords(count) : reachWords(count, level)}
      {isAlone && ` ${t('So far that is nobody but your own organization.')}`}
    </>
  );
}

/** The organizations in reach and out of it, by name. */
export function Names({ count }: { count: AudienceCount }): ReactNode {
  return (
    <details>
      <summary>{t('Which organizations?')}</summary>
      <div className="columns">
        <NameList title={t('Will see it')} names={count.organizations.map(({ name }) => name)} />
        <NameList title={t('Will not')} names={count.without.map(({ name }) => name)} />
      </div>
    </details>
  );
}

function NameList({ title, names }: { title: string; names: readonly string[] }): ReactNode {
  return (
    <div>
      <h3>{title}</h3>
      {names.length === 0 ? (
        <p className="small quiet">{t('None')}</p>
      ) : (
        <ul>
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function nobodyWords(draft: MarkingDraft): string {
  if (draft.level === 'red') return t('Nobody yet: name the persons who may see it.');
  return t('Nobody yet: choose organizations or groups.');
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { titleWords } from '../exchange/title-words.ts';
import {
  askAboutSubject,
  askSubjectSource,
  listObjects,
  listRecalled,
  listSubjectRequests,
  retractObject,
  showHandling,
  showHome,
} from '../kernel/contract.ts';
import type { Community, SubjectHits, SubjectRequest } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { hubText, t } from '../kernel/words.ts';

interface HitActsProps {
  readonly hit: SubjectHits['items'][number];
  readonly community: Community;
  readonly of: SubjectRequest | undefined;
}

/** What can be done at once about one hit: take one's own back, or ask the others, its source among them. */
export function HitActs({ hit, community, of }: HitActsProps): ReactNode {
  if (hit.own) return <TakeBack hit={hit} community={community} />;
  if (of === undefined || of.closed_at !== undefined) return null;
  return (
    <>
      <AskAlone of={of} hit={hit} community={community} />
      {of.asked === undefined ? (
        <AskSource of={of} hit={hit} community={community} />
      ) : (
        <p className="small">{t('Its source was asked.')}</p>
      )}
    </>
  );
}

function TakeBack({ hit, community }: Omit<HitActsProps, 'of'>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const retract = useAct(retractObject, {
    stale: [listObjects, listRecalled, showHandling],
    onDone: () => setOpen(false),
  });
  const params = { community: community.id, id: hit.id };
  if (retract.isSuccess) return <p role="status">{t('You took it back.')}</p>;
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        aria-label={`${t('Take it back')}: ${titleWords(hit)}`}
        onClick={() => setOpen(true)}
      >
        {t('Take it back')}
      </Button>
      <Window title={t('Take it back?')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className="stack">
          <p>{titleWords(hit)}</p>
          <p>{t('Nobody will read it here any more, in any version. This cannot be undone.')}</p>
          <p>{t('To correct it instead, share a new version without what is wrong.')}</p>
          <ProblemPanel error={retract.error} />
          <div className="row">
            <Button
              loading={retract.isPending}
              onClick={() => retract.mutate({ params, query: { versions: 'all' } })}
            >
              {t('Take it back')}
            </Button>
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('Keep it')}
            </Button>
          </div>
        </div>
      </Window>
    </>
  );
}

/** Its source alone, about this alone; one that is not named only with all others, or its answer would tell whose it is. */
function AskAlone({
  hit,
  of,
  community,
}: Omit<HitActsProps, 'of'> & { of: SubjectRequest }): ReactNode {
  const ask = useAct(askSubjectSource, { stale: [listSubjectRequests, showHome] });
  if (hit.under_alias) return null;
  const params = { community: community.id, request: of.id };
  const asked = of.sources.find(
    ({ object, source }) => object === hit.id && source.id === hit.source.id,
  );
  if (asked !== undefined) {
    return <p className="small">{t('Its source was asked about this one alone.')}</p>;
  }
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        loading={ask.isPending}
        aria-label={`${t('Ask its source alone, about this one')}: ${titleWords(hit)}, ${hubText(hit.source.name)}`}
        onClick={() => ask.mutate({ params, body: { object: hit.id, source: hit.source.id } })}
      >
        {t('Ask its source alone, about this one')}
      </Button>
      <ProblemPanel error={ask.error} />
    </>
  );
}

function AskSource({
  hit,
  of,
  community,
}: Omit<HitActsProps, 'of'> & { of: SubjectRequest }): ReactNode {
  const ask = useAct(askAboutSubject, { stale: [listSubjectRequests, showHome] });
  const params = { community: community.id, request: of.id };
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        loading={ask.isPending}
        aria-label={`${t('Ask its source, with all others')}: ${titleWords(hit)}`}
        onClick={() => ask.mutate({ params, body: { how: 'compared' } })}
      >
        {t('Ask its source, with all others')}
      </Button>
      <ProblemPanel error={ask.error} />
    </>
  );
}

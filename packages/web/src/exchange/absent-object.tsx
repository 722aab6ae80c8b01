import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { showHandling, showRemoval } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

interface AbsentProps {
  readonly id: string;
  readonly community: Community;
  /** Somebody was reading it when it went. */
  readonly wasHere: boolean;
}

/**
 * Nothing is here, for whatever reason. But whoever could read it until its time was over is told so, and the source of
 * what it took back sees how far that has come. To everybody else it is as if it never was.
 */
export function AbsentObject({ id, community, wasHere }: AbsentProps): ReactNode {
  const params = { community: community.id, id };
  const removal = useAnswer(showRemoval, { params });
  const handling = useAnswer(showHandling, { params });
  if (removal.isPending || handling.isPending) {
    return (
      <>
        <PageHead title={t('Object')} tab={t('Object')} />
        <Loading />
      </>
    );
  }
  const isSource = handling.data !== undefined;
  if (removal.data === undefined && !isSource) return wasHere ? <WentAway /> : <NothingForYou />;
  return (
    <Suspense fallback={<Loading />}>
      {removal.data === undefined ? <TookBack /> : <RemovalHead />}
      <div className="stack">
        {removal.data !== undefined && <RemovalEvidence removal={removal.data} />}
        {isSource && <HandlingPanels id={id} community={community} />}
      </div>
    </Suspense>
  );
}

const RemovalEvidence = lazy(async () => ({
  default: (await import('./removal-evidence.tsx')).RemovalEvidence,
}));

const HandlingPanels = lazy(async () => ({
  default: (await import('../handling/handling-panels.tsx')).HandlingPanels,
}));

function TookBack(): ReactNode {
  return (
    <PageHead
      title={t('Your organization took this back')}
      tab={t('Object')}
      lead={t('Nobody reads it here any more. This is what became of it.')}
    />
  );
}

function RemovalHead(): ReactNode {
  return (
    <PageHead
      title={t('Its time was over')}
      tab={t('Object')}
      lead={t(
        'You could read it until then. It was kept as long as a rule says, and then went for everybody.',
      )}
    />
  );
}

function NothingForYou(): ReactNode {
  return (
    <>
      <PageHead title={t('There is nothing here')} tab={t('Object')} />
      <p className="measure">
        {t(
          'Nothing with this address is here for you. It was never shared with you, or its source took it back.',
        )}
      </p>
    </>
  );
}

/** What somebody was reading is taken from under their eyes, so it is said why. */
function WentAway(): ReactNode {
  return (
    <>
      <PageHead title={t('This is no longer here for you')} tab={t('Object')} />
      <p className="measure" role="status">
        {t(
          'A moment ago it was. Its source took it back, or marked it so that you may not read it any more. If you acted on it, or passed it on, look at that again.',
        )}
      </p>
    </>
  );
}

import { Button } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { safeText } from '../exchange/words.ts';
import { useCommunity } from '../kernel/community.ts';
import { showDecision } from '../kernel/contract.ts';
import type { Community, Decision } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { DecisionFacts } from './decision-card.tsx';
import { mayDecide } from './decision-words.ts';
import { RecordDecision } from './record-decision.tsx';
import './decisions.css';

/** One decision, what it rests on, and the later one that replaces it. */
export function DecisionScreen(): ReactNode {
  const community = useCommunity();
  const { decision: id } = useParams({ from: '/inside/c/$community/decisions/$decision' });
  const decision = useAnswer(showDecision, { params: { community: community.id, decision: id } });
  const { data } = decision;
  return (
    <>
      <PageHead
        title={data === undefined ? t('Decision') : safeText(data.title)}
        tab={t('Decisions')}
        levels={data === undefined ? [] : [data.level]}
      />
      <ProblemPanel error={decision.error} onRetry={() => void decision.refetch()} />
      {decision.isPending && <Loading />}
      {data !== undefined && <Whole of={data} community={community} />}
    </>
  );
}

function Whole({ of, community }: { of: Decision; community: Community }): ReactNode {
  const navigate = useNavigate();
  const [isReplacing, setReplacing] = useState(false);
  return (
    <div className="stack wide">
      <section className="panel stack tight">
        <DecisionFacts of={of} community={community} />
        {of.text !== '' && <p className="decision-text">{safeText(of.text)}</p>}
      </section>
      {mayDecide(community) && of.replaced_by === undefined && (
        <p>
          <Button variant="default" onClick={() => setReplacing(true)}>
            {t('Replace it by a later decision')}
          </Button>
        </p>
      )}
      <Window
        title={t('A decision that replaces this one')}
        isOpen={isReplacing}
        onClose={() => setReplacing(false)}
      >
        <RecordDecision
          community={community}
          replaces={of}
          onClose={() => setReplacing(false)}
          onDone={(id) => {
            setReplacing(false);
            void navigate({
              to: '/c/$community/decisions/$decision',
              params: { community: community.slug, decision: id },
            });
          }}
        />
      </Window>
    </div>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { seenText } from '../design/seen-text.ts';
import { DateTime } from '../design/time-text.tsx';
import { endHold, listHolds, showKeptFor } from '../kernel/contract.ts';
import type { Community, RetentionHold } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rich, t, word } from '../kernel/words.ts';

/** Why something is held, by whom; whoever may, ends it. */
export function HoldWords({
  hold,
  community,
}: {
  hold: RetentionHold;
  community: Community;
}): ReactNode {
  const end = useAct(endHold, { stale: [listHolds, showKeptFor] });
  return (
    <div className="stack tight">
      <p>
        {rich(hold.by === 'chair' ? HELD_BY_CHAIR : HELD_BY_SOURCE, {
          person: <PartyChip name={hold.person.name} />,
          time: <DateTime at={hold.at} />,
        })}
      </p>
      <p className="said">{seenText(hold.reason)}</p>
      <ProblemPanel error={end.error} />
      {hold.may_end && (
        <div>
          <Button
            variant="default"
            size="compact-md"
            loading={end.isPending}
            onClick={() => end.mutate({ params: { community: community.id, id: hold.id } })}
          >
            {t('End the hold')}
          </Button>
        </div>
      )}
    </div>
  );
}

const HELD_BY_CHAIR = word('Held by {{person}} for the community, {{time}}');
const HELD_BY_SOURCE = word('Held by {{person}} for its source, {{time}}');

import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { listMembers, setMemberState } from '../kernel/contract.ts';
import type { Community, Member } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

interface StateFormProps {
  readonly member: Member;
  readonly community: Community;
  readonly onClose: () => void;
}

/** Suspends a membership with a reason and an end, lets it read again, ends a probation or the whole. */
export function MemberStateForm({ member, community, onClose }: StateFormProps): ReactNode {
  const change = useAct(setMemberState, { stale: [listMembers], onDone: onClose });
  const [isEnding, setIsEnding] = useState(false);
  const [words, setWords] = useState('');
  const [until, setUntil] = useState('');
  const isSuspended = member.state === 'suspended';
  const { id: organization } = member.organization;
  const state = isEnding ? 'exited' : isSuspended ? 'active' : 'suspended';
  const label = { exited: t('End it'), active: t('Reinstate'), suspended: t('Suspend') }[state];
  const params = { community: community.id, organization };
  const why = words.trim() === '' ? {} : { words };
  const end = until === '' ? {} : { until: new Date(`${until}T23:59:59`).toISOString() };
  const more = state === 'suspended' ? { ...why, ...end } : {};
  return (
    <div className="stack">
      <StateWords member={member} isEnding={isEnding} />
      {state === 'suspended' && (
        <Suspending words={words} until={until} onWords={setWords} onUntil={setUntil} />
      )}
      <ProblemPanel error={change.error} />
      <div className="row">
        <Button
          loading={change.isPending}
          onClick={() => change.mutate({ params, body: { state, ...more } })}
        >
          {label}
        </Button>
        {member.state === 'probation' && !isEnding && (
          <Button
            variant="default"
            onClick={() => change.mutate({ params, body: { state: 'active' } })}
          >
            {t('End the probation now')}
          </Button>
        )}
        {!isEnding && (
          <Button variant="default" onClick={() => setIsEnding(true)}>
            {t('End the membership')}
          </Button>
        )}
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </div>
  );
}

interface SuspendingProps {
  readonly words: string;
  readonly until: string;
  readonly onWords: (words: string) => void;
  readonly onUntil: (until: string) => void;
}

function Suspending({ words, until, onWords, onUntil }: SuspendingProps): ReactNode {
  return (
    <>
      <Textarea
        label={t('Why? Chairs read it (optional)')}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => onWords(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('Until when? It ends by itself then (optional)')}
        value={until}
        onChange={(event) => onUntil(event.currentTarget.value)}
      />
    </>
  );
}

function StateWords({ member, isEnding }: { member: Member; isEnding: boolean }): ReactNode {
  const { name } = member.organization;
  if (isEnding) {
    return (
      <p>
        {t(
          'The people and programs of {{name}} stop reading here at once. What they shared becomes what they laid down for when they leave; without a word from them it stays as it is. What is taken back or lowered then cannot be undone.',
          { name },
        )}
      </p>
    );
  }
  return (
    <p>
      {member.state === 'suspended'
        ? t('{{name}} reads and shares here again, including what was shared meanwhile.', { name })
        : t(
            'The people and programs of {{name}} stop reading here at once. What they shared stays. You can take it back.',
            { name },
          )}
    </p>
  );
}

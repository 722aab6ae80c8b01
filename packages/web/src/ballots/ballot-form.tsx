import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { beginBallot, listBallots, showBallot, writeBallot } from '../kernel/contract.ts';
import type { BallotDetail, BallotDraft, Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { WhoReads } from '../papers/who-reads.tsx';
import type { Readers } from '../papers/who-reads.tsx';
import { isOfSeveral, MAJORITIES, TYPES } from './ballot-words.ts';

interface BallotFormProps {
  readonly community: Community;
  /** One that is changed; absent: a new one. */
  readonly ballot?: BallotDetail;
  readonly onDone: (ballot: string) => void;
  readonly onClose: () => void;
}

/** What is asked, and the rule by which it is counted. */
export function BallotForm({ community, ballot, onDone, onClose }: BallotFormProps): ReactNode {
  const [draft, setDraft] = useState<BallotDraft>(() => draftOf(ballot));
  const [options, setOptions] = useState(() => draft.options.join('\n'));
  const [readers, setReaders] = useState<Readers>({ level: 'green', groups: [] });
  const stale = [listBallots, showBallot];
  const begin = useAct(beginBallot, { stale, onDone: ({ id }) => onDone(id) });
  const write = useAct(writeBallot, { stale, onDone: ({ id }) => onDone(id) });
  const send = (): void => {
    const lines = options.split('\n').filter((line) => line.trim() !== '');
    const body = { ...draft, options: isOfSeveral(draft.type) ? lines : [] };
    const { level, groups } = readers;
    const named = groups.length === 0 ? {} : { groups: [...groups] };
    if (ballot === undefined)
      begin.mutate({ params: { community: community.id }, body: { ...body, level, ...named } });
    else write.mutate({ params: { community: community.id, ballot: ballot.id }, body });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Asked draft={draft} onChange={setDraft} />
      {isOfSeveral(draft.type) && (
        <Textarea
          label={t('What can be chosen, one in each line')}
          rows={4}
          required
          value={options}
          onChange={(event) => setOptions(event.currentTarget.value)}
        />
      )}
      {draft.type !== 'consent' && <Rule draft={draft} onChange={setDraft} />}
      {ballot === undefined && (
        <WhoReads
          of={readers}
          onChange={setReaders}
          community={community}
          hint={t('With none chosen, every organization here votes.')}
        />
      )}
      <ProblemPanel error={begin.error ?? write.error} />
      <div className="row">
        <Button type="submit" loading={begin.isPending || write.isPending}>
          {ballot === undefined ? t('Propose it') : t('Save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function draftOf(ballot: BallotDetail | undefined): BallotDraft {
  if (ballot === undefined) {
    return {
      title: '',
      text: '',
      type: 'yes-no',
      options: [],
      majority: 'simple',
      quorum: { kind: 'none', value: 0 },
      tie: 'stays',
      anonymous: false,
    };
  }
  const { title, text, type, majority, quorum, tie, anonymous } = ballot;
  const options = ballot.options.map((one) => one.text);
  return { title, text, type, options, majority, quorum, tie, anonymous };
}

interface PartProps {
  readonly draft: BallotDraft;
  readonly onChange: (draft: BallotDraft) => void;
}

function Asked({ draft, onChange }: PartProps): ReactNode {
  const about = TYPES.find(([one]) => one === draft.type)?.[2] ?? '';
  return (
    <>
      <TextInput
        label={t('What is asked, in one line')}
        required
        maxLength={200}
        value={draft.title}
        onChange={(event) => onChange({ ...draft, title: event.currentTarget.value })}
      />
      <Textarea
        label={t('Text')}
        rows={3}
        maxLength={4000}
        value={draft.text}
        onChange={(event) => onChange({ ...draft, text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('How is voted')}
        description={t(about)}
        data={TYPES.map(([value, words]) => ({ value, label: t(words) }))}
        value={draft.type}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const type = TYPES.find(([one]) => one === value)?.[0] ?? draft.type;
          onChange({ ...draft, type, ...(type === 'consent' ? PLAIN : {}) });
        }}
      />
    </>
  );
}

/** Silence has no quorum, and an objection a name. */
const PLAIN = { quorum: { kind: 'none', value: 0 }, anonymous: false } as const;

function Rule({ draft, onChange }: PartProps): ReactNode {
  return (
    <>
      <NativeSelect
        label={t('Needed to win')}
        data={MAJORITIES.map(([value, words]) => ({ value, label: t(words) }))}
        value={draft.majority}
        onChange={(event) => {
          const { value } = event.currentTarget;
          const majority = MAJORITIES.find(([one]) => one === value)?.[0] ?? draft.majority;
          onChange({ ...draft, majority });
        }}
      />
      <Quorum draft={draft} onChange={onChange} />
      <Checkbox
        label={t('A tie is decided by the chairs')}
        checked={draft.tie === 'chair'}
        onChange={(event) =>
          onChange({ ...draft, tie: event.currentTarget.checked ? 'chair' : 'stays' })
        }
      />
      <Checkbox
        label={t('Anonymous')}
        description={t(
          'Nobody learns who chose what, not even whoever reads the hub’s data afterwards. So a vote is given once and cannot be changed.',
        )}
        checked={draft.anonymous}
        onChange={(event) => onChange({ ...draft, anonymous: event.currentTarget.checked })}
      />
    </>
  );
}

function Quorum({ draft, onChange }: PartProps): ReactNode {
  const { kind, value } = draft.quorum;
  return (
    <div className="row low">
      <NativeSelect
        label={t('How many have to vote')}
        data={[
          { value: 'none', label: t('However few') },
          { value: 'share', label: t('A share of all, in percent') },
          { value: 'number', label: t('So many organizations') },
        ]}
        value={kind}
        onChange={(event) => {
          const now = event.currentTarget.value;
          const quorum =
            now === 'share'
              ? ({ kind: 'share', value: 50 } as const)
              : now === 'number'
                ? ({ kind: 'number', value: 3 } as const)
                : PLAIN.quorum;
          onChange({ ...draft, quorum });
        }}
      />
      {kind !== 'none' && (
        <TextInput
          type="number"
          label={kind === 'share' ? t('Percent') : t('Organizations')}
          min={1}
          max={kind === 'share' ? 100 : 10_000}
          value={String(value)}
          onChange={(event) =>
            onChange({ ...draft, quorum: { kind, value: Number(event.currentTarget.value) } })
          }
        />
      )}
    </div>
  );
}

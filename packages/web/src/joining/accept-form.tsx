import { Button, Checkbox, NativeSelect, NumberInput, Textarea } from '@mantine/core';
import { MEMBER_CLASSES, PAPER_BINDS } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { safeText } from '../exchange/words.ts';
import { listPapers } from '../kernel/contract.ts';
import type { ApplicationStep, Community, JoiningSetting } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { classWords } from '../membership/role-words.ts';
import { CeilingSelect } from './joining-section.tsx';

interface AcceptFormProps {
  readonly community: Community;
  readonly setting: JoiningSetting | undefined;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onAccept: (step: ApplicationStep) => void;
}

/** The terms of an acceptance; they begin as the setting has them. */
export function AcceptForm(props: AcceptFormProps): ReactNode {
  const { setting } = props;
  return setting === undefined ? null : <Terms {...props} setting={setting} />;
}

function Terms({
  community,
  setting,
  isBusy,
  error,
  onAccept,
}: AcceptFormProps & { setting: JoiningSetting }): ReactNode {
  const [words, setWords] = useState('');
  const [conditions, setConditions] = useState('');
  const [papers, setPapers] = useState<string[]>([]);
  const [as, setAs] = useState<(typeof MEMBER_CLASSES)[number]>('member');
  const [days, setDays] = useState(setting.probation_days);
  const [ceiling, setCeiling] = useState(setting.ceiling);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const terms = { conditions, papers, class: as, probation_days: days };
        const up = days === 0 || ceiling === undefined ? {} : { ceiling };
        onAccept({ act: 'accept', words, terms: { ...terms, ...up } });
      }}
    >
      <Textarea
        label={t('What the applicant reads (optional)')}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Textarea
        label={t('Conditions they have to take (optional)')}
        rows={2}
        maxLength={4000}
        value={conditions}
        onChange={(event) => setConditions(event.currentTarget.value)}
      />
      <PaperChoice community={community} value={papers} onChange={setPapers} />
      <NativeSelect
        label={t('They join as')}
        data={MEMBER_CLASSES.map((value) => ({ value, label: classWords(value) }))}
        value={as}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setAs(MEMBER_CLASSES.find((one) => one === value) ?? as);
        }}
      />
      <NumberInput
        label={t('Days of probation (0: none)')}
        min={0}
        max={1096}
        value={days}
        onChange={(value) => setDays(Number(value))}
      />
      {days > 0 && <CeilingSelect value={ceiling} onChange={setCeiling} />}
      <ProblemPanel error={error} />
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {t('Accept')}
        </Button>
      </div>
    </form>
  );
}

interface PaperChoiceProps {
  readonly community: Community;
  readonly value: string[];
  readonly onChange: (papers: string[]) => void;
}

/** Papers that are signed before the membership begins: whoever signs is not in yet, so they are CLEAR. */
function PaperChoice({ community, value, onChange }: PaperChoiceProps): ReactNode {
  const papers = useAnswer(listPapers, { params: { community: community.id } }).data?.items ?? [];
  const fit = papers.filter(
    ({ kind, level, in_force }) =>
      level === 'clear' && in_force !== undefined && PAPER_BINDS[kind] !== undefined,
  );
  if (fit.length === 0)
    return (
      <p className="small quiet">
        {t(
          'Papers to be signed first can be chosen here once one is in force that is marked TLP:CLEAR: whoever signs is not in yet.',
        )}
      </p>
    );
  return (
    <Checkbox.Group
      label={t('To be signed before anything but TLP:CLEAR is read')}
      value={value}
      onChange={onChange}
    >
      <div className="stack tight">
        {fit.map(({ id, title }) => (
          <Checkbox key={id} value={id} label={safeText(title)} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

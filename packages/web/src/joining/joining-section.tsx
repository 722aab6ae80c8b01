import { Button, Checkbox, NativeSelect, NumberInput, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { setJoining, showJoining } from '../kernel/contract.ts';
import type { Community, JoiningSetting } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { CEILINGS, MODES } from './joining-words.ts';

/** How the community takes new members; a chair changes it. */
export function JoiningSection({ community }: { community: Community }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const setting = useAnswer(showJoining, { params: { community: community.id } });
  const { data } = setting;
  const mode = MODES.find(([one]) => one === data?.mode);
  const address = `${globalThis.location.origin}/join/${community.slug}`;
  return (
    <section className="panel stack" aria-labelledby="joining-setting">
      <h2 id="joining-setting">{t('How the community takes new members')}</h2>
      <ProblemPanel error={setting.error} onRetry={() => void setting.refetch()} />
      {mode !== undefined && !isOpen && (
        <>
          <p>
            <strong>{t(mode[1])}.</strong> {t(mode[2])}
          </p>
          {mode[0] !== 'closed' && (
            <p className="row">
              <code>{address}</code>
              <CopyButton text={address}>{t('Copy the address')}</CopyButton>
            </p>
          )}
        </>
      )}
      {data !== undefined &&
        (isOpen ? (
          <JoiningForm community={community} from={data} onClose={() => setOpen(false)} />
        ) : (
          <div className="row">
            <Button variant="default" onClick={() => setOpen(true)}>
              {t('Change this')}
            </Button>
          </div>
        ))}
    </section>
  );
}

interface JoiningFormProps {
  readonly community: Community;
  readonly from: JoiningSetting;
  readonly onClose: () => void;
}

function JoiningForm({ community, from, onClose }: JoiningFormProps): ReactNode {
  const [draft, setDraft] = useState(from);
  const [checklist, setChecklist] = useState(from.checklist.join('\n'));
  const save = useAct(setJoining, { stale: [showJoining], onDone: onClose });
  const set = (part: Partial<JoiningSetting>): void => setDraft({ ...draft, ...part });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const items = checklist.split('\n').map((line) => line.trim());
        const body = { ...draft, checklist: items.filter((line) => line !== '') };
        save.mutate({ params: { community: community.id }, body });
      }}
    >
      <Radio.Group
        label={t('Who may write?')}
        value={draft.mode}
        onChange={(value) => set({ mode: MODES.find(([one]) => one === value)?.[0] ?? draft.mode })}
      >
        <div className="stack tight">
          {MODES.map(([value, name, meaning]) => (
            <Radio key={value} value={value} label={t(name)} description={t(meaning)} />
          ))}
        </div>
      </Radio.Group>
      <Texts draft={draft} onChange={set} />
      <Textarea
        label={t('Checklist: what makes somebody eligible, one item in each line')}
        rows={4}
        value={checklist}
        onChange={(event) => setChecklist(event.currentTarget.value)}
      />
      <Times draft={draft} onChange={set} onReplace={setDraft} />
      <ProblemPanel error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t('Save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly draft: JoiningSetting;
  readonly onChange: (part: Partial<JoiningSetting>) => void;
}

function Texts({ draft, onChange }: PartProps): ReactNode {
  const fields = [
    ['about', t('What it is for')],
    ['who', t('Who may join')],
    ['expected', t('What is expected')],
    ['fee', t('What it costs')],
  ] as const;
  return (
    <fieldset className="plain stack">
      <legend>{t('What strangers read')}</legend>
      {fields.map(([name, label]) => (
        <Textarea
          key={name}
          label={label}
          rows={2}
          maxLength={4000}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      ))}
    </fieldset>
  );
}

const NO_CEILING = 'none';

function Times({
  draft,
  onChange,
  onReplace,
}: PartProps & { onReplace: (draft: JoiningSetting) => void }): ReactNode {
  const { ceiling: _ceiling, ...unbound } = draft;
  return (
    <>
      <NumberInput
        label={t('Days in which members may object')}
        min={1}
        max={90}
        value={draft.window_days}
        onChange={(value) => onChange({ window_days: Number(value) })}
      />
      <NumberInput
        label={t('Days of probation (0: none)')}
        min={0}
        max={1096}
        value={draft.probation_days}
        onChange={(value) => onChange({ probation_days: Number(value) })}
      />
      <CeilingSelect
        value={draft.ceiling}
        onChange={(ceiling) => onReplace(ceiling === undefined ? unbound : { ...unbound, ceiling })}
      />
      <Checkbox
        label={t('Two chairs decide together; one of them has not vouched')}
        checked={draft.needs_two}
        onChange={(event) => onChange({ needs_two: event.currentTarget.checked })}
      />
    </>
  );
}

interface CeilingSelectProps {
  readonly value: JoiningSetting['ceiling'];
  readonly onChange: (ceiling: JoiningSetting['ceiling']) => void;
}

/** The most an organization on probation is given. */
export function CeilingSelect({ value, onChange }: CeilingSelectProps): ReactNode {
  return (
    <NativeSelect
      label={t('On probation they are given things up to')}
      data={[
        ...CEILINGS.map((level) => ({ value: level, label: `TLP:${level.toUpperCase()}` })),
        { value: NO_CEILING, label: t('No bound: like any member') },
      ]}
      value={value ?? NO_CEILING}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(CEILINGS.find((level) => level === chosen));
      }}
    />
  );
}

import { MultiSelect, NativeSelect, Radio } from '@mantine/core';
import { rankOfLevel, TLP_LEVELS, tlpText } from '@tocsin/policy';
import { useEffect, useRef } from 'react';
import type { ReactNode, RefObject } from 'react';
import { levelWords, meaningWords } from '../arrangement/profile-words.ts';
import './protection.css';
import { Term } from '../design/term.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { listGroups } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { useOrganizationChoices, usePersonChoices } from './party-choices.ts';
import { namesSomebody } from './marking-draft.ts';
import type { MarkingDraft } from './marking-draft.ts';
import { FourQuestions } from './four-questions.tsx';
import { MarkingLimits } from './marking-limits.tsx';
import { TermsForm } from './terms-form.tsx';

interface MarkingPickerProps {
  readonly community: Community;
  readonly draft: MarkingDraft;
  readonly onChange: (draft: MarkingDraft) => void;
}

/** Where somebody says whom they mean, for whoever leads there. */
export const DEMANDED = 'to-whom';

/** Choosing a marking: how far it may go, to whom, and what the source asks beyond that. */
export function MarkingPicker({ community, draft, onChange }: MarkingPickerProps): ReactNode {
  const set = (part: Partial<MarkingDraft>): void => onChange({ ...draft, ...part });
  const { profile } = community;
  const demanded = useShownWhen(!namesSomebody(draft));
  return (
    <div className="stack marking-picker">
      <Radio.Group
        label={t('How far may it go?')}
        description={<Term name="TLP">{t('Traffic Light Protocol (TLP)')}</Term>}
        value={draft.level}
        onChange={(value) => {
          const level = TLP_LEVELS.find((one) => one === value);
          if (level !== undefined) set({ level, word: '' });
        }}
      >
        <div className="levels">
          {TLP_LEVELS.map((level) => (
            <Radio
              key={level}
              value={level}
              label={<TlpPlate level={level} />}
              description={levelWords(level, profile)}
            />
          ))}
        </div>
      </Radio.Group>
      <LevelWords community={community} draft={draft} set={set} />
      <FourQuestions draft={draft} set={set} />
      <LevelNotes community={community} draft={draft} />
      <div className="stack" id={DEMANDED} tabIndex={-1} ref={demanded}>
        {draft.level === 'red' ? (
          <Persons community={community} draft={draft} set={set} />
        ) : (
          <Members community={community} draft={draft} set={set} />
        )}
      </div>
      <MarkingLimits community={community} draft={draft} set={set} />
      <TermsForm draft={draft.terms} set={(terms) => set({ terms })} />
    </div>
  );
}

/** Brings a part into sight once what was chosen makes it necessary; the focus stays where it is. */
function useShownWhen(isNecessary: boolean): RefObject<HTMLDivElement | null> {
  const part = useRef<HTMLDivElement>(null);
  const was = useRef(isNecessary);
  useEffect(() => {
    if (isNecessary && !was.current) part.current?.scrollIntoView({ block: 'nearest' });
    was.current = isNecessary;
  }, [isNecessary]);
  return part;
}

/** Words the community agreed on beside TLP's: choosing one chooses its level. */
function LevelWords({ community, draft, set }: RecipientProps): ReactNode {
  const { words } = community.profile.classification;
  if (words.length === 0) return null;
  return (
    <NativeSelect
      label={t('Or a word of {{name}}', { name: community.name })}
      value={draft.word}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const chosen = words.find(({ word }) => word === value);
        set(chosen === undefined ? { word: '' } : { word: chosen.word, level: chosen.level });
      }}
      data={[
        { value: '', label: t('The level itself') },
        ...words.map(({ word, level, means }) => ({
          value: word,
          label: [word, tlpText(level), means].filter((part) => part !== '').join(' · '),
        })),
      ]}
    />
  );
}

/** What the chosen level means here, and whether it is wider than what is usual. */
function LevelNotes({
  community,
  draft,
}: Pick<MarkingPickerProps, 'community' | 'draft'>): ReactNode {
  const { profile } = community;
  const means = meaningWords(draft.level, profile);
  const isWider = rankOfLevel(draft.level) < rankOfLevel(profile.default_level);
  return (
    <>
      {isWider && (
        <p className="audience nobody small" role="status">
          {t('Wider than usual here: {{level}} is what this community proposes.', {
            level: tlpText(profile.default_level),
          })}
        </p>
      )}
      {means !== '' && (
        <details className="small">
          <summary>{t('What the words mean in {{name}}', { name: community.name })}</summary>
          <p className="quiet">{means}</p>
        </details>
      )}
    </>
  );
}

interface RecipientProps {
  readonly community: Community;
  readonly draft: MarkingDraft;
  readonly set: (part: Partial<MarkingDraft>) => void;
}

function Persons({ community, draft, set }: RecipientProps): ReactNode {
  const people = usePersonChoices(community);
  const isNobody = draft.persons.length + draft.groups.length === 0;
  return (
    <>
      <MultiSelect
        label={t('Which persons?')}
        searchable
        value={[...draft.persons]}
        onChange={(persons) => set({ persons })}
        error={isNobody ? t('TLP:RED is for named persons: name at least one.') : null}
        data={people}
      />
      <Groups community={community} draft={draft} set={set} />
    </>
  );
}

function Members({ community, draft, set }: RecipientProps): ReactNode {
  const organizations = useOrganizationChoices(community);
  const people = usePersonChoices(community);
  const isNobody = draft.organizations.length + draft.groups.length + draft.persons.length === 0;
  return (
    <>
      <Radio.Group
        label={t('To whom?')}
        value={draft.reach}
        onChange={(value) => set({ reach: value === 'some' ? 'some' : 'everyone' })}
      >
        <div className="stack tight choices">
          <Radio value="everyone" label={t('Every member of {{name}}', { name: community.name })} />
          <Radio value="some" label={t('Only some organizations, groups or persons')} />
        </div>
      </Radio.Group>
      {draft.reach === 'some' && (
        <>
          <MultiSelect
            label={t('Organizations')}
            searchable
            value={[...draft.organizations]}
            onChange={(organizations) => set({ organizations })}
            error={isNobody ? t('Choose at least one organization, group or person.') : null}
            data={organizations}
          />
          <Groups community={community} draft={draft} set={set} />
          <MultiSelect
            label={t('Persons')}
            description={t('They alone, not everybody of their organization.')}
            searchable
            limit={60}
            value={[...draft.persons]}
            onChange={(persons) => set({ persons })}
            data={people}
          />
        </>
      )}
    </>
  );
}

function Groups({ community, draft, set }: RecipientProps): ReactNode {
  const groups = useAnswer(listGroups, { params: { community: community.id } });
  const items = groups.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <MultiSelect
      label={t('Groups')}
      {...(draft.level === 'red'
        ? { description: t('Only the persons a group names count for TLP:RED.') }
        : {})}
      searchable
      value={[...draft.groups]}
      onChange={(chosen) => set({ groups: chosen })}
      data={items.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

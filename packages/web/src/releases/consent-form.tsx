import { Button, Checkbox, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { CONSENT_LEVELS, tlpText } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { typeWords } from '../exchange/words.ts';
import { addConsent, listConsents } from '../kernel/contract.ts';
import type { Community, ConsentWish } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { useOrganizationChoices } from '../protection/party-choices.ts';
import { formWords, useWords } from '../protection/release-words.ts';
import {
  CLASS_CHOICES,
  classWords,
  FORM_CHOICES,
  TYPE_CHOICES,
  USE_CHOICES,
} from './consent-words.ts';

interface Draft {
  readonly level: (typeof CONSENT_LEVELS)[number];
  readonly types: readonly string[];
  readonly organizations: readonly string[];
  readonly classes: readonly string[];
  readonly isForClients: boolean;
  readonly isForGovernment: boolean;
  readonly uses: readonly string[];
  readonly forms: readonly string[];
  readonly until: string;
}

const EMPTY: Draft = {
  level: 'green',
  types: [],
  organizations: [],
  classes: [],
  isForClients: false,
  isForGovernment: false,
  uses: [],
  forms: [],
  until: '',
};

interface FieldsProps {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
}

/** Allowing something in advance. Nothing is chosen beforehand: whatever is allowed was said. */
export function ConsentForm({ community }: { community: Community }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const set = (part: Partial<Draft>): void => setDraft((held) => ({ ...held, ...part }));
  const add = useAct(addConsent, {
    stale: [listConsents],
    onDone: () => {
      setDraft(EMPTY);
      setOpen(false);
    },
  });
  if (!isOpen) {
    return (
      <div className="row">
        <Button variant="default" onClick={() => setOpen(true)}>
          {t('Allow something in advance')}
        </Button>
      </div>
    );
  }
  return (
    <form
      className="panel stack"
      aria-label={t('Allow something in advance')}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ params: { community: community.id }, body: bodyOf(draft) });
      }}
    >
      <About draft={draft} set={set} />
      <ForWhom draft={draft} set={set} community={community} />
      <HowUsed draft={draft} set={set} />
      <ProblemPanel error={add.error} />
      <div className="row">
        <Button type="submit" loading={add.isPending}>
          {t('Allow it')}
        </Button>
        <Button variant="default" onClick={() => setOpen(false)}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function About({ draft, set }: FieldsProps): ReactNode {
  return (
    <>
      <NativeSelect
        label={t('Up to which level?')}
        description={t('TLP:RED is asked about one by one, always.')}
        value={draft.level}
        data={CONSENT_LEVELS.map((level) => ({ value: level, label: tlpText(level) }))}
        onChange={(event) => {
          const level = CONSENT_LEVELS.find((one) => one === event.currentTarget.value);
          if (level !== undefined) set({ level });
        }}
      />
      <MultiSelect
        label={t('Which kinds of object? (optional)')}
        description={t('Left empty: any kind.')}
        searchable
        data={TYPE_CHOICES.map((type) => ({ value: type, label: typeWords(type) }))}
        value={[...draft.types]}
        onChange={(types) => set({ types })}
        comboboxProps={{ withinPortal: false }}
      />
    </>
  );
}

function ForWhom({ draft, set, community }: FieldsProps & { community: Community }): ReactNode {
  const organizations = useOrganizationChoices(community);
  return (
    <>
      <MultiSelect
        label={t('Organizations that may have it')}
        searchable
        data={organizations}
        value={[...draft.organizations]}
        onChange={(chosen) => set({ organizations: chosen })}
        comboboxProps={{ withinPortal: false }}
      />
      <Checkbox.Group
        label={t('Or all of a class')}
        value={[...draft.classes]}
        onChange={(classes) => set({ classes })}
      >
        <div className="stack tight choices">
          {CLASS_CHOICES.map((one) => (
            <Checkbox key={one} value={one} label={classWords(one)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label={t('Registered clients of whoever asks')}
        description={t('By the name under which they are registered; what is given is recorded.')}
        checked={draft.isForClients}
        onChange={(event) => set({ isForClients: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Authorities that take part here')}
        description={t(
          'A consent of its own: without it no authority gets anything, not by its name either.',
        )}
        checked={draft.isForGovernment}
        onChange={(event) => set({ isForGovernment: event.currentTarget.checked })}
      />
    </>
  );
}

function HowUsed({ draft, set }: FieldsProps): ReactNode {
  return (
    <>
      <Checkbox.Group
        label={t('What for?')}
        description={t('Whoever asks says what for; nothing checks that they hold to it but you.')}
        value={[...draft.uses]}
        onChange={(uses) => set({ uses })}
      >
        <div className="stack tight choices">
          {USE_CHOICES.map((one) => (
            <Checkbox key={one} value={one} label={useWords(one)} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox.Group
        label={t('In which form?')}
        description={t(
          'Members are given the thing itself: other forms are for clients, and for what is an indicator anyway.',
        )}
        value={[...draft.forms]}
        onChange={(forms) => set({ forms })}
      >
        <div className="stack tight choices">
          {FORM_CHOICES.map((one) => (
            <Checkbox key={one} value={one} label={formWords(one)} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        type="date"
        required
        label={t('Until when?')}
        description={t('Within a year. What was granted by it ends then as well.')}
        value={draft.until}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
    </>
  );
}

function bodyOf(draft: Draft): ConsentWish {
  const among = <T extends string>(known: readonly T[], said: readonly string[]): T[] =>
    known.filter((one) => said.includes(one));
  return {
    level: draft.level,
    ...(draft.types.length === 0 ? {} : { types: [...draft.types] }),
    ...(draft.organizations.length === 0 ? {} : { organizations: [...draft.organizations] }),
    ...(draft.classes.length === 0 ? {} : { classes: among(CLASS_CHOICES, draft.classes) }),
    clients: draft.isForClients,
    government: draft.isForGovernment,
    uses: among(USE_CHOICES, draft.uses),
    forms: among(FORM_CHOICES, draft.forms),
    until: endOf(draft.until),
  };
}

/** The end of that day, where the reader is. */
function endOf(day: string): string {
  const at = new Date(`${day}T23:59:59`);
  return Number.isNaN(at.getTime()) ? day : at.toISOString();
}

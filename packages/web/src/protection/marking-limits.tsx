import { Checkbox, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { PAP_LEVELS, ROLES, TLP_LEVELS, tlpText } from '@tocsin/policy';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { sectorChoices } from '../membership/organization-form.tsx';
import { regionChoices } from '../membership/regions.ts';
import { roleWords } from '../membership/role-words.ts';
import { plural, t, word } from '../kernel/words.ts';
import type { Community } from '../kernel/contract.ts';
import { useOrganizationChoices, usePersonChoices } from './party-choices.ts';
import { limitCount, timeFaults } from './marking-draft.ts';
import type { MarkingDraft, TimeFault } from './marking-draft.ts';

interface PartProps {
  readonly draft: MarkingDraft;
  readonly set: (part: Partial<MarkingDraft>) => void;
}

const PAP_WORDS = {
  clear: word('PAP:CLEAR: any action is fine'),
  green: word('PAP:GREEN: blocking and the like is fine'),
  amber: word('PAP:AMBER: nothing the target could notice; looking it up is fine'),
  red: word('PAP:RED: only quiet work on one’s own logs'),
} as const;

/** What a source asks beyond the level. Closed until wanted; says how much is asked. */
export function MarkingLimits({
  community,
  draft,
  set,
}: PartProps & { community: Community }): ReactNode {
  const count = limitCount(draft);
  return (
    <details>
      <summary>
        {count === 0
          ? t('Ask for more care (optional)')
          : plural(count, { one: 'More care: 1 wish', other: 'More care: {{count}} wishes' })}
      </summary>
      <div className="stack">
        <Without draft={draft} set={set} />
        <OnlyNamed community={community} draft={draft} set={set} />
        <Only draft={draft} set={set} />
        <Times draft={draft} set={set} />
        <NativeSelect
          label={t('What they may do with it (PAP)')}
          value={draft.pap}
          onChange={(event) => {
            const value = event.currentTarget.value;
            set({ pap: PAP_LEVELS.find((one) => one === value) ?? '' });
          }}
          data={[
            { value: '', label: t('Nothing said') },
            ...PAP_LEVELS.map((value) => ({ value, label: t(PAP_WORDS[value]) })),
          ]}
        />
      </div>
    </details>
  );
}

function Without({ draft, set }: PartProps): ReactNode {
  return (
    <fieldset className="plain stack tight">
      <legend className="field-label">{t('Not for')}</legend>
      <Checkbox
        label={t('Not for clients')}
        checked={draft.noClients}
        onChange={(event) => set({ noClients: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Not for service providers')}
        checked={draft.noProviders}
        onChange={(event) => set({ noProviders: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Not for government partners')}
        checked={draft.noGovernment}
        onChange={(event) => set({ noGovernment: event.currentTarget.checked })}
      />
    </fieldset>
  );
}

/** The narrowest of all limits: names. */
function OnlyNamed({ community, draft, set }: PartProps & { community: Community }): ReactNode {
  const organizations = useOrganizationChoices(community);
  const people = usePersonChoices(community);
  return (
    <>
      {draft.level !== 'red' && (
        <MultiSelect
          label={t('Only these organizations')}
          description={t('Of those it is for, nobody else reads it.')}
          searchable
          limit={60}
          data={organizations}
          value={[...draft.onlyOrganizations]}
          onChange={(onlyOrganizations) => set({ onlyOrganizations })}
        />
      )}
      <MultiSelect
        label={t('Only these persons')}
        searchable
        limit={60}
        data={people}
        value={[...draft.onlyPersons]}
        onChange={(onlyPersons) => set({ onlyPersons })}
      />
    </>
  );
}

function Only({ draft, set }: PartProps): ReactNode {
  const sectors = useMemo(() => sectorChoices(), []);
  const regions = useMemo(() => regionChoices(), []);
  return (
    <>
      <MultiSelect
        label={t('Only in these sectors')}
        searchable
        data={sectors}
        value={[...draft.sectors]}
        onChange={(chosen) => set({ sectors: chosen })}
      />
      <MultiSelect
        label={t('Only in these countries')}
        searchable
        limit={60}
        data={regions}
        value={[...draft.countries]}
        onChange={(countries) => set({ countries })}
      />
      <MultiSelect
        label={t('Only for these roles')}
        data={ROLES.map((value) => ({ value, label: roleWords(value) }))}
        value={[...draft.roles]}
        onChange={(chosen) => set({ roles: ROLES.filter((role) => chosen.includes(role)) })}
      />
    </>
  );
}

function Times({ draft, set }: PartProps): ReactNode {
  const faults = timeFaults(draft, Date.now());
  const errorOf = (field: TimeFault): string | null => {
    const fault = faults[field];
    if (fault === undefined) return null;
    return fault === 'past'
      ? t('Choose a time to come.')
      : t('Choose a time later than the beginning: nobody could ever read it.');
  };
  return (
    <>
      <TextInput
        type="datetime-local"
        label={t('Readable from')}
        description={t('Until then only your organization reads it here.')}
        value={draft.from}
        error={errorOf('from')}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={t('Readable until')}
        description={t('From then on only your organization reads it here.')}
        value={draft.until}
        error={errorOf('until')}
        onChange={(event) => set({ until: event.currentTarget.value })}
      />
      <div className="change-line">
        <NativeSelect
          label={t('Becomes')}
          value={draft.changeLevel}
          onChange={(event) => {
            const value = event.currentTarget.value;
            const changeLevel = TLP_LEVELS.find((one) => one === value);
            if (changeLevel !== undefined) set({ changeLevel });
          }}
          data={TLP_LEVELS.filter((level) => level !== 'red').map((value) => ({
            value,
            label: tlpText(value),
          }))}
        />
        <TextInput
          type="datetime-local"
          label={t('on')}
          value={draft.changeAt}
          error={errorOf('changeAt')}
          onChange={(event) => set({ changeAt: event.currentTarget.value })}
        />
      </div>
    </>
  );
}

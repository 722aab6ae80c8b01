import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { fieldErrors } from '../kernel/client.ts';
import {
  addGroup,
  listGroups,
  listMembers,
  listPeople,
  setGroupMembers,
} from '../kernel/contract.ts';
import type { Community, Group } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { slugOf } from '../kernel/slug.ts';
import { t } from '../kernel/words.ts';

/** Groups that a marking can name. */
export function GroupSection({ community }: { community: Community }): ReactNode {
  const groups = useAnswer(listGroups, { params: { community: community.id } });
  const [open, setOpen] = useState<Group | 'new'>();
  const mayAdd = community.may.includes('add-group');
  const items = groups.data?.items ?? [];
  const close = (): void => setOpen(undefined);
  return (
    <section className="panel stack" aria-labelledby="groups">
      <h2 id="groups">{t('Groups')}</h2>
      <ProblemPanel error={groups.error} onRetry={() => void groups.refetch()} />
      {groups.isSuccess && items.length === 0 && (
        <p className="quiet measure">
          {t(
            'None yet. A group gathers organizations or persons under a name, so that a marking can say “only the incident team”.',
          )}
        </p>
      )}
      <ul className="stack">
        {items.map((group) => (
          <li key={group.id} className="row spread">
            <div>
              <strong>{group.name}</strong>
              <div className="small quiet">
                {[...group.organizations, ...group.persons].map(({ name }) => name).join(', ') ||
                  t('Nobody yet')}
              </div>
            </div>
            {community.may.includes('set-group-members') && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => setOpen(group)}
                aria-label={t('Change who is in {{name}}', { name: group.name })}
              >
                {t('Change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <p>
          <Button variant="default" onClick={() => setOpen('new')}>
            {t('Add a group')}
          </Button>
        </p>
      )}
      <Window
        title={open === 'new' || open === undefined ? t('Add a group') : open.name}
        isOpen={open !== undefined}
        onClose={close}
      >
        {open !== undefined && (
          <GroupForm
            community={community}
            group={open === 'new' ? undefined : open}
            onClose={close}
          />
        )}
      </Window>
    </section>
  );
}

interface GroupFormProps {
  readonly community: Community;
  readonly group: Group | undefined;
  readonly onClose: () => void;
}

function GroupForm({ community, group, onClose }: GroupFormProps): ReactNode {
  const params = { community: community.id };
  const [draft, setDraft] = useState(() => draftOf(group));
  const add = useAct(addGroup, { stale: [listGroups], onDone: onClose });
  const change = useAct(setGroupMembers, { stale: [listGroups], onDone: onClose });
  const errors = fieldErrors(add.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { name, ...body } = draft;
    if (group === undefined) add.mutate({ params, body: { ...body, name, slug: slugOf(name) } });
    else change.mutate({ params: { ...params, group: group.id }, body });
  };
  return (
    <form className="stack" onSubmit={submit}>
      {group === undefined && (
        <TextInput
          label={t('Name')}
          required
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          error={errors['name'] ?? errors['slug']}
        />
      )}
      <MemberChoice community={community} draft={draft} onChange={setDraft} />
      <ProblemPanel error={add.error ?? change.error} shown={['name', 'slug']} />
      <div className="row">
        <Button type="submit" loading={add.isPending || change.isPending}>
          {group === undefined ? t('Add the group') : t('Keep this')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

interface GroupDraft {
  readonly name: string;
  readonly organizations: string[];
  readonly persons: string[];
}

function draftOf(group: Group | undefined): GroupDraft {
  if (group === undefined) return { name: '', organizations: [], persons: [] };
  return {
    name: group.name,
    organizations: group.organizations.map(({ id }) => id),
    persons: group.persons.map(({ id }) => id),
  };
}

interface MemberChoiceProps {
  readonly community: Community;
  readonly draft: GroupDraft;
  readonly onChange: (draft: GroupDraft) => void;
}

function MemberChoice({ community, draft, onChange }: MemberChoiceProps): ReactNode {
  const params = { community: community.id };
  const members = useAnswer(listMembers, { params });
  const people = useAnswer(listPeople, { params });
  return (
    <>
      <MultiSelect
        label={t('Organizations')}
        description={t('Everybody who acts for them, now and later.')}
        searchable
        value={draft.organizations}
        onChange={(organizations) => onChange({ ...draft, organizations })}
        data={(members.data?.items ?? []).map(({ organization }) => ({
          value: organization.id,
          label: organization.name,
        }))}
      />
      <MultiSelect
        label={t('Persons')}
        description={t('In person. Only they count for TLP:RED.')}
        searchable
        value={draft.persons}
        onChange={(persons) => onChange({ ...draft, persons })}
        data={(people.data?.items ?? []).map(({ id, name, organization }) => ({
          value: id,
          label: `${name}, ${organization.name}`,
        }))}
      />
    </>
  );
}

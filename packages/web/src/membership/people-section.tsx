import { Button, Checkbox } from '@mantine/core';
import { ROLES } from '@tocsin/policy';
import type { Role } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { isChair } from '../kernel/community.ts';
import { listMembers, listPeople, removePerson, setRoles } from '../kernel/contract.ts';
import type { Community, Person } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { roleMeaning, roleWords } from './role-words.ts';

/** The people who act for members, and what they may do. */
export function PeopleSection({ community }: { community: Community }): ReactNode {
  const people = useAnswer(listPeople, { params: { community: community.id } });
  const me = useMe();
  const [changing, setChanging] = useState<Person>();
  const mayChange = (person: Person): boolean =>
    community.may.includes('set-roles') &&
    (isChair(community) || person.organization.id === me.organization?.id);
  const close = (): void => setChanging(undefined);
  return (
    <section className="panel" aria-labelledby="people">
      <h2 id="people">{t('People')}</h2>
      <ProblemPanel error={people.error} onRetry={() => void people.refetch()} />
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('Table of people')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('Person')}</th>
              <th scope="col" className="wide-only">
                {t('Acts for')}
              </th>
              <th scope="col">{t('Roles')}</th>
              <th scope="col">
                <span className="unseen">{t('Change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(people.data?.items ?? []).map((person) => (
              <tr key={person.id + person.organization.id}>
                <td>
                  <PartyChip
                    name={person.name}
                    {...(person.id === me.id ? { note: t('You') } : {})}
                  />
                  {person.email !== undefined && <div className="small quiet">{person.email}</div>}
                  <div className="small quiet narrow-only">{person.organization.name}</div>
                </td>
                <td className="wide-only">{person.organization.name}</td>
                <td>{person.roles.map(roleWords).join(', ')}</td>
                <td>
                  {mayChange(person) && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      onClick={() => setChanging(person)}
                      aria-label={t('Change what {{name}} may do', { name: person.name })}
                    >
                      {t('Change')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Window title={changing?.name ?? ''} isOpen={changing !== undefined} onClose={close}>
        {changing !== undefined && (
          <RoleForm person={changing} community={community} onClose={close} />
        )}
      </Window>
    </section>
  );
}

interface RoleFormProps {
  readonly person: Person;
  readonly community: Community;
  readonly onClose: () => void;
}

function RoleForm({ person, community, onClose }: RoleFormProps): ReactNode {
  const me = useMe();
  const [roles, setDraft] = useState<Role[]>(person.roles);
  const [isRemoving, setRemoving] = useState(false);
  const stale = [listPeople, listMembers];
  const give = useAct(setRoles, { stale, onDone: onClose });
  const remove = useAct(removePerson, { stale, onDone: onClose });
  const params = { community: community.id, person: person.id };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate({ params, body: { roles } });
      }}
    >
      <Checkbox.Group
        label={t('Roles')}
        value={roles}
        onChange={(chosen) => setDraft(ROLES.filter((role) => chosen.includes(role)))}
      >
        <div className="stack tight" style={{ paddingTop: '0.3rem' }}>
          {ROLES.filter((role) => isChair(community) || !role.endsWith('chair')).map((role) => (
            <Checkbox key={role} value={role} label={`${roleWords(role)}: ${roleMeaning(role)}`} />
          ))}
        </div>
      </Checkbox.Group>
      <ProblemPanel error={give.error ?? remove.error} />
      <div className="row">
        <Button type="submit" loading={give.isPending}>
          {t('Keep these roles')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
      {person.id !== me.id && !isRemoving && (
        <Button variant="subtle" onClick={() => setRemoving(true)}>
          {t('Remove from the community …')}
        </Button>
      )}
      {isRemoving && (
        <div className="panel caution stack tight">
          <p>
            {t('{{name}} stops reading here at once. What they shared stays.', {
              name: person.name,
            })}
          </p>
          <p>
            <Button
              size="compact-md"
              loading={remove.isPending}
              onClick={() => remove.mutate({ params })}
            >
              {t('Remove {{name}}', { name: person.name })}
            </Button>
          </p>
        </div>
      )}
    </form>
  );
}

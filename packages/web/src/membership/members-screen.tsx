import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { sectorWords } from '../kernel/term-words.ts';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { Window } from '../design/window.tsx';
import { seenText } from '../design/seen-text.ts';
import { useCommunity } from '../kernel/community.ts';
import { listMembers } from '../kernel/contract.ts';
import type { Community, Member } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { plural, rich, t } from '../kernel/words.ts';
import { GroupSection } from './group-section.tsx';
import { InvitationSection } from './invitation-section.tsx';
import { InviteForm } from './invite-form.tsx';
import { MemberStateForm } from './member-state-form.tsx';
import { PeopleSection } from './people-section.tsx';
import { regionName } from './regions.ts';
import { classWords, stateWords } from './role-words.ts';

/** Who belongs to a community: organizations, people, groups, invitations. */
export function MembersScreen(): ReactNode {
  const community = useCommunity();
  const mayInvite = community.may.includes('invite');
  const [isInviting, setInviting] = useInviting(mayInvite);
  return (
    <div className="stack wide">
      <PageHead
        title={t('Members')}
        tab={t('Members')}
        lead={t(
          'Who exchanges in {{name}}. Whoever leaves or is suspended stops reading at once.',
          { name: community.name },
        )}
      />
      {mayInvite && (
        <p>
          <Button leftSection={<IconUserPlus size={17} />} onClick={() => setInviting(true)}>
            {t('Invite')}
          </Button>
        </p>
      )}
      <Window title={t('Invite')} isOpen={isInviting} onClose={() => setInviting(false)}>
        <InviteForm community={community} onClose={() => setInviting(false)} />
      </Window>
      <p>
        <Link to="/c/$community/applications" params={{ community: community.slug }}>
          {t('Who wants to join')}
        </Link>
      </p>
      <p>
        <Link to="/c/$community/custody" params={{ community: community.slug }}>
          {t('Custodians: who may open seals')}
        </Link>
      </p>
      <OrganizationSection community={community} />
      <PeopleSection community={community} />
      <GroupSection community={community} />
      {mayInvite && <InvitationSection community={community} />}
    </div>
  );
}

/** The window is opened by its button, and by an address that ends with it: the palette goes there. */
function useInviting(mayInvite: boolean): [isOpen: boolean, set: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const isAsked = mayInvite && hash === 'invite';
  return [
    isOpen || isAsked,
    (next) => {
      setOpen(next);
      if (!next && isAsked) void navigate({ to: '.', hash: '', replace: true });
    },
  ];
}

function OrganizationSection({ community }: { community: Community }): ReactNode {
  const members = useAnswer(listMembers, { params: { community: community.id } });
  const [changing, setChanging] = useState<Member>();
  return (
    <section className="panel" aria-labelledby="organizations">
      <h2 id="organizations">{t('Organizations')}</h2>
      <ProblemPanel error={members.error} onRetry={() => void members.refetch()} />
      <div className="scrolls" tabIndex={0} role="region" aria-label={t('Table of organizations')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('Organization')}</th>
              <th scope="col" className="wide-only">
                {t('Joined as')}
              </th>
              <th scope="col">{t('State')}</th>
              <th scope="col" className="wide-only">
                {t('Since')}
              </th>
              <th scope="col" className="wide-only">
                {t('People')}
              </th>
              <th scope="col">
                <span className="unseen">{t('Change')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(members.data?.items ?? []).map((member) => (
              <MemberRow
                key={member.organization.id}
                member={member}
                community={community}
                onChange={() => setChanging(member)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Window
        title={
          changing?.state === 'suspended'
            ? t('Let them read again?')
            : t('Suspend, or end the membership?')
        }
        isOpen={changing !== undefined}
        onClose={() => setChanging(undefined)}
      >
        {changing !== undefined && (
          <MemberStateForm
            member={changing}
            community={community}
            onClose={() => setChanging(undefined)}
          />
        )}
      </Window>
    </section>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly community: Community;
  readonly onChange: () => void;
}

function MemberRow({ member, community, onChange }: MemberRowProps): ReactNode {
  const me = useMe();
  const { organization, state } = member;
  const isOwn = organization.id === me.organization?.id;
  const canChange = ['active', 'probation', 'suspended'].includes(state);
  const about = [
    ...organization.sectors.map(sectorWords),
    ...organization.countries.map(regionName),
  ];
  return (
    <tr>
      <td>
        <PartyChip name={organization.name} {...(isOwn ? { note: t('You') } : {})} />
        {about.length > 0 && <div className="small quiet">{about.join(', ')}</div>}
        <div className="small quiet narrow-only">
          {rich('{{class}}, since {{time}}, {{people}}', {
            class: classWords(member.class),
            time: <TimeText at={member.since} as="day" />,
            people: plural(member.people, { one: '{{count}} person', other: '{{count}} people' }),
          })}
        </div>
      </td>
      <td className="wide-only">{classWords(member.class)}</td>
      <td>
        <span className={`tag ${state === 'active' ? 'good' : 'caution'}`}>
          {stateWords(state)}
        </span>
        <StandingNote member={member} />
      </td>
      <td className="wide-only">
        <TimeText at={member.since} as="day" />
      </td>
      <td className="wide-only">{member.people}</td>
      <td>
        {!isOwn && canChange && community.may.includes('set-member-state') && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={onChange}
            aria-label={
              state === 'suspended'
                ? t('Reinstate {{name}}', { name: organization.name })
                : t('Suspend {{name}}', { name: organization.name })
            }
          >
            {state === 'suspended' ? t('Reinstate') : t('Suspend')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Until when a probation or a suspension lasts, and what goes with it, where it is told. */
function StandingNote({ member }: { member: Member }): ReactNode {
  const { probation, suspended } = member;
  const until = probation?.until ?? suspended?.until;
  return (
    <>
      {until !== undefined && (
        <div className="small quiet">
          {rich('until {{time}}', { time: <TimeText at={until} as="day" /> })}
        </div>
      )}
      {probation?.ceiling !== undefined && (
        <div className="small quiet">
          {t('given things up to TLP:{{level}}', { level: probation.ceiling.toUpperCase() })}
        </div>
      )}
      {suspended !== undefined && suspended.words !== '' && (
        <div className="small quiet">{seenText(suspended.words)}</div>
      )}
    </>
  );
}

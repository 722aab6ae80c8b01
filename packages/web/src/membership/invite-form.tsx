import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { MEMBER_CLASSES, ROLES } from '@tocsin/policy';
import type { Role } from '@tocsin/policy';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { useFocusHere } from '../design/focus-here.ts';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { dayCount, TimeText } from '../design/time-text.tsx';
import { invite, listInvitations, listMembers } from '../kernel/contract.ts';
import type { Community, InvitationWithLink } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { rich, t } from '../kernel/words.ts';
import { useMailing } from './mailing.ts';
import { classWords, roleMeaning, roleWords } from './role-words.ts';

const NEW = 'new';

/** Writing an invitation; its link is shown once. */
export function InviteForm({
  community,
  onClose,
}: {
  community: Community;
  onClose: () => void;
}): ReactNode {
  const [made, setMade] = useState<InvitationWithLink>();
  const write = useAct(invite, { stale: [listInvitations], onDone: setMade });
  if (made !== undefined) {
    return <MadeLink made={made} onMore={() => setMade(undefined)} onClose={onClose} />;
  }
  return (
    <NewInvitation
      community={community}
      error={write.error}
      isBusy={write.isPending}
      onClose={onClose}
      onWrite={(draft) => {
        const { organization, email, days, ...rest } = draft;
        const whose = organization === NEW ? {} : { organization };
        const to = email === '' ? {} : { email };
        const body = { ...rest, ...whose, ...to, expires_in_days: Number(days) };
        write.mutate({ params: { community: community.id }, body });
      }}
    />
  );
}

interface Draft {
  organization: string;
  class: (typeof MEMBER_CLASSES)[number];
  roles: Role[];
  email: string;
  days: string;
}

interface NewInvitationProps {
  readonly community: Community;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onWrite: (draft: Draft) => void;
}

function NewInvitation(props: NewInvitationProps): ReactNode {
  const { community, error, isBusy, onClose, onWrite } = props;
  const me = useMe();
  const members = useAnswer(listMembers, { params: { community: community.id } });
  const isChair = community.standing.roles.some((role) => role === 'chair' || role === 'co-chair');
  const own = me.organization?.id ?? '';
  const isMailing = useMailing();
  const form = useForm<Draft>({
    initialValues: {
      organization: isChair ? NEW : own,
      class: 'member',
      roles: ['representative'],
      email: '',
      days: '14',
    },
  });
  const known = (members.data?.items ?? []).map(({ organization }) => organization);
  const choices = isChair
    ? [
        { value: NEW, label: t('A new organization') },
        ...known.map(({ id, name }) => ({ value: id, label: t('Somebody of {{name}}', { name }) })),
      ]
    : known.filter(({ id }) => id === own).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <form className="stack" onSubmit={form.onSubmit(onWrite)}>
      <NativeSelect
        label={t('Whom do you invite?')}
        data={choices}
        {...form.getInputProps('organization')}
      />
      {form.values.organization === NEW && (
        <NativeSelect
          label={t('They join as')}
          data={MEMBER_CLASSES.map((value) => ({ value, label: classWords(value) }))}
          {...form.getInputProps('class')}
        />
      )}
      <RoleChoice isChair={isChair} {...form.getInputProps('roles')} />
      <TextInput
        label={t('Only for this e-mail address (optional)')}
        description={mailWords(isMailing)}
        type="email"
        {...form.getInputProps('email')}
      />
      <NativeSelect
        label={t('The link works for')}
        data={[
          { value: '1', label: dayCount(1) },
          { value: '7', label: dayCount(7) },
          { value: '14', label: dayCount(14) },
          { value: '30', label: dayCount(30) },
        ]}
        {...form.getInputProps('days')}
      />
      <ProblemPanel error={error} />
      <div className="row">
        <Button type="submit" loading={isBusy}>
          {isMailing && form.values.email !== ''
            ? t('Make the link and mail it')
            : t('Make the link')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Close')}
        </Button>
      </div>
    </form>
  );
}

/** What becomes of an address that is given. */
function mailWords(isMailing: boolean): string {
  return isMailing
    ? t('The link is mailed to it, and works for this address alone.')
    : t('Nothing is mailed. The link then works for this address alone.');
}

interface RoleChoiceProps {
  readonly isChair: boolean;
  readonly value?: Role[];
  readonly onChange?: (roles: Role[]) => void;
}

function RoleChoice({ isChair, value = [], onChange }: RoleChoiceProps): ReactNode {
  return (
    <Checkbox.Group
      label={t('What may they do?')}
      value={value}
      onChange={(chosen) => onChange?.(ROLES.filter((role) => chosen.includes(role)))}
    >
      <div className="stack tight" style={{ marginTop: '0.3rem' }}>
        {ROLES.filter((role) => isChair || !role.endsWith('chair')).map((role) => (
          <Checkbox key={role} value={role} label={`${roleWords(role)}: ${roleMeaning(role)}`} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

interface MadeLinkProps {
  readonly made: InvitationWithLink;
  readonly onMore: () => void;
  readonly onClose: () => void;
}

function MadeLink({ made, onMore, onClose }: MadeLinkProps): ReactNode {
  const place = useFocusHere<HTMLDivElement>();
  return (
    <div ref={place} tabIndex={-1} className="stack panel note" role="status">
      <p>
        {rich('**The link is ready.** It works once, until {{time}}, and is shown only now.', {
          time: <TimeText at={made.expires_at} as="day" />,
        })}
      </p>
      {made.by_mail && (
        <p>{t('It goes by mail too; under Open invitations you see whether it was taken.')}</p>
      )}
      <code className="secret" translate="no">
        {made.link}
      </code>
      <div className="row">
        <CopyButton text={made.link}>{t('Copy the link')}</CopyButton>
        <Button variant="default" onClick={onMore}>
          {t('Make another')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Close')}
        </Button>
      </div>
    </div>
  );
}

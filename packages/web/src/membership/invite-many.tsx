import { Button, NativeSelect, Textarea } from '@mantine/core';
import { MEMBER_CLASSES, ROLES } from '@tocsin/policy';
import type { MemberClass, Role } from '@tocsin/policy';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { useFocusHere } from '../design/focus-here.ts';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { dayCount, TimeText } from '../design/time-text.tsx';
import { call } from '../kernel/client.ts';
import { invite, listInvitations } from '../kernel/contract.ts';
import type { Community, InvitationWithLink } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { plural, rich, t } from '../kernel/words.ts';
import { INVITEES_MAX, readInvitees } from './invitees.ts';
import type { Invitee } from './invitees.ts';
import { useMailing } from './mailing.ts';
import { classWords, roleMeaning, roleWords } from './role-words.ts';

interface Made extends Invitee {
  readonly made: InvitationWithLink;
}

interface Terms {
  readonly class: MemberClass;
  readonly role: Role;
}

const DAYS = 14;

/** Inviting several organizations at once: names or addresses in, a link for each out; where the hub sends mail, those for addresses go there. */
export function InviteMany({ community }: { community: Community }): ReactNode {
  const [text, setText] = useState('');
  const [terms, setTerms] = useState<Terms>({ class: 'member', role: 'representative' });
  const { made, error, isBusy, write } = useInviting(community);
  const isMailing = useMailing();
  const invitees = readInvitees(text);
  const isTooMany = invitees.length > INVITEES_MAX;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (invitees.length === 0 || isTooMany) return;
    void write(invitees, terms).then((left) =>
      setText(left.map(({ name, email }) => lineOf(name, email)).join('\n')),
    );
  };
  return (
    <div className="stack">
      {made.length > 0 && <Links made={made} community={community} />}
      <form className="stack" onSubmit={submit}>
        <Textarea
          label={made.length === 0 ? t('Whom do you invite?') : t('Whom else?')}
          description={
            isMailing
              ? t(
                  'One on each line: an organization, a name or an e-mail address. A link for an address works for that address only, and is mailed to it.',
                )
              : t(
                  'One on each line: an organization, a name or an e-mail address. A link for an address works for that address only.',
                )
          }
          placeholder={t('Lakeside Water')}
          rows={4}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isTooMany ? t('At most {{most}} in one go.', { most: INVITEES_MAX }) : null}
        />
        <TermFields terms={terms} onTerms={setTerms} />
        <ProblemPanel error={error} />
        <p>
          <Button type="submit" loading={isBusy} disabled={invitees.length === 0 || isTooMany}>
            {invitees.length < 2
              ? t('Make the link')
              : plural(invitees.length, { one: 'Make 1 link', other: 'Make {{count}} links' })}
          </Button>
        </p>
      </form>
    </div>
  );
}

interface Inviting {
  readonly made: readonly Made[];
  readonly error: unknown;
  readonly isBusy: boolean;
  /** Writes them one after another; answers those that are left when one is refused. */
  readonly write: (invitees: readonly Invitee[], terms: Terms) => Promise<readonly Invitee[]>;
}

function useInviting(community: Community): Inviting {
  const [made, setMade] = useState<readonly Made[]>([]);
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const write: Inviting['write'] = async (invitees, terms) => {
    setBusy(true);
    setError(undefined);
    let done = 0;
    try {
      for (const one of invitees) {
        const body = {
          class: terms.class,
          roles: [terms.role],
          expires_in_days: DAYS,
          ...(one.email === undefined ? {} : { email: one.email }),
        };
        const answer = await call(invite, { params: { community: community.id }, body });
        setMade((old) => [...old, { ...one, made: answer }]);
        done += 1;
      }
    } catch (fault) {
      setError(fault);
    }
    await queryClient.invalidateQueries({ queryKey: [listInvitations.name] });
    setBusy(false);
    return invitees.slice(done);
  };
  return { made, error, isBusy, write };
}

function TermFields({
  terms,
  onTerms,
}: {
  terms: Terms;
  onTerms: (terms: Terms) => void;
}): ReactNode {
  return (
    <div className="choice">
      <NativeSelect
        label={t('They join as')}
        value={terms.class}
        data={MEMBER_CLASSES.map((value) => ({ value, label: classWords(value) }))}
        onChange={(event) => {
          const value = event.currentTarget.value;
          const chosen = MEMBER_CLASSES.find((one) => one === value);
          if (chosen !== undefined) onTerms({ ...terms, class: chosen });
        }}
      />
      <NativeSelect
        label={t('Whoever opens the link')}
        value={terms.role}
        data={ROLES.map((value) => ({
          value,
          label: `${roleWords(value)}: ${roleMeaning(value)}`,
        }))}
        onChange={(event) => {
          const value = event.currentTarget.value;
          const chosen = ROLES.find((one) => one === value);
          if (chosen !== undefined) onTerms({ ...terms, role: chosen });
        }}
      />
    </div>
  );
}

function Links({ made, community }: { made: readonly Made[]; community: Community }): ReactNode {
  const me = useMe();
  const letter = ({ made: { link } }: Made): string =>
    t(
      '{{me}} invites your organization to “{{name}}”, where organizations warn each other of cyber threats. Open this link within {{days}}; it works once: {{link}}',
      { me: me.name, name: community.name, days: dayCount(DAYS), link },
    );
  const [first] = made;
  const place = useFocusHere<HTMLElement>();
  return (
    <section
      ref={place}
      tabIndex={-1}
      className="panel note stack"
      aria-label={t('Links that are ready')}
      role="status"
    >
      <p>
        {rich(
          '**Ready to be sent.** Each works once, until {{time}}, and is shown only now: send them the way you trust.',
          { time: <TimeText at={first?.made.expires_at ?? ''} as="day" /> },
        )}
      </p>
      <ul className="stack tight">
        {made.map((one) => (
          <li key={one.made.id} className="stack tight">
            <strong>{one.name}</strong>
            {one.made.by_mail && (
              <span className="small quiet">
                {t('Goes by mail to {{address}}.', { address: one.email ?? '' })}
              </span>
            )}
            <code className="secret" translate="no">
              {one.made.link}
            </code>
            <div className="row">
              <CopyButton text={one.made.link}>{t('Copy the link')}</CopyButton>
              <CopyButton text={letter(one)}>{t('Copy with a letter')}</CopyButton>
            </div>
          </li>
        ))}
      </ul>
      {made.length > 1 && (
        <p>
          <CopyButton text={made.map(({ name, made: { link } }) => `${name}\t${link}`).join('\n')}>
            {t('Copy all')}
          </CopyButton>
        </p>
      )}
    </section>
  );
}

function lineOf(name: string, email: string | undefined): string {
  if (email === undefined) return name;
  return name === email ? email : `${name} <${email}>`;
}

import { Button, NativeSelect } from '@mantine/core';
import { NO_PROFILE } from '@tocsin/shield';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { PageHead } from '../design/page-head.tsx';
import { listCommunities } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { saveFile } from '../kernel/save-file.ts';
import { useMe } from '../kernel/session.ts';
import { hubText, t } from '../kernel/words.ts';
import { isEmpty, keepProfile, profileOfFile, profileText, useOwnProfile } from './own-profile.ts';
import { useProfileVersion } from './use-profile-version.ts';
import { ProfileForm, profileWords } from './profile-form.tsx';

/** The profile of each community: building it, taking it along as a file, taking it away. */
export function ProfileScreen({ tabs }: { tabs: ReactNode }): ReactNode {
  const communities = useAnswer(listCommunities, {}).data?.items ?? [];
  const [chosen, setChosen] = useState<string>();
  const community = chosen ?? communities[0]?.id;
  return (
    <>
      <PageHead
        title={t('Settings')}
        tab={t('Settings')}
        lead={t(
          'What is your own is found in what you share, before it leaves this browser: domains, networks, names, people.',
        )}
      />
      {tabs}
      <div className="stack" style={{ maxWidth: '52rem' }}>
        {communities.length > 1 && (
          <NativeSelect
            label={t('Community')}
            value={community ?? ''}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={communities.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {community !== undefined && <OneProfile key={community} community={community} />}
      </div>
    </>
  );
}

function OneProfile({ community }: { community: string }): ReactNode {
  const { id: person } = useMe();
  const profile = useOwnProfile(person, community);
  const version = useProfileVersion(profile);
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState<string>();
  const take = async (chosen: File): Promise<void> => {
    setFault(undefined);
    const read = profileOfFile(await chosen.text());
    if ('message' in read) setFault(`${read.field} ${hubText(read.message)}`.trim());
    else if (keepProfile({ person, community }, read)) setSaid(t('The file is your profile now.'));
    else
      setFault(t('This browser keeps nothing, or the lists are too long: it could not be kept.'));
  };
  if (isOpen)
    return (
      <section className="panel" aria-label={t('What is your own')}>
        <ProfileForm community={community} onDone={() => setOpen(false)} />
      </section>
    );
  return (
    <section className="panel stack" aria-labelledby="own">
      <h2 id="own">{t('What is your own')}</h2>
      <p>
        {profileWords(profile)}
        {!isEmpty(profile) &&
          ` ${t('It is profile {{version}}: whoever reads out the same digits uses the same.', { version })}`}
      </p>
      <p className="small quiet">
        {t(
          'It lies in this browser alone, readable for whoever uses it. Take it to another as a file; “tocsin check --profile” reads the same file.',
        )}
      </p>
      <div className="row">
        <Button onClick={() => setOpen(true)}>
          {isEmpty(profile) ? t('Say what is your own') : t('Change your profile')}
        </Button>
        <FromFile onFile={(chosen) => void take(chosen)} />
        {!isEmpty(profile) && (
          <>
            <Button
              variant="default"
              onClick={() =>
                saveFile('tocsin-profile.json', profileText(profile), 'application/json')
              }
            >
              {t('Save it as a file')}
            </Button>
            <Button
              variant="subtle"
              onClick={() => {
                keepProfile({ person, community }, NO_PROFILE);
                setSaid(t('It is gone from this browser.'));
              }}
            >
              {t('Take it away')}
            </Button>
          </>
        )}
      </div>
      <p role="status">{said}</p>
      {fault !== undefined && (
        <p className="problem" role="alert">
          {fault}
        </p>
      )}
    </section>
  );
}

function FromFile({ onFile }: { onFile: (file: File) => void }): ReactNode {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button variant="default" onClick={() => file.current?.click()}>
        {t('Take it from a file')}
      </Button>
      <input
        ref={file}
        className="unseen"
        type="file"
        accept=".json,application/json"
        tabIndex={-1}
        aria-label={t('Profile to take')}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen !== undefined) onFile(chosen);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

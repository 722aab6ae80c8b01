import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { saveBytes } from '../handling/save-bytes.ts';
import { listCustodians, publishCustodyKey } from '../kernel/contract.ts';
import type { Community, Custodian } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { keepKeyFile } from './key-files.ts';
import { SignInAgain } from './sign-in-again.tsx';

/** Shortest passphrase of a key file. Characters. */
const PASSPHRASE_MIN = 16;

interface CustodyKeyProps {
  readonly custodian: Custodian;
  readonly community: Community;
}

/** A custodian makes a key pair in this browser: the public half goes to the hub, the private half into a file. */
export function CustodyKey({ custodian, community }: CustodyKeyProps): ReactNode {
  const { passphrase, setPassphrase, isMaking, isMade, fault, make } = useMaking(community);
  return (
    <form
      className="panel stack"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <h2>{custodian.key === undefined ? t('Make your key') : t('Make a new key')}</h2>
      <p className="quiet">
        {t(
          'The key is made in this browser. Its private half is saved as a file under your passphrase and never reaches the hub: without file and passphrase you can open nothing, and nobody can help you.',
        )}
      </p>
      {custodian.key !== undefined && (
        <p className="quiet">
          {t(
            'New seals are made for the new key. Keep the older files: they open the older seals.',
          )}
        </p>
      )}
      <PasswordInput
        label={t('Passphrase for the file')}
        description={t('At least {{count}} characters: some words that nobody would guess.', {
          count: PASSPHRASE_MIN,
        })}
        autoComplete="new-password"
        required
        minLength={PASSPHRASE_MIN}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <SignInAgain error={fault} />
      {isMade && (
        <p role="status">
          {t('Your key is in use. Its file was saved: keep it where only you get at it.')}
        </p>
      )}
      <div>
        <Button type="submit" loading={isMaking}>
          {t('Make the key')}
        </Button>
      </div>
    </form>
  );
}

/** Making a key: kept and saved before the hub has the public half, so that no seal is made for a key nobody holds. */
function useMaking(community: Community) {
  const me = useMe();
  const [passphrase, setPassphrase] = useState('');
  const [isMaking, setMaking] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const [isMade, setMade] = useState(false);
  const publish = useAct(publishCustodyKey, { stale: [listCustodians] });
  const make = async (): Promise<void> => {
    setMaking(true);
    setFault(undefined);
    setMade(false);
    try {
      const { newKeyFile } = await import('./seal.ts');
      const { recipient, file } = await newKeyFile(passphrase);
      keepKeyFile(me.id, community.id, { recipient, file });
      saveBytes(`tocsin-custody-${recipient.slice(4, 12)}.age`, btoa(file), 'text/plain');
      await publish.mutateAsync({ params: { community: community.id }, body: { recipient } });
      setPassphrase('');
      setMade(true);
    } catch (error) {
      setFault(error);
    } finally {
      setMaking(false);
    }
  };
  return { passphrase, setPassphrase, isMaking, isMade, fault, make };
}

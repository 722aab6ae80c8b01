import { Button, Radio, Textarea } from '@mantine/core';
import type { TlpLevel } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { HubWords } from '../design/hub-words.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import type { CallInput } from '../kernel/client.ts';
import { showHandling, takeCopy } from '../kernel/contract.ts';
import type { Community, Copy } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import { ForWhom } from './for-whom.tsx';
import type { Gift } from './for-whom.tsx';
import { isRecorded } from './recorded.ts';
import { saveBytes } from './save-bytes.ts';

interface SaveCopyProps {
  readonly ids: readonly string[];
  readonly levels: readonly TlpLevel[];
  readonly community: Community;
  readonly onClose: () => void;
}

type Closing = 'passphrase' | 'recipients' | 'none';

/** A copy to keep: as what, and how it is closed. It is entered before it leaves. */
export function SaveCopy({ ids, levels, community, onClose }: SaveCopyProps): ReactNode {
  const isCareful = levels.some(isRecorded);
  const [form, setForm] = useState<'stix' | 'page'>('stix');
  const [closing, setClosing] = useState<Closing>(isCareful ? 'passphrase' : 'none');
  const [recipients, setRecipients] = useState('');
  const [gift, setGift] = useState({ client: '', reason: '' });
  const isGift = gift.client !== '';
  const [taken, setTaken] = useState<Copy>();
  const take = useAct(takeCopy, {
    stale: [showHandling],
    onDone: (copy) => {
      saveBytes(copy.name, copy.data, copy.media_type);
      setTaken(copy);
    },
  });
  if (taken !== undefined) return <Taken copy={taken} onClose={onClose} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        take.mutate({
          params: { community: community.id },
          body: bodyOf({ ids, form, closing, recipients, gift }),
        });
      }}
    >
      <p>
        {t(
          'The copy carries its marking and a line with your name, the time and a number. Its source is told that you took it.',
        )}
      </p>
      <Radio.Group
        label={t('As what?')}
        value={form}
        onChange={(value) => setForm(value === 'page' ? 'page' : 'stix')}
      >
        <div className="stack tight choices">
          <Radio value="stix" label={t('A file for programs (STIX)')} />
          <Radio value="page" label={t('A page to read and print')} />
        </div>
      </Radio.Group>
      <ForWhom gift={gift} onChange={setGift} />
      {!isGift && (
        <HowClosed
          closing={closing}
          isCareful={isCareful}
          recipients={recipients}
          onClosing={setClosing}
          onRecipients={setRecipients}
        />
      )}
      <ProblemPanel error={take.error} />
      <div className="row">
        <Button type="submit" loading={take.isPending}>
          {t('Save it')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

interface Chosen {
  readonly ids: readonly string[];
  readonly form: 'stix' | 'page';
  readonly closing: Closing;
  readonly recipients: string;
  readonly gift: Gift;
}

/** What is given to a client is always closed, by their key or by a passphrase. */
function bodyOf({
  ids,
  form,
  closing,
  recipients,
  gift,
}: Chosen): CallInput<typeof takeCopy>['body'] {
  const what = { ids: [...ids], form };
  if (gift.client !== '') return { ...what, gift };
  const named = recipients.split(/[\s,]+/).filter((one) => one !== '');
  return {
    ...what,
    encrypt: closing !== 'none',
    ...(closing === 'recipients' ? { recipients: named } : {}),
  };
}

interface HowClosedProps {
  readonly closing: Closing;
  readonly isCareful: boolean;
  readonly recipients: string;
  readonly onClosing: (closing: Closing) => void;
  readonly onRecipients: (text: string) => void;
}

function HowClosed(props: HowClosedProps): ReactNode {
  const { closing, isCareful, recipients, onClosing, onRecipients } = props;
  return (
    <>
      <Radio.Group
        label={t('How is it encrypted?')}
        value={closing}
        onChange={(value) => onClosing(closingOf(value))}
      >
        <div className="stack tight choices">
          <Radio value="passphrase" label={t('With a passphrase that is shown once')} />
          <Radio value="recipients" label={t('For holders of age keys')} />
          <Radio value="none" label={t('Not at all')} />
        </div>
      </Radio.Group>
      {closing === 'recipients' && (
        <Textarea
          label={t('age recipients, one a line')}
          required
          rows={2}
          value={recipients}
          onChange={(event) => onRecipients(event.currentTarget.value)}
        />
      )}
      {closing === 'none' && isCareful && (
        <p className="small">
          {t('Something in it is AMBER or RED: whoever finds this file can read it.')}
        </p>
      )}
    </>
  );
}

function closingOf(value: string): Closing {
  return value === 'recipients' || value === 'none' ? value : 'passphrase';
}

/** What was saved; the passphrase is nowhere else. */
function Taken({ copy, onClose }: { copy: Copy; onClose: () => void }): ReactNode {
  const { passphrase, left_out: leftOut } = copy;
  return (
    <div className="stack">
      <p role="status">
        {plural(
          copy.objects,
          {
            one: 'Saved as {{name}}, with 1 object.',
            other: 'Saved as {{name}}, with {{count}} objects.',
          },
          { name: copy.name },
        )}
      </p>
      {passphrase !== undefined && (
        <>
          <p>
            {t(
              'This passphrase is shown only now and kept nowhere. Without it nobody opens the file; send it by another way than the file.',
            )}
          </p>
          <p>
            <code className="secret" translate="no">
              {passphrase}
            </code>
          </p>
          <div>
            <CopyButton text={passphrase}>{t('Copy the passphrase')}</CopyButton>
          </div>
          <p className="small quiet">
            {t('Opened with the program age: age --decrypt, or any other that reads its files.')}
          </p>
        </>
      )}
      {leftOut.length > 0 && (
        <>
          <p>{t('Left out:')}</p>
          <ul>
            {leftOut.map(({ id, words }) => (
              <li key={id}>
                <span className="mono small">{id}</span>: <HubWords>{words}</HubWords>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Button onClick={onClose}>{t('Close')}</Button>
      </div>
    </div>
  );
}

import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { letterOfIntent } from '@tocsin/policy';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import type { ApplicantView, IntentIn } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import './joining.css';

interface LetterFormProps {
  readonly community: string;
  readonly applicant: Pick<
    ApplicantView['applicant'],
    'name' | 'kind' | 'person' | 'role' | 'language'
  >;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onSign: (intent: IntentIn) => void;
}

interface Parts {
  readonly brings: string;
  readonly needs: string;
  readonly scope: string;
  readonly from: string;
}

/** A letter of intent: written from a few answers, shown as it will stand, then signed. */
export function LetterForm(props: LetterFormProps): ReactNode {
  const [parts, setParts] = useState<Parts>({
    brings: '',
    needs: '',
    scope: '',
    from: new Date().toISOString().slice(0, 10),
  });
  const [isShown, setShown] = useState(false);
  if (isShown) return <SignLetter {...props} parts={parts} onBack={() => setShown(false)} />;
  const text = (name: 'brings' | 'needs' | 'scope') => ({
    required: true,
    rows: 3,
    maxLength: 4000,
    value: parts[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setParts({ ...parts, [name]: event.currentTarget.value }),
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setShown(true);
      }}
    >
      <Textarea label={t('What would you bring?')} {...text('brings')} />
      <Textarea label={t('What do you need?')} {...text('needs')} />
      <Textarea
        label={t('Which parts of your organization take part?')}
        description={t('Members read this, with the name of your organization.')}
        {...text('scope')}
      />
      <TextInput
        type="date"
        className="joining-date"
        label={t('From which day?')}
        required
        value={parts.from}
        onChange={(event) => setParts({ ...parts, from: event.currentTarget.value })}
      />
      <p>
        <Button type="submit">{t('Show the letter')}</Button>
      </p>
    </form>
  );
}

function SignLetter(props: LetterFormProps & { parts: Parts; onBack: () => void }): ReactNode {
  const { parts, applicant, community } = props;
  const [signature, setSignature] = useState('');
  const [hasAuthority, setAuthority] = useState(false);
  const trimmed = {
    brings: tidy(parts.brings),
    needs: tidy(parts.needs),
    scope: tidy(parts.scope),
    from: parts.from,
  };
  const { name: organization, kind, person, role, language } = applicant;
  const of = { kind: tidy(kind), person: tidy(person), role: tidy(role), language };
  const letter = letterOfIntent({ ...trimmed, ...of, community, organization: tidy(organization) });
  const sign = async (): Promise<void> =>
    props.onSign({ ...trimmed, signature, sha256: await sha256Of(letter), authority: true });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void sign();
      }}
    >
      <h2>{t('Your letter')}</h2>
      <p className="panel letter">{letter}</p>
      <Checkbox
        required
        label={t('I have the authority to write this letter for my organization')}
        checked={hasAuthority}
        onChange={(event) => setAuthority(event.currentTarget.checked)}
      />
      <TextInput
        label={t('Sign by typing your name: {{name}}', { name: tidy(person) })}
        required
        autoComplete="off"
        maxLength={200}
        value={signature}
        onChange={(event) => setSignature(event.currentTarget.value)}
      />
      <p className="small quiet">
        {t('Exactly this text and its hash are kept in the record. You may withdraw at any time.')}
      </p>
      <ProblemPanel error={props.error} />
      <div className="row">
        <Button type="submit" loading={props.isBusy} disabled={!hasAuthority}>
          {t('Sign and send')}
        </Button>
        <Button variant="default" onClick={props.onBack}>
          {t('Change it')}
        </Button>
      </div>
    </form>
  );
}

/** As the hub keeps it: composed, without spaces around it. */
function tidy(text: string): string {
  return text.normalize('NFC').trim();
}

async function sha256Of(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

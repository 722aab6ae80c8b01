import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { Qr } from './qr.tsx';

interface AuthenticatorProps {
  readonly uri: string;
  readonly secret: string;
  readonly code: string;
  readonly error?: string | undefined;
  readonly onCode: (code: string) => void;
}

/** Setting up an authenticator app: scan or type, then prove it with a code. */
export function Authenticator({ uri, secret, code, error, onCode }: AuthenticatorProps): ReactNode {
  return (
    <section className="stack" aria-labelledby="authenticator">
      <h2 id="authenticator">{t('Your authenticator app')}</h2>
      <p className="quiet">
        {t(
          'Scan this with an app such as Aegis, FreeOTP or your password manager. No camera? Type the key below into it.',
        )}
      </p>
      <div className="row">
        <Qr text={uri} label={t('QR code for the authenticator app')} />
        <div className="stack tight">
          <span className="field-label">{t('Key')}</span>
          <code className="secret" translate="no">
            {secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </code>
        </div>
      </div>
      <CodeInput
        code={code}
        error={error}
        onCode={onCode}
        label={t('Six digits the app shows now')}
      />
    </section>
  );
}

interface CodeInputProps {
  readonly description?: string;
  readonly isOptional?: boolean;
  readonly code: string;
  readonly error?: string | undefined;
  readonly label: string;
  readonly onCode: (code: string) => void;
}

/** The six digits of an authenticator. Pasting and filling in by a password manager work (WCAG 3.3.8). */
export function CodeInput({
  code,
  description,
  error,
  isOptional = false,
  label,
  onCode,
}: CodeInputProps): ReactNode {
  return (
    <TextInput
      label={label}
      description={description}
      value={code}
      onChange={(event) => onCode(event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 6))}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={7}
      required={!isOptional}
      error={error}
      className="code-input"
    />
  );
}

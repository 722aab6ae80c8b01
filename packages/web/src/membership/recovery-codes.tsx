import { Button, Checkbox } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { t } from '../kernel/words.ts';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

/** Recovery codes, shown this once. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps): ReactNode {
  const [isKept, setKept] = useState(false);
  return (
    <section className="stack" aria-label={t('Recovery codes')}>
      <p className="measure">
        {t(
          'Each code signs you in once if you lose your authenticator or passkey. They are shown only now: put them where you keep important papers, or in a password manager.',
        )}
      </p>
      <ul className="codes" translate="no">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="row no-print">
        <CopyButton text={codes.join('\n')}>{t('Copy all')}</CopyButton>
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} />}
          onClick={() => window.print()}
        >
          {t('Print')}
        </Button>
      </div>
      <Checkbox
        label={t('I have put these codes in a safe place')}
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <p>
        <Button disabled={!isKept} onClick={onKept}>
          {t('Go on')}
        </Button>
      </p>
    </section>
  );
}

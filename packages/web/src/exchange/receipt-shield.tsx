import type { ReactNode } from 'react';
import { SEVERITY_SIGNS } from '../shield/severity-signs.ts';
import type { Receipt } from '../kernel/contract.ts';
import { entryOf } from '../kernel/entry-of.ts';
import { numberWords, plural, t, word } from '../kernel/words.ts';

type Report = NonNullable<Receipt['shield']>;

const DONE: Readonly<Record<Report['found'][number]['done'], string>> = {
  refused: word('refused'),
  told: word('let through and told'),
  kept: word('stays for your reason'),
};

/** What was found in the share, by the sender's own check and by the hub, and what left exactly. */
export function ShieldSection({ receipt: { shield } }: { receipt: Receipt }): ReactNode {
  if (shield === undefined) return null;
  const { found, sender, reason } = shield;
  return (
    <section className="panel stack tight" aria-labelledby="left">
      <h2 id="left">{t('What left, and what was found in it')}</h2>
      {sender === undefined ? (
        <p>{t('Nothing is known of a check before it was sent.')}</p>
      ) : (
        <Before sender={sender} />
      )}
      {found.length === 0 ? (
        <p>{t('The hub: no finding by rules v{{rules}}.', { rules: shield.rules })}</p>
      ) : (
        <>
          <p>{t('The hub, by rules v{{rules}}:', { rules: shield.rules })}</p>
          <ul>
            {found.map(({ rule, severity, done, count }) => (
              <li key={rule + done}>
                {severityWords(severity)}, <span className="mono">{rule}</span>,{' '}
                {numberWords(count)} ×, {t(DONE[done])}
              </li>
            ))}
          </ul>
        </>
      )}
      {reason !== undefined && <p>{t('Why it stays: “{{reason}}”', { reason })}</p>}
      <dl className="facts small">
        <div>
          <dt>{t('SHA-256 of the {{bytes}} bytes that arrived', { bytes: shield.bytes })}</dt>
          <dd className="mono">{shield.sha256}</dd>
        </div>
        <div>
          <dt>{t('SHA-256 of this report, as the record holds it')}</dt>
          <dd className="mono">{shield.hash}</dd>
        </div>
      </dl>
    </section>
  );
}

function Before({ sender }: { sender: NonNullable<Report['sender']> }): ReactNode {
  const { decided, rules, profile } = sender;
  return (
    <>
      <p>
        {profile
          ? t('Before it left, by rules v{{rules}} and a profile of your own:', { rules })
          : t('Before it left, by rules v{{rules}}, without a profile:', { rules })}{' '}
        {decided.length === 0 && t('nothing to decide.')}
      </p>
      {decided.length > 0 && (
        <ul>
          {decided.map(({ rule, done, count, reason = '' }, place) => (
            <li key={`${rule} ${done} ${String(place)}`}>
              <span className="mono">{rule}</span>,{' '}
              {done === 'changed'
                ? plural(count, { one: 'changed once', other: 'changed {{count}} times' })
                : plural(count, { one: 'kept at 1 place', other: 'kept at {{count}} places' })}
              {reason !== '' && `: “${reason}”`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function severityWords(severity: string): string {
  const known = entryOf(SEVERITY_SIGNS, severity);
  return known === undefined ? severity : `${known.sign} ${t(known.label)}`;
}

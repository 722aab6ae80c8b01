import { Button } from '@mantine/core';
import { SEVERITIES } from '@tocsin/shield';
import type { ReactNode } from 'react';
import { listWords, plural, t } from '../kernel/words.ts';
import type { ShareFinding } from './check-share.ts';
import { isOpen } from './decisions.ts';
import type { Decisions } from './decisions.ts';
import { FindingItem } from './finding-item.tsx';
import type { FindingActs } from './use-finding-acts.ts';
import { uncheckedWords } from './finding-words.ts';
import { isEmpty } from './own-profile.ts';
import './shield.css';
import type { Shield } from './use-shield.ts';

interface ShieldPanelProps {
  readonly shield: Shield;
  readonly decisions: Decisions;
  readonly acts: FindingActs;
  /** Nothing is written yet. */
  readonly isBlank: boolean;
  readonly onProfile: () => void;
}

/** Findings listed at once; more come with those decided about. */
const LISTED = 50;

/** What a share gives away, and what to do about each, before anything leaves this browser. */
export function ShieldPanel(props: ShieldPanelProps): ReactNode {
  const { shield, decisions, acts, isBlank, onProfile } = props;
  const { findings } = shield;
  const open = findings.filter((one) => isOpen(decisions, one));
  return (
    <section className="panel stack tight shield" aria-labelledby="shield" id="check">
      <h2 id="shield">{t('Before it leaves')}</h2>
      <p className="small quiet">
        {t('Looked through in this browser, while you write. Nothing is sent for it.')}
      </p>
      <p role="status">{isBlank ? '' : statusWords(shield, open)}</p>
      {findings.length > 0 && (
        <ul className="findings">
          {findings.slice(0, LISTED).map((finding) => (
            <FindingItem
              key={finding.key}
              finding={finding}
              decisions={decisions}
              isSettled={!shield.isChecking}
              acts={acts}
            />
          ))}
        </ul>
      )}
      {findings.length > LISTED && (
        <p className="small">
          {t('And {{count}} more: decide about these first.', { count: findings.length - LISTED })}
        </p>
      )}
      <div className="row">
        <span className="small quiet">
          {isEmpty(shield.profile)
            ? t('Say once what is your own, and it is found in everything you share.')
            : t('Your profile is used. It stays in this browser.')}
        </span>
        <Button size="compact-sm" variant="default" onClick={onProfile}>
          {isEmpty(shield.profile) ? t('Say what is your own') : t('Change your profile')}
        </Button>
      </div>
    </section>
  );
}

function statusWords(shield: Shield, open: readonly ShareFinding[]): string {
  const { findings, unchecked, isChecking, rules } = shield;
  if (isChecking && findings.length === 0) return t('Looking …');
  const values = { rules, unchecked: uncheckedWords(unchecked) };
  if (findings.length === 0)
    return t('No finding by rules v{{rules}}. Not checked: {{unchecked}}.', values);
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [countWords(severity, count)];
  });
  const said = t('{{counts}}, by rules v{{rules}}. Not checked: {{unchecked}}.', {
    ...values,
    counts: listWords(counts),
  });
  if (open.length === 0) return said;
  const left = plural(open.length, {
    one: '1 finding waits for you.',
    other: '{{count}} findings wait for you.',
  });
  return `${left} ${said}`;
}

function countWords(severity: ShareFinding['severity'], count: number): string {
  if (severity === 'stop') return plural(count, { one: '1 stop', other: '{{count}} stops' });
  if (severity === 'ask') return plural(count, { one: '1 question', other: '{{count}} questions' });
  if (severity === 'warn') return plural(count, { one: '1 warning', other: '{{count}} warnings' });
  return plural(count, { one: '1 note', other: '{{count}} notes' });
}

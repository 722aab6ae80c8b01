import { Button, TextInput } from '@mantine/core';
import { RULES } from '@tocsin/shield';
import { useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { hubText, t } from '../kernel/words.ts';
import type { ShareFinding } from './check-share.ts';
import { isOpen, isReason, REASON_MAX, reasonOf } from './decisions.ts';
import type { Decisions } from './decisions.ts';
import { actWords, placeWords, SEVERITY_ABOUT } from './finding-words.ts';
import { SEVERITY_SIGNS } from './severity-signs.ts';
import type { FindingActs } from './use-finding-acts.ts';

interface FindingItemProps {
  readonly finding: ShareFinding;
  readonly decisions: Decisions;
  /** What is listed is of the text as it stands: only then may it be changed. */
  readonly isSettled: boolean;
  readonly acts: FindingActs;
}

/** Characters shown of what was found. */
const SHOWN_MAX = 120;

/** One finding: what, why, where, and what can be done. */
export function FindingItem({ finding, decisions, isSettled, acts }: FindingItemProps): ReactNode {
  const id = useId();
  const [writing, setWriting] = useState<'reason' | 'instead'>();
  const { severity, rule } = finding;
  const { label, sign } = SEVERITY_SIGNS[severity];
  const reason = reasonOf(decisions, finding);
  const isDecided = reason !== undefined && !isOpen(decisions, finding);
  const shown = shownText(finding.found);
  return (
    <li className="finding" data-severity={severity} aria-labelledby={id}>
      <p className="row" id={id}>
        <span className="severity" data-severity={severity}>
          <span aria-hidden="true">{sign}</span> {t(label)}
        </span>
        <code translate="no">{shown}</code>
      </p>
      <p>{hubText(RULES[rule].why)}</p>
      <p className="small quiet">
        {placeWords(finding)} · <span className="mono">{rule}</span>
        {!isDecided && ` · ${t(SEVERITY_ABOUT[severity])}`}
      </p>
      {isDecided ? (
        <Kept reason={reason} shown={shown} onUndo={() => acts.onUndo(finding)} />
      ) : (
        severity !== 'info' && (
          <Buttons {...{ finding, isSettled, acts, shown }} onWrite={setWriting} />
        )
      )}
      {writing !== undefined && !isDecided && (
        <Writing
          kind={writing}
          finding={finding}
          onDone={(text) => {
            setWriting(undefined);
            if (text === undefined) return;
            if (writing === 'reason') acts.onKeep(finding, text);
            else acts.onChange(finding, text);
          }}
        />
      )}
    </li>
  );
}

interface ButtonsProps extends Pick<FindingItemProps, 'finding' | 'isSettled' | 'acts'> {
  readonly shown: string;
  readonly onWrite: (kind: 'reason' | 'instead') => void;
}

function Buttons({ finding, isSettled, acts, shown, onWrite }: ButtonsProps): ReactNode {
  const words = actWords(finding);
  const isQuestion = finding.severity === 'ask';
  const of = <span className="unseen"> {shown}</span>;
  return (
    <div className="row">
      <Button
        size="compact-sm"
        disabled={!isSettled}
        onClick={() => acts.onChange(finding, finding.instead)}
      >
        {words.change}
        {of}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => (isQuestion ? acts.onKeep(finding, '') : onWrite('reason'))}
      >
        {words.keep}
        {of}
      </Button>
      {finding.fix === 'replace' && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={!isSettled}
          onClick={() => onWrite('instead')}
        >
          {t('Edit …')}
          {of}
        </Button>
      )}
      {finding.places.some(({ part }) => part !== 'file') && (
        <Button size="compact-sm" variant="subtle" onClick={() => acts.onShow(finding)}>
          {t('Show')}
          {of}
        </Button>
      )}
    </div>
  );
}

interface WritingProps {
  readonly kind: 'reason' | 'instead';
  readonly finding: ShareFinding;
  /** With what was written, or without anything. */
  readonly onDone: (text: string | undefined) => void;
}

/** Why it stays, or what to write instead. */
function Writing({ kind, finding, onDone }: WritingProps): ReactNode {
  const isReasonWanted = kind === 'reason';
  const [text, setText] = useState(isReasonWanted ? '' : finding.found);
  const isGood = isReasonWanted ? isReason(text) : text !== finding.found;
  const submit = (event: FormEvent): void => {
    // The form lies in the form of the share, which must not leave by this.
    event.preventDefault();
    event.stopPropagation();
    if (isGood) onDone(text);
  };
  return (
    <div
      className="row"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) submit(event);
        if (event.key === 'Escape') onDone(undefined);
      }}
    >
      <TextInput
        className="grows"
        label={isReasonWanted ? t('Why it stays') : t('Write instead')}
        {...(isReasonWanted
          ? { description: t('Your receipt and the record of the community hold it.') }
          : {})}
        maxLength={isReasonWanted ? REASON_MAX : 2000}
        value={text}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="compact-md" disabled={!isGood} onClick={submit}>
        {isReasonWanted ? t('Keep it') : t('Change it')}
      </Button>
      <Button size="compact-md" variant="default" onClick={() => onDone(undefined)}>
        {t('Cancel')}
      </Button>
    </div>
  );
}

interface KeptProps {
  readonly reason: string;
  readonly shown: string;
  readonly onUndo: () => void;
}

function Kept({ reason, shown, onUndo }: KeptProps): ReactNode {
  return (
    <p className="row">
      <span>{reason === '' ? t('It stays.') : t('It stays: “{{reason}}”', { reason })}</span>
      <button type="button" className="link-button" onClick={onUndo}>
        {t('Think again')}
        <span className="unseen"> {shown}</span>
      </button>
    </p>
  );
}

/** On one line, and not longer than a line. */
function shownText(found: string): string {
  const line = found.replaceAll(/\s+/g, ' ');
  return line.length <= SHOWN_MAX ? line : `${line.slice(0, SHOWN_MAX - 1).toWellFormed()}…`;
}

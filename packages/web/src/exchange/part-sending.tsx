import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { FilePart } from '@tocsin/stix';
import { numberWords, t } from '../kernel/words.ts';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { call } from '../kernel/client.ts';
import { contribute, listObjects, listReceipts } from '../kernel/contract.ts';
import type { Community, Receipt } from '../kernel/contract.ts';
import { queryClient } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import {
  digestOfPart,
  dropParts,
  isSameFile,
  isWhole,
  keepParts,
  keptParts,
} from './part-record.ts';
import type { PartReceipt, PartRecord } from './part-record.ts';
import { newKey, partBody } from './share-draft.ts';
import type { ShareDraft } from './share-draft.ts';
import { idsIn, tellingOf } from './telling.ts';
import type { Answered, Telling } from './telling.ts';
import { answerWith } from './use-answering.ts';

/** A file on its way in parts. */
export interface PartSending {
  /** Receipts of the parts the hub has acknowledged, in order. */
  readonly receipts: readonly PartReceipt[];
  readonly isSending: boolean;
  readonly error: unknown;
  /** Sending has begun: what is sent may no longer be changed under it. */
  readonly isBegun: boolean;
  /** The file answers a request that is not answered yet. */
  readonly isToAnswer: boolean;
  /** What became of that request. */
  readonly answered: Answered | undefined;
  /** Sends what is left, from the first part that was not acknowledged. */
  send(draft: ShareDraft, parts: readonly FilePart[]): Promise<void>;
  /** Forgets the file; what was sent stays sent. */
  reset(): void;
}

/**
 * Sends a large file part after part. A part whose answer was lost is sent again under its key and kept once, also
 * after a reload: then the file is chosen again (`parts`) and known by its digests.
 */
export function usePartSending(
  community: Community,
  { parts, names }: { parts: readonly FilePart[]; names: readonly string[] },
): PartSending {
  const { id: person } = useMe();
  const [record, setRecord] = useState<PartRecord>();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (parts.length < 2) return;
    const known = keptParts(person).find(
      (one) => one.community === community.id && isSameFile(one, parts),
    );
    if (known !== undefined) setRecord((own) => own ?? known);
  }, [person, community.id, parts]);
  const send = async (draft: ShareDraft, all: readonly FilePart[]): Promise<void> => {
    let now = record ?? newRecord(community.id, { draft, parts: all, names });
    const stands = (next: PartRecord): void => {
      now = next;
      setRecord(now);
      // Kept before the first byte leaves: whatever happens then, the same part goes out under the same key.
      if (isWhole(now)) dropParts(person, now.id);
      else keepParts(person, now);
    };
    setSending(true);
    setError(undefined);
    stands(now);
    try {
      for (const [place, part] of all.entries()) {
        if (place < now.receipts.length) continue;
        const idempotencyKey = now.keys[place] ?? newKey();
        const rawBody = partBody(now.draft, part, now.draft.check);
        const params = { community: community.id };
        const receipt = await call(contribute, { params, body: {} }, { rawBody, idempotencyKey });
        const kept = partReceipt(receipt, now.draft.answers === '' ? undefined : part);
        stands({ ...now, receipts: [...now.receipts, kept] });
      }
      if (!isWhole(now)) {
        // Only when all of it is there, so that whoever asked is pointed to what says most of it.
        const told = now.receipts.map(tellingOfPart);
        const answered = await answerWith(community.id, now.draft.answers, told);
        stands({ ...now, answered });
      }
    } catch (fault) {
      setError(fault);
    } finally {
      setSending(false);
      for (const { name } of [listObjects, listReceipts])
        void queryClient.invalidateQueries({ queryKey: [name] });
    }
  };
  const reset = (): void => {
    if (record !== undefined) dropParts(person, record.id);
    setRecord(undefined);
    setError(undefined);
  };
  const isBegun = isSending || record !== undefined;
  const left = record !== undefined && !isWhole(record) ? record.draft.answers : '';
  return {
    receipts: record?.receipts ?? [],
    isSending,
    error,
    isBegun,
    isToAnswer: left !== '',
    answered: record?.answered,
    send,
    reset,
  };
}

/** What is kept of a receipt; `answering`: the part that is to answer a request. */
function partReceipt(receipt: Receipt, answering: FilePart | undefined): PartReceipt {
  const { id, counts, review } = receipt;
  const tells = answering === undefined ? undefined : tellingOf(receipt, idsIn(answering)).object;
  return {
    id,
    counts,
    ...(review === undefined ? {} : { review }),
    ...(tells === undefined ? {} : { tells }),
  };
}

function tellingOfPart({ id, review, tells }: PartReceipt): Telling {
  return { object: tells, review: review === undefined ? undefined : id };
}

function newRecord(
  community: string,
  said: { draft: ShareDraft; parts: readonly FilePart[]; names: readonly string[] },
): PartRecord {
  const { draft, parts, names } = said;
  return {
    id: newKey(),
    community,
    names,
    digests: parts.map(digestOfPart),
    keys: parts.map(newKey),
    objects: parts.reduce((sum, part) => sum + part.objects, 0),
    receipts: [],
    draft,
  };
}

interface PartPanelProps {
  readonly sending: PartSending;
  readonly parts: readonly FilePart[];
  readonly community: Community;
  readonly onSend: () => void;
  readonly onReset: () => void;
}

/** How far it got, what became of each part, and the way on. */
export function PartPanel({
  sending,
  parts,
  community,
  onSend,
  onReset,
}: PartPanelProps): ReactNode {
  const { receipts, isSending, error } = sending;
  const total = parts.reduce((sum, part) => sum + part.objects, 0);
  const done = parts.slice(0, receipts.length).reduce((sum, part) => sum + part.objects, 0);
  const isDone = receipts.length === parts.length;
  const words = t('{{done}} of {{total}} objects sent, {{parts}} of {{all}} parts.', {
    done,
    total,
    parts: receipts.length,
    all: parts.length,
  });
  return (
    <section className="panel stack" aria-labelledby="sending">
      <h2 id="sending">{isDone ? t('All of it was sent') : t('On its way')}</h2>
      <progress className="sending" max={total} value={done} aria-label={t('Objects sent')} />
      <p role="status">{words}</p>
      <ProblemPanel error={error} />
      {!isDone && !isSending && (
        <p className="measure">
          {t('What was sent stays, with its receipts. Nothing is kept twice when you go on.')}
        </p>
      )}
      <AnswerNote {...{ sending, isDone, community }} />
      {receipts.length > 0 && <PartReceipts receipts={receipts} community={community} />}
      <div className="row">
        {!isDone && (
          <Button loading={isSending} onClick={onSend}>
            {t('Go on from part {{number}}', { number: receipts.length + 1 })}
          </Button>
        )}
        {isDone && sending.isToAnswer && (
          <Button loading={isSending} onClick={onSend}>
            {t('Answer the request with it')}
          </Button>
        )}
        {!isSending && (
          <Button variant="default" onClick={onReset}>
            {isDone ? t('Share something else') : t('Leave it at that')}
          </Button>
        )}
      </div>
    </section>
  );
}

interface AnswerNoteProps {
  readonly sending: PartSending;
  readonly isDone: boolean;
  readonly community: Community;
}

/** What becomes of the request that the file answers. */
function AnswerNote({ sending, isDone, community }: AnswerNoteProps): ReactNode {
  const { answered, isToAnswer, isSending, error } = sending;
  const words = answeredWords(answered, isToAnswer && isDone && !isSending && error !== undefined);
  if (words === undefined) {
    return isToAnswer && !isDone ? (
      <p className="small">{t('The request is answered once every part was sent.')}</p>
    ) : null;
  }
  return (
    <p role="status">
      {words}{' '}
      <Link to="/c/$community/releases" params={{ community: community.slug }}>
        {t('Requests')}
      </Link>
    </p>
  );
}

function answeredWords(answered: Answered | undefined, hasFailed: boolean): string | undefined {
  if (answered === 'answered') return t('The request was answered with it.');
  if (answered === 'waits')
    return t(
      'The request waits: it is answered once a sharing officer releases the part that says most.',
    );
  return hasFailed ? t('It was shared, but the request could not be answered with it.') : undefined;
}

function PartReceipts({
  receipts,
  community,
}: {
  receipts: readonly PartReceipt[];
  community: Community;
}): ReactNode {
  return (
    <div className="scrolls" tabIndex={0} role="region" aria-label={t('Receipts of the parts')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('Part')}</th>
            <th scope="col">{t('Kept')}</th>
            <th scope="col">{t('Already here')}</th>
            <th scope="col">{t('Held')}</th>
            <th scope="col">{t('Quarantined')}</th>
            <th scope="col">{t('Refused')}</th>
          </tr>
        </thead>
        <tbody>
          {receipts.map(({ id, counts, review }, place) => (
            <tr key={id}>
              <td>
                <Link
                  to="/c/$community/shares/$receipt"
                  params={{ community: community.slug, receipt: id }}
                >
                  {t('Receipt of part {{number}}', { number: place + 1 })}
                </Link>
                {review !== undefined && (
                  <div className="small">{t('It waits for a sharing officer')}</div>
                )}
              </td>
              <td>{numberWords(counts.kept)}</td>
              <td>{numberWords(counts.already_here)}</td>
              <td>{numberWords(counts.held)}</td>
              <td>{numberWords(counts.quarantined)}</td>
              <td>{numberWords(counts.refused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

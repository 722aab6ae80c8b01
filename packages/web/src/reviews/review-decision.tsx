import { Button, Radio, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DETERMINATION_NAMES, determinationWords } from '../exchange/determination-words.ts';
import { safeText } from '../exchange/words.ts';
import {
  holdReview,
  listObjects,
  listReceipts,
  listReviews,
  releaseReview,
  returnReview,
  showHome,
  showReview,
} from '../kernel/contract.ts';
import type { Community, Determination, ReviewDetail, ReviewPreview } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import type { ChangesInHand } from './changes.ts';

interface ReviewDecisionProps {
  readonly review: ReviewDetail;
  readonly community: Community;
  readonly inHand: ChangesInHand;
  readonly after: ReviewPreview | undefined;
}

/** What else is to be written otherwise, what is signed, and what becomes of it. */
export function ReviewDecision(props: ReviewDecisionProps): ReactNode {
  const { inHand, after } = props;
  return (
    <>
      <section className="panel stack" aria-labelledby="review-changes">
        <h2 id="review-changes">{t('Your changes')}</h2>
        <ChangeList inHand={inHand} />
        <OwnWords inHand={inHand} />
        {after !== undefined && after.faults.length > 0 && (
          <div className="problem" role="alert">
            <strong>{t('With these changes it is no valid STIX any more')}</strong>
            <ul>
              {after.faults.map(({ pointer, message }) => (
                <li key={pointer + message}>
                  {message} <span className="quiet mono">{pointer}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>
      <Decision {...props} />
    </>
  );
}

function ChangeList({ inHand }: { inHand: ChangesInHand }): ReactNode {
  const { changes, isEmpty } = inHand;
  if (isEmpty) return <p>{t('None: it would leave as it came.')}</p>;
  return (
    <ul className="plain stack tight">
      {changes.replace.map(({ find, instead }) => (
        <li key={find} className="row">
          <span>
            <del>{safeText(find)}</del> <ins>{safeText(instead)}</ins>
          </span>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => inHand.replace(find, undefined)}
          >
            {t('As it was')}
          </Button>
        </li>
      ))}
      {changes.leave_out.length > 0 && (
        <li>
          {plural(changes.leave_out.length, {
            one: '1 object is left out, with what is nothing without it.',
            other: '{{count}} objects are left out, with what is nothing without them.',
          })}
        </li>
      )}
    </ul>
  );
}

function OwnWords({ inHand }: { inHand: ChangesInHand }): ReactNode {
  const [find, setFind] = useState('');
  const [instead, setInstead] = useState('');
  return (
    <form
      className="row bottom"
      onSubmit={(event) => {
        event.preventDefault();
        inHand.replace(find, instead);
        setFind('');
        setInstead('');
      }}
    >
      <TextInput
        label={t('Words in it')}
        required
        maxLength={2000}
        value={find}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <TextInput
        label={t('Written instead')}
        required
        maxLength={2000}
        value={instead}
        onChange={(event) => setInstead(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t('Write it so everywhere')}
      </Button>
    </form>
  );
}

type What = Determination['what'] | 'nothing';

function Decision({ review, community, inHand }: ReviewDecisionProps): ReactNode {
  const [words, setWords] = useState('');
  const [reason, setReason] = useState('');
  const [what, setWhat] = useState<What>('nothing');
  const navigate = useNavigate();
  const params = { community: community.id, review: review.id };
  const stale = [listReviews, showReview, showHome];
  const release = useAct(releaseReview, {
    stale: [...stale, listObjects, listReceipts],
    onDone: ({ id }) =>
      void navigate({
        to: '/c/$community/shares/$receipt',
        params: { community: community.slug, receipt: id },
      }),
  });
  const hold = useAct(holdReview, { stale });
  const giveBack = useAct(returnReview, { stale });
  const said = words.trim() === '' ? {} : { words };
  const send = (): void =>
    release.mutate({
      params,
      body: {
        ...said,
        ...(inHand.isEmpty ? {} : { changes: inHand.changes }),
        ...(reason.trim() === '' ? {} : { reason }),
        ...(what === 'nothing' ? {} : { determination: what }),
      },
    });
  return (
    <section className="panel stack" aria-labelledby="review-decision">
      <h2 id="review-decision">{t('Your decision')}</h2>
      <SignedWhat what={what} onWhat={setWhat} />
      <Textarea
        label={t('Words to whoever shared it')}
        description={t('Needed when you give it back.')}
        rows={2}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <TextInput
        label={t('Why something stays that the shield would stop (optional)')}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemPanel error={release.error ?? hold.error ?? giveBack.error} />
      <div className="row">
        <Button loading={release.isPending} onClick={send}>
          {inHand.isEmpty ? t('Release it as it is') : t('Release it with these changes')}
        </Button>
        <Button
          variant="default"
          loading={hold.isPending}
          onClick={() => hold.mutate({ params, body: said })}
          disabled={review.state === 'held'}
        >
          {t('Keep it back for now')}
        </Button>
        <Button
          variant="default"
          loading={giveBack.isPending}
          onClick={() => giveBack.mutate({ params, body: { words } })}
        >
          {t('Give it back')}
        </Button>
      </div>
    </section>
  );
}

function SignedWhat({ what, onWhat }: { what: What; onWhat: (what: What) => void }): ReactNode {
  return (
    <Radio.Group
      label={t('What do you sign about personal data?')}
      description={t(
        'Readers see it with the name your organization shares under, your colleagues with yours. It holds for exactly what leaves now.',
      )}
      value={what}
      onChange={(value) => onWhat(DETERMINATION_NAMES.find((one) => one === value) ?? 'nothing')}
    >
      <div className="stack tight">
        <Radio value="nothing" label={t('Nothing')} />
        {DETERMINATION_NAMES.map((one) => (
          <Radio key={one} value={one} label={determinationWords(one)} />
        ))}
      </div>
    </Radio.Group>
  );
}

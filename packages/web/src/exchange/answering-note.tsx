import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { showRelease } from '../kernel/contract.ts';
import type { Community, ReleaseRequest } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { formWords, partyWords } from '../protection/release-words.ts';
import { typeOfStixId } from './words.ts';
import { titleWords } from './title-words.ts';
import type { KeptShare } from './use-share-draft.ts';

/** A share that was made, and the reason why the request was not answered with it. */
export interface Unanswered {
  readonly receipt: string;
  readonly error: unknown;
}

interface AnsweringNoteProps {
  readonly community: Community;
  readonly kept: KeptShare;
  /** Why the draft could not be begun. */
  readonly error: unknown;
  readonly unanswered: Unanswered | undefined;
}

/** Which request the share answers, and what becomes of it. */
export function AnsweringNote({
  community,
  kept,
  error,
  unanswered,
}: AnsweringNoteProps): ReactNode {
  const { answers } = kept.draft;
  return (
    <>
      <ProblemPanel error={error} />
      {unanswered !== undefined && <Fault of={unanswered} community={community} />}
      {answers !== '' && <Asked release={answers} community={community} kept={kept} />}
    </>
  );
}

function Fault({ of, community }: { of: Unanswered; community: Community }): ReactNode {
  const params = { community: community.slug };
  return (
    <section className="panel caution stack tight" aria-label={t('The request still waits')}>
      <p>
        <strong>{t('It was shared, but the request could not be answered with it.')}</strong>
      </p>
      <ProblemPanel error={of.error} />
      <p className="row">
        <Link to="/c/$community/shares/$receipt" params={{ ...params, receipt: of.receipt }}>
          {t('Its receipt')}
        </Link>
        <Link to="/c/$community/releases" params={params}>
          {t('Requests')}
        </Link>
      </p>
    </section>
  );
}

interface AskedProps {
  readonly release: string;
  readonly community: Community;
  readonly kept: KeptShare;
}

function Asked({ release, community, kept }: AskedProps): ReactNode {
  const asked = useAnswer(showRelease, { params: { community: community.id, release } });
  return (
    <section className="panel note stack tight" aria-label={t('It answers a request')}>
      <ProblemPanel error={asked.error} />
      {asked.data !== undefined && <AskedWords release={asked.data} />}
      <p className="small">
        {t(
          'What the check suggested is done already. Read it once more: when you share it, the request is answered with it. If a sharing officer looks at it first, that happens when they release it. Limits and terms of the original are not taken over: set them anew.',
        )}
      </p>
      <p>
        <button type="button" className="link-button" onClick={() => kept.set({ answers: '' })}>
          {t('Share it without answering the request')}
        </button>
      </p>
    </section>
  );
}

function AskedWords({ release }: { release: ReleaseRequest }): ReactNode {
  const { asker, object, wanted, form } = release;
  const name = asker?.organization.name ?? t('A member who does not say who');
  return (
    <>
      <p>
        {rich('{{who}} asked to have {{what}} shared wider.', {
          who: <PartyChip name={name} />,
          what: (
            <strong>
              {titleWords({ type: typeOfStixId(object.id), title: object.title ?? '' })}
            </strong>
          ),
        })}
      </p>
      <p className="small quiet">
        {t('For whom')}: {partyWords(wanted)}. {t('In which form')}: {formWords(form)}.
      </p>
    </>
  );
}

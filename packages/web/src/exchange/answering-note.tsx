import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { showRelease } from '../kernel/contract.ts';
import type { Community, ReleaseRequest } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { formWords, partyWords } from '../protection/release-words.ts';
import { isRenamedAnswer } from './share-draft.ts';
import { typeOfStixId } from './words.ts';
import { titleWords } from './title-words.ts';
import type { KeptShare } from './use-share-draft.ts';
import type { TakenFiles } from './use-taken-files.ts';

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
  readonly taken: Pick<TakenFiles, 'parts'>;
}

/** Which request the share answers, and what becomes of it. */
export function AnsweringNote({
  community,
  kept,
  error,
  unanswered,
  taken,
}: AnsweringNoteProps): ReactNode {
  const { answers } = kept.draft;
  return (
    <>
      <ProblemPanel error={error} />
      {unanswered !== undefined && <Fault of={unanswered} community={community} />}
      {answers !== '' && <Asked release={answers} community={community} kept={kept} />}
      {isRenamedAnswer(kept.draft, taken.parts.length) && <Renamed kept={kept} />}
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

/** A name for once is for one share: that stops it before anything is sent, with the ways there are. */
function Renamed({ kept }: { kept: KeptShare }): ReactNode {
  return (
    <section className="panel caution stack tight" aria-label={t('Under which name?')}>
      <p>
        {t(
          'This file goes in several parts, and a name for one share would be another one for each. Under your pseudonym that stays whoever asked sees what else you shared under it. Take that name, choose a smaller file, or share it without answering the request.',
        )}
      </p>
      <p>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => kept.set({ attribution: 'pseudonym' })}
        >
          {t('Take the pseudonym that stays')}
        </Button>
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

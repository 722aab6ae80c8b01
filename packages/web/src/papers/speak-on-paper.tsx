import { Button, Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import {
  listPapers,
  sayOnPaper,
  showHome,
  showPaper,
  takeBackOnPaper,
} from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';

interface SpeakProps {
  readonly paper: PaperDetail;
  readonly version: PaperDetail['versions'][number];
  readonly community: Community;
}

const STALE = [listPapers, showPaper, showHome];

/** Approves or objects for one's organization, to everybody or to the chairs alone; takes that back. */
export function SpeakOnPaper({ paper, version, community }: SpeakProps): ReactNode {
  const [words, setWords] = useState('');
  const [isPrivate, setPrivate] = useState(false);
  const say = useAct(sayOnPaper, { stale: STALE, onDone: () => setWords('') });
  const params = { community: community.id, paper: paper.id };
  const tell = (word: 'approves' | 'objects'): void =>
    say.mutate({
      params,
      body: {
        n: version.n,
        word,
        sha256: version.sha256,
        words,
        ...(word === 'objects' && isPrivate ? { private: true } : {}),
      },
    });
  return (
    <div className="stack tight">
      <h3>{t('Your organization’s word on it')}</h3>
      <Textarea
        label={t('In your words')}
        description={t('An objection needs a reason. Approving needs none.')}
        rows={2}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Checkbox
        label={t('Object to the chairs alone: no other member learns of it')}
        checked={isPrivate}
        onChange={(event) => setPrivate(event.currentTarget.checked)}
      />
      <ProblemPanel error={say.error} />
      <div className="row">
        <Button loading={say.isPending} onClick={() => tell('approves')}>
          {t('We approve')}
        </Button>
        <Button
          variant="default"
          disabled={words.trim() === ''}
          loading={say.isPending}
          onClick={() => tell('objects')}
        >
          {t('We object')}
        </Button>
        <TakeBack paper={paper} version={version} community={community} />
      </div>
    </div>
  );
}

function TakeBack({ paper, version, community }: SpeakProps): ReactNode {
  const me = useMe();
  const takeBack = useAct(takeBackOnPaper, { stale: STALE });
  const own = version.words.find(
    (one) => one.organization.id === me.organization?.id && one.taken_back_at === undefined,
  );
  if (own === undefined || own.word === 'signs' || own.word === 'attests') return null;
  const { word } = own;
  return (
    <>
      <Button
        variant="default"
        loading={takeBack.isPending}
        onClick={() =>
          takeBack.mutate({
            params: { community: community.id, paper: paper.id },
            body: { n: version.n, word },
          })
        }
      >
        {t('Take it back')}
      </Button>
      <ProblemPanel error={takeBack.error} />
    </>
  );
}

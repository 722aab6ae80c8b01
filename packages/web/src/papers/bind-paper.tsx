import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { PAPER_BINDS } from '@tocsin/policy';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { listPapers, sayOnPaper, showHome, showPaper } from '../kernel/contract.ts';
import type { Community, PaperDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';

interface BindProps {
  readonly paper: PaperDetail;
  readonly version: PaperDetail['versions'][number];
  readonly community: Community;
}

/** Signs for one's organization what is in force, or says that it keeps to it: exactly the text that is shown. */
export function Bind({ paper, version, community }: BindProps): ReactNode {
  const me = useMe();
  const say = useAct(sayOnPaper, { stale: [listPapers, showPaper, showHome] });
  const word = PAPER_BINDS[paper.kind];
  const isDone = version.words.some(
    (one) => one.organization.id === me.organization?.id && one.word === word,
  );
  if (word === undefined || isDone) return null;
  return (
    <div className="stack tight">
      <p className="small quiet">
        {t(
          'It is entered in the record with your name, your organization, how you signed in, and the hash of exactly this text. It cannot be taken back; another version needs a word anew.',
        )}
      </p>
      <ProblemPanel error={say.error} />
      <div className="row">
        <Button
          loading={say.isPending}
          onClick={() =>
            say.mutate({
              params: { community: community.id, paper: paper.id },
              body: { n: version.n, word, sha256: version.sha256, words: '' },
            })
          }
        >
          {word === 'signs'
            ? t('Sign as {{person}} for {{organization}}', {
                person: me.name,
                organization: me.organization?.name ?? '',
              })
            : t('{{organization}} keeps to it', { organization: me.organization?.name ?? '' })}
        </Button>
      </div>
    </div>
  );
}

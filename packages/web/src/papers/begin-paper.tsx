import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PAPER_SECTIONS } from '@tocsin/policy';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { beginPaper, listPapers } from '../kernel/contract.ts';
import type { Community, Paper } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { WhoReads } from './who-reads.tsx';
import type { Readers } from './who-reads.tsx';
import { KINDS, kindWords, sectionWords } from './paper-words.ts';

interface NewPaper extends Readers {
  readonly kind: Paper['kind'];
  readonly title: string;
}

interface BeginPaperProps {
  readonly community: Community;
  readonly onClose: () => void;
}

/** Kind, title and who reads it; the text is written on the paper's own page. */
export function BeginPaper({ community, onClose }: BeginPaperProps): ReactNode {
  const navigate = useNavigate();
  const [paper, setPaper] = useState<NewPaper>({
    kind: 'conduct',
    title: '',
    level: 'amber',
    groups: [],
  });
  const begin = useAct(beginPaper, {
    stale: [listPapers],
    onDone: ({ id }) => {
      onClose();
      void navigate({
        to: '/c/$community/papers/$paper',
        params: { community: community.slug, paper: id },
      });
    },
  });
  const { groups, ...said } = paper;
  const sections = PAPER_SECTIONS[paper.kind].map((key) => ({ key, text: '' }));
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const title = said.title.trim() === '' ? kindWords(said.kind) : said.title;
        begin.mutate({
          params: { community: community.id },
          body: {
            ...said,
            title,
            sections,
            note: '',
            ...(groups.length === 0 ? {} : { groups: [...groups] }),
          },
        });
      }}
    >
      <KindAndTitle paper={paper} onChange={setPaper} />
      <WhoReads
        of={paper}
        onChange={(readers) => setPaper({ ...paper, ...readers })}
        community={community}
        hint={t(
          'With none chosen, everybody who takes part here reads it once it is put before the members.',
        )}
      />
      <ProblemPanel error={begin.error} />
      <div className="row">
        <Button type="submit" loading={begin.isPending}>
          {t('Begin it')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly paper: NewPaper;
  readonly onChange: (paper: NewPaper) => void;
}

function KindAndTitle({ paper, onChange }: PartProps): ReactNode {
  const about = KINDS.find(([one]) => one === paper.kind)?.[2] ?? '';
  const sections = PAPER_SECTIONS[paper.kind];
  return (
    <>
      <NativeSelect
        label={t('Kind')}
        description={t(about)}
        data={KINDS.map(([value, words]) => ({ value, label: t(words) }))}
        value={paper.kind}
        onChange={(event) => {
          const { value } = event.currentTarget;
          onChange({ ...paper, kind: KINDS.find(([one]) => one === value)?.[0] ?? paper.kind });
        }}
      />
      {sections.length > 0 && (
        <details className="small">
          <summary>
            {t('Sections it has to have: {{count}}', { count: String(sections.length) })}
          </summary>
          <ol>
            {sections.map((key) => (
              <li key={key}>{sectionWords(key)}</li>
            ))}
          </ol>
        </details>
      )}
      <TextInput
        label={t('Title')}
        placeholder={kindWords(paper.kind)}
        maxLength={200}
        value={paper.title}
        onChange={(event) => onChange({ ...paper, title: event.currentTarget.value })}
      />
    </>
  );
}

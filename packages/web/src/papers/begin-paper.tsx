import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { beginPaper, listPapers, PAPER_SECTIONS } from '../kernel/contract.ts';
import type { Community, Paper } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import { KINDS } from './paper-words.ts';

const LEVELS = ['clear', 'green', 'amber', 'amber+strict'] as const;
type Level = (typeof LEVELS)[number];

/** Kind, title and who reads it; the text is written on the paper's own page. */
export function BeginPaper({
  community,
  onClose,
}: {
  community: Community;
  onClose: () => void;
}): ReactNode {
  const navigate = useNavigate();
  const [kind, setKind] = useState<Paper['kind']>('conduct');
  const [title, setTitle] = useState('');
  const [level, setLevel] = useState<Level>('amber');
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
  const about = KINDS.find(([one]) => one === kind)?.[2] ?? '';
  const sections = PAPER_SECTIONS[kind];
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({
          params: { community: community.id },
          body: {
            kind,
            title,
            level,
            sections: sections.map((key) => ({ key, text: '' })),
            note: '',
          },
        });
      }}
    >
      <Select
        label={t('Kind')}
        description={t(about)}
        data={KINDS.map(([value, words]) => ({ value, label: t(words) }))}
        value={kind}
        allowDeselect={false}
        onChange={(value) => setKind(KINDS.find(([one]) => one === value)?.[0] ?? kind)}
      />
      <TextInput
        label={t('Title')}
        required
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Select
        label={t('Marking')}
        description={t('Everybody who takes part here reads it once it is put before the members.')}
        data={LEVELS.map((value) => ({ value, label: `TLP:${value.toUpperCase()}` }))}
        value={level}
        allowDeselect={false}
        onChange={(value) => setLevel(LEVELS.find((one) => one === value) ?? level)}
      />
      {sections.length > 0 && (
        <p className="small quiet">
          {plural(sections.length, {
            one: 'It has one section that has to be written.',
            other: 'It has {{count}} sections that have to be written; you can add your own.',
          })}
        </p>
      )}
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

import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PAPER_SECTIONS } from '@tocsin/policy';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { safeText } from '../exchange/words.ts';
import { listPapers, showPaper, showPaperVersion, writePaper } from '../kernel/contract.ts';
import type { Community, PaperDetail, PaperVersion } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { sectionWords } from './paper-words.ts';
import { sectionHint } from './section-hints.ts';

interface WritePaperProps {
  readonly paper: PaperDetail;
  readonly from: PaperVersion;
  readonly community: Community;
  readonly onClose: () => void;
}

/** Writes every section a paper has to have, and sections of one's own. */
export function WritePaper({ paper, from, community, onClose }: WritePaperProps): ReactNode {
  const [sections, setSections] = useState(() => begun(paper, from));
  const [note, setNote] = useState(from.state === 'draft' ? from.note : '');
  const write = useAct(writePaper, {
    stale: [listPapers, showPaper, showPaperVersion],
    onDone: onClose,
  });
  const set = (key: string, text: string): void =>
    setSections(sections.map((one) => (one.key === key ? { key, text } : one)));
  return (
    <form
      className="stack paper-write"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate({
          params: { community: community.id, paper: paper.id },
          body: { sections, note, sha256: from.sha256 },
        });
      }}
    >
      {sections.map(({ key, text }) => (
        <Textarea
          key={key}
          label={safeText(sectionWords(key))}
          description={sectionHint(key)}
          rows={rowsFor(text)}
          maxLength={20_000}
          value={text}
          onChange={(event) => set(key, event.currentTarget.value)}
        />
      ))}
      <AnotherSection
        taken={sections.map(({ key }) => key)}
        onAdd={(key) => setSections([...sections, { key, text: '' }])}
      />
      <Textarea
        label={t('What you changed, and why')}
        rows={2}
        maxLength={4000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ProblemPanel error={write.error} />
      <div className="row">
        <Button type="submit" loading={write.isPending}>
          {t('Save this draft')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

/** As high as its text, as far as a window is. */
function rowsFor(text: string): number {
  const rows = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 90), 0);
  return Math.min(24, Math.max(3, rows + 1));
}

/** The sections that such a paper has to have, in their order, then those of its own. */
function begun(paper: PaperDetail, { sections }: PaperVersion): PaperVersion['sections'] {
  const wanted = PAPER_SECTIONS[paper.kind];
  const text = new Map(sections.map((one) => [one.key, one.text]));
  return [
    ...wanted.map((key) => ({ key, text: text.get(key) ?? '' })),
    ...sections.filter(({ key }) => !wanted.includes(key)),
  ];
}

interface AnotherSectionProps {
  readonly taken: readonly string[];
  readonly onAdd: (name: string) => void;
}

function AnotherSection({ taken, onAdd }: AnotherSectionProps): ReactNode {
  const [own, setOwn] = useState('');
  const name = own.trim();
  return (
    <div className="row">
      <TextInput
        label={t('Another section')}
        maxLength={200}
        value={own}
        onChange={(event) => setOwn(event.currentTarget.value)}
      />
      <Button
        variant="default"
        disabled={name === '' || taken.includes(name)}
        onClick={() => {
          onAdd(name);
          setOwn('');
        }}
      >
        {t('Add it')}
      </Button>
    </div>
  );
}

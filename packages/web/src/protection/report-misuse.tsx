import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { listMembers, listMisuse, reportMisuse, showHome } from '../kernel/contract.ts';
import type { Community, MisuseReport } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { hubText, t } from '../kernel/words.ts';
import { MISUSE_RULE_NAMES, ruleWords } from './misuse-words.ts';

interface ReportMisuseProps {
  readonly id: string;
  readonly community: Community;
}

/** Says that something was done with an object against the rules it was shared under. */
export function ReportMisuse({ id, community }: ReportMisuseProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <p>
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t('Report misuse')}
      </Button>
      <Window title={t('Report misuse')} isOpen={isOpen} onClose={() => setOpen(false)}>
        {isOpen && <ReportForm id={id} community={community} onClose={() => setOpen(false)} />}
      </Window>
    </p>
  );
}

function ReportForm({
  id,
  community,
  onClose,
}: ReportMisuseProps & { onClose: () => void }): ReactNode {
  const [rule, setRule] = useState<MisuseReport['rule']>('marking');
  const [words, setWords] = useState('');
  const [against, setAgainst] = useState('');
  const [somebody, setSomebody] = useState('');
  const report = useAct(reportMisuse, { stale: [listMisuse, showHome] });
  if (report.isSuccess) return <Reported community={community} />;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        report.mutate({
          params: { community: community.id, id },
          body: {
            rule,
            words,
            ...(against === '' ? {} : { against }),
            ...(somebody.trim() === '' ? {} : { against_words: somebody }),
          },
        });
      }}
    >
      <p>
        {t(
          'The chairs of the community assess it, but for those of the organization you name. The source is told without your name.',
        )}
      </p>
      <NativeSelect
        label={t('What is wrong?')}
        value={rule}
        data={MISUSE_RULE_NAMES.map((value) => ({ value, label: ruleWords(value) }))}
        onChange={(event) =>
          setRule(MISUSE_RULE_NAMES.find((one) => one === event.currentTarget.value) ?? 'other')
        }
      />
      <Textarea
        label={t('What happened, where and when?')}
        required
        rows={4}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Who
        community={community}
        {...{ against, somebody }}
        onAgainst={setAgainst}
        onSomebody={setSomebody}
      />
      <ProblemPanel error={report.error} />
      <div className="row">
        <Button type="submit" loading={report.isPending}>
          {t('Report it')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function Reported({ community }: { community: Community }): ReactNode {
  return (
    <div className="stack">
      <p role="status">
        {t(
          'The chairs were told. You see where it stands; nobody but them learns that it was you.',
        )}
      </p>
      <p>
        <Link to="/c/$community/misuse" params={{ community: community.slug }}>
          {t('See your report')}
        </Link>
      </p>
    </div>
  );
}

interface WhoProps {
  readonly community: Community;
  readonly against: string;
  readonly somebody: string;
  readonly onAgainst: (organization: string) => void;
  readonly onSomebody: (words: string) => void;
}

function Who({ community, against, somebody, onAgainst, onSomebody }: WhoProps): ReactNode {
  const members = useAnswer(listMembers, { params: { community: community.id } });
  return (
    <>
      <NativeSelect
        label={t('Which member did it? (optional)')}
        value={against}
        data={[
          { value: '', label: t('Not known, or no member') },
          ...(members.data?.items ?? []).map(({ organization }) => ({
            value: organization.id,
            label: hubText(organization.name),
          })),
        ]}
        onChange={(event) => onAgainst(event.currentTarget.value)}
      />
      <TextInput
        label={t('Or somebody else (optional)')}
        maxLength={300}
        value={somebody}
        onChange={(event) => onSomebody(event.currentTarget.value)}
      />
    </>
  );
}

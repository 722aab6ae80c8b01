import { Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { Loading } from '../design/loading.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { call } from '../kernel/client.ts';
import { listMembers, listPeople, previewAs } from '../kernel/contract.ts';
import type { Community, OutputOf } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import { ReshareList } from './access-panel.tsx';
import { markingOf } from './marking-draft.ts';
import type { MarkingDraft } from './marking-draft.ts';

interface PreviewAsProps {
  readonly community: Community;
  readonly draft: MarkingDraft;
  /** What they would be shown, as far as it is known before it is sent. */
  readonly title: string;
}

/** The share as one recipient would meet it: whether they see it, why, and what they might do. */
export function PreviewAs({ community, draft, title }: PreviewAsProps): ReactNode {
  const [chosen, setChosen] = useState<string | null>(null);
  const params = { community: community.id };
  const members = useAnswer(listMembers, { params });
  const people = useAnswer(listPeople, { params });
  const choices = [
    {
      group: t('Organizations'),
      items: (members.data?.items ?? []).map(({ organization: { id, name } }) => ({
        value: `organization ${id}`,
        label: name,
      })),
    },
    {
      group: t('Persons'),
      items: (people.data?.items ?? []).map(({ id, name, organization }) => ({
        value: `person ${id} ${organization.id}`,
        label: `${name}, ${organization.name}`,
      })),
    },
  ];
  return (
    <div className="stack">
      <Select
        label={t('As whom?')}
        placeholder={t('Choose an organization or a person')}
        searchable
        data={choices}
        value={chosen}
        onChange={setChosen}
        // The list stays within the window it is in.
        comboboxProps={{ withinPortal: false }}
      />
      {chosen !== null && <Seen {...{ community, draft, title, chosen }} />}
    </div>
  );
}

function Seen({ community, draft, title, chosen }: PreviewAsProps & { chosen: string }): ReactNode {
  const [kind, id = ''] = chosen.split(' ');
  const recipient = kind === 'person' ? { person: id } : { organization: id };
  const input = {
    params: { community: community.id },
    body: { marking: markingOf(draft), recipient },
  };
  const preview = useQuery({
    queryKey: [previewAs.name, input],
    queryFn: ({ signal }) => call(previewAs, input, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  if (preview.error !== null) return <ProblemPanel error={preview.error} />;
  if (preview.data === undefined) return <Loading />;
  const { sees, words, reshare } = preview.data;
  return (
    <div className="stack" role="status">
      <p className={sees ? 'audience' : 'audience nobody'}>
        <strong>{seenWords(preview.data)}</strong>
      </p>
      <p>
        {sees ? t('Because:') : t('Because, as they would be told:')} <HubWords>{words}</HubWords>
      </p>
      {sees ? (
        <>
          <div className="panel stack tight">
            <p>
              <TlpPlate level={draft.level} />
            </p>
            <p>
              <strong>{title}</strong>
            </p>
          </div>
          <h3>{t('What they might do with it')}</h3>
          <ReshareList rows={reshare} />
        </>
      ) : (
        <p className="quiet">
          {t('For them it does not exist: no title, no count, no trace in any list.')}
        </p>
      )}
    </div>
  );
}

function seenWords({ recipient, sees, persons }: OutputOf<typeof previewAs>): string {
  const { name } = recipient;
  if (!sees) return t('{{name}} would not see it.', { name });
  if (persons === undefined) return t('{{name}} would see it.', { name });
  return plural(
    persons,
    {
      one: '{{name}} would see it: 1 of its people.',
      other: '{{name}} would see it: {{count}} of its people.',
    },
    { name },
  );
}

import { Select } from '@mantine/core';
import type { TlpLevel } from '@tocsin/policy';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import './protection.css';
import { HubWords } from '../design/hub-words.tsx';
import { Loading } from '../design/loading.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { call } from '../kernel/client.ts';
import { listMembers, listPeople, previewAs, previewObject } from '../kernel/contract.ts';
import type { Community, ObjectDetail, OutputOf } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { plural, t } from '../kernel/words.ts';
import { ReshareList } from './access-panel.tsx';
import { markingOf } from './marking-draft.ts';
import type { MarkingDraft } from './marking-draft.ts';

type Answer = OutputOf<typeof previewAs>;
type Recipient = { person: string } | { organization: string };

interface ForSomebodyProps {
  readonly community: Community;
  readonly level: TlpLevel;
  /** What they would be shown, as far as it is known. */
  readonly title: string;
  /** What the answer depends on besides the recipient. */
  readonly about: readonly unknown[];
  readonly ask: (recipient: Recipient, signal: AbortSignal) => Promise<Answer>;
}

interface PreviewAsProps {
  readonly community: Community;
  readonly draft: MarkingDraft;
  readonly title: string;
}

/** What is marked so, as one recipient would meet it. */
export function PreviewAs({ community, draft, title }: PreviewAsProps): ReactNode {
  const marking = markingOf(draft);
  const params = { community: community.id };
  return (
    <ForSomebody
      {...{ community, title }}
      level={draft.level}
      about={[previewAs.name, community.id, marking]}
      ask={(recipient, signal) =>
        call(previewAs, { params, body: { marking, recipient } }, { signal })
      }
    />
  );
}

interface PreviewObjectProps {
  readonly community: Community;
  readonly object: ObjectDetail;
  readonly title: string;
}

/** For its source: an object as it is marked, as one recipient meets it. */
export function PreviewObject({ community, object, title }: PreviewObjectProps): ReactNode {
  const params = { community: community.id, id: object.id };
  return (
    <ForSomebody
      community={community}
      title={title}
      level={object.marking.level}
      about={[previewObject.name, params, object.marking]}
      ask={(recipient, signal) => call(previewObject, { params, body: { recipient } }, { signal })}
    />
  );
}

/** Choosing somebody: whether they see it, why, and what they might do. */
function ForSomebody(props: ForSomebodyProps): ReactNode {
  const { community } = props;
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
    <div className="stack preview-as">
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
      {chosen !== null && <Seen {...props} chosen={chosen} />}
    </div>
  );
}

function Seen({
  about,
  ask,
  level,
  title,
  chosen,
}: ForSomebodyProps & { chosen: string }): ReactNode {
  const [kind, id = ''] = chosen.split(' ');
  const recipient = kind === 'person' ? { person: id } : { organization: id };
  const preview = useQuery({
    queryKey: [...about, recipient],
    queryFn: ({ signal }) => ask(recipient, signal),
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
              <TlpPlate level={level} />
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

function seenWords({ recipient, sees, persons }: Answer): string {
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

import {
  Button,
  Checkbox,
  MultiSelect,
  NativeSelect,
  Radio,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import { askRelease, listReleases } from '../kernel/contract.ts';
import type { Community, ObjectDetail, ReleaseRequest } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { useOrganizationChoices, usePersonChoices } from './party-choices.ts';
import {
  formWords,
  instantOf,
  RELEASE_FORM_NAMES,
  RELEASE_USE_NAMES,
  useWords,
} from './release-words.ts';

interface AskReleaseProps {
  readonly object: ObjectDetail;
  readonly community: Community;
}

/** Asking the source to let somebody else read it, for whoever is not the source. */
export function AskRelease({ object, community }: AskReleaseProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<ReleaseRequest['state']>();
  // What may be done with it by anybody leaves nothing to ask for.
  const isWidest =
    object.reshare.length > 0 && object.reshare.every(({ verdict }) => verdict === 'yes');
  if (object.own || isWidest) return null;
  return (
    <div className="ask-source">
      <p>
        <Button
          variant="default"
          leftSection={<IconMessageQuestion size={17} />}
          onClick={() => setOpen(true)}
        >
          {t('Ask the source to share wider')}
        </Button>
      </p>
      <p role="status" className="small quiet">
        {asked !== undefined && (
          <>
            {asked === 'granted'
              ? t('It is released: the source had allowed it in advance.')
              : t('The source was asked.')}{' '}
            <Link to="/c/$community/releases" params={{ community: community.slug }}>
              {t('See the request')}
            </Link>
          </>
        )}
      </p>
      <Window
        title={t('Ask the source to share wider')}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <AskForm
          object={object}
          community={community}
          onAsked={(state) => {
            setAsked(state);
            setOpen(false);
          }}
          onCancel={() => setOpen(false)}
        />
      </Window>
    </div>
  );
}

interface AskFormProps extends AskReleaseProps {
  readonly onAsked: (state: ReleaseRequest['state']) => void;
  readonly onCancel: () => void;
}

interface Wish {
  readonly organizations: readonly string[];
  readonly persons: readonly string[];
  readonly outside: string;
  readonly purpose: string;
  readonly use: string;
  readonly form: (typeof RELEASE_FORM_NAMES)[number];
  readonly due: string;
  readonly isUrgent: boolean;
  readonly isAnonymous: boolean;
}

const EMPTY: Wish = {
  organizations: [],
  persons: [],
  outside: '',
  purpose: '',
  use: '',
  form: 'as-is',
  due: '',
  isUrgent: false,
  isAnonymous: false,
};

function AskForm({ object, community, onAsked, onCancel }: AskFormProps): ReactNode {
  const [wish, setWish] = useState<Wish>(EMPTY);
  const set = (part: Partial<Wish>): void => setWish((held) => ({ ...held, ...part }));
  const ask = useAct(askRelease, {
    stale: [listReleases],
    onDone: ({ state }) => onAsked(state),
  });
  const isNobody =
    wish.organizations.length + wish.persons.length === 0 && wish.outside.trim() === '';
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate({ params: { community: community.id, id: object.id }, body: bodyOf(wish) });
      }}
    >
      <p className="quiet">
        {t('The source decides alone and need not say why. No answer in time is a no.')}
      </p>
      <Textarea
        label={t('What is it needed for?')}
        required
        rows={3}
        maxLength={2000}
        value={wish.purpose}
        onChange={(event) => set({ purpose: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('In one word (optional)')}
        description={t('Some sources allow some uses in advance.')}
        value={wish.use}
        data={[
          { value: '', label: t('Something else') },
          ...RELEASE_USE_NAMES.map((use) => ({ value: use, label: useWords(use) })),
        ]}
        onChange={(event) => set({ use: event.currentTarget.value })}
      />
      <Parties object={object} community={community} wish={wish} set={set} />
      <HowAsked wish={wish} set={set} />
      <ProblemPanel error={ask.error} />
      <div className="row">
        <Button type="submit" loading={ask.isPending} disabled={isNobody}>
          {t('Ask')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

/** In which form, until when, how urgent, and with or without a name. */
function HowAsked({ wish, set }: Pick<PartiesProps, 'wish' | 'set'>): ReactNode {
  return (
    <>
      <Radio.Group
        label={t('In which form?')}
        value={wish.form}
        onChange={(value) => {
          const form = RELEASE_FORM_NAMES.find((one) => one === value);
          if (form !== undefined) set({ form });
        }}
      >
        <div className="stack tight choices">
          {RELEASE_FORM_NAMES.map((form) => (
            <Radio key={form} value={form} label={formWords(form)} />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        type="datetime-local"
        label={t('Until when do you need an answer?')}
        description={t('Left empty: in seven days.')}
        value={wish.due}
        onChange={(event) => set({ due: event.currentTarget.value })}
      />
      <Checkbox
        label={t('It is urgent')}
        description={t('The source sees it first. It gives no further rights.')}
        checked={wish.isUrgent}
        onChange={(event) => set({ isUrgent: event.currentTarget.checked })}
      />
      <Checkbox
        label={t('Do not tell the source who asks')}
        description={t('Mind that what you write may still tell it.')}
        checked={wish.isAnonymous}
        onChange={(event) => set({ isAnonymous: event.currentTarget.checked })}
      />
    </>
  );
}

interface PartiesProps extends AskReleaseProps {
  readonly wish: Wish;
  readonly set: (part: Partial<Wish>) => void;
}

/** At RED only persons are asked for. */
function Parties({ object, community, wish, set }: PartiesProps): ReactNode {
  const organizations = useOrganizationChoices(community);
  const persons = usePersonChoices(community);
  return (
    <>
      {object.marking.level !== 'red' && (
        <MultiSelect
          label={t('Organizations that should read it')}
          searchable
          data={organizations}
          value={[...wish.organizations]}
          onChange={(value) => set({ organizations: value })}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <MultiSelect
        label={t('Persons who should read it')}
        searchable
        data={persons}
        value={[...wish.persons]}
        onChange={(value) => set({ persons: value })}
        comboboxProps={{ withinPortal: false }}
      />
      <TextInput
        label={t('Or somebody outside the community')}
        description={t('A client, an authority, a supplier: you would give it to them yourself.')}
        maxLength={300}
        value={wish.outside}
        onChange={(event) => set({ outside: event.currentTarget.value })}
      />
    </>
  );
}

function bodyOf(wish: Wish) {
  const due = instantOf(wish.due);
  const outside = wish.outside.trim();
  const use = RELEASE_USE_NAMES.find((one) => one === wish.use);
  return {
    wanted: {
      ...(wish.organizations.length === 0 ? {} : { organizations: [...wish.organizations] }),
      ...(wish.persons.length === 0 ? {} : { persons: [...wish.persons] }),
      ...(outside === '' ? {} : { outside }),
    },
    purpose: wish.purpose,
    ...(use === undefined ? {} : { use }),
    form: wish.form,
    ...(due === undefined ? {} : { due_at: due }),
    urgent: wish.isUrgent,
    anonymous: wish.isAnonymous,
  };
}

import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconDownload, IconEye } from '@tabler/icons-react';
import type { TlpLevel } from '@tocsin/policy';
import { useMemo, useState } from 'react';
import { defang } from '@tocsin/stix';
import type { ReactNode } from 'react';
import { KeyHint } from '../design/keys.tsx';
import { PageHead } from '../design/page-head.tsx';
import { seenText } from '../design/seen-text.ts';
import { TimeText } from '../design/time-text.tsx';
import { Term } from '../design/term.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Access, Community, ObjectDetail, Reference } from '../kernel/contract.ts';
import { CopyWindow } from '../handling/copy-window.tsx';
import { useKeys } from '../kernel/keys.ts';
import { SourceName } from '../protection/source-name.tsx';
import { nameWithin, t } from '../kernel/words.ts';
import { ANSWER_TITLES, AnswerWindow } from './answer-window.tsx';
import type { AnswerKind } from './answer-form.tsx';
import { HowSure } from './how-sure.tsx';
import { LookUpChip } from './look-up-chip.tsx';
import { SourceActs } from './source-acts.tsx';
import { TypeSign } from './type-sign.tsx';
import { answersOf, isSeen, verdictOf } from './verdict.ts';
import { titleWords } from './title-words.ts';
import { isCode, observableWords, typeWords } from './words.ts';

/** The likeliest answer is the button one sees first; which that is depends on the type. */
const LESSER = { variant: 'default' } as const;
/** Values shown in the head; all of them stand in the overview. */
const VALUES_SHOWN = 4;

interface ObjectHeadProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly references: readonly Reference[];
  readonly access: Access | undefined;
  /** Of everything the page shows, for its plate. */
  readonly levels: readonly TlpLevel[];
}

/** What it is, what to make of it, and what to do: enough to decide. */
export function ObjectHead(props: ObjectHeadProps): ReactNode {
  const { object, community, references, access, levels } = props;
  const { observables } = object;
  // A value that is its own title reads the same in both places.
  const isValue = observables.some(({ value }) => value === object.title);
  const title = isValue ? seenText(defang(object.title)) : titleWords(object);
  return (
    <div className="stack object-head">
      <PageHead
        title={object.revoked ? <del>{title}</del> : title}
        tab={typeWords(object.type)}
        isCode={isCode(object.type, object.title)}
        levels={levels}
      />
      {observables.length > 0 && (
        <ul className="row" aria-label={t('Values')}>
          {observables.slice(0, VALUES_SHOWN).map(({ kind, value }) => (
            <li key={kind + value}>
              <LookUpChip community={community} kind={observableWords(kind)} value={value} />
            </li>
          ))}
          {observables.length > VALUES_SHOWN && (
            <li className="small quiet">
              {t('and {{count}} more', { count: observables.length - VALUES_SHOWN })}
            </li>
          )}
        </ul>
      )}
      <p className="verdict">{verdictOf(object, answersOf(references))}</p>
      <InShort object={object} community={community} />
      <div className="row no-print">
        <Answering object={object} community={community} />
        <SaveIt object={object} community={community} />
        <SourceActs object={object} community={community} access={access} />
      </div>
    </div>
  );
}

/** A copy to keep, where the marking lets it leave. */
function SaveIt({ object, community }: Pick<ObjectHeadProps, 'object' | 'community'>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const mayLeave = object.reshare.some(
    ({ act, verdict }) => act === 'machine-export' && verdict === 'yes',
  );
  if (!mayLeave) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={17} />}
        onClick={() => setOpen(true)}
      >
        {t('Save a copy')}
      </Button>
      <CopyWindow
        ids={[object.id]}
        levels={[object.marking.level]}
        community={community}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

function InShort({ object, community }: Pick<ObjectHeadProps, 'object' | 'community'>): ReactNode {
  const until: unknown = object.object['valid_until'];
  const others = object.origins.filter(({ id }) => id !== object.origin.id);
  return (
    <dl className="in-short">
      <Fact name={t('Type')}>
        <span className="with-sign">
          <TypeSign type={object.type} />
          <TypeWord type={object.type} />
        </span>
      </Fact>
      <Fact name={t('Marking')}>
        <TlpPlate level={object.marking.level} />
      </Fact>
      <Fact name={t('Source')}>
        <SourceName object={object} community={community} />
        {others.length > 0 && (
          <span className="small quiet">
            {t('You also have it from {{sources}}.', {
              sources: others.map(({ name }) => nameWithin(name)).join(', '),
            })}
          </span>
        )}
      </Fact>
      <Fact name={t('Here since')}>
        <TimeText at={object.date_added} />
      </Fact>
      <Fact name={t('How sure')}>
        <HowSure object={object} community={community} />
      </Fact>
      {object.type === 'indicator' && (
        <Fact name={t('Valid until')}>
          {typeof until === 'string' ? <TimeText at={until} as="day" /> : t('Not stated')}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The three answers, each a button and a key. */
function Answering({
  object,
  community,
}: Pick<ObjectHeadProps, 'object' | 'community'>): ReactNode {
  const [open, setOpen] = useState<AnswerKind>();
  const keys = useMemo(
    () => ({
      saw: () => setOpen('sighting'),
      'call-false': () => setOpen('false-positive'),
      acted: () => setOpen('action'),
    }),
    [],
  );
  useKeys(keys);
  return (
    <>
      <Button
        {...(isSeen(object.type) ? {} : LESSER)}
        leftSection={<IconEye size={17} />}
        onClick={keys.saw}
      >
        {t(ANSWER_TITLES.sighting)}
        <KeyHint name="saw" />
      </Button>
      <Button variant="default" leftSection={<IconBan size={17} />} onClick={keys['call-false']}>
        {t(ANSWER_TITLES['false-positive'])}
        <KeyHint name="call-false" />
      </Button>
      <Button
        {...(isSeen(object.type) ? LESSER : {})}
        leftSection={<IconCheck size={17} />}
        onClick={keys.acted}
      >
        {t(ANSWER_TITLES.action)}
        <KeyHint name="acted" />
      </Button>
      <AnswerWindow
        object={object}
        community={community}
        kind={open}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}

/** Types with a word of the field are explained where they are met. */
function TypeWord({ type }: { type: string }): ReactNode {
  const words = typeWords(type);
  return type === 'indicator' || type === 'sighting' ? <Term name={type}>{words}</Term> : words;
}

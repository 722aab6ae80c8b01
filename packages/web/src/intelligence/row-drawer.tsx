import { Button } from '@mantine/core';
import { IconBan, IconCheck, IconEye, IconSquareCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Drawer } from '../design/drawer.tsx';
import { HubWords } from '../design/hub-words.tsx';
import { KeyHint } from '../design/keys.tsx';
import { Loading } from '../design/loading.tsx';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { ValueChip } from '../design/value-chip.tsx';
import { Conversation } from '../exchange/answer-thread.tsx';
import type { AnswerKind } from '../exchange/answer-form.tsx';
import { answersOf, verdictOf } from '../exchange/verdict.ts';
import { observableWords, typeWords } from '../exchange/words.ts';
import { isProblem } from '../kernel/client.ts';
import { listReferences, showObject } from '../kernel/contract.ts';
import type { Community, ObjectDetail, Reference } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { ConfirmHint } from '../protection/confirm-hint.tsx';
import type { LightRow } from './light-row.ts';

interface RowDrawerProps {
  readonly row: LightRow | undefined;
  /** The line, and what stands under it. */
  readonly isDone: boolean;
  readonly community: Community;
  readonly isOpen: boolean;
  readonly href: string;
  readonly onClose: () => void;
  readonly onOpen: () => void;
  readonly onDone: () => void;
  readonly onAnswer: (kind: AnswerKind) => void;
}

/** Somebody who moves on quickly does not ask for every line between. */
const SETTLED_MS = 120;

/** The essentials of one line beside the list: what to make of it, its marking, who saw it, and answering. */
export function RowDrawer(props: RowDrawerProps): ReactNode {
  const { row, isOpen, onClose } = props;
  return (
    <Drawer
      title={row === undefined ? t('Object') : typeWords(row.type)}
      isOpen={isOpen && row !== undefined}
      onClose={onClose}
    >
      {row !== undefined && <Essentials {...props} row={row} />}
    </Drawer>
  );
}

function Essentials(props: RowDrawerProps & { row: LightRow }): ReactNode {
  const { row, community, href, onOpen } = props;
  const id = useSettled(row.id);
  const params = { community: community.id, id };
  const object = useAnswer(showObject, { params, query: {} });
  const references = useAnswer(listReferences, { params, query: { limit: '100' } });
  const isShut = isProblem(object.error, 'attestation-needed');
  const isRead = !isShut && object.data?.id === row.id;
  const said = isRead ? (references.data?.items ?? []) : [];
  return (
    <div className="stack row-drawer">
      <h3 className={row.isCode ? 'mono' : ''}>
        <a
          href={href}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onOpen();
          }}
        >
          {row.title}
        </a>
      </h3>
      <p className="row">
        <TlpPlate level={row.level} />
        <PartyChip name={row.source} note={t('Source')} />
      </p>
      <p className="small quiet">{rich('Here {{time}}', { time: <TimeText at={row.added} /> })}</p>
      <Acts {...props} />
      {isShut ? (
        <ConfirmHint id={row.id} />
      ) : (
        <ProblemPanel error={object.error} onRetry={() => void object.refetch()} />
      )}
      {!isRead && object.error === null && <Loading />}
      {isRead && object.data !== undefined && <Reading object={object.data} said={said} />}
    </div>
  );
}

/** What the hub says of it, once it has answered. */
function Reading({
  object,
  said,
}: {
  object: ObjectDetail;
  said: readonly Reference[];
}): ReactNode {
  return (
    <>
      <p className="verdict">{verdictOf(object, answersOf(said))}</p>
      {object.observables.length > 0 && (
        <ul className="row" aria-label={t('Values')}>
          {object.observables.slice(0, 10).map(({ kind, value }) => (
            <li key={kind + value}>
              <ValueChip kind={observableWords(kind)} value={value} />
            </li>
          ))}
        </ul>
      )}
      <p className="small">
        <HubWords>{object.marking.words}</HubWords>
      </p>
      <h3>{t('Answers')}</h3>
      <Conversation references={said} />
    </>
  );
}

function Acts({ isDone, onDone, onAnswer }: RowDrawerProps): ReactNode {
  return (
    <div className="row">
      <Button
        size="compact-sm"
        leftSection={<IconEye size={16} />}
        onClick={() => onAnswer('sighting')}
      >
        {t('I saw this')}
        <KeyHint name="saw" />
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconBan size={16} />}
        onClick={() => onAnswer('false-positive')}
      >
        {t('False positive')}
        <KeyHint name="call-false" />
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconCheck size={16} />}
        onClick={() => onAnswer('action')}
      >
        {t('What we did')}
        <KeyHint name="acted" />
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconSquareCheck size={16} />}
        onClick={onDone}
      >
        {isDone ? t('Open again') : t('Done')}
        <KeyHint name="done" />
      </Button>
    </div>
  );
}

function useSettled(id: string): string {
  const [settled, setSettled] = useState(id);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [id]);
  return settled;
}

import { Radio } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { TimeText } from '../design/time-text.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import type { Community, ObjectDetail, Reference } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { AnswerForm } from './answer-form.tsx';
import type { AnswerKind } from './answer-form.tsx';
import { ANSWER_TITLES } from './answer-window.tsx';
import { AnswerWords, OwnWords } from './answer-words.tsx';
import { isSeen, isSighting } from './verdict.ts';
import { ConfirmHint } from '../protection/confirm-hint.tsx';

const KINDS = ['sighting', 'false-positive', 'action'] as const satisfies readonly AnswerKind[];
const SAID_TYPES = ['opinion', 'note'];

interface AnswerThreadProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly references: readonly Reference[];
}

/** What was said about an object, as a conversation: oldest first, and a place to add to it at the end. */
export function AnswerThread({ object, community, references }: AnswerThreadProps): ReactNode {
  const [kind, setKind] = useState<AnswerKind>(isSeen(object.type) ? 'sighting' : 'action');
  return (
    <section className="panel stack" aria-labelledby="answers">
      <h2 id="answers">{t('Answers')}</h2>
      <Conversation references={references} />
      <div className="stack no-print">
        <h3 id="add-answer">{t('Answer it')}</h3>
        <Radio.Group
          aria-labelledby="add-answer"
          value={kind}
          onChange={(value) => setKind(KINDS.find((one) => one === value) ?? kind)}
        >
          <div className="row">
            {KINDS.map((one) => (
              <Radio key={one} value={one} label={t(ANSWER_TITLES[one])} />
            ))}
          </div>
        </Radio.Group>
        <AnswerForm object={object} community={community} kind={kind} onDone={() => undefined} />
      </div>
    </section>
  );
}

/** What was said about an object, oldest first. */
export function Conversation({ references }: { references: readonly Reference[] }): ReactNode {
  const said = saidAbout(references);
  return (
    <>
      {said.length === 0 && (
        <p className="quiet">
          {t(
            'None yet. A sighting tells the source and everybody who has this that it is real; a false positive saves them work.',
          )}
        </p>
      )}
      <ol className="thread" aria-live="polite" aria-relevant="additions">
        {said.map((answer) => (
          <li key={answer.id}>
            <p className="row spread">
              <PartyChip name={answer.origin.name} />
              <span className="small quiet">
                <TimeText at={answer.date_added} />
              </span>
            </p>
            <p className="row">
              <AnswerWords answer={answer} />
              <TlpPlate level={answer.marking.level} />
            </p>
            <OwnWords text={answer.text} />
            {answer.confirm === true && <ConfirmHint id={answer.id} />}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Sightings, opinions and notes in the order they came. */
export function saidAbout(references: readonly Reference[]): Reference[] {
  return references
    .filter((one) => isSighting(one) || SAID_TYPES.includes(one.type))
    .sort((a, b) => a.date_added.localeCompare(b.date_added));
}

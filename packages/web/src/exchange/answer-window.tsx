import type { ReactNode } from 'react';
import { Window } from '../design/window.tsx';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';
import { AnswerForm } from './answer-form.tsx';
import type { AnswerKind } from './answer-form.tsx';

interface AnswerWindowProps {
  readonly object: Pick<ObjectDetail, 'id'> & Partial<Pick<ObjectDetail, 'type'>>;
  readonly community: Community;
  readonly kind: AnswerKind | undefined;
  readonly onClose: () => void;
}

/** The ways of answering, in words. */
export const ANSWER_TITLES: Readonly<Record<AnswerKind, string>> = {
  sighting: word('I saw this'),
  'false-positive': word('False positive'),
  action: word('What we did'),
};

/** Answering an object. At most those who see the object are shown the answer. */
export function AnswerWindow({ object, community, kind, onClose }: AnswerWindowProps): ReactNode {
  return (
    <Window
      title={kind === undefined ? '' : t(ANSWER_TITLES[kind])}
      isOpen={kind !== undefined}
      onClose={onClose}
    >
      {kind !== undefined && (
        <AnswerForm
          object={object}
          community={community}
          kind={kind}
          onDone={onClose}
          onCancel={onClose}
        />
      )}
    </Window>
  );
}

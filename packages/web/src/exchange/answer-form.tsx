import { Button, NumberInput, Radio, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { UseFormReturnType } from '@mantine/form';
import { shownAttribution } from '@tocsin/policy';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { actingAs } from '../kernel/acting.ts';
import { answerObject, listReferences } from '../kernel/contract.ts';
import type { Community, ObjectDetail, RequestOf } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rememberObject } from '../kernel/recent-objects.ts';
import { t } from '../kernel/words.ts';
import { isSeen } from './verdict.ts';
import { ACTIONS_TAKEN } from './words.ts';
import type { ActionTaken } from './words.ts';

/** An answer as the hub takes it. */
export type AnswerBody = RequestOf<typeof answerObject>['body'];
/** A way of answering. */
export type AnswerKind = AnswerBody['kind'];

interface AnswerFormProps {
  readonly object: Pick<ObjectDetail, 'id'> &
    Partial<Pick<ObjectDetail, 'type' | 'origin' | 'own'>>;
  readonly community: Community;
  readonly kind: AnswerKind;
  readonly onDone: () => void;
  readonly onCancel?: () => void;
}

const ACTIONS = Object.entries(ACTIONS_TAKEN) as [ActionTaken, string][];

interface Draft {
  count: number | string;
  last: string;
  /** Empty: nothing was chosen yet. */
  action: ActionTaken | '';
  comment: string;
}

/** The form of an answer to one object. What was typed stays when its kind is changed. */
export function AnswerForm(props: AnswerFormProps): ReactNode {
  const { object, community, kind, onDone, onCancel } = props;
  const answer = useAct(answerObject, { stale: [listReferences] });
  if (answer.data?.review !== undefined) {
    return (
      <p role="status">
        {t('Your answer waits for a sharing officer of your organization before it leaves.')}
      </p>
    );
  }
  return (
    <AnswerFields
      kind={kind}
      {...usualOf(object.type)}
      error={answer.error}
      isSending={answer.isPending}
      isUnnamed={object.own === true && shownAttribution(object.origin?.id ?? '') !== 'named'}
      onSend={(body, clear) =>
        answer.mutate(
          { params: { community: community.id, id: object.id }, body },
          {
            onSuccess: ({ review }) => {
              clear();
              rememberObject(community.id, object.id, true);
              if (review === undefined) onDone();
            },
          },
        )
      }
      {...(onCancel === undefined ? {} : { onCancel })}
    />
  );
}

interface AnswerFieldsProps {
  readonly kind: AnswerKind;
  /** What is mostly done about it; absent: blocked. Empty: nobody can tell, so nothing is said for anybody. */
  readonly usual?: ActionTaken | '';
  readonly error?: unknown;
  readonly isSending: boolean;
  /** It goes out under the name its object was shared under. */
  readonly isUnnamed?: boolean;
  /** `clear` empties the fields again. */
  readonly onSend: (body: AnswerBody, clear: () => void) => void;
  readonly onCancel?: () => void;
}

/** What an answer says, for one object or for many. */
export function AnswerFields(props: AnswerFieldsProps): ReactNode {
  const { kind, usual = 'blocked', error, isSending, onSend, onCancel } = props;
  const form = useForm<Draft>({
    initialValues: { count: 1, last: '', action: usual, comment: '' },
  });
  const send = form.onSubmit((draft) => {
    const body = bodyOf(kind, draft);
    if (body !== undefined) onSend(body, () => form.reset());
  });
  return (
    <form className="stack" onSubmit={send}>
      {kind === 'sighting' && <SightingFields form={form} />}
      {kind === 'action' && (
        <Radio.Group label={t('What did you do?')} {...form.getInputProps('action')}>
          <div className="stack tight choices">
            {ACTIONS.map(([value, label]) => (
              <Radio key={value} value={value} label={t(label)} required />
            ))}
          </div>
        </Radio.Group>
      )}
      <Textarea
        label={kind === 'false-positive' ? t('Why do you think so?') : t('Remark (optional)')}
        rows={3}
        maxLength={10_000}
        {...form.getInputProps('comment')}
      />
      <p className="small quiet">
        {props.isUnnamed === true || actingAs() !== undefined
          ? t('Shown under the name you shared it under, to those who may see the object.')
          : t(
              'Shown under your organization’s name to those who may see the object, and to nobody else.',
            )}
      </p>
      <ProblemPanel error={error} />
      <div className="row">
        <Button type="submit" loading={isSending}>
          {t('Send')}
        </Button>
        {onCancel !== undefined && (
          <Button variant="default" onClick={onCancel}>
            {t('Cancel')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** A hole is patched. What is done about a text or an actor may be anything: it is not claimed by one careless press. */
function usualOf(type: string | undefined): { usual?: ActionTaken | '' } {
  if (type === undefined || isSeen(type)) return {};
  return { usual: type === 'vulnerability' ? 'patched' : '' };
}

function SightingFields({ form }: { form: UseFormReturnType<Draft> }): ReactNode {
  return (
    <div className="choice">
      <NumberInput
        label={t('How often?')}
        min={1}
        max={999_999_999}
        {...form.getInputProps('count')}
      />
      <TextInput
        type="datetime-local"
        label={t('Last time (optional)')}
        {...form.getInputProps('last')}
      />
    </div>
  );
}

/** Nothing as long as it is not said what was done; the browser asks for it. */
function bodyOf(kind: AnswerKind, draft: Draft): AnswerBody | undefined {
  const comment = draft.comment.trim() === '' ? {} : { comment: draft.comment };
  const seen = draft.last === '' ? {} : { last_seen: new Date(draft.last).toISOString() };
  switch (kind) {
    case 'sighting':
      return { kind, count: Number(draft.count) || 1, ...seen, ...comment };
    case 'action':
      return draft.action === '' ? undefined : { kind, action: draft.action, ...comment };
    default:
      return { kind, ...comment };
  }
}

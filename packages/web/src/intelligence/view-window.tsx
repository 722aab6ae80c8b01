import { Button, Radio, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { changeView, dropView, isStale, keepView } from './use-view.ts';
import type { SavedView, ViewIn } from './use-view.ts';

/** What is done with a view. */
export type ViewTask = 'add' | 'change' | 'save' | 'remove';
type Share = SavedView['shared_with'];

interface ViewWindowProps {
  readonly task: ViewTask | undefined;
  readonly community: Community;
  readonly view: SavedView | undefined;
  readonly now: Omit<ViewIn, 'name' | 'shared_with'>;
  readonly onClose: () => void;
  readonly onKept: (view: SavedView) => void;
}

/** Keeping, changing or removing a view. */
export function ViewWindow(props: ViewWindowProps): ReactNode {
  const { task, onClose } = props;
  return (
    <Window
      title={task === undefined ? '' : titleOf(task)}
      isOpen={task !== undefined}
      onClose={onClose}
    >
      {task === 'remove' || task === 'save' ? (
        <Confirm {...props} task={task} />
      ) : (
        <Form {...props} />
      )}
    </Window>
  );
}

function titleOf(task: ViewTask): string {
  if (task === 'add') return t('Keep this as a view');
  if (task === 'save') return t('Save the view');
  return task === 'change' ? t('Rename or share') : t('Remove the view');
}

function Form({ task, community, view, now, onClose, onKept }: ViewWindowProps): ReactNode {
  const isNew = task === 'add' || view === undefined;
  const [name, setName] = useState(isNew ? '' : view.name);
  const [share, setShare] = useState<Share>(isNew ? 'me' : view.shared_with);
  const keep = useMutation({
    mutationFn: () =>
      isNew
        ? keepView(community, { ...now, name, shared_with: share })
        : changeView(community, { view, body: bodyOf(view, { name, shared_with: share }) }),
    onSuccess: (kept) => {
      onClose();
      if (isNew) onKept(kept);
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <TextInput
        label={t('Name')}
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Radio.Group
        label={t('Who may use it')}
        description={t('Everybody sees with it only what they may see anyway.')}
        value={share}
        onChange={(value) => setShare(value)}
      >
        <div className="stack tight choices">
          <Radio value="me" label={t('Only I')} />
          <Radio value="organization" label={t('My organization')} />
          {community.standing.roles.includes('chair') && (
            <Radio value="community" label={t('Every member of the community')} />
          )}
        </div>
      </Radio.Group>
      <Failure error={keep.error} />
      <div className="row">
        <Button type="submit" loading={keep.isPending}>
          {t('Keep')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function Confirm({ task, community, view, now, onClose }: ViewWindowProps): ReactNode {
  const navigate = useNavigate({ from: '/c/$community/intelligence' });
  const act = useMutation({
    mutationFn: async () => {
      if (view === undefined) return;
      if (task === 'save') await changeView(community, { view, body: bodyOf(view, now) });
      else await dropView(community, view);
    },
    onSuccess: () => {
      onClose();
      if (task === 'remove') void navigate({ search: ({ view: _gone, ...rest }) => rest });
    },
  });
  if (view === undefined) return null;
  return (
    <div className="stack">
      <p>
        {task === 'save'
          ? t('“{{name}}” will have the filter, columns and order of now.', { name: view.name })
          : t('“{{name}}” will be gone for everybody who uses it.', { name: view.name })}
      </p>
      <Failure error={act.error} />
      <div className="row">
        <Button loading={act.isPending} onClick={() => act.mutate()}>
          {task === 'save' ? t('Save') : t('Remove')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </div>
  );
}

function Failure({ error }: { error: unknown }): ReactNode {
  if (!isStale(error)) return <ProblemPanel error={error} />;
  return (
    <p className="problem" role="alert">
      {t(
        'Somebody changed this view meanwhile. It was read again: look at it, then try once more.',
      )}
    </p>
  );
}

function bodyOf(view: SavedView, part: Partial<ViewIn>): ViewIn {
  const { name, filter, columns, order, density, shared_with } = view;
  return {
    name,
    filter,
    columns,
    order,
    shared_with,
    ...(density === undefined ? {} : { density }),
    ...part,
  };
}

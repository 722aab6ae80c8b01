import { Button, Checkbox, NativeSelect, Radio, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';
import { CopyButton } from './copy-button.tsx';
import { Drawer } from './drawer.tsx';
import { EmptyState } from './empty-state.tsx';
import { Explained } from './explained.tsx';
import { JobProgress } from './job-progress.tsx';
import type { JobState } from './job-words.ts';
import { ProblemPanel } from './problem-panel.tsx';
import { TabList } from './tab-list.tsx';
import { Window } from './window.tsx';

/** Fields as forms have them. */
export function FieldParts(): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="fields">
      <h2 id="fields">{t('Fields')}</h2>
      <TextInput label={t('Name')} placeholder={t('Mail gateway')} />
      <TextInput label={t('E-mail address')} error={t('Nothing matches')} defaultValue="x" />
      <Textarea label={t('Text')} rows={2} />
      <NativeSelect label={t('Marking')} data={['TLP:GREEN', 'TLP:AMBER']} />
      <Checkbox label={t('Not for clients')} />
      <Switch label={t('Single keys act')} />
      <Radio.Group label={t('To whom?')} defaultValue="some">
        <div className="stack tight choices">
          <Radio value="all" label={t('Everything')} />
          <Radio value="some" label={t('Only some organizations, groups or persons')} />
        </div>
      </Radio.Group>
    </section>
  );
}

/** Parts that act or tell what became of acts. */
export function ActParts(): ReactNode {
  const [tab, setTab] = useState<'one' | 'two'>('one');
  const [open, setOpen] = useState<'drawer' | 'window'>();
  const close = (): void => setOpen(undefined);
  const startedAt = new Date(Date.now() - 20_000).toISOString();
  return (
    <section className="panel stack" aria-labelledby="acts">
      <h2 id="acts">{t('Acts')}</h2>
      <p className="row">
        <Button>{t('Share')}</Button>
        <Button variant="default">{t('Cancel')}</Button>
        <Button variant="subtle">{t('Clear')}</Button>
        <Button disabled>{t('Send')}</Button>
        <CopyButton text="x">{t('Copy')}</CopyButton>
        <Button variant="default" onClick={() => setOpen('window')}>
          {t('Open a window')}
        </Button>
        <Button variant="default" onClick={() => setOpen('drawer')}>
          {t('Open a drawer')}
        </Button>
      </p>
      <TabList
        label={t('A few tabs')}
        panel="design-panel"
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { id: 'one', words: t('Overview'), href: '#one' },
          { id: 'two', words: t('Sightings'), href: '#two', count: 3 },
        ]}
      />
      <div id="design-panel" role="tabpanel" aria-labelledby={`design-panel-${tab}`}>
        <Explained meaning={t('The list beside it stays in use.')}>
          {t('Explained on hover')}
        </Explained>
      </div>
      <Window title={t('A window')} isOpen={open === 'window'} onClose={close}>
        <Button onClick={close}>{t('Close')}</Button>
      </Window>
      <Drawer title={t('A drawer')} isOpen={open === 'drawer'} onClose={close}>
        <p>{t('The list beside it stays in use.')}</p>
      </Drawer>
      <JobProgress job={jobOf({ state: 'running', done: 412, startedAt })} onCancel={close} />
      <JobProgress job={jobOf({ state: 'done', done: 1622, startedAt })} onRetry={close} />
      <ProblemPanel error={new Error('sample')} onRetry={close} />
      <EmptyState title={t('Nothing matches')} action={<Button>{t('Clear')}</Button>}>
        {t(
          'Nothing you may see has all of this. Clear a filter, or look a value up in the box above.',
        )}
      </EmptyState>
    </section>
  );
}

function jobOf(part: Pick<JobState, 'state' | 'done' | 'startedAt'>): JobState {
  return {
    title: part.state === 'done' ? t('Indicators') : t('STIX file'),
    phases: [t('Reading'), t('Kept')],
    phase: 1,
    total: 1622,
    rejects: part.state === 'done' ? [{ what: 'indicator--1', why: t('Pattern') }] : [],
    ...part,
  };
}

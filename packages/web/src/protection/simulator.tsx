import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Window } from '../design/window.tsx';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { namesSomebody, proposedMarking } from './marking-draft.ts';
import { MarkingPicker } from './marking-picker.tsx';
import { PreviewAs, PreviewObject } from './preview-as.tsx';

/** Trying the rules: a marking and somebody, and the rule that lets or refuses them. Nothing is stored. */
export function Simulator({ community }: { community: Community }): ReactNode {
  const [draft, setDraft] = useState(() => proposedMarking(community.profile.default_level));
  return (
    <section className="panel stack" aria-labelledby="simulator">
      <h2 id="simulator">{t('Try the rules')}</h2>
      <p className="quiet">
        {t(
          'Mark something that does not exist, choose somebody, and read whether they would see it and by which rule.',
        )}
      </p>
      <MarkingPicker community={community} draft={draft} onChange={setDraft} />
      {namesSomebody(draft) && (
        <PreviewAs community={community} draft={draft} title={t('Something marked so')} />
      )}
    </section>
  );
}

interface TrySomebodyProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly title: string;
}

/** For its source: whether somebody sees this very object, and by which rule. */
export function TrySomebody({ object, community, title }: TrySomebodyProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  if (!object.own) return null;
  return (
    <>
      <p className="no-print">
        <Button variant="default" leftSection={<IconEye size={17} />} onClick={() => setOpen(true)}>
          {t('See it as somebody else')}
        </Button>
      </p>
      <Window title={t('See it as somebody else')} isOpen={isOpen} onClose={close}>
        <PreviewObject object={object} community={community} title={title} />
        <p>
          <Button variant="default" onClick={close}>
            {t('Close')}
          </Button>
        </p>
      </Window>
    </>
  );
}

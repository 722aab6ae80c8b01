import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { DropItem, DropMenu } from '../design/drop-menu.tsx';
import { KeyHint } from '../design/keys.tsx';
import type { AnswerKind } from '../exchange/answer-form.tsx';
import type { Community } from '../kernel/contract.ts';
import { CopyWindow } from '../handling/copy-window.tsx';
import { plural, t } from '../kernel/words.ts';
import type { CopyAs } from './copy-rows.ts';
import type { LightRow } from './light-row.ts';

interface BulkBarProps {
  readonly rows: readonly LightRow[];
  readonly onDone: () => void;
  readonly onCopy: (as: CopyAs) => void;
  readonly onAnswer: (kind: AnswerKind) => void;
  readonly onExport: () => void;
  readonly community: Community;
  readonly onClear: () => void;
}

/** What can be done with everything that is chosen. */
export function BulkBar(props: BulkBarProps): ReactNode {
  const { rows, onDone, onCopy, onAnswer, onExport, onClear } = props;
  if (rows.length === 0) return null;
  return (
    <div className="bulk-bar" role="toolbar" aria-label={t('With what is selected')}>
      <strong role="status">
        {plural(rows.length, { one: '1 selected', other: '{{count}} selected' })}
      </strong>
      <Button size="compact-sm" onClick={onDone}>
        {t('Done')}
        <KeyHint name="done" />
      </Button>
      <DropMenu button={t('Answer')} className="menu-button" at="here">
        <DropItem onClick={() => onAnswer('sighting')}>{t('I saw this')}</DropItem>
        <DropItem onClick={() => onAnswer('false-positive')}>{t('False positive')}</DropItem>
        <DropItem onClick={() => onAnswer('action')}>{t('What we did')}</DropItem>
      </DropMenu>
      <DropMenu button={t('Copy')} className="menu-button" at="here">
        <DropItem onClick={() => onCopy('defanged')}>{t('Defanged, a line each')}</DropItem>
        <DropItem onClick={() => onCopy('live')}>{t('Live, a line each')}</DropItem>
        <DropItem onClick={() => onCopy('csv')}>{t('As a table (CSV)')}</DropItem>
      </DropMenu>
      <Button size="compact-sm" variant="default" onClick={onExport}>
        {t('STIX file')}
      </Button>
      <SaveThem rows={rows} community={props.community} />
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {t('Select nothing')}
      </Button>
    </div>
  );
}

/** One copy of all that is chosen. */
function SaveThem({ rows, community }: Pick<BulkBarProps, 'rows' | 'community'>): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {t('Save a copy')}
      </Button>
      <CopyWindow
        ids={rows.map(({ id }) => id)}
        levels={rows.map(({ level }) => level)}
        community={community}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

import { Button, Switch } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { TlpLevel } from '@tocsin/policy';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { isRecorded } from '../handling/recorded.ts';
import { Term } from '../design/term.tsx';
import { saveFile } from '../kernel/save-file.ts';
import { rich, t } from '../kernel/words.ts';
import { JsonTree } from './json-tree.tsx';

interface RawStixProps {
  readonly id: string;
  readonly raw: string;
  readonly level: TlpLevel;
}

/** The object as STIX: to be read folded and indented, or byte for byte as it was received. */
export function RawStix({ id, raw, level }: RawStixProps): ReactNode {
  const [isExact, setExact] = useState(false);
  const [isFolded, setFolded] = useState(false);
  const value = useMemo((): unknown => JSON.parse(raw), [raw]);
  const pretty = useMemo(() => JSON.stringify(value, undefined, 2), [value]);
  return (
    <section className="panel stack" aria-labelledby="raw">
      <h2 id="raw">{t('Raw STIX')}</h2>
      <p className="quiet">
        {rich(
          'As its source wrote it in {{stix}}. Values are live here: what you copy can be clicked elsewhere.',
          {
            stix: <Term name="STIX" />,
          },
        )}
      </p>
      <div className="row no-print">
        <CopyButton text={isExact ? raw : pretty}>{t('Copy')}</CopyButton>
        {!isRecorded(level) && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveFile(`${id}.json`, raw, 'application/stix+json')}
          >
            {t('Download as received')}
          </Button>
        )}
        {!isExact && (
          <Button variant="default" onClick={() => setFolded(!isFolded)}>
            {isFolded ? t('Unfold all') : t('Fold all')}
          </Button>
        )}
        <Switch
          label={t('Exactly as received')}
          checked={isExact}
          onChange={(event) => setExact(event.currentTarget.checked)}
        />
      </div>
      <div
        className="raw mono"
        tabIndex={0}
        role="region"
        aria-label={t('STIX object')}
        translate="no"
      >
        {isExact ? raw : <JsonTree key={String(isFolded)} value={value} isOpen={!isFolded} />}
      </div>
    </section>
  );
}

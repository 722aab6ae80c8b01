import { Button, Textarea } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { DateTime } from '../design/time-text.tsx';
import { typeWords } from './words.ts';
import { expiryWords } from '../handling/recall-panel.tsx';
import type { Removal } from '../kernel/contract.ts';
import { saveFile } from '../kernel/save-file.ts';
import { rich, t, word } from '../kernel/words.ts';
import { kindWords } from '../keeping/kind-words.ts';
import { versionOfCopy } from './version-of-copy.ts';

/** A pasted copy larger than any object here may be. UTF-16 units. */
const COPY_MAX = 2_000_000;

/** What went because its time was over: for whoever could read it until then, in place of a bare "not here". */
export function RemovalEvidence({ removal }: { removal: Removal }): ReactNode {
  const { id, source, at, why } = removal;
  return (
    <>
      <dl className="facts">
        <dt>{t('What it was')}</dt>
        <dd className="stack tight">
          <span>{typeWords(id.split('--')[0] ?? '')}</span>
          <code className="mono small" translate="no">
            {id}
          </code>
        </dd>
        <dt>{t('Brought by')}</dt>
        <dd>
          <PartyChip name={source.name} />
        </dd>
        <dt>{t('Gone since')}</dt>
        <dd>
          <DateTime at={at} />
        </dd>
        <dt>{t('By which rule')}</dt>
        <dd className="stack tight">
          <span>{expiryWords(why)}</span>
          <span className="small quiet">
            {rich(SET_AT, {
              kind: kindWords(why.kind),
              time: <DateTime at={why.rule_set_at} />,
            })}
          </span>
        </dd>
      </dl>
      <Proof removal={removal} />
    </>
  );
}

const SET_AT = word('The rule is for “{{kind}}” and was set {{time}}.');

/** Hashes stay where texts went, so that a copy kept elsewhere can be shown to be that text. */
function Proof({ removal }: { removal: Removal }): ReactNode {
  const { id, versions, entry } = removal;
  return (
    <section className="panel stack" aria-labelledby="proof">
      <h2 id="proof">{t('What can still be shown')}</h2>
      <p>
        {t(
          'The text is gone from here. Of each version a salted hash stays: it says nothing by itself, but a copy kept elsewhere can be shown to be that text, or not to be it.',
        )}
      </p>
      <CompareCopy versions={versions} />
      <div>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden="true" />}
          onClick={() =>
            saveFile(`removal-${id}.json`, JSON.stringify(removal, null, 2), 'application/json')
          }
        >
          {t('Save the evidence')}
        </Button>
      </div>
      {entry !== undefined && (
        <p className="small">
          {rich('It is entry {{entry}} of the {{record}} of your organization.', {
            entry: (
              <code className="mono" translate="no">
                {entry.id}
              </code>
            ),
            record: <Link to="/settings/record">{t('record')}</Link>,
          })}
        </p>
      )}
    </section>
  );
}

type Versions = Removal['versions'];

/** Looks in the browser whether a copy is one of the texts that went; the copy stays here. */
function CompareCopy({ versions }: { versions: Versions }): ReactNode {
  const [copy, setCopy] = useState('');
  const [found, setFound] = useState<{ version: string | undefined }>();
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        void versionOfCopy(copy, versions).then((version) => setFound({ version }));
      }}
    >
      <Textarea
        label={t('A copy you have of it, as STIX')}
        description={t('It is compared in this browser and sent nowhere.')}
        rows={3}
        required
        maxLength={COPY_MAX}
        value={copy}
        onChange={({ currentTarget: { value } }) => {
          setCopy(value);
          setFound(undefined);
        }}
      />
      <div>
        <Button type="submit" variant="default">
          {t('Compare it')}
        </Button>
      </div>
      <p role="status">{found !== undefined && <Compared version={found.version} />}</p>
    </form>
  );
}

function Compared({ version }: { version: string | undefined }): ReactNode {
  if (version === undefined) {
    return t(
      'This is none of the texts that went from here: one character more or less is enough.',
    );
  }
  return rich('This is word for word the version of {{time}}.', {
    time: <DateTime at={version} />,
  });
}

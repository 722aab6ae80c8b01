import { Button } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { Term } from '../design/term.tsx';
import { numberWords, plural, rich, t } from '../kernel/words.ts';
import type { CheckedObject, StixFile } from './share-files.ts';
import { typeWords } from './words.ts';

interface FilePartProps {
  readonly files: readonly StixFile[];
  /** How many requests they take. */
  readonly parts: number;
  readonly faults: readonly string[];
  /** What is being read, in words. */
  readonly reading: string | undefined;
  readonly onFiles: (files: readonly File[]) => void;
  readonly onRemove: (file: StixFile) => void;
}

const LISTED = 50;

/** Files that go along: choosing them, and what lies in them before anything is sent. */
export function FilePart(props: FilePartProps): ReactNode {
  const { files, parts, faults, reading, onFiles, onRemove } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <section className="stack tight" aria-label={t('Files')}>
      <div className="row">
        <Button
          variant="default"
          leftSection={<IconFileUpload size={17} />}
          onClick={() => input.current?.click()}
        >
          {t('Choose files')}
        </Button>
        <span className="quiet small">
          {rich(
            'or drop them here: texts, mails, documents, pictures, {{stix}} 2 bundles (.json), several at once.',
            {
              stix: <Term name="STIX" />,
            },
          )}
        </span>
        <input
          ref={input}
          className="unseen"
          type="file"
          multiple
          tabIndex={-1}
          aria-label={t('Files to share')}
          onChange={(event) => {
            onFiles([...(event.currentTarget.files ?? [])]);
            // The same file may be chosen again after it was corrected.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p className="quiet small" role="status">
        {reading}
      </p>
      {faults.map((fault) => (
        <div key={fault} className="problem" role="alert">
          <p>{fault}</p>
        </div>
      ))}
      <InParts count={parts} />
      {files.map((file) => (
        <FileCard key={file.name} file={file} onRemove={() => onRemove(file)} />
      ))}
    </section>
  );
}

/** Dividing has a price, which is said before anything is sent. */
function InParts({ count }: { count: number }): ReactNode {
  if (count < 2) return null;
  return (
    <p className="measure">
      {t(
        'The file is too large to be sent at once. It goes in {{count}} parts, one after the other, each with a receipt of its own. What was sent stays, even when a later part fails: then you can go on from there. All or nothing is not to be had for a file of this size.',
        { count },
      )}
    </p>
  );
}

function FileCard({ file, onRemove }: { file: StixFile; onRemove: () => void }): ReactNode {
  const refused = file.checked.filter(({ errors }) => errors.length > 0);
  const noted = file.checked.filter(({ errors }) => errors.length === 0);
  return (
    <article className="panel stack tight" aria-label={file.name}>
      <div className="row spread">
        <strong className="mono">{file.name}</strong>
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {t('Remove')}
          <span className="unseen"> {file.name}</span>
        </Button>
      </div>
      <p>
        {plural(file.objects, { one: '1 object', other: '{{count}} objects' })},{' '}
        {sizeWords(file.bytes.length)}
      </p>
      <ul className="row small">
        {file.types.map(([type, count]) => (
          <li key={type} className="tag">
            {numberWords(count)} × {typeWords(type)}
          </li>
        ))}
      </ul>
      {refused.length === 0 ? (
        <p className="small">{t('All of it is valid STIX.')}</p>
      ) : (
        <Findings
          objects={refused}
          isOpen
          title={plural(refused.length, {
            one: '1 object will be refused as it stands; the others are kept',
            other: '{{count}} objects will be refused as they stand; the others are kept',
          })}
        />
      )}
      {noted.length > 0 && (
        <Findings
          objects={noted}
          title={plural(noted.length, {
            one: '1 object is kept with a remark',
            other: '{{count}} objects are kept with a remark',
          })}
        />
      )}
    </article>
  );
}

interface FindingsProps {
  readonly objects: readonly CheckedObject[];
  readonly title: string;
  readonly isOpen?: boolean;
}

/** What is wrong or worth a remark, object by object, in the words of the hub's own check. */
function Findings({ objects, title, isOpen = false }: FindingsProps): ReactNode {
  return (
    <details open={isOpen}>
      <summary>{title}</summary>
      <ul className="small stack tight">
        {objects.slice(0, LISTED).map(({ number, type, errors, warnings }) => (
          <li key={number}>
            <strong>
              {t('No. {{number}}', { number })}, {typeWords(type)}
            </strong>
            <ul>
              {(errors.length > 0 ? errors : warnings).slice(0, 5).map((problem) => (
                <li key={problem.path + problem.rule + problem.message}>
                  <HubWords>{problem.message}</HubWords>{' '}
                  <span className="quiet">
                    {problem.path} ({problem.section})
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {objects.length > LISTED && (
        <p className="small quiet">
          {rich('and {{more}} more, all of them in the receipt.', {
            more: numberWords(objects.length - LISTED),
          })}
        </p>
      )}
    </details>
  );
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000_000) return t('{{size}} kB', { size: Math.max(1, Math.round(bytes / 1000)) });
  return t('{{size}} MB', { size: Math.round(bytes / 100_000) / 10 });
}

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { CopyButton } from '../design/copy-button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Loading } from '../design/loading.tsx';
import { PageHead } from '../design/page-head.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { DateTime } from '../design/time-text.tsx';
import { call } from '../kernel/client.ts';
import { listAudit, showCheckpoint, takeEvidence } from '../kernel/contract.ts';
import type { AuditEntry, Checkpoint } from '../kernel/contract.ts';
import { useAnswer } from '../kernel/query.ts';
import { saveFile } from '../kernel/save-file.ts';
import { hubText, numberWords, rich, t } from '../kernel/words.ts';
import { SettingsTabs } from './settings-tabs.tsx';

/** The program every hub serves, and the file it is given. */
const PROGRAM = 'verify-record.mjs';
const EVIDENCE = 'tocsin-evidence.json';
/** Entries shown at a time. */
const PAGE = 50;

/** What was done in the organization's name, and how somebody who trusts nobody here checks it. */
export function RecordScreen(): ReactNode {
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const entries = useAnswer(listAudit, {
    query: { limit: String(PAGE), ...(cursor === undefined ? {} : { cursor }) },
  });
  const items = entries.data?.items ?? [];
  const next = entries.data?.next_cursor;
  return (
    <>
      <PageHead
        title={t('Record')}
        tab={t('Record')}
        lead={t(
          'What people and programs of your organization did here that matters, as the hub wrote it down at the time. Nobody else reads it.',
        )}
      />
      <SettingsTabs />
      <ProblemPanel error={entries.error} onRetry={() => void entries.refetch()} />
      {entries.isPending && <Loading />}
      {entries.isSuccess && items.length === 0 && (
        <EmptyState title={t('Nothing is recorded yet')}>
          {t(
            'Markings, members, roles, tokens, releases: whoever changes something of that kind is written down here, in the same moment.',
          )}
        </EmptyState>
      )}
      {items.length > 0 && <Entries items={items} />}
      <p className="row">
        {cursor !== undefined && (
          <Button variant="default" onClick={() => setCursors(cursors.slice(0, -1))}>
            {t('Newer')}
          </Button>
        )}
        {next !== undefined && (
          <Button variant="default" onClick={() => setCursors([...cursors, next])}>
            {t('Older')}
          </Button>
        )}
      </p>
      <CheckYourself cursor={cursor} />
    </>
  );
}

function Entries({ items }: { items: readonly AuditEntry[] }): ReactNode {
  return (
    <div className="scrolls panel" tabIndex={0} role="region" aria-label={t('Entries')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('When')}</th>
            <th scope="col">{t('Who')}</th>
            <th scope="col">{t('What')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <tr key={entry.id}>
              <td>
                <DateTime at={entry.at} />
              </td>
              <td>{entry.actor.name === '' ? t('Emptied for privacy') : entry.actor.name}</td>
              <td>
                {hubText(entry.words)}
                <div className="small quiet mono" translate="no">
                  {entry.act}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The signed head, the evidence of what is on the page, and the small program that needs neither hub nor network. */
function CheckYourself({ cursor }: { cursor: string | undefined }): ReactNode {
  const head = useAnswer(showCheckpoint, {});
  const [since, setSince] = useState<Checkpoint>();
  const take = useMutation({
    mutationFn: () =>
      call(takeEvidence, {
        query: {
          limit: String(PAGE),
          ...(cursor === undefined ? {} : { cursor }),
          ...(since === undefined ? {} : { from: String(since.size) }),
        },
      }),
    onSuccess: (evidence) => save(EVIDENCE, evidence),
  });
  return (
    <section className="panel stack" aria-labelledby="check">
      <h2 id="check">{t('Check it yourself')}</h2>
      <p>
        {t(
          'Each entry is a leaf of a tree whose head the hub signs. Keep a head somewhere else, with your lawyer for example. Later a program of two hundred lines shows, without asking the hub, that nothing of that time was taken out or changed.',
        )}
      </p>
      <ProblemPanel error={head.error ?? take.error} />
      {head.data !== undefined && <Head head={head.data} />}
      <ol className="stack">
        <li>
          <Button
            variant="default"
            disabled={head.data === undefined}
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            onClick={() => {
              if (head.data !== undefined) save(headFile(head.data), head.data);
            }}
          >
            {t("Keep today's head")}
          </Button>
        </li>
        <li className="stack tight">
          <label className="stack tight">
            <span>{t('A head you kept before (if you have one)')}</span>
            <input
              type="file"
              accept=".json,application/json"
              onChange={(event) => void chosen(event.currentTarget.files?.[0]).then(setSince)}
            />
          </label>
          <div>
            <Button
              loading={take.isPending}
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              onClick={() => take.mutate()}
            >
              {t('Save the evidence')}
            </Button>
          </div>
          <span className="small quiet">
            {t(
              'It holds what is shown here and the key to its hashes: give it to those only who may know your record.',
            )}
          </span>
        </li>
        <Program since={since} />
      </ol>
    </section>
  );
}

/** The program itself, and how it is run on what was saved. */
function Program({ since }: { since: Checkpoint | undefined }): ReactNode {
  return (
    <li className="stack tight">
      <span>
        {rich('Read and run {{program}} on any machine with Node, no network needed:', {
          program: (
            <a href={`/${PROGRAM}`} download>
              {PROGRAM}
            </a>
          ),
        })}
      </span>
      <code translate="no">{commandFor(since)}</code>
    </li>
  );
}

function commandFor(since: Checkpoint | undefined): string {
  const command = ['node', PROGRAM, EVIDENCE];
  return [...command, ...(since === undefined ? [] : ['--earlier', headFile(since)])].join(' ');
}

function headFile({ size }: Checkpoint): string {
  return ['tocsin-head-', String(size), '.json'].join('');
}

function Head({ head }: { head: Checkpoint }): ReactNode {
  return (
    <dl className="facts">
      <dt>{t('Entries of the whole hub')}</dt>
      <dd>{numberWords(head.size)}</dd>
      <dt>{t('Signed by')}</dt>
      <dd className="stack tight">
        <code className="small" translate="no">
          {head.public_key}
        </code>
        <div>
          <CopyButton text={head.public_key}>{t('Copy the key')}</CopyButton>
        </div>
      </dd>
    </dl>
  );
}

/** What a file holds, when it is a head; anything else is as if none was chosen. */
async function chosen(file: File | undefined): Promise<Checkpoint | undefined> {
  if (file === undefined || file.size > 100_000) return undefined;
  try {
    const value = JSON.parse(await file.text()) as Partial<Checkpoint>;
    return Number.isInteger(value.size) && typeof value.root === 'string'
      ? (value as Checkpoint)
      : undefined;
  } catch {
    return undefined;
  }
}

function save(name: string, content: unknown): void {
  saveFile(name, `${JSON.stringify(content, null, 2)}\n`, 'application/json');
}

import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useCommunities } from '../kernel/community.ts';
import { useMe } from '../kernel/session.ts';
import { listWords, t } from '../kernel/words.ts';
import { dropParts, keptParts } from './part-record.ts';
import type { PartRecord } from './part-record.ts';

/** Files that stopped on their way: where each stands, and that it is chosen again to go on. */
export function PartNotes({ community }: { community?: string }): ReactNode {
  const { id: person } = useMe();
  const communities = useCommunities();
  const [records, setRecords] = useState(() => keptParts(person));
  const shown = records.filter((one) => community === undefined || one.community === community);
  if (shown.length === 0) return null;
  const drop = (id: string): void => {
    dropParts(person, id);
    setRecords(keptParts(person));
  };
  return (
    <section className="panel note stack tight" aria-label={t('Files on their way')}>
      {shown.map((record) => (
        <div key={record.id} className="stack tight">
          <p>
            <strong>{listWords(record.names)}</strong>: {stoodWords(record)}
          </p>
          <div className="row">
            {community === undefined ? (
              <Link
                to="/c/$community/share"
                params={{
                  community:
                    communities.find(({ id }) => id === record.community)?.slug ?? record.community,
                }}
              >
                {t('Go on with it')}
              </Link>
            ) : (
              <span className="quiet">
                {t(
                  'Choose the same file again: it goes on where it stood, and nothing is kept twice.',
                )}
              </span>
            )}
            <Button size="compact-sm" variant="subtle" onClick={() => drop(record.id)}>
              {t('Leave it at that')}
            </Button>
          </div>
        </div>
      ))}
    </section>
  );
}

function stoodWords({ receipts, keys }: PartRecord): string {
  return t('{{parts}} of {{all}} parts were sent.', { parts: receipts.length, all: keys.length });
}

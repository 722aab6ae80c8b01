import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import { safeText } from './words.ts';
import { determineObject, showDetermination } from '../kernel/contract.ts';
import type { Community, Determination } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t } from '../kernel/words.ts';
import { DETERMINATION_NAMES, determinationWords } from './determination-words.ts';

interface DeterminationPanelProps {
  readonly id: string;
  readonly community: Community;
}

/** What the source determined about personal data in the newest version; a sharing officer of it signs here. */
export function DeterminationPanel({ id, community }: DeterminationPanelProps): ReactNode {
  const found = useAnswer(showDetermination, { params: { community: community.id, id } });
  if (found.data === undefined) return null;
  const { determination, may_determine: mayDetermine } = found.data;
  if (determination === undefined && !mayDetermine) return null;
  return (
    <section className="panel stack tight" aria-labelledby="determination">
      <h2 id="determination">{t('Personal data')}</h2>
      {determination === undefined ? (
        <p className="quiet">{t('Nobody has determined anything about this version.')}</p>
      ) : (
        <Signed determination={determination} />
      )}
      {mayDetermine && <Sign id={id} community={community} />}
    </section>
  );
}

function Signed({ determination }: { determination: Determination }): ReactNode {
  const { person, sha256 } = determination;
  return (
    <>
      <p>
        <strong>{determinationWords(determination.what)}</strong>
      </p>
      <p>
        {rich('Determined by {{organization}}, {{time}}.', {
          organization: <PartyChip name={determination.by.name} />,
          time: <TimeText at={determination.at} />,
        })}{' '}
        {person !== undefined &&
          t('{{name}} signed; only your organization sees who.', { name: safeText(person.name) })}
      </p>
      <details>
        <summary>{t('Of exactly which text')}</summary>
        <p className="small mono">{t('SHA-256 {{hash}}', { hash: sha256 })}</p>
      </details>
    </>
  );
}

function Sign({ id, community }: DeterminationPanelProps): ReactNode {
  const [what, setWhat] = useState<Determination['what']>();
  const sign = useAct(determineObject, { stale: [showDetermination] });
  return (
    <form
      className="stack tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (what !== undefined)
          sign.mutate({ params: { community: community.id, id }, body: { what } });
      }}
    >
      <Radio.Group
        label={t('What do you determine about this version?')}
        value={what ?? ''}
        onChange={(value) => setWhat(DETERMINATION_NAMES.find((one) => one === value))}
      >
        <div className="stack tight">
          {DETERMINATION_NAMES.map((one) => (
            <Radio key={one} value={one} label={determinationWords(one)} />
          ))}
        </div>
      </Radio.Group>
      <ProblemPanel error={sign.error} />
      <div className="row">
        <Button type="submit" disabled={what === undefined} loading={sign.isPending}>
          {t('Sign')}
        </Button>
      </div>
    </form>
  );
}

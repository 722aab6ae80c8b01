import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { PartyChip } from '../design/party-chip.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TimeText } from '../design/time-text.tsx';
import {
  confirmPrograms,
  setAttestationRule,
  showAttestationSetting,
  showObject,
} from '../kernel/contract.ts';
import type { AttestationSetting, Community } from '../kernel/contract.ts';
import { useAct, useAnswer } from '../kernel/query.ts';
import { rich, t, word } from '../kernel/words.ts';

type Asks = AttestationSetting['asks'];

const ASKS = ['red', 'red-and-amber', 'never'] as const satisfies readonly Asks[];
const NAMES: Readonly<Record<Asks, string>> = {
  red: word('At TLP:RED'),
  'red-and-amber': word('At TLP:RED and TLP:AMBER'),
  never: word('Never'),
};
const MEANINGS: Readonly<Record<Asks, string>> = {
  red: word('The usual: rarely asked, and where it matters most.'),
  'red-and-amber': word(
    'People also say why they need to know. Programs are given AMBER once somebody confirmed for them.',
  ),
  never: word(
    'Weaker: nobody can say later that a reader was told what they may do, and a slip is easier. A source may still ask it of its own.',
  ),
};

/** Before what is opened people confirm what that means, and whether programs may be given it. */
export function AttestationSection({ community }: { community: Community }): ReactNode {
  const params = { community: community.id };
  const { data, error } = useAnswer(showAttestationSetting, { params });
  const set = useAct(setAttestationRule, { stale: [showAttestationSetting, showObject] });
  // What was chosen stands at once, and until the hub has answered.
  const [chosen, choose] = useState<Asks>();
  if (data === undefined) return <ProblemPanel error={error} />;
  return (
    <section className="panel stack" aria-labelledby="attestation">
      <h2 id="attestation">{t('Confirmed before it is opened')}</h2>
      <p className="measure">
        {t(
          'Whoever opens something of a share for the first time is told what that means and confirms it once. If it is marked higher or more narrowly later, they are asked again.',
        )}
      </p>
      {data.may_set ? (
        <Radio.Group
          label={t('When people confirm here')}
          value={chosen ?? data.asks}
          onChange={(value) => {
            const asks = ASKS.find((one) => one === value);
            if (asks === undefined) return;
            choose(asks);
            set.mutate({ params, body: { asks } }, { onSettled: () => choose(undefined) });
          }}
        >
          <div className="stack tight">
            {ASKS.map((one) => (
              <Radio key={one} value={one} label={t(NAMES[one])} description={t(MEANINGS[one])} />
            ))}
          </div>
        </Radio.Group>
      ) : (
        <p>
          <strong>{t(NAMES[data.asks])}.</strong> {t(MEANINGS[data.asks])}
        </p>
      )}
      <ProblemPanel error={set.error} />
      <Programs setting={data} community={community} />
    </section>
  );
}

interface ProgramsProps {
  readonly setting: AttestationSetting;
  readonly community: Community;
}

function Programs({ setting, community }: ProgramsProps): ReactNode {
  const { programs } = setting;
  const act = useAct(confirmPrograms, { stale: [showAttestationSetting] });
  const confirm = (isConfirmed: boolean): void =>
    act.mutate({ params: { community: community.id }, body: { confirmed: isConfirmed } });
  return (
    <>
      <h3>{t('Programs of your organization')}</h3>
      <p className="measure">
        {programs === undefined
          ? t(
              'A program cannot confirm anything, and is never given others’ RED. AMBER that has to be confirmed is kept from it until somebody who speaks for your organization confirms that its programs handle it as it is marked: inside the organization, for those who need to know.',
            )
          : rich('{{person}} confirmed {{time}} that they handle AMBER as it is marked.', {
              person: <PartyChip name={programs.by.name} />,
              time: <TimeText at={programs.at} />,
            })}
      </p>
      {setting.may_confirm && (
        <p>
          <Button
            variant="default"
            loading={act.isPending}
            onClick={() => confirm(programs === undefined)}
          >
            {programs === undefined ? t('Confirm for our programs') : t('Take it back')}
          </Button>
        </p>
      )}
      <ProblemPanel error={act.error} />
    </>
  );
}

import { Radio } from '@mantine/core';
import { ATTRIBUTIONS } from '@tocsin/policy';
import type { Attribution } from '@tocsin/policy';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { actingAs } from '../kernel/acting.ts';
import { listCustodians, listMembers, showPseudonym } from '../kernel/contract.ts';
import type { Community, Custodian } from '../kernel/contract.ts';
import { sectorInEnglish, sectorWords } from '../kernel/term-words.ts';
import { useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { language, listWords, t } from '../kernel/words.ts';
import { fitOf } from './fit.ts';
import type { Naming } from './fit.ts';

interface AttributionPickerProps {
  readonly community: Community;
  readonly value: Attribution;
  readonly onChange: (value: Attribution) => void;
  /** For a sealed source: how many custodians it takes. */
  readonly sealedTo: 1 | 2;
  readonly onSealedTo: (sealedTo: 1 | 2) => void;
  /** What is going to be shared, to tell whether it gives its writer away. */
  readonly text: string;
  /** In several parts: a name for one share would be another one for each. */
  readonly inParts: boolean;
}

/** Choosing under which name something is shared, with what readers will see in a sentence. */
export function AttributionPicker(props: AttributionPickerProps): ReactNode {
  const { community, value, onChange, text, inParts } = props;
  const name = useMe().organization?.name ?? '';
  const held = useAnswer(showPseudonym, { params: { community: community.id } });
  const pseudonym = held.data?.pseudonym?.name;
  const keepers = useKeepers(community);
  const acting = actingAs();
  const isSealing = !inParts && keepers.length > 0;
  if (acting?.community === community.id) {
    return <ActingWords name={acting.source.name} community={community} text={text} />;
  }
  return (
    <div className="stack tight">
      <Radio.Group
        label={t('Under which name?')}
        value={value}
        onChange={(chosen) => {
          const next = ATTRIBUTIONS.find((one) => one === chosen);
          if (next !== undefined) onChange(next);
        }}
      >
        <div className="stack tight choices">
          <Choices name={name} pseudonym={pseudonym} isOnce={!inParts} isSealing={isSealing} />
        </div>
      </Radio.Group>
      <p className="small quiet" role="status">
        {sentenceOf(value, { name, pseudonym })}
      </p>
      {value === 'sealed' && <SealedTo {...props} keepers={keepers} />}
      {value !== 'named' && <FitWords community={community} text={text} />}
    </div>
  );
}

interface ChoicesProps {
  readonly name: string;
  readonly pseudonym: string | undefined;
  /** Whether names for once can be chosen: it goes out in one piece. */
  readonly isOnce: boolean;
  readonly isSealing: boolean;
}

function Choices({ name, pseudonym, isOnce, isSealing }: ChoicesProps): ReactNode {
  return (
    <>
      <Radio value="named" label={name === '' ? t('Your own') : name} />
      <Radio
        value="pseudonym"
        label={
          pseudonym === undefined
            ? t('A pseudonym that stays')
            : t('Your pseudonym {{name}}', { name: pseudonym })
        }
      />
      {isOnce && <Radio value="once" label={t('A pseudonym for this once')} />}
      {isOnce && <Radio value="desk" label={t('Your own, to the desk only')} />}
      {isSealing && (
        <Radio value="sealed" label={t('Sealed: not even the hub keeps who you are')} />
      )}
    </>
  );
}

/** Sealing needs what browsers give to safe addresses only, and somebody to seal for. */
function useKeepers(community: Community): readonly Custodian[] {
  const custodians = useAnswer(listCustodians, { params: { community: community.id } });
  if (!isSecureContext) return [];
  return (custodians.data?.items ?? []).filter(({ active, key }) => active && key !== undefined);
}

/** Whom it is sealed for, and how many of them it takes. */
function SealedTo({
  keepers,
  sealedTo,
  onSealedTo,
}: AttributionPickerProps & { keepers: readonly Custodian[] }): ReactNode {
  const names = listWords(
    keepers.map(({ person, organization }) => `${person.name} (${organization.name})`),
  );
  return (
    <div className="stack tight">
      <p className="small">{t('It is sealed for {{names}}.', { names })}</p>
      {keepers.length === 3 && (
        <Radio.Group
          label={t('Who may open it?')}
          value={String(sealedTo)}
          onChange={(chosen) => onSealedTo(chosen === '2' ? 2 : 1)}
        >
          <div className="stack tight choices">
            <Radio value="1" label={t('Any one of them')} />
            <Radio value="2" label={t('Only two of the three together')} />
          </div>
        </Radio.Group>
      )}
      <p className="small">
        {t(
          'Your browser keeps a ticket for it. Save it as a file under “Sealed shares”: without the ticket nobody can change it, take it back or answer for it, you neither.',
        )}
      </p>
    </div>
  );
}

/** Whoever acts as a sealed source shares as that source. */
function ActingWords({
  name,
  community,
  text,
}: {
  name: string;
  community: Community;
  text: string;
}): ReactNode {
  return (
    <div className="stack tight">
      <p>{t('You share as your sealed source {{name}}.', { name })}</p>
      <FitWords community={community} text={text} />
    </div>
  );
}

function sentenceOf(
  value: Attribution,
  { name, pseudonym }: { name: string; pseudonym: string | undefined },
): string {
  switch (value) {
    case 'named':
      return t('Whoever sees it also sees that it comes from {{name}}.', { name });
    case 'pseudonym':
      return pseudonym === undefined
        ? t(
            'Your name is hidden from readers. They see a pseudonym, the same for all you share so.',
          )
        : t('Your name is hidden from readers. They see {{name}}, as for all you share so.', {
            name: pseudonym,
          });
    case 'once':
      return t(
        'Your name is hidden from readers. They see a pseudonym that is used for nothing else.',
      );
    case 'sealed':
      return t(
        'Your name is hidden from readers and is not kept by the hub. A custodian can open the seal, with a reason; you see that.',
      );
    case 'desk':
      return t(
        'Your name is hidden from readers. The chairs can look it up, with a reason; you see that they did.',
      );
  }
}

/** Whether the text gives its writer away: how many members it fits. */
function FitWords({ community, text }: { community: Community; text: string }): ReactNode {
  const own = useMe().organization?.id ?? '';
  const members = useAnswer(listMembers, { params: { community: community.id } });
  const naming = useMemo(namesHere, []);
  const items = members.data?.items;
  if (items === undefined) return null;
  const fit = fitOf(items, { own, text }, naming);
  const counts = { fitting: fit.fitting, members: fit.members };
  if (!fit.isFew) {
    return (
      <p className="small quiet" role="status">
        {t('By what it says, {{fitting}} of {{members}} members could have written it.', counts)}
      </p>
    );
  }
  return (
    <p className="audience nobody small" role="status">
      {fit.told.length === 0
        ? t('There are only {{members}} members here: readers could guess you.', counts)
        : t(
            'Readers could guess you: only {{fitting}} of {{members}} members fit {{told}}. Say it more broadly or leave it out.',
            { ...counts, told: listWords(fit.told) },
          )}
    </p>
  );
}

/** Languages in which a country is looked for: those of the app. */
const LANGUAGES = ['en', 'de'] as const;

function namesHere(): Naming {
  // Told in the language of the app, looked for in all of them.
  const regions = [language(), ...LANGUAGES].map(
    (one) => new Intl.DisplayNames(one, { type: 'region' }),
  );
  return {
    sectors: (sector) => [sectorWords(sector), sectorInEnglish(sector)],
    countries: (code) => regions.flatMap((names) => names.of(code) ?? []),
  };
}

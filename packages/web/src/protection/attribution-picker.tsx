import { Radio } from '@mantine/core';
import { ATTRIBUTIONS } from '@tocsin/policy';
import type { Attribution } from '@tocsin/policy';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { listMembers, showPseudonym } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { sectorName } from '../membership/organization-form.tsx';
import { useAnswer } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { language, listWords, t } from '../kernel/words.ts';
import { fitOf } from './fit.ts';
import type { Naming } from './fit.ts';

interface AttributionPickerProps {
  readonly community: Community;
  readonly value: Attribution;
  readonly onChange: (value: Attribution) => void;
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
          <Radio value="named" label={name === '' ? t('Your own') : name} />
          <Radio
            value="pseudonym"
            label={
              pseudonym === undefined
                ? t('A pseudonym that stays')
                : t('Your pseudonym {{name}}', { name: pseudonym })
            }
          />
          {!inParts && <Radio value="once" label={t('A pseudonym for this once')} />}
          {!inParts && <Radio value="desk" label={t('Your own, to the desk only')} />}
        </div>
      </Radio.Group>
      <p className="small quiet" role="status">
        {sentenceOf(value, { name, pseudonym })}
      </p>
      {value !== 'named' && <FitWords community={community} text={text} />}
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
    sector: sectorName,
    countries: (code) => regions.flatMap((names) => names.of(code) ?? []),
  };
}

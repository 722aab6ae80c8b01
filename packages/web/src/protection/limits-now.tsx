import type { ReactNode } from 'react';
import { HubWords } from '../design/hub-words.tsx';
import { DateTime } from '../design/time-text.tsx';
import type { Access } from '../kernel/contract.ts';
import { listWords, plural, t } from '../kernel/words.ts';
import type { Beside, MarkingDraft } from './marking-draft.ts';

/** What a source asked beyond the level, where it chooses anew: in the fields below, as far as there are fields. */
export function LimitsNow({ access, draft }: { access: Access; draft: MarkingDraft }): ReactNode {
  return (
    <>
      {access.limits.length > 0 && (
        <div className="small limits-now">
          <p>
            {access.said === undefined
              ? t('These limits end unless you ask for them again below:')
              : t('These limits stay unless you change them below:')}
          </p>
          <ul>
            {access.limits.map((words) => (
              <li key={words}>
                <HubWords>{words}</HubWords>
              </li>
            ))}
          </ul>
        </div>
      )}
      {draft.beside !== undefined && (
        <Kept beside={draft.beside} isForAll={draft.reach === 'everyone'} />
      )}
    </>
  );
}

/** What stays without a field. */
function Kept({ beside, isForAll }: { beside: Beside; isForAll: boolean }): ReactNode {
  const { audience, limits, changes } = beside;
  const asked = [limits.units, limits.purposes, limits.roles].flatMap((list) => list ?? []);
  const named = [audience.organizations, audience.groups, audience.persons].flatMap(
    (list) => list ?? [],
  ).length;
  return (
    <>
      {asked.length > 0 && (
        <p className="small">
          {t('Without a field below, and kept: {{what}}.', { what: listWords(asked) })}
        </p>
      )}
      {changes.length > 0 && (
        <p className="small">
          {t('These later changes of level stay too:')}{' '}
          {changes.map(({ at, level }) => (
            <span key={at}>
              {level} (<DateTime at={at} />){' '}
            </span>
          ))}
        </p>
      )}
      {named > 0 && isForAll && (
        <p className="small">
          {plural(named, {
            one: 'Whoever is named beside every member stays named.',
            other: 'The {{count}} who are named beside every member stay named.',
          })}
        </p>
      )}
    </>
  );
}

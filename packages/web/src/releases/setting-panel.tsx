import { Button, MultiSelect, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { setReleaseSetting, showReleaseSetting } from '../kernel/contract.ts';
import type { Community, ReleaseSetting } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { hubText, listWords, t } from '../kernel/words.ts';
import { LeavingFields, leavingDraft, leavingOf, leavingWords } from './leaving-fields.tsx';
import { useOrganizationChoices } from '../protection/party-choices.ts';

interface SettingPanelProps {
  readonly community: Community;
  readonly setting: ReleaseSetting;
}

/** Who answers for the organization, and who decides once nobody of it is here. */
export function SettingPanel({ community, setting }: SettingPanelProps): ReactNode {
  return (
    <section className="panel stack" aria-labelledby="answering-title">
      <h2 id="answering-title">{t('Who answers')}</h2>
      <p className="measure quiet">
        {t(
          'Whoever is named first finds a request on Home at once and is reminded after a day; after two days those who come next find it as well. Urgent ones come round within hours. Everybody who may decide finds all of them under Requests at any time.',
        )}
      </p>
      {setting.may_set ? (
        <SettingForm community={community} setting={setting} />
      ) : (
        <SettingFacts setting={setting} />
      )}
    </section>
  );
}

function SettingFacts({ setting }: { setting: ReleaseSetting }): ReactNode {
  const names = (list: ReleaseSetting['first']): string =>
    list.length === 0
      ? t('Everybody who may decide')
      : listWords(list.map(({ name }) => hubText(name)));
  return (
    <dl className="facts">
      <dt>{t('First')}</dt>
      <dd>{names(setting.first)}</dd>
      <dt>{t('Next')}</dt>
      <dd>{names(setting.next)}</dd>
      <dt>{t('Once nobody of us is here')}</dt>
      <dd>
        {setting.successor === undefined ? t('Nobody decides') : hubText(setting.successor.name)}
      </dd>
      <dt>{t('When we leave')}</dt>
      <dd>{leavingWords(setting.leaving)}</dd>
    </dl>
  );
}

function SettingForm({ community, setting }: SettingPanelProps): ReactNode {
  const me = useMe();
  const [first, setFirst] = useState(setting.first.map(({ id }) => id));
  const [next, setNext] = useState(setting.next.map(({ id }) => id));
  const [successor, setSuccessor] = useState(setting.successor?.id ?? '');
  const [leaving, setLeaving] = useState(leavingDraft(setting.leaving));
  const people = setting.able.map(({ id, name }) => ({ value: id, label: name }));
  const all = useOrganizationChoices(community);
  const named = setting.successor;
  // Whoever was named stands there before the others are known, and when they take part no more.
  const members = [
    ...(named === undefined ? [] : [{ value: named.id, label: named.name }]),
    ...all.filter(({ value }) => value !== me.organization?.id && value !== named?.id),
  ];
  const save = useAct(setReleaseSetting, { stale: [showReleaseSetting] });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const laidDown = leavingOf(leaving);
        const body = {
          first,
          next,
          ...(successor === '' ? {} : { successor }),
          ...(laidDown === undefined ? {} : { leaving: laidDown }),
        };
        save.mutate({ params: { community: community.id }, body });
      }}
    >
      <MultiSelect
        label={t('Asked first')}
        description={t('Left empty: everybody who may decide.')}
        searchable
        data={people}
        value={first}
        onChange={setFirst}
        comboboxProps={{ withinPortal: false }}
      />
      <MultiSelect
        label={t('Asked next, when those are silent')}
        description={t('Left empty: everybody who may decide.')}
        searchable
        data={people}
        value={next}
        onChange={setNext}
        comboboxProps={{ withinPortal: false }}
      />
      <NativeSelect
        label={t('Who decides about our AMBER once nobody of us is here?')}
        description={t(
          'Only about what they may read themselves and was shared under our name. GREEN and CLEAR stay as they are; RED nobody inherits. Whoever asks is told who decided.',
        )}
        value={successor}
        data={[{ value: '', label: t('Nobody: it stays as it is') }, ...members]}
        onChange={(event) => setSuccessor(event.currentTarget.value)}
      />
      <LeavingFields draft={leaving} onChange={setLeaving} />
      <ProblemPanel error={save.error} />
      <div className="row">
        <Button type="submit" loading={save.isPending}>
          {t('Save')}
        </Button>
        {save.isSuccess && <span role="status">{t('It holds from now on.')}</span>}
      </div>
    </form>
  );
}

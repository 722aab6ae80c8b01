import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { presetChoices, presetFor, presetProfile } from '../arrangement/presets.ts';
import type { PresetName } from '../arrangement/presets.ts';
import { ProfileForm } from '../arrangement/profile-form.tsx';
import { RulesDocument } from '../arrangement/rules-document.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { adoptProfile, listCommunities } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';

interface RulesStepProps {
  readonly community: Community;
  readonly onDone: () => void;
}

/** Choosing one of four agreements, read as a document, changed point by point by who wants to. */
export function RulesStep({ community, onDone }: RulesStepProps): ReactNode {
  const [preset, setPreset] = useState<PresetName>(() => presetFor(community.kind));
  const [isEditing, setEditing] = useState(false);
  const adopt = useAct(adoptProfile, { stale: [listCommunities], onDone });
  const profile = presetProfile(preset);
  return (
    <div className="stack">
      <Radio.Group
        label={t('Begin with')}
        value={preset}
        onChange={(value) => {
          const chosen = presetChoices().find(({ name }) => name === value)?.name;
          if (chosen !== undefined) setPreset(chosen);
        }}
      >
        <div className="choice choices">
          {presetChoices().map(({ name, label, words }) => (
            <Radio key={name} value={name} label={label} description={words} />
          ))}
        </div>
      </Radio.Group>
      {isEditing ? (
        <ProfileForm
          key={preset}
          community={community}
          initial={profile}
          action={t('Agree on this')}
          onDone={onDone}
        />
      ) : (
        <>
          <section className="panel stack" aria-labelledby="rules">
            <h2 id="rules">{t('The rules of {{name}}', { name: community.name })}</h2>
            <RulesDocument profile={profile} />
          </section>
          <ProblemPanel error={adopt.error} />
          <div className="row">
            <Button
              loading={adopt.isPending}
              onClick={() => adopt.mutate({ params: { community: community.id }, body: profile })}
            >
              {t('Agree on this')}
            </Button>
            <Button variant="default" onClick={() => setEditing(true)}>
              {t('Change single points')}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

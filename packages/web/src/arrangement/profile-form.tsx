import { Button, Checkbox, NativeSelect, Radio, TagsInput, Textarea } from '@mantine/core';
import { NOTICE_MAX, SHIELD_ACTS, SHIELD_SEVERITIES, TLP_LEVELS, TOPICS_MAX } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { TlpPlate } from '../design/tlp-plate.tsx';
import { adoptProfile, listCommunities } from '../kernel/contract.ts';
import type { Community } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { t } from '../kernel/words.ts';
import { filledScheme } from './scheme-draft.ts';
import { SchemeForm } from './scheme-form.tsx';
import { SHIELD_ACT_WORDS, SHIELD_WORDS } from './profile-words.ts';
import type { ProfileDraft } from './profile-words.ts';

interface ProfileFormProps {
  readonly community: Community;
  readonly action: string;
  /** What stands in it at first; absent: what is agreed now. */
  readonly initial?: ProfileDraft;
  readonly onDone: () => void;
}

/** What the words of a marking mean in a community. */
export function ProfileForm({ community, action, initial, onDone }: ProfileFormProps): ReactNode {
  const { version: _version, ...agreed } = community.profile;
  const form = useForm<ProfileDraft>({ initialValues: initial ?? agreed });
  const adopt = useAct(adoptProfile, { stale: [listCommunities], onDone });
  return (
    <form
      className="stack wide"
      onSubmit={form.onSubmit((draft) =>
        adopt.mutate({
          params: { community: community.id },
          body: { ...draft, classification: filledScheme(draft.classification) },
        }),
      )}
    >
      <Meanings form={form} />
      <fieldset className="plain stack tight">
        <legend className="field-label">{t('Who counts')}</legend>
        <Checkbox
          label={t('Service providers are members like others')}
          description={t(
            'TLP:GREEN and TLP:AMBER then reach organizations that joined as providers.',
          )}
          {...form.getInputProps('providers', { type: 'checkbox' })}
        />
        <Checkbox
          label={t('Provider staff count as the member they work for')}
          description={t('TLP:AMBER+STRICT then reaches outsourced staff acting for a member.')}
          {...form.getInputProps('provider_staff', { type: 'checkbox' })}
        />
        <Checkbox
          label={t('Government partners belong to the community')}
          description={t('TLP:GREEN then reaches them. Without it a source has to name them.')}
          {...form.getInputProps('government', { type: 'checkbox' })}
        />
      </fieldset>
      <LevelChoice
        label={t('Marking proposed when somebody shares')}
        words={t('Members can always choose another.')}
        levels={['green', 'amber', 'amber+strict']}
        {...form.getInputProps('default_level')}
      />
      <LevelChoice
        label={t('What arrives without any marking is treated as')}
        words={t(
          'Feeds and files are often unmarked. Choose narrowly: it can be widened later, never taken back.',
        )}
        levels={TLP_LEVELS}
        {...form.getInputProps('unlabelled')}
      />
      <ShieldChoice form={form} />
      <SchemeForm
        scheme={form.values.classification}
        set={(classification) => form.setFieldValue('classification', classification)}
      />
      <Competition form={form} />
      <ProblemPanel error={adopt.error} />
      <p>
        <Button type="submit" loading={adopt.isPending}>
          {action}
        </Button>
      </p>
    </form>
  );
}

/** What competition law keeps out: said to whoever shares, and looked for when it arrives. */
function Competition({ form }: { form: ReturnType<typeof useForm<ProfileDraft>> }): ReactNode {
  return (
    <fieldset className="plain stack tight">
      <legend className="field-label">{t('Competition')}</legend>
      <Textarea
        label={t('Notice to whoever shares (optional)')}
        description={t('Stands on the Share page: what may not be exchanged here, such as prices.')}
        rows={2}
        maxLength={NOTICE_MAX}
        {...form.getInputProps('competition.notice')}
      />
      <TagsInput
        label={t('Words to ask about')}
        description={t(
          'Whoever uses one is asked whether it belongs here; what becomes of it is said above, under what may name a victim.',
        )}
        maxTags={TOPICS_MAX}
        {...form.getInputProps('competition.topics')}
      />
    </fieldset>
  );
}

/** What becomes of what should not leave, when it arrives all the same. */
function ShieldChoice({ form }: { form: ReturnType<typeof useForm<ProfileDraft>> }): ReactNode {
  return (
    <fieldset className="plain stack tight">
      <legend className="field-label">{t('What should not leave, and arrives')}</legend>
      <p className="small quiet">
        {t(
          'Whatever way it comes: by the browser, by programs, by TAXII. Nobody is told the value.',
        )}
      </p>
      {SHIELD_SEVERITIES.map((severity) => (
        <NativeSelect
          key={severity}
          label={t(SHIELD_WORDS[severity])}
          data={SHIELD_ACTS.map((act) => ({ value: act, label: t(SHIELD_ACT_WORDS[act]) }))}
          {...form.getInputProps(`shield.${severity}`)}
        />
      ))}
    </fieldset>
  );
}

function Meanings({ form }: { form: ReturnType<typeof useForm<ProfileDraft>> }): ReactNode {
  return (
    <>
      <Textarea
        label={t('“Organization” means')}
        description={t(
          'How far TLP:AMBER+STRICT reaches: the recipient’s own organization and no further.',
        )}
        rows={2}
        {...form.getInputProps('organization_means')}
      />
      <Textarea
        label={t('“Client” means')}
        description={t('TLP:AMBER reaches the organization and its clients who need to know.')}
        rows={2}
        {...form.getInputProps('client_means')}
      />
      <Textarea
        label={t('“Community” means')}
        description={t('How far TLP:GREEN reaches.')}
        rows={2}
        {...form.getInputProps('community_means')}
      />
    </>
  );
}

interface LevelChoiceProps {
  readonly label: string;
  readonly words: string;
  readonly levels: readonly TlpLevel[];
  readonly value?: TlpLevel;
  readonly onChange?: (level: TlpLevel) => void;
}

function LevelChoice({ label, words, levels, value, onChange }: LevelChoiceProps): ReactNode {
  return (
    <Radio.Group
      label={label}
      description={words}
      {...(value === undefined ? {} : { value })}
      onChange={(level) => {
        const known = levels.find((one) => one === level);
        if (known !== undefined) onChange?.(known);
      }}
    >
      <div className="row" style={{ marginTop: '0.4rem' }}>
        {levels.map((level) => (
          <Radio key={level} value={level} label={<TlpPlate level={level} />} />
        ))}
      </div>
    </Radio.Group>
  );
}

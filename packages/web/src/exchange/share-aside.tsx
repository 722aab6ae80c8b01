import { Button, Radio } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { rankOfLevel, tlpText } from '@tocsin/policy';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { KeyHint } from '../design/keys.tsx';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';
import { AppearLater } from '../protection/appear-later.tsx';
import { AttributionPicker } from '../protection/attribution-picker.tsx';
import { AudienceSentence } from '../protection/audience-sentence.tsx';
import { namesSomebody } from '../protection/marking-draft.ts';
import { DEMANDED, MarkingPicker } from '../protection/marking-picker.tsx';
import { PreviewAs } from '../protection/preview-as.tsx';
import type { Shield } from '../shield/use-shield.ts';
import { KeptLine } from './draft-notes.tsx';
import { FileAudience, FileLevels } from './file-audience.tsx';
import { othersOfFiles } from './file-markings.ts';
import type { AtLevel } from './file-markings.ts';
import { placesIn } from './found-values.ts';
import type { Found } from './found-values.ts';
import { attributionIn, isTicked, missingIn, proposedTitle } from './share-draft.ts';
import type { Missing, ShareDraft } from './share-draft.ts';
import type { KeptShare } from './use-share-draft.ts';
import type { Sender } from './use-sending.ts';
import type { TakenFiles } from './use-taken-files.ts';
import { contributionWords } from './words.ts';

interface ShareAsideProps {
  readonly community: Community;
  readonly kept: KeptShare;
  readonly taken: TakenFiles;
  readonly sender: Sender;
  readonly isReady: boolean;
  readonly waitsFor: WaitsFor | undefined;
  readonly found: Found;
  readonly shield: Shield;
  /** For files that keep their markings: what goes out at which level. */
  readonly byFile: readonly AtLevel[];
}

const LawNote = lazy(async () => ({
  default: (await import('../arrangement/law-note.tsx')).LawNote,
}));

/** What a share still waits for that is written whole. */
export type WaitsFor = 'reading' | 'findings' | 'name';

/** The one question of a share: who may see it. And the button. */
export function ShareAside(props: ShareAsideProps): ReactNode {
  const { community, kept, taken, byFile } = props;
  const { draft, set } = kept;
  const hasFiles = taken.files.length > 0;
  const keepsOwn = hasFiles && draft.keepsOwn;
  return (
    <div className="stack aside sticks">
      <div className="stack panel">
        <h2>{t('Who may see it')}</h2>
        <CompetitionNotice community={community} />
        {hasFiles && <OwnMarkings community={community} draft={draft} set={set} />}
        {keepsOwn ? (
          <FileAudience community={community} levels={byFile} others={othersOfFiles(taken.files)} />
        ) : (
          <>
            <MarkingPicker
              community={community}
              draft={draft.marking}
              onChange={(marking) => set({ marking })}
            />
            <Wider {...props} />
            <Preview community={community} draft={draft} />
          </>
        )}
        <AttributionPicker
          community={community}
          value={attributionIn(draft, taken.parts.length)}
          onChange={(attribution) => set({ attribution })}
          sealedTo={draft.sealedTo}
          onSealedTo={(sealedTo) => set({ sealedTo })}
          text={`${draft.title}\n${draft.text}`}
          inParts={taken.parts.length > 1}
        />
        {draft.attribution !== 'named' && !keepsOwn && (
          <AppearLater
            from={draft.marking.from}
            onChange={(from) => set({ marking: { ...draft.marking, from } })}
          />
        )}
        <Suspense fallback={null}>
          <LawNote community={community} />
        </Suspense>
        <KeptLine kept={kept} hasFiles={hasFiles} />
      </div>
      <Send {...props} keepsOwn={keepsOwn} />
    </div>
  );
}

/** Who will see it, in a line, and the button: in sight however far somebody has read. */
function Send(props: ShareAsideProps & { readonly keepsOwn: boolean }): ReactNode {
  const { community, kept, keepsOwn } = props;
  return (
    <div className="send panel stack tight">
      {keepsOwn ? (
        <FileLevels levels={props.byFile} />
      ) : (
        <AudienceSentence community={community} draft={kept.draft.marking} isBrief />
      )}
      <SendingNotes {...props} />
      <Button
        type="submit"
        size="lg"
        fullWidth
        disabled={!props.isReady}
        loading={props.sender.state === 'sending'}
      >
        {t('Share')}
        <KeyHint name="send" />
      </Button>
    </div>
  );
}

/** Looks whether the marking is stricter than the content asks for, once somebody chose a strict one. */
function Wider({ community, kept, taken, found, shield }: ShareAsideProps): ReactNode {
  const { draft, set } = kept;
  const { text, title, marking } = draft;
  const values = found.values.filter((one) => isTicked(draft, one));
  const isStrict = rankOfLevel(marking.level) >= rankOfLevel('amber');
  if (!isStrict || values.length === 0 || taken.files.length > 0) return null;
  const places = placesIn(text, found);
  const findings = shield.findings.length;
  return (
    <Suspense fallback={null}>
      <WiderHint
        community={community}
        share={{ title, text, places, findings }}
        values={values.map(({ value }) => value).join('\n')}
        onGreen={() => set({ marking: { ...marking, level: 'green', word: '' } })}
      />
    </Suspense>
  );
}

const WiderHint = lazy(async () => ({
  default: (await import('../protection/wider-hint.tsx')).WiderHint,
}));

function Preview({
  community,
  draft,
}: Pick<ShareAsideProps, 'community'> & { draft: ShareDraft }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  const proposed = draft.title === '' ? proposedTitle(draft.text) : draft.title;
  return (
    <>
      <p>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconEye size={16} />}
          disabled={!namesSomebody(draft.marking)}
          onClick={() => setOpen(true)}
        >
          {t('See it as somebody else')}
        </Button>
      </p>
      <Window title={t('See it as somebody else')} isOpen={isOpen} onClose={close}>
        <PreviewAs
          community={community}
          draft={draft.marking}
          title={proposed === '' ? contributionWords(draft.kind) : proposed}
        />
        <p>
          <Button variant="default" onClick={close}>
            {t('Close')}
          </Button>
        </p>
      </Window>
    </>
  );
}

/** What still is missing, and what to do when sending cannot go on. */
function SendingNotes(props: ShareAsideProps): ReactNode {
  const { sender, kept, taken } = props;
  if (sender.state === 'waiting') return <Unreachable sender={sender} />;
  const missing = missingIn(kept.draft, taken.files);
  return (
    <>
      <ProblemPanel error={sender.error} />
      {missing === 'audience' && (
        <p className="small">
          <a href={`#${DEMANDED}`}>{t('Say first who may see it.')}</a>
        </p>
      )}
      {missing !== undefined && missing !== 'audience' && (
        <p className="small quiet">{missingWords(missing)}</p>
      )}
      {missing === undefined && props.waitsFor === 'reading' && (
        <p className="small quiet">{t('A moment: the text is being read.')}</p>
      )}
      {missing === undefined && props.waitsFor === 'findings' && (
        <p className="small">
          <a href="#check">{t('Decide first about what was found.')}</a>
        </p>
      )}
    </>
  );
}

function Unreachable({ sender }: { sender: Sender }): ReactNode {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil(((sender.retryAt ?? now) - now) / 1000));
  return (
    <div className="panel caution stack tight">
      <p role="status">
        <strong>{t('The hub cannot be reached.')}</strong>{' '}
        {t('Your share waits here and goes out once, as soon as it can.')}
      </p>
      <p className="small" aria-hidden="true">
        {t('Next try in {{seconds}} s', { seconds })}
      </p>
      <div className="row">
        <Button size="compact-sm" variant="default" onClick={sender.tryNow}>
          {t('Try now')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={sender.stop}>
          {t('Stop trying')}
        </Button>
      </div>
    </div>
  );
}

function missingWords(missing: Exclude<Missing, 'audience'>): string {
  if (missing === 'content') return t('Paste a text or choose a file first.');
  return t('Correct the times under “More care” first.');
}

interface OwnMarkingsProps {
  readonly community: Community;
  readonly draft: ShareDraft;
  readonly set: (part: Partial<ShareDraft>) => void;
}

function OwnMarkings({ community, draft, set }: OwnMarkingsProps): ReactNode {
  const rule = tlpText(community.profile.unlabelled);
  return (
    <Radio.Group
      label={t('Whose markings?')}
      value={draft.keepsOwn ? 'own' : 'mine'}
      onChange={(value) => set({ keepsOwn: value === 'own' })}
    >
      <div className="stack tight choices">
        <Radio
          value="own"
          label={t('Those in the file')}
          description={t(
            'Objects without one are treated as {{rule}}, as agreed here. Markings nobody knows are quarantined, never widened.',
            { rule },
          )}
        />
        <Radio
          value="mine"
          label={t('One for the whole file')}
          description={t('An object’s own stricter marking still holds.')}
        />
      </div>
    </Radio.Group>
  );
}

/** What may not be exchanged here under competition law, where the community says so. */
function CompetitionNotice({ community }: { community: Community }): ReactNode {
  const { notice } = community.profile.competition;
  if (notice === '') return null;
  return (
    <p className="audience small" role="note">
      <strong>{t('Competition')}:</strong> {notice}
    </p>
  );
}

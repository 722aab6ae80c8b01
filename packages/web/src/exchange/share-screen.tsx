import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import './exchange.css';
import './share.css';
import { PageHead } from '../design/page-head.tsx';
import { actingAs } from '../kernel/acting.ts';
import { useCommunity } from '../kernel/community.ts';
import type { Community } from '../kernel/contract.ts';
import { useKeys } from '../kernel/keys.ts';
import { useMe } from '../kernel/session.ts';
import { plural, t } from '../kernel/words.ts';
import { checkSaid, isOpen } from '../shield/decisions.ts';
import { FileLookCard } from '../shield/file-look-card.tsx';
import { useOwnProfile } from '../shield/own-profile.ts';
import { ShieldPanel } from '../shield/shield-panel.tsx';
import { useFindingActs } from '../shield/use-finding-acts.ts';
import { useShield } from '../shield/use-shield.ts';
import type { Shield } from '../shield/use-shield.ts';
import { AnsweringNote } from './answering-note.tsx';
import type { Unanswered } from './answering-note.tsx';
import { DraftNotes } from './draft-notes.tsx';
import { levelsOfFiles } from './file-markings.ts';
import type { AtLevel } from './file-markings.ts';
import { FilePart } from './file-part.tsx';
import { FoundList } from './found-list.tsx';
import { placesIn, useFoundValues } from './found-values.ts';
import type { Found, FoundValue, Place } from './found-values.ts';
import { MarkedText, showPlace } from './marked-text.tsx';
import { PartNotes } from './part-notes.tsx';
import { PartPanel, usePartSending } from './part-sending.tsx';
import type { PartSending } from './part-sending.tsx';
import { ShareAside } from './share-aside.tsx';
import type { WaitsFor } from './share-aside.tsx';
import {
  attributionIn,
  isBlank,
  isRenamedAnswer,
  isTicked,
  missingIn,
  partBody,
  sentAs,
  textBody,
  ticksAfter,
} from './share-draft.ts';
import { ShareFields, TITLE_FIELD } from './share-fields.tsx';
import { useDrop, useHandedText, usePastedAnywhere } from './share-intake.ts';
import { useShareDraft } from './use-share-draft.ts';
import type { KeptShare } from './use-share-draft.ts';
import { tellingOf } from './telling.ts';
import { answerWith, useAnswering } from './use-answering.ts';
import { useSealing } from './use-sealing.ts';
import { useSending } from './use-sending.ts';
import type { Sender } from './use-sending.ts';
import { useTakenFiles } from './use-taken-files.ts';
import type { TakenFiles } from './use-taken-files.ts';

/** Giving something to the community: what, to whom, and who that is in words. */
export function ShareScreen(): ReactNode {
  const community = useCommunity();
  return <ShareForm key={community.id} community={community} />;
}

function ShareForm({ community }: { community: Community }): ReactNode {
  const kept = useShareDraft(community);
  const { draft, set } = kept;
  const addText = useCallback(
    (text: string) =>
      set((old) => ({ text: old.text.trim() === '' ? text : `${old.text}\n\n${text}` })),
    [set],
  );
  const profile = useOwnProfile(useMe().id, community.id);
  const taken = useTakenFiles(addText, profile);
  const found = useFoundValues(community, draft.text);
  const shield = useShield({ title: draft.title, text: draft.text, files: taken.files }, profile);
  const sharing = useSharing(community, { kept, taken, found, shield });
  const { send, sender, unanswered, parting, isReady, waitsFor } = sharing;
  useSendKey(send);
  useHandedText(addText);
  const answering = useAnswering(community, kept, profile);
  usePastedAnywhere(addText, taken.add);
  const drop = useDrop(taken.add);
  const content = useContent({ kept, taken, found, shield });
  const byFile = useLevelsByFile(community, kept, taken);
  const levels = byFile?.map(({ level }) => level) ?? [draft.marking.level];
  if (parting.isBegun) {
    return (
      <>
        <PageHead title={t('Share')} tab={t('Share')} levels={levels} />
        <PartPanel
          sending={parting}
          parts={taken.parts}
          community={community}
          onSend={send}
          onReset={() => {
            parting.reset();
            kept.clear();
            taken.clear();
          }}
        />
      </>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      {...drop}
    >
      <PageHead
        title={t('Share')}
        tab={t('Share')}
        lead={t('With {{name}}. Before anything is sent you see, in words, who will read it.', {
          name: community.name,
        })}
        levels={levels}
      />
      <AnsweringNote {...{ community, kept, taken, unanswered }} error={answering} />
      <div className="two share">
        <div className="stack wide">
          <Content {...content} community={community.id} />
          <Details {...content} />
        </div>
        <ShareAside
          {...{ community, kept, taken, sender, isReady, waitsFor, found, shield }}
          byFile={byFile ?? []}
        />
      </div>
    </form>
  );
}

/** What goes out at which level by the markings of the files; `undefined` when one is chosen for all. */
function useLevelsByFile(
  community: Community,
  { draft }: KeptShare,
  { files }: TakenFiles,
): readonly AtLevel[] | undefined {
  const { unlabelled } = community.profile;
  const hasWords = draft.title.trim() !== '' || draft.text.trim() !== '';
  const keepsOwn = files.length > 0 && draft.keepsOwn;
  return useMemo(
    () => (keepsOwn ? levelsOfFiles(files, { unlabelled, hasWords }) : undefined),
    [keepsOwn, files, unlabelled, hasWords],
  );
}

interface Written {
  readonly kept: KeptShare;
  readonly taken: TakenFiles;
  readonly found: Found;
  readonly shield: Shield;
}

interface Sharing {
  readonly isReady: boolean;
  readonly waitsFor: WaitsFor | undefined;
  readonly sender: Sender;
  readonly unanswered: Unanswered | undefined;
  /** Files that go in parts. */
  readonly parting: PartSending;
  readonly send: () => void;
}

/** Sends what is written: in one request, or large files in parts. */
function useSharing(community: Community, { kept, taken, found, shield }: Written): Sharing {
  const { draft, set } = kept;
  const { files, parts } = taken;
  const { sender, unanswered } = useShareSender(community, kept, taken);
  const sealingOf = useSealing(community);
  const parting = usePartSending(community, {
    parts,
    names: useMemo(() => files.map(({ name }) => name), [files]),
  });
  // Sent with the values of this very text, never with those of an earlier one.
  const isWaitingForValues =
    files.length === 0 && draft.text.trim() !== '' && found.text !== draft.text;
  const open = shield.findings.filter((one) => isOpen(draft, one)).length;
  const name = isRenamedAnswer(draft, parts.length) ? 'name' : undefined;
  const waitsFor: WaitsFor | undefined =
    isWaitingForValues || shield.isChecking ? 'reading' : open > 0 ? 'findings' : name;
  const isReady = missingIn(draft, files) === undefined && waitsFor === undefined;
  const send = (): void => {
    // What is on its way was looked at and decided about before its first part left, and its files are the same.
    if (parting.isBegun) {
      if (!parting.isSending && parts.length > 1) void parting.send(draft, parts);
      return;
    }
    if (!isReady || sender.state === 'sending' || sender.state === 'waiting') return;
    const [only, ...more] = parts;
    if (more.length > 0) {
      const attribution = attributionIn(draft, parts.length);
      void parting.send({ ...draft, attribution, check: checkSaid(shield, draft) }, parts);
      return;
    }
    const check = checkSaid(shield, draft);
    const body =
      only === undefined ? textBody(draft, found.values, check) : partBody(draft, only, check);
    const sent = sentAs(draft, body);
    const { draft: sealing, sealed } = sealingOf({ ...draft, sent });
    // Kept before the first byte leaves: after a crash the same share goes out under the same key.
    kept.keepNow(sealing);
    set(sealing);
    sender.send(body, sent.key, sealed);
  };
  return { isReady, waitsFor, sender, unanswered, parting, send };
}

interface ContentParts extends Written {
  readonly places: readonly Place[];
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly isOn: (value: FoundValue) => boolean;
  readonly tick: (values: readonly FoundValue[], isOn: boolean) => void;
}

function useContent(written: Written): ContentParts {
  const { kept, found } = written;
  const { draft, set } = kept;
  const field = useRef<HTMLTextAreaElement>(null);
  const places = useMemo(() => placesIn(draft.text, found), [draft.text, found]);
  return {
    ...written,
    places,
    field,
    isOn: (value) => isTicked(draft, value),
    tick: (values, isOn) => set((old) => ({ ticks: ticksAfter(old, values, isOn) })),
  };
}

/** The text and the files: all that somebody in a hurry has to give. */
function Content({
  community,
  kept,
  taken,
  places,
  field,
  isOn,
  tick,
  found,
  shield,
}: ContentParts & { community: string }): ReactNode {
  const { draft, set } = kept;
  const hasFiles = taken.files.length > 0;
  return (
    <div className="stack content">
      <PartNotes community={community} />
      <DraftNotes kept={kept} />
      <MarkedText
        label={hasFiles ? t('Description (optional)') : t('Text')}
        description={
          hasFiles
            ? t('Shown with the objects of the files. Values in it stay text.')
            : t('Paste it as it came. Addresses written like evil[.]example are understood.')
        }
        text={draft.text}
        onText={(text) => set({ text })}
        places={hasFiles ? [] : places}
        findings={shield.findings}
        isOn={isOn}
        onTick={(value, isOnNow) => tick([value], isOnNow)}
        field={field}
      />
      {!hasFiles && found.values.length > 0 && (
        <p className="small">
          <a href="#found">
            {plural(found.values.length, {
              one: '1 value found: look at it below',
              other: '{{count}} values found: look at them below',
            })}
          </a>
        </p>
      )}
      <FilePart {...taken} parts={taken.parts.length} onFiles={taken.add} onRemove={taken.remove} />
      {taken.looks.map((look) => (
        <FileLookCard key={look.name} look={look} onDismiss={() => taken.dismiss(look)} />
      ))}
      <BeforeItLeaves {...{ community, kept, taken, shield, field }} />
    </div>
  );
}

type BeforeProps = Pick<ContentParts, 'kept' | 'taken' | 'shield' | 'field'> & {
  readonly community: string;
};

/** What the share gives away, and what to do about it. */
function BeforeItLeaves({ community, kept, taken, shield, field }: BeforeProps): ReactNode {
  const { draft, set } = kept;
  const [isProfileOpen, setProfileOpen] = useState(false);
  const { acts, fault } = useFindingActs(shield, {
    ...draft,
    files: taken.files,
    write: set,
    replaceFile: taken.replace,
    onShow: ({ places }) => {
      const place = places.find(({ part }) => part !== 'file');
      if (place?.part === 'text') showPlace(field.current, place);
      if (place?.part === 'title') document.getElementById(TITLE_FIELD)?.focus();
    },
  });
  return (
    <>
      <ShieldPanel
        shield={shield}
        decisions={draft}
        acts={acts}
        isBlank={isBlank(draft, taken.files)}
        onProfile={() => setProfileOpen(true)}
      />
      {fault !== undefined && (
        <p className="problem" role="alert">
          {fault}
        </p>
      )}
      <Suspense>
        {isProfileOpen && (
          <ProfileWindow community={community} onClose={() => setProfileOpen(false)} />
        )}
      </Suspense>
    </>
  );
}

const ProfileWindow = lazy(async () => ({
  default: (await import('../shield/profile-window.tsx')).ProfileWindow,
}));

/** What can be left as it is: which of the found values go out as values, title and kind. */
function Details({ kept, taken, found, places, field, isOn, tick }: ContentParts): ReactNode {
  const { draft, set } = kept;
  const hasFiles = taken.files.length > 0;
  return (
    <div className="stack wide details">
      {!hasFiles && (
        <FoundList
          found={found}
          isEmpty={draft.text.trim() === ''}
          isOn={isOn}
          onTick={tick}
          onShow={(value) => {
            const place = places.find((one) => one.value === value);
            if (place !== undefined) showPlace(field.current, place);
          }}
        />
      )}
      <ShareFields draft={draft} set={set} hasFiles={hasFiles} />
    </div>
  );
}

/** What was sent is a draft no longer; its receipt says what became of it, or the request that it answers. */
function useShareSender(
  community: Community,
  kept: KeptShare,
  taken: TakenFiles,
): { sender: Sender; unanswered: Unanswered | undefined } {
  const navigate = useNavigate();
  const [unanswered, setUnanswered] = useState<Unanswered>();
  const { answers, attribution } = kept.draft;
  const isSealed = attribution === 'sealed' && actingAs() === undefined;
  const params = { community: community.slug };
  const toReceipt = (receipt: string): void =>
    void navigate({ to: '/c/$community/shares/$receipt', params: { ...params, receipt } });
  const sender = useSending(community.id, (receipt) => {
    kept.clear();
    taken.clear();
    if (isSealed) {
      // Its receipt is the sealed source's, and is seen by acting as it.
      void navigate({ to: '/c/$community/sealed', params });
      return;
    }
    if (answers === '') {
      toReceipt(receipt.id);
      return;
    }
    const answer = async (): Promise<void> => {
      const state = await answerWith(community.id, answers, [tellingOf(receipt)]);
      if (state === 'waits') toReceipt(receipt.id);
      else void navigate({ to: '/c/$community/releases', params });
    };
    answer().catch((error: unknown) => setUnanswered({ receipt: receipt.id, error }));
  });
  return { sender, unanswered };
}

/** Ctrl or ⌘ with Enter shares, also from within the text. */
function useSendKey(send: () => void): void {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });
  const acts = useMemo(() => ({ send: () => latest.current() }), []);
  useKeys(acts);
}

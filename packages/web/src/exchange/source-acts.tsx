import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowsHorizontal } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import { Window } from '../design/window.tsx';
import {
  listObjects,
  listRecalled,
  remarkObject,
  retractObject,
  showAccess,
  showHandling,
  showObject,
} from '../kernel/contract.ts';
import type { Access, Community, ObjectDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { rememberObject } from '../kernel/recent-objects.ts';
import { AudienceSentence } from '../protection/audience-sentence.tsx';
import { draftOfMarking } from '../protection/draft-of-marking.ts';
import { LimitsNow } from '../protection/limits-now.tsx';
import { markingOf, namesSomebody, proposedMarking } from '../protection/marking-draft.ts';
import type { MarkingDraft } from '../protection/marking-draft.ts';
import { MarkingPicker } from '../protection/marking-picker.tsx';
import { draftOfTerms } from '../protection/terms-draft.ts';
import { reachWords } from '../protection/reach-words.ts';
import { hubText, listWords, plural, t } from '../kernel/words.ts';

interface SourceActsProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  /** What its source may do with it; absent until it was read. */
  readonly access: Access | undefined;
}

/** For the source only: to whom it goes, and taking it back. Each says first whom it reaches. */
export function SourceActs({ object, access, community }: SourceActsProps): ReactNode {
  const [open, setOpen] = useState<'remark' | 'retract'>();
  if (access === undefined || access.may.length === 0) return null;
  const { may } = access;
  const close = (): void => setOpen(undefined);
  const form = { object, community, access, onClose: close };
  return (
    <>
      {may.includes('remark-object') && (
        <Button
          variant="default"
          leftSection={<IconArrowsHorizontal size={17} />}
          onClick={() => setOpen('remark')}
        >
          {t('Share wider or narrower')}
        </Button>
      )}
      {may.includes('retract-object') && (
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={17} />}
          onClick={() => setOpen('retract')}
        >
          {t('Take it back')}
        </Button>
      )}
      <Window title={t('Share wider or narrower')} isOpen={open === 'remark'} onClose={close}>
        <RemarkForm {...form} />
      </Window>
      <Window title={t('Take it back?')} isOpen={open === 'retract'} onClose={close}>
        <RetractForm {...form} />
      </Window>
    </>
  );
}

interface SourceFormProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly access: Access;
  readonly onClose: () => void;
}

function RemarkForm({ object, community, access, onClose }: SourceFormProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOfReach(object, { access: access, community }));
  const remark = useAct(remarkObject, {
    stale: [showObject, showAccess, listObjects, listRecalled, showHandling],
    onDone: () => {
      rememberObject(community.id, object.id, true);
      onClose();
    },
  });
  const params = { community: community.id, id: object.id };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        remark.mutate({ params, body: { marking: markingOf(draft) } });
      }}
    >
      <p className="quiet">
        {t('Replaces the marking of every version. Whoever read it already cannot unread it.')}
      </p>
      {access.reach !== undefined && (
        <p>
          <strong>{t('Until now:')}</strong> {reachWords(access.reach, access.marking.level)}
        </p>
      )}
      <LimitsNow access={access} draft={draft} />
      <MarkingPicker community={community} draft={draft} onChange={setDraft} />
      <AudienceSentence community={community} draft={draft} />
      <ProblemPanel error={remark.error} />
      <div className="row">
        <Button type="submit" loading={remark.isPending} disabled={!namesSomebody(draft)}>
          {t('Change')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </div>
    </form>
  );
}

function RetractForm({ object, community, access, onClose }: SourceFormProps): ReactNode {
  const navigate = useNavigate();
  const retract = useAct(retractObject, {
    stale: [listObjects, listRecalled, showHandling],
    onDone: () => {
      onClose();
      void navigate({
        to: '/c/$community/intelligence',
        params: { community: community.slug },
        search: {},
      });
    },
  });
  const params = { community: community.id, id: object.id };
  return (
    <div className="stack">
      <p>{t('Nobody will read it here any more, in any version. This cannot be undone.')}</p>
      <Reached access={access} />
      <ProblemPanel error={retract.error} />
      <div className="row">
        <Button
          loading={retract.isPending}
          onClick={() => retract.mutate({ params, query: { versions: 'all' } })}
        >
          {t('Take it back')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('Keep it')}
        </Button>
      </div>
    </div>
  );
}

/** Whom taking it back reaches: who may see it now, and who was given it already. */
function Reached({ access: { reach, deliveries = [] } }: { access: Access }): ReactNode {
  const given = [...new Set(deliveries.map(({ organization }) => hubText(organization.name)))];
  return (
    <>
      {reach !== undefined && (
        <p>
          {plural(reach.organizations.length, {
            one: 'Until now one organization may read it.',
            other: 'Until now {{count}} organizations may read it.',
          })}
        </p>
      )}
      <p>
        {given.length === 0
          ? t('Nobody has been given it yet.')
          : t('Given already to {{names}}, who cannot unread it.', { names: listWords(given) })}
      </p>
      {given.length > 0 && (
        <p>
          {t(
            'They are asked to delete their copies. Under “Taken back” you see who took note; nothing can be enforced on copies already taken.',
          )}
        </p>
      )}
    </>
  );
}

/** The marking of now as a draft, never wider than what is in force: nobody is added by pressing a button. */
function draftOfReach(
  { marking }: ObjectDetail,
  { access, community }: { access: Access; community: Community },
): MarkingDraft {
  const { reach, pap, terms, assessment, said: before } = access;
  const { words } = community.profile.classification;
  if (before !== undefined) {
    return draftOfMarking(before, { level: marking.level, words, now: Date.now() });
  }
  // A word that is agreed on no more, or for another level, cannot be said again.
  const said = words.find(
    ({ word, level }) => word === marking.declared && level === marking.level,
  );
  const blank = proposedMarking(marking.level);
  const draft: MarkingDraft = {
    ...blank,
    pap: pap ?? '',
    terms: draftOfTerms(terms[0]),
    word: said?.word ?? '',
    answers: assessment ?? blank.answers,
  };
  if (reach === undefined || reach.without.length === 0) return draft;
  return { ...draft, reach: 'some', organizations: reach.organizations.map(({ id }) => id) };
}

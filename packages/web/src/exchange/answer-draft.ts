import { defang } from '@tocsin/stix';
import type { MemberProfile } from '@tocsin/shield';
import { call } from '../kernel/client.ts';
import { showObject, showRelease } from '../kernel/contract.ts';
import type { ObjectDetail, ReleaseRequest } from '../kernel/contract.ts';
import { proposedMarking } from '../protection/marking-draft.ts';
import type { MarkingDraft } from '../protection/marking-draft.ts';
import { ask } from '../shield/check-desk.ts';
import type { ShareFinding } from '../shield/check-share.ts';
import { asSuggested } from '../shield/decisions.ts';
import { titleWords } from './title-words.ts';
import type { ShareDraft } from './share-draft.ts';

/** What a draft that answers a request is made from. */
export interface Answering {
  readonly community: string;
  readonly release: string;
  /** The organization of whoever answers. */
  readonly organization: string;
  readonly profile: MemberProfile;
}

/**
 * What a share begins with that is sent instead of what was asked for: its words and values with everything done that
 * the check suggests, for whoever asked and whom they asked for. It is a draft: whoever answers looks at it and sends it.
 */
export async function answerDraft({
  community,
  release: id,
  organization,
  profile,
}: Answering): Promise<Partial<ShareDraft>> {
  const release = await call(showRelease, { params: { community, release: id } });
  const object = await call(showObject, {
    params: { community, id: release.object.id },
    query: {},
  });
  const written = writtenOf(release, object);
  const { findings } = await ask({ kind: 'words', ...written, profile });
  return draftOf({ release, object, organization }, written, findings);
}

/** A request, what it is about, and the organization of whoever answers. */
export interface Asked {
  readonly release: ReleaseRequest;
  readonly object: ObjectDetail;
  readonly organization: string;
}

/** The draft, of the words written for it and what the check found in them. */
export function draftOf(
  { release, object, organization }: Asked,
  written: Written,
  findings: readonly ShareFinding[],
): Partial<ShareDraft> {
  // What it stands under tells: to its source a request names the source itself, under whichever name it shared.
  const isNamed = release.in_stead !== undefined || object.origin.id === organization;
  return {
    ...asSuggested(written, findings),
    kind:
      release.form === 'only-indicators' || object.type === 'indicator' ? 'indicators' : 'report',
    // Under a name for once: the usual pseudonym would tell whoever asked that both are the same.
    attribution: isNamed ? 'named' : 'once',
    marking: markingFor(release, object),
    answers: release.id,
  };
}

type Written = Pick<ShareDraft, 'title' | 'text'>;

/** What an object says in words, and its values, each on a line and not to be clicked; else the text that it came with. */
export function writtenOf({ form }: Pick<ReleaseRequest, 'form'>, object: ObjectDetail): Written {
  const isValuesOnly = form === 'only-indicators';
  const values = object.observables.map(({ value }) => defang(value)).join('\n');
  if (isValuesOnly) return { title: '', text: values };
  const { description, content, abstract } = object.object;
  const said = [description, content, abstract].find((one) => typeof one === 'string');
  const { contribution } = object;
  if (said === undefined && contribution !== undefined && contribution.text.trim() !== '') {
    return { title: contribution.title, text: contribution.text };
  }
  const parts = [said ?? '', values].filter((one) => one.trim() !== '');
  const title = titleWords(object);
  return { title: values === title ? '' : title, text: parts.join('\n\n') };
}

/** For those it was asked for and whoever asks; for every member where nobody says who asks: then the source may not guess. */
function markingFor(release: ReleaseRequest, { marking }: ObjectDetail): MarkingDraft {
  const { asker, wanted } = release;
  const level = marking.level === 'red' ? 'amber+strict' : marking.level;
  if (asker === undefined) return proposedMarking('green');
  const organizations = [asker.organization, ...wanted.organizations].map(({ id }) => id);
  return {
    ...proposedMarking(level),
    reach: 'some',
    organizations: [...new Set(organizations)],
    persons: wanted.persons.map(({ id }) => id),
  };
}

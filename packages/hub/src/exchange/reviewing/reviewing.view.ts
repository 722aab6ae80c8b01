import { aliasName } from '@tocsin/policy';
import { titleOf } from '@tocsin/stix';
import type { Determination, NewContribution, Review, ReviewSetting } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { CallerContext } from '../../kernel/index.ts';
import { organizationNames } from '../../protection/index.ts';
import { findingsOf } from './review-findings.ts';
import { REVIEW_OBJECTS_MAX } from './reviewing.contract.ts';
import type { determination, review, reviewDetail, reviewSetting } from './reviewing.contract.ts';

/** What waits in an organization. */
export function viewOfSetting({
  rules,
  officers,
  maySet,
}: ReviewSetting): z.output<typeof reviewSetting> {
  return {
    rules: { ...rules },
    officers: officers.map((one) => ({ ...one })),
    may_set: maySet,
  };
}

/** A share that waits, or did. */
export function viewOfReview(of: Review): z.output<typeof review> {
  const { alias, decided } = of;
  return {
    id: of.id,
    kind: of.kind,
    title: of.title,
    via: of.via,
    ...(alias === undefined ? {} : { under: { id: alias, name: aliasName(alias) ?? alias } }),
    author: { ...of.author },
    own: of.isOwn,
    at: instantText(of.at),
    why: of.why,
    levels: [...of.levels],
    objects: of.objects,
    state: of.state,
    ...(decided === undefined ? {} : { decided: viewOfDecided(decided) }),
    may: [...of.may],
    ...(of.answers === undefined ? {} : { answers: of.answers }),
    needs_another: of.needsAnother,
  };
}

function viewOfDecided({
  at,
  by,
  words,
}: NonNullable<Review['decided']>): NonNullable<z.output<typeof review>['decided']> {
  return { at: instantText(at), by: by.name, ...(words === undefined ? {} : { words }) };
}

/** What is in a share, what was found in it first. */
export async function viewOfContent(
  content: NewContribution,
): Promise<NonNullable<z.output<typeof reviewDetail>['content']>> {
  const { title = '', text = '', objects } = content;
  const found = await findingsOf({ title, text, objects });
  const withFinding = new Set(found.findings.map(({ index }) => index));
  const first = objects.toSorted(
    (a, b) => Number(withFinding.has(b.index)) - Number(withFinding.has(a.index)),
  );
  return {
    title,
    text,
    objects: first.slice(0, REVIEW_OBJECTS_MAX).map(({ index, object, text: json }) => ({
      index,
      id: object.id,
      type: object.type,
      title: titleOf(object),
      json,
    })),
    more_objects: objects.length > REVIEW_OBJECTS_MAX,
    ...found,
  };
}

/** What a source determined, by the name it is known by to the caller. */
export async function viewOfDetermination(
  context: CallerContext,
  community: string,
  { what, by, at, sha256, person }: Determination,
): Promise<z.output<typeof determination>> {
  const nameOf = await organizationNames(context, community, [by]);
  return {
    what,
    by: { id: by, name: nameOf(by) },
    at: instantText(at),
    sha256,
    ...(person === undefined ? {} : { person: { ...person } }),
  };
}

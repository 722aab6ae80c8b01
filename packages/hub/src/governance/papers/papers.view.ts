import type { ChangedLine } from '@tocsin/policy';
import type { Paper, PaperDetail, PaperVersion, PaperVersionDetail } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import { organizationNames } from '../../protection/index.ts';
import type { NamingContext } from '../../protection/index.ts';
import type { paper, paperDetail, paperVersion } from './papers.contract.ts';

type OrganizationNames = Awaited<ReturnType<typeof organizationNames>>;
type ViewOfLine = NonNullable<
  z.output<typeof paperVersion>['since']
>['changes'][number]['lines'][number];
type Named = (id: string) => { id: string; name: string };

/** Papers as they are listed. */
export async function viewOfPapers(
  context: NamingContext,
  community: string,
  papers: readonly Paper[],
): Promise<z.output<typeof paper>[]> {
  const nameOf = await organizationNames(
    context,
    community,
    papers.map(({ keeper }) => keeper.organization),
  );
  return papers.map((one) => viewOfPaper(one, namedBy(nameOf)));
}

/** A paper with its versions. */
export async function viewOfPaperDetail(
  context: NamingContext,
  community: string,
  of: PaperDetail,
): Promise<z.output<typeof paperDetail>> {
  const named = namedBy(
    await organizationNames(context, community, [
      of.keeper.organization,
      ...of.versions.flatMap(organizationsOf),
    ]),
  );
  return {
    ...viewOfPaper(of, named),
    versions: of.versions.map((one) => viewOfVersion(one, named)),
    ...(of.base === undefined ? {} : { base: of.base }),
    may: [...of.may],
  };
}

/** A version with its text. */
export async function viewOfPaperVersion(
  context: NamingContext,
  community: string,
  { title, of }: { title: string; of: PaperVersionDetail },
): Promise<z.output<typeof paperVersion>> {
  const named = namedBy(await organizationNames(context, community, organizationsOf(of)));
  return {
    ...viewOfVersion(of, named),
    title,
    sections: of.sections.map((one) => ({ ...one })),
    missing: [...of.missing],
    ...(of.since === undefined
      ? {}
      : {
          since: {
            n: of.since.n,
            changes: of.since.changes.map(({ key, change, lines }) => ({
              key,
              change,
              lines: lines.map(viewOfLine),
            })),
          },
        }),
  };
}

function viewOfLine({ is, text, pieces }: ChangedLine): ViewOfLine {
  if (pieces === undefined) return { is, text };
  return {
    is,
    text,
    pieces: pieces.map((one) => ({ text: one.text, changed: one.isChanged })),
  };
}

function organizationsOf({ author, words }: PaperVersion): string[] {
  return [author.organization, ...words.map(({ organization }) => organization)];
}

function namedBy(nameOf: OrganizationNames): Named {
  return (id) => ({ id, name: nameOf(id) });
}

function viewOfPaper(of: Paper, named: Named): z.output<typeof paper> {
  const { inForce, next } = of;
  return {
    id: of.id,
    kind: of.kind,
    title: of.title,
    level: of.level,
    keeper: {
      organization: named(of.keeper.organization),
      person: { id: of.keeper.person, name: of.keeper.name },
    },
    created_at: instantText(of.createdAt),
    ...(of.reviewDue === undefined ? {} : { review_due: instantText(of.reviewDue) }),
    ...(of.reviewedAt === undefined ? {} : { reviewed_at: instantText(of.reviewedAt) }),
    ...(inForce === undefined
      ? {}
      : { in_force: { n: inForce.n, since: instantText(inForce.since) } }),
    ...(next === undefined
      ? {}
      : {
          next: {
            n: next.n,
            state: next.state,
            ...(next.openUntil === undefined ? {} : { open_until: instantText(next.openUntil) }),
          },
        }),
    waits_for_me: [...of.waitsForMe],
  };
}

function viewOfVersion(
  of: PaperVersion,
  named: Named,
): z.output<typeof paperDetail>['versions'][number] {
  const { author, decided } = of;
  return {
    n: of.n,
    state: of.state,
    sha256: of.sha256,
    note: of.note,
    author: {
      organization: named(author.organization),
      person: { id: author.person, name: author.name },
    },
    written_at: instantText(of.writtenAt),
    ...(of.openUntil === undefined ? {} : { open_until: instantText(of.openUntil) }),
    ...(decided === undefined
      ? {}
      : {
          decided: {
            at: instantText(decided.at),
            by: decided.by,
            ...(decided.words === undefined ? {} : { words: decided.words }),
          },
        }),
    words: of.words.map((one) => ({
      organization: named(one.organization),
      word: one.word,
      person: { ...one.person },
      at: instantText(one.at),
      words: one.words,
      sha256: one.sha256,
      private: one.isPrivate,
      how: one.how,
      ...(one.takenBackAt === undefined ? {} : { taken_back_at: instantText(one.takenBackAt) }),
    })),
    bound: { ...of.bound },
    may: [...of.may],
    ...(of.inTheWay === undefined ? {} : { in_the_way: of.inTheWay }),
  };
}

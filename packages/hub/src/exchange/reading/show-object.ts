import { isOwnName } from '@tocsin/policy';
import { observablesOf, readObject } from '@tocsin/stix';
import type { Observable } from '@tocsin/stix';
import type { CommunityView, FeedRow, ObjectDetail } from '@tocsin/store';
import type { z } from 'zod';
import { Answer, authorize, hidden, instantText, Refused } from '../../kernel/index.ts';
import type { CallerContext, Operation } from '../../kernel/index.ts';
import {
  mustConfirm,
  organizationNames,
  viewOfDecision,
  viewOfReshare,
} from '../../protection/index.ts';
import { objectDetail } from '../exchange.contract.ts';
import type { showObject as contract } from '../exchange.contract.ts';
import { gradeOf } from '../judging/grade-of.ts';
import { wayOf } from '../sharing/bring.ts';
import { showRows } from './object-rows.ts';

/** One object with everything its page shows. Its text leaves here as it came, so its sending is recorded, and its opening. */
export const showObject: Operation<typeof contract> = async (context, { params, query }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const object = await handle.exchange.object(params.id, community.id);
  if (object === undefined) return hidden();
  const row =
    query.version === undefined ? object : await versionOf(context, object, query.version);
  const [shown] = row === undefined ? [] : await showRows(context, community.id, [row]);
  const label = row === undefined ? undefined : await handle.exchange.label(row.labelId);
  if (row === undefined || shown === undefined || label === undefined) return hidden();
  if ((await handle.attestation.missing(community.id, [row])).size > 0) return mustConfirm();
  const now = context.now();
  const reader = await handle.reader();
  const content = contentOf(row);
  const rest = detailParts.parse({
    ...shown.view,
    ...(await namesOf(context, community, object)),
    ...(await contributionOf(context, row)),
    access: viewOfDecision(reader, label, now),
    reshare: viewOfReshare(reader, label, now),
    observables: content.values,
    grade: await gradeOf(context, object, content),
    own: isOwnName(reader, row.origin) && !reader.providerStaff,
    raw: row.text,
  } satisfies z.output<typeof detailParts>);
  const way = wayOf(context);
  await handle.exchange.delivered({ community: community.id, way, rows: [row] });
  handle.handling.opened(community.id, way, [row]);
  // The object's own text stands in the answer as it came: numbers and order are not written anew.
  const json = `${JSON.stringify(rest).slice(0, -1)},"object":${row.text}}`;
  return new Answer<z.output<typeof objectDetail>>({ json });
};

const detailParts = objectDetail.omit({ object: true });

/** What the grade and the page's values come from. */
function contentOf({ text }: FeedRow): { values: Observable[]; confidence: unknown } {
  const { object } = readObject(text);
  return object === undefined
    ? { values: [], confidence: undefined }
    : { values: [...observablesOf(object)], confidence: object['confidence'] };
}

async function versionOf(
  { handle }: CallerContext,
  object: ObjectDetail,
  version: string,
): Promise<FeedRow | undefined> {
  const versions = await handle.exchange.versions(object.id, object.community);
  const matching = versions.filter((row) => row.version === version);
  return matching.find((row) => row.origin === object.origin) ?? matching[0];
}

async function namesOf(
  context: CallerContext,
  { id, name }: CommunityView,
  { origins }: ObjectDetail,
): Promise<Pick<z.output<typeof objectDetail>, 'community' | 'origins'>> {
  const nameOf = await organizationNames(context, id, origins);
  return {
    community: { id, name },
    origins: origins.map((origin) => ({ id: origin, name: nameOf(origin) })),
  };
}

async function contributionOf(
  { handle }: CallerContext,
  row: FeedRow,
): Promise<Pick<z.output<typeof objectDetail>, 'contribution'>> {
  const share = await handle.exchange.contribution(row.contribution);
  if (share === undefined) return {};
  const { id, kind, title, text, at } = share;
  return { contribution: { id, kind, title, text, at: instantText(at) } };
}

import { createHash } from 'node:crypto';
import { isOwnName, isSharingOfficer } from '@tocsin/policy';
import type { DeterminationKind } from '@tocsin/policy';
import { recordAct } from '../people/actor.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { readObject, readOwnObject } from '../exchange/read-object.ts';
import { placeOf } from '../exchange/rows.ts';
import { readingOn } from '../exchange/tools.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Written } from '../exchange/contribute.ts';
import type { ExchangeAccess } from '../exchange/tools.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Determination, FeedRow, Refusal } from '../store.ts';
import type { ReviewRow } from './review-rows.ts';

/**
 * What the source determined about the version the reader is shown; a version nobody determined has none. Who signed
 * is for the source's own people: readers are told the name the item stands under, which may be an alias.
 */
export async function readDetermination(
  tools: Reading,
  id: string,
  community: string,
): Promise<Determination | undefined> {
  const object = await readObject(tools, id, community);
  return object === undefined ? undefined : determinationOf(tools, object);
}

async function determinationOf(
  { query, view }: Reading,
  row: FeedRow,
): Promise<Determination | undefined> {
  const found = await query.one<{
    what: DeterminationKind;
    sha256: string;
    person: string;
    name: string | null;
    at: number;
  }>(
    'SELECT d.what, d.sha256, d.person, p.name, d.at FROM determination d LEFT JOIN person p ON p.id = d.person WHERE d.vid = ?',
    [placeOf(row)?.vid ?? -1],
  );
  if (found === undefined) return undefined;
  const { what, sha256, at, person, name } = found;
  const isOwn = isOwnName(view.reader, row.origin) && !view.reader.providerStaff;
  return {
    what,
    by: row.origin,
    at,
    sha256,
    ...(isOwn ? { person: { id: person, name: name ?? '' } } : {}),
  };
}

/** A sharing officer of the source signs for its newest version, exactly as it stands. */
export function determine(
  access: ExchangeAccess,
  { id, community }: { id: string; community: string },
  what: DeterminationKind,
): Promise<Determination | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const view = await access.views.at(transaction, access.principal);
    const tools = await readingOn(access, transaction, view);
    const object = await readOwnObject(tools, id, community);
    if (object === undefined) throw hidden();
    if (!isSharingOfficer(view.reader, community)) {
      throw new Refused('not-allowed', 'Only a sharing officer of the source signs this');
    }
    const place = placeOf(object);
    if (place === undefined) throw hidden();
    const sha256 = hashOf(object.text);
    await sign(transaction, {
      vid: place.vid,
      what,
      sha256,
      organization: view.reader.organization,
      person: view.reader.id,
      at: access.now(),
    });
    await recordAct(transaction, access.principal, {
      at: access.now(),
      organization: view.reader.organization,
      act: 'determine',
      words: `Signed about personal data in an object: ${WORDS[what]}`,
      facts: { object: id, version: object.version, sha256 },
    });
    const made = await determinationOf(tools, object);
    if (made === undefined) throw hidden();
    return made;
  });
}

/** Signs for every object of a share that is released. */
export async function signKept(
  access: ExchangeAccess,
  transaction: Transaction,
  { written, what, row }: { written: Written; what: DeterminationKind; row: ReviewRow },
): Promise<void> {
  const at = access.now();
  for (const [place, { text }] of written.kept.entries()) {
    await sign(transaction, {
      vid: written.vids[place] ?? -1,
      what,
      sha256: hashOf(text),
      organization: row.organization,
      person: access.principal.id,
      at,
    });
  }
  await recordAct(transaction, access.principal, {
    at,
    organization: row.organization,
    act: 'determine',
    words: `Signed about personal data in ${String(written.kept.length)} objects of a share: ${WORDS[what]}`,
    facts: {
      contribution: row.id,
      sha256: hashOf(written.kept.map(({ text }) => hashOf(text)).join('\n')),
    },
  });
}

const WORDS: Readonly<Record<DeterminationKind, string>> = {
  'no-personal-data': 'no personal data remains',
  needed: 'personal data that is needed to understand the threat',
  'not-checked': 'not checked',
};

interface Signed {
  readonly vid: number;
  readonly what: DeterminationKind;
  readonly sha256: string;
  readonly organization: string;
  readonly person: string;
  readonly at: number;
}

/** The last word counts; the record keeps those before. */
async function sign(
  transaction: Transaction,
  { vid, what, sha256, organization, person, at }: Signed,
): Promise<void> {
  await transaction.run(
    `INSERT INTO determination (vid, what, sha256, organization, person, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (vid) DO UPDATE SET what = excluded.what, sha256 = excluded.sha256, organization = excluded.organization, person = excluded.person, at = excluded.at`,
    [vid, what, sha256, organization, person, at],
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

import { isOwnName, labelOf, mayRead, reshareTable, standingIn } from '@tocsin/policy';
import type { Label } from '@tocsin/policy';
import { NotFound } from '../faults.ts';
import { communityMembers, communityProfile, readersOf } from '../people/census.ts';
import type { NamedReader } from '../people/census.ts';
import { clauseOf } from './clauses.ts';
import { readOwnObject } from './read-object.ts';
import type { AudienceCount, MarkingInput, Preview } from '../store.ts';
import type { Reading } from './read-page.ts';

/** The label an item of the reader's organization would have. */
async function labelMarked(
  { query, view }: Reading,
  community: string,
  marking: MarkingInput,
): Promise<Label> {
  const profile = await communityProfile(query, community);
  if (standingIn(view.reader, community) === undefined || profile === undefined)
    throw new NotFound();
  const { organization: origin, id: author } = view.reader;
  const clause = clauseOf({ origin, community, author, profile }, marking);
  const { releases } = marking;
  return labelOf(releases === undefined ? clause : { ...clause, releases });
}

/** Counts, over the community's directory, who would see an item marked so. */
export async function audience(
  tools: Reading,
  community: string,
  marking: MarkingInput,
): Promise<AudienceCount> {
  const { query, view, census } = tools;
  const label = await labelMarked(tools, community, marking);
  const members = await communityMembers(query, community);
  const sees = new Set<string>();
  const persons = new Set<string>();
  let tokens = 0;
  for (const reader of await census.readers(query, community, view)) {
    if (!mayRead(reader, label, view.now).allowed) continue;
    sees.add(reader.organization);
    if (reader.kind === 'person') persons.add(reader.id);
    else tokens += 1;
  }
  return {
    organizations: members.filter((one) => sees.has(one.id)),
    without: members.filter((one) => !sees.has(one.id)),
    persons: persons.size,
    tokens,
  };
}

/** What the policy says of an item marked so for one recipient; the reader is computed as for a read. */
export async function preview(
  tools: Reading,
  { community, recipient }: { community: string; recipient: Recipient },
  marking: MarkingInput,
): Promise<Preview | undefined> {
  return previewOf(tools, { community, recipient }, await labelMarked(tools, community, marking));
}

/** The same of an object as it is marked now, for its source alone; `undefined` for everybody else. */
export async function previewObject(
  tools: Reading,
  { id, community, recipient }: { id: string; community: string; recipient: Recipient },
): Promise<Preview | undefined> {
  const { reader } = tools.view;
  const own = reader.providerStaff ? undefined : await readOwnObject(tools, id, community);
  // What rests on items of others would tell whom those reach.
  const isWhole = own?.label.clauses.every(({ origin }) => isOwnName(reader, origin)) === true;
  return isWhole ? previewOf(tools, { community, recipient }, own.label) : undefined;
}

type Recipient = { person: string } | { organization: string };

async function previewOf(
  { query, view }: Reading,
  { community, recipient }: { community: string; recipient: Recipient },
  label: Label,
): Promise<Preview | undefined> {
  const people = (await readersOf(query, community, view.now)).filter(
    ({ kind }) => kind === 'person',
  );
  const named = people.filter((one) =>
    'person' in recipient
      ? one.id === recipient.person
      : one.organization === recipient.organization,
  );
  const seeing = named.filter((one) => mayRead(one, label, view.now).allowed);
  const best = seeing[0] ?? named[0];
  if (best === undefined) return undefined;
  return {
    ...nameOf(best, 'person' in recipient),
    decision: mayRead(best, label, view.now),
    ...('person' in recipient ? {} : { persons: seeing.length }),
    reshare: seeing.length === 0 ? [] : reshareTable(best, label, view.now),
  };
}

function nameOf(one: NamedReader, isPerson: boolean): Pick<Preview, 'recipient' | 'organization'> {
  const organization = { id: one.organization, name: one.organizationName };
  return { recipient: isPerson ? { id: one.id, name: one.name } : organization, organization };
}

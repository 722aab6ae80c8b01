import { adoptionFault, isPaperChair, mayRead } from '@tocsin/policy';
import type { Adoption, AdoptionFault } from '@tocsin/policy';
import type { Reading } from '../exchange/read-page.ts';
import { counting, sectionsOf, writersOf } from './rows.ts';
import type { PaperRow, VersionHead, WordRow } from './rows.ts';

/** Who reads a paper: how many organizations, and which of its chairs. */
export interface Around {
  readonly members: number;
  readonly chairs: readonly string[];
}

/** Asks the rule itself: a chair who may not read a paper cannot put it in force, and is not waited for. */
export async function aroundOf(
  { query, labels, census, view: { epoch, now } }: Reading,
  { community, label }: PaperRow,
): Promise<Around> {
  const meaning = labels.at(label);
  const all = await census.readers(query, community, { epoch, now });
  const readers = all.filter(
    (reader) =>
      reader.kind === 'person' && meaning !== undefined && mayRead(reader, meaning, now).allowed,
  );
  return {
    members: new Set(readers.map(({ organization }) => organization)).size,
    chairs: readers.filter((reader) => isPaperChair(reader, community)).map(({ id }) => id),
  };
}

/** What stands in the way of this reader's putting a version in force now. */
export async function faultOf(
  { query, view: { reader, now } }: Reading,
  row: PaperRow,
  of: {
    head: VersionHead;
    words: readonly WordRow[];
    chairs: readonly string[];
    isOverruling: boolean;
  },
): Promise<AdoptionFault | undefined> {
  const { head, words, chairs, isOverruling } = of;
  const writers = writersOf(head);
  const adoption: Adoption = {
    community: row.community,
    kind: row.kind,
    state: head.state,
    sections: await sectionsOf(query, head),
    writers,
    openUntil: head.open_until ?? 0,
    objections: counting(words, head.n, 'objects').length,
    otherChairs: chairs.filter((person) => !writers.includes(person)).length,
  };
  return adoptionFault(reader, adoption, { now, isOverruling });
}

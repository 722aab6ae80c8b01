import { standingIn } from '@tocsin/policy';
import type { Reader } from '@tocsin/policy';
import { isChair, isRepresentative } from '../people/authority.ts';
import { readerNow } from '../people/reader.ts';
import { hidden, Refused, writeOrRefuse } from '../people/refused.ts';
import { nameOf } from '../people/words.ts';
import type { Access } from '../people/access.ts';
import type { Query } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { NewView, Refusal, SavedView, ViewShare } from '../store.ts';
import { VIEW_BODY_MAX, VIEWS_MAX } from './limits.ts';

interface ViewColumns {
  id: string;
  name: string;
  body: string;
  shared_with: string;
  person: string;
  person_name: string;
  organization: string;
  organization_name: string;
  changed_at: number;
}

interface ViewPlace {
  readonly community: string;
  readonly id: string;
}

/** The views the reader may know: a view can name what its owner looks for, so nobody else is told of it. */
export async function readViews({ query, view }: Reading, community: string): Promise<SavedView[]> {
  return knownViews(query, view.reader, community);
}

/** Keeps a view. */
export async function addView(
  access: Access,
  community: string,
  view: NewView,
): Promise<SavedView | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await ownerIn(access, transaction, community);
    const kept = checkedFor(reader, community, view);
    const held = await transaction.one<{ n: number }>(
      'SELECT count(*) AS n FROM saved_view WHERE community = ? AND organization = ? AND person = ?',
      [community, reader.organization, reader.id],
    );
    if ((held?.n ?? 0) >= VIEWS_MAX) {
      throw new Refused(
        'conflict',
        `You keep at most ${String(VIEWS_MAX)} views here: remove one first`,
      );
    }
    const id = access.newId();
    await transaction.run(
      'INSERT INTO saved_view (id, community, organization, person, shared_with, name, body, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      [
        id,
        community,
        reader.organization,
        reader.id,
        kept.sharedWith,
        kept.name,
        kept.body,
        access.now(),
      ],
    );
    return knownView(transaction, reader, { community, id });
  });
}

/** Changes a view of one's own. */
export async function setView(
  access: Access,
  at: ViewPlace,
  view: NewView,
): Promise<SavedView | Refusal> {
  return writeOrRefuse(access.engine, async (transaction) => {
    const reader = await ownerIn(access, transaction, at.community);
    const known = await knownView(transaction, reader, at);
    if (!known.maySet) throw new Refused('not-allowed', 'Only who keeps a view changes it');
    // Who may no longer share with the community still changes what they shared before, and may take it back.
    const kept =
      known.sharedWith === view.sharedWith ? checked(view) : checkedFor(reader, at.community, view);
    await transaction.run(
      'UPDATE saved_view SET shared_with = ?, name = ?, body = ?, changed_at = ? WHERE id = ?',
      [kept.sharedWith, kept.name, kept.body, access.now(), at.id],
    );
    return knownView(transaction, reader, at);
  });
}

/** Removes a view. */
export async function removeView(access: Access, at: ViewPlace): Promise<true | Refusal> {
  return writeOrRefuse<true>(access.engine, async (transaction) => {
    const reader = await ownerIn(access, transaction, at.community);
    const known = await knownView(transaction, reader, at);
    if (!known.mayRemove) {
      throw new Refused(
        'not-allowed',
        'Only who keeps a view removes it, or who speaks for those it is shared with',
      );
    }
    await transaction.run('DELETE FROM saved_view WHERE id = ?', [at.id]);
    return true;
  });
}

async function ownerIn(access: Access, query: Query, community: string): Promise<Reader> {
  const reader = await readerNow(access, query);
  if (reader.kind !== 'person' || standingIn(reader, community) === undefined) throw hidden();
  return reader;
}

function checked(view: NewView): NewView {
  const name = nameOf(view.name);
  if (name === undefined) throw new Refused('invalid', 'Give the view a name of one line');
  if (view.body.length > VIEW_BODY_MAX) {
    throw new Refused('invalid', `A view has at most ${String(VIEW_BODY_MAX)} characters`);
  }
  return { ...view, name };
}

function checkedFor(reader: Reader, community: string, view: NewView): NewView {
  if (view.sharedWith === 'community' && !isChair(reader, community)) {
    throw new Refused(
      'not-allowed',
      'Only a chair shares a view with the whole community; share it with your organization',
    );
  }
  if (view.sharedWith === 'organization' && reader.providerStaff) {
    throw new Refused(
      'not-allowed',
      'Staff of a provider keep views for themselves: somebody employed there may share one',
    );
  }
  return checked(view);
}

async function knownView(query: Query, reader: Reader, at: ViewPlace): Promise<SavedView> {
  const known = (await knownViews(query, reader, at.community)).find(({ id }) => id === at.id);
  if (known === undefined) throw hidden();
  return known;
}

async function knownViews(query: Query, reader: Reader, community: string): Promise<SavedView[]> {
  if (reader.kind !== 'person' || standingIn(reader, community) === undefined) return [];
  const rows = await query.all<ViewColumns>(
    `SELECT s.id, s.name, s.body, s.shared_with, s.person, p.name AS person_name, s.organization,
        o.name AS organization_name, s.changed_at
      FROM saved_view s JOIN person p ON p.id = s.person JOIN organization o ON o.id = s.organization
      WHERE s.community = ? AND ((s.person = ? AND s.organization = ?)
        OR (s.shared_with = 'organization' AND s.organization = ?) OR s.shared_with = 'community')
      ORDER BY s.name, s.id`,
    [community, reader.id, reader.organization, reader.organization],
  );
  return rows.map((row) => viewFrom(row, reader, community));
}

function viewFrom(row: ViewColumns, reader: Reader, community: string): SavedView {
  const isOwn = row.person === reader.id && row.organization === reader.organization;
  const sharedWith = readShare(row.shared_with);
  const speaks =
    (sharedWith === 'organization' && isRepresentative(reader, community)) ||
    (sharedWith === 'community' && isChair(reader, community));
  return {
    id: row.id,
    name: row.name,
    body: row.body,
    sharedWith,
    owner: { id: row.person, name: row.person_name },
    organization: { id: row.organization, name: row.organization_name },
    maySet: isOwn,
    mayRemove: isOwn || speaks,
    changedAt: row.changed_at,
  };
}

function readShare(column: string): ViewShare {
  return column === 'organization' || column === 'community' ? column : 'me';
}

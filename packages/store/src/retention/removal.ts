import { createHash, randomBytes } from 'node:crypto';
import { isAlias, isOwnName, standingIn } from '@tocsin/policy';
import { microsText } from '../exchange/tools.ts';
import { readExpiry } from '../handling/expiry.ts';
import { visible } from '../visibility/views.ts';
import type { Transaction } from '../engine/engine.ts';
import type { Reading } from '../exchange/read-page.ts';
import type { Removal } from '../store.ts';
import { LEAVES_MAX, REMOVED_VERSIONS_MAX } from './limits.ts';

const SALT_BYTES = 16;

interface RemovedRow {
  stix_id: string;
  version: string;
  version_us: number;
  origin: number;
  base: number;
  why: string;
  salt: string;
  sha256: string;
  entry: string;
}

/** A version as evidence names it. */
interface Proof {
  readonly id: string;
  readonly version: string;
  readonly salt: string;
  readonly sha256: string;
}

/**
 * Writes down, of versions that are about to go at an instant of the feed, a salted hash of each text, and of which
 * entry of the record they are. Gives the one hash that the entry is to name: of it nobody learns what else went.
 */
export async function proveRemoval(
  transaction: Transaction,
  at: { community: number; base: number; entry: string },
  rows: readonly { pos: number; text: string }[],
): Promise<string> {
  const leaves: string[] = [];
  for (const { pos, text } of rows) {
    const row = await transaction.one<Pick<RemovedRow, 'stix_id' | 'version' | 'version_us'>>(
      'SELECT stix_id, version, version_us FROM departure WHERE community = ? AND base = ? AND pos = ?',
      [at.community, at.base, pos],
    );
    if (row === undefined) throw new Error('A version goes without a tombstone');
    const salt = randomBytes(SALT_BYTES).toString('hex');
    const sha256 = hashOf(salt, text);
    await transaction.run(
      'UPDATE departure SET salt = ?, sha256 = ?, entry = ? WHERE community = ? AND base = ? AND pos = ?',
      [salt, sha256, at.entry, at.community, at.base, pos],
    );
    leaves.push(leafOf({ id: row.stix_id, version: versionOf(row), salt, sha256 }));
  }
  return hashOf(...leaves.toSorted());
}

/** Evidence that something went because its time was over, for whoever could read it until then. */
export async function readRemoval(
  tools: Reading,
  id: string,
  community: string,
): Promise<Removal | undefined> {
  const { query, view, words } = tools;
  const { reader } = view;
  if (standingIn(reader, community) === undefined) return undefined;
  const here = words.number(community);
  const rows = await query.all<RemovedRow>(
    `SELECT d.stix_id, d.version, d.version_us, d.origin, d.base, d.why, d.salt, d.sha256, d.entry FROM departure d
     WHERE d.community = ? AND d.stix_id = ? AND d.act = 'expired' AND d.salt IS NOT NULL AND ${visible(query.dialect, 'd.label')}
     ORDER BY d.base DESC, d.pos LIMIT ${String(REMOVED_VERSIONS_MAX)}`,
    [here, id, view.labels],
  );
  await words.load(query);
  const [last] = rows;
  if (last === undefined) return undefined;
  const versions = rows
    .filter(({ base, origin }) => base === last.base && origin === last.origin)
    .map((row) => ({ version: versionOf(row), salt: row.salt, sha256: row.sha256 }));
  const origin = words.name(last.origin);
  // What stands under another name is in the hub's own record: in its source's it would tell whose it is.
  const isTold = isOwnName(reader, origin) && !isAlias(origin) && !reader.providerStaff;
  return {
    id,
    source: origin,
    at: Math.floor(last.base / 1000),
    why: readExpiry(last.why),
    versions: versions.map((one) => ({ ...one, leaf: leafOf({ id, ...one }) })),
    ...(isTold ? { entry: { id: last.entry, ...(await leavesWith(tools, here, last)) } } : {}),
  };
}

/** What went with it, each as a hash that says nothing by itself. */
async function leavesWith(
  { query }: Reading,
  community: number,
  { base, entry }: RemovedRow,
): Promise<{ leaves: string[]; isCut: boolean }> {
  const rows = await query.all<RemovedRow>(
    `SELECT stix_id, version, version_us, salt, sha256 FROM departure WHERE community = ? AND base = ? AND entry = ?
     ORDER BY pos LIMIT ${String(LEAVES_MAX + 1)}`,
    [community, base, entry],
  );
  const leaves = rows.map((row) => leafOf({ ...row, id: row.stix_id, version: versionOf(row) }));
  return { leaves: leaves.slice(0, LEAVES_MAX).toSorted(), isCut: rows.length > LEAVES_MAX };
}

function leafOf({ id, version, salt, sha256 }: Proof): string {
  return hashOf(salt, id, version, sha256);
}

/** SHA-256 of parts with a line feed between them, in hexadecimal. */
function hashOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}

/** As readers were shown it. */
function versionOf({
  version,
  version_us: micros,
}: {
  version: string;
  version_us: number;
}): string {
  return version.startsWith('@') ? microsText(micros) : version;
}

import { ownNumbers } from '../visibility/own-names.ts';
import { isIn, list } from '../engine/engine.ts';
import { visible } from '../visibility/views.ts';
import { labelsOfLevels } from './read-page.ts';
import { done, sighted } from './sightings.ts';
import { matchOf, phraseOf, termsOf } from './text-match.ts';
import type { Value } from '../engine/engine.ts';
import type { ConditionFlag, FeedCondition } from '../store.ts';
import type { Reading } from './read-page.ts';
import type { Piece } from './rows.ts';

/**
 * A condition as SQL over `f` and `v`. For what only the text of an object tells it lets through at least what the
 * condition holds for (`isLoose`); such rows are then looked at one by one.
 */
export interface ConditionPiece extends Piece {
  readonly isLoose: boolean;
}

/** The SQL of a condition in a community. */
export async function pieceOf(
  reading: Reading,
  community: number,
  condition: FeedCondition,
): Promise<ConditionPiece> {
  const piece = await positive(reading, community, condition);
  if (!condition.isNot) return piece;
  // What is let through loosely cannot be turned round: everything is looked at.
  return piece.isLoose
    ? { sql: '1 = 1', parameters: [], isLoose: true }
    : { ...piece, sql: `NOT (${piece.sql})` };
}

async function positive(
  reading: Reading,
  community: number,
  condition: FeedCondition,
): Promise<ConditionPiece> {
  const { query, words } = reading;
  const { dialect } = query;
  switch (condition.of) {
    case 'types':
      return oneOf(
        reading,
        'f.type',
        condition.types.map((type) => words.number(type)),
      );
    case 'origins':
      return oneOf(
        reading,
        'v.origin',
        condition.origins.map((origin) => words.number(origin)),
      );
    case 'levels':
      return oneOf(reading, 'f.label', labelsOfLevels(reading, condition.levels));
    case 'values':
      return anyOf(condition.values.map((value) => holdsValue(reading, value)));
    case 'words':
      return strict(textPiece(dialect, condition));
    case 'added':
      return strict(await addedPiece(reading, community, condition));
    case 'modified':
      return strict(between('v.version_us', condition));
    case 'flags':
      return anyOf(condition.flags.map((flag) => flagPiece(reading, flag)));
    case 'seen':
      return { ...sighted(reading), isLoose: true };
    case 'labels':
      return loosely(
        anyOf(condition.labels.map((label) => mentions(dialect, JSON.stringify(label)))),
      );
    case 'confidence':
      return loosely(mentions(dialect, '"confidence"'));
    case 'kinds':
      return { sql: '1 = 1', parameters: [], isLoose: true };
  }
}

function strict(piece: Piece): ConditionPiece {
  return { ...piece, isLoose: false };
}

function loosely(piece: Piece): ConditionPiece {
  return { ...piece, isLoose: true };
}

function oneOf({ query }: Reading, column: string, numbers: readonly number[]): ConditionPiece {
  const { dialect } = query;
  return strict({ sql: isIn(dialect, column, 'bigint'), parameters: [list(dialect, numbers)] });
}

function anyOf(pieces: readonly (Piece & { isLoose?: boolean })[]): ConditionPiece {
  return {
    sql: pieces.length === 0 ? '0 = 1' : `(${pieces.map(({ sql }) => sql).join(' OR ')})`,
    parameters: pieces.flatMap(({ parameters }) => [...parameters]),
    isLoose: pieces.some(({ isLoose }) => isLoose === true),
  };
}

function holdsValue(
  { query, view, words }: Reading,
  { kind, value }: { kind: string; value: string },
): Piece {
  return {
    sql: `EXISTS (SELECT 1 FROM observable o WHERE o.value = ? AND o.kind = ? AND o.community = v.community AND o.vid = v.vid AND ${visible(query.dialect, 'o.label')})`,
    parameters: [value, words.number(kind), view.labels],
  };
}

/** The text has these characters, or writes some character in a way that keeps them from being found. */
function mentions(dialect: Reading['query']['dialect'], text: string): Piece {
  const find = dialect === 'sqlite' ? 'instr(v.text, ?)' : 'strpos(v.text, ?::text)';
  return {
    sql: `(${find} > 0 OR ${find} > 0)`,
    parameters: [text, text.includes('/') ? '\\' : '\\u'],
  };
}

/** The text index, asked by this engine's words; `undefined` when there is nothing to ask. */
export function matchText(
  dialect: Reading['query']['dialect'],
  { text, isPhrase }: { text: string; isPhrase: boolean },
): string | undefined {
  const terms = termsOf(text);
  if (terms.length === 0) return undefined;
  return isPhrase ? phraseOf(dialect, terms.flat()) : matchOf(dialect, terms);
}

function textPiece(
  dialect: Reading['query']['dialect'],
  condition: { text: string; isPhrase: boolean },
): Piece {
  const match = matchText(dialect, condition);
  if (match === undefined) return { sql: '0 = 1', parameters: [] };
  const sql =
    dialect === 'sqlite'
      ? 'v.vid IN (SELECT rowid FROM object_text WHERE object_text MATCH ?)'
      : "EXISTS (SELECT 1 FROM object_text t WHERE t.vid = v.vid AND t.body @@ to_tsquery('simple', ?))";
  return { sql, parameters: [match] };
}

function between(column: string, { from, before }: { from?: number; before?: number }): Piece {
  const parameters: Value[] = [from ?? 0, before ?? Number.MAX_SAFE_INTEGER];
  return { sql: `(${column} >= ? AND ${column} < ?)`, parameters };
}

/** The reader's own dates, as positions. */
async function addedPiece(
  { query, view, batches }: Reading,
  community: number,
  { from, before }: { from?: number; before?: number },
): Promise<Piece> {
  const upTo = (date: number): Promise<number> =>
    batches.positionUpTo(query, view, { community, date });
  const parameters: Value[] = [
    from === undefined ? 0 : await upTo(from - 1),
    before === undefined ? Number.MAX_SAFE_INTEGER : await upTo(before - 1),
  ];
  return { sql: '(f.pos > ? AND f.pos <= ?)', parameters };
}

function flagPiece(reading: Reading, flag: ConditionFlag): Piece & { isLoose?: boolean } {
  const { query, view, words } = reading;
  switch (flag) {
    case 'revoked':
      return { sql: 'v.revoked = 1', parameters: [] };
    case 'mine':
      return {
        sql: isIn(query.dialect, 'v.origin', 'bigint'),
        parameters: [list(query.dialect, ownNumbers(words, view.reader))],
      };
    case 'sighted':
      return sighted(reading);
    case 'done':
      return done(reading);
    case 'expired':
      return loosely(mentions(query.dialect, '"valid_until"'));
  }
}

import type { Engine, Transaction } from '../engine/engine.ts';
import type { Refusal } from '../store.ts';

/** An expected "no" from inside a transaction: everything done so far is undone. */
export class Refused extends Error {
  override name = 'Refused';
  readonly refusal: Refusal;

  constructor(refused: Refusal['refused'], words: string) {
    super(words);
    this.refusal = { refused, words };
  }
}

/** "There is no such thing": the same words whether it is hidden or absent. */
export function hidden(): Refused {
  return new Refused('hidden', 'There is no such thing here');
}

/** Runs a transaction; a {@link Refused} thrown in it undoes it and is answered. */
export async function writeOrRefuse<T>(
  engine: Engine,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T | Refusal> {
  try {
    return await engine.write(work);
  } catch (fault) {
    if (fault instanceof Refused) return fault.refusal;
    if (isKeyTaken(fault)) {
      return { refused: 'conflict', words: 'Something of that name was just made: choose another' };
    }
    throw fault;
  }
}

/** SQLite: SQLITE_CONSTRAINT_PRIMARYKEY and _UNIQUE; PostgreSQL: unique_violation. */
const TAKEN: ReadonlySet<unknown> = new Set([1555, 2067, '23505']);

function isKeyTaken(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  return (
    ('errcode' in fault && TAKEN.has(fault.errcode)) || ('code' in fault && TAKEN.has(fault.code))
  );
}

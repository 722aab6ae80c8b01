import { StatementSync } from 'node:sqlite';

/** Notes each statement the embedded engine is asked to run, until it is stopped. */
export function hearStatements(statements: string[]): () => void {
  const names = ['all', 'get', 'run', 'iterate'] as const;
  const kept = names.map((name) => [name, StatementSync.prototype[name]] as const);
  for (const [name, run] of kept) {
    const heard = function (this: StatementSync, ...given: unknown[]): unknown {
      statements.push(this.sourceSQL);
      return Reflect.apply(run, this, given) as unknown;
    };
    Object.defineProperty(StatementSync.prototype, name, { value: heard, configurable: true });
  }
  return () => {
    for (const [name, run] of kept)
      Object.defineProperty(StatementSync.prototype, name, { value: run, configurable: true });
  };
}

import { parsePattern } from '../patterning/parser.ts';
import { unsatisfiableAt } from '../patterning/satisfiable.ts';
import { addError, addWarning, type Members, type Run } from './run.ts';

/** A pattern in the STIX language parses (STIX 2.1 §9.4); other languages are not read. */
export function checkPattern(object: Members, run: Run): void {
  const pattern = object['pattern'];
  if (typeof pattern !== 'string' || object['pattern_type'] !== 'stix') return;
  const result = parsePattern(pattern);
  if (!result.ok) {
    const { line, column } = result.position;
    const message = `The pattern is faulty at line ${line}, column ${column}: ${result.message}`;
    addError(run, { rule: 'pattern-syntax', section: 'STIX 2.1 §9', message }, 'pattern');
    return;
  }
  const place = unsatisfiableAt(result.ast);
  if (place === undefined) return;
  const message = `The pattern can match nothing: at line ${place.line}, column ${place.column} AND joins object types that no object has together; join observations instead`;
  addWarning(run, { rule: 'pattern-unsatisfiable', section: 'STIX 2.1 §9.5', message }, 'pattern');
}

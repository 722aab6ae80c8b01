import { isRecord, show } from '../keys.ts';
import { anything } from './plain-checks.ts';
import { addError, addWarning, type Check, type Members, type Run } from './run.ts';
import { dictionary } from './structure-checks.ts';

const contents = dictionary(anything);

/**
 * The deprecated dictionary of observables inside an observed-data (STIX 2.1 §2.13): each has a
 * type, and each reference is to another key of the same dictionary.
 */
export const observableContainer: Check = (value, run) => {
  contents(value, run);
  if (!isRecord(value)) return;
  addWarning(run, {
    rule: 'deprecated',
    section: 'STIX 2.1 §2.13',
    message: 'The property is deprecated; publish the observables as objects and use "object_refs"',
  });
  for (const key of Object.keys(value)) {
    const inner = value[key];
    if (!isRecord(inner) || typeof inner['type'] !== 'string') {
      addError(
        run,
        {
          rule: 'required',
          section: 'STIX 2.1 §2.13',
          message: 'An observable in the dictionary is not an object with a "type"; add it',
        },
        key,
      );
    } else {
      checkReferences(key, inner, { container: value, run });
    }
  }
};

function checkReferences(
  key: string,
  inner: Members,
  scope: { readonly container: Members; readonly run: Run },
): void {
  for (const [name, value] of Object.entries(inner)) {
    const targets = name.endsWith('_ref')
      ? [value]
      : name.endsWith('_refs') && Array.isArray(value)
        ? value
        : [];
    for (const target of targets) {
      if (typeof target === 'string' && Object.hasOwn(scope.container, target)) continue;
      addError(
        scope.run,
        {
          rule: 'reference-target',
          section: 'STIX 2.1 §2.13',
          message: `"${name}" refers to ${show(target)}, which is not a key of the same dictionary`,
        },
        key,
      );
    }
  }
}

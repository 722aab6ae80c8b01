import { typeOfId } from '../ids.ts';
import { isRecord, show } from '../keys.ts';
import { isTermOf } from '../vocabularies.ts';
import { anything, checkKey, checkKeyCount, isTooDeep, wrongType } from './plain-checks.ts';
import { addError, addWarning, enter, leave, type Check, type Members, type Run } from './run.ts';

/** Says whether the object has an extension that adds one of these things (STIX 2.1 §10.5). */
export function hasExtensionType(object: Members, ...types: readonly string[]): boolean {
  const extensions = object['extensions'];
  if (!isRecord(extensions)) return false;
  for (const key of Object.keys(extensions)) {
    const extension = extensions[key];
    if (!isRecord(extension)) continue;
    const type = extension['extension_type'];
    if (typeof type === 'string' && types.includes(type)) return true;
  }
  return false;
}

/** The extensions of an object, some of them predefined for its type (STIX 2.1 §3.2, §7.3). */
export function extensionsOf(predefined: Readonly<Record<string, Check>>): Check {
  const checks = new Map(Object.entries(predefined));
  return (value, run) => {
    if (!isRecord(value)) {
      wrongType(run, value, { expected: 'a dictionary', section: '3.2' });
      return;
    }
    if (isTooDeep(run)) return;
    const keys = Object.keys(value);
    if (!checkKeyCount(keys.length, run)) return;
    for (const key of keys) {
      if (!checkKey(key, run)) continue;
      enter(run, key);
      (checks.get(key) ?? customExtension(key))(value[key], run);
      leave(run);
    }
    if (keys.length === 0) {
      addError(run, {
        rule: 'empty-dictionary',
        section: 'STIX 2.1 §2.3',
        message: 'The dictionary of extensions is empty; leave the property out',
      });
    }
  };
}

/** Extensions of a type for which none is predefined. */
export const extensions: Check = extensionsOf({});

function customExtension(key: string): Check {
  return typeOfId(key) === 'extension-definition' ? definedExtension : unknownExtension;
}

function definedExtension(value: unknown, run: Run): void {
  if (!isRecord(value)) {
    wrongType(run, value, { expected: 'an object', section: '3.2' });
    return;
  }
  const type = value['extension_type'];
  if (type === undefined) {
    const message = 'The extension has no "extension_type"; add it';
    addError(run, { rule: 'required', section: 'STIX 2.1 §3.2', message }, 'extension_type');
  } else if (typeof type !== 'string' || !isTermOf('extension-type-enum', type)) {
    const message = `${show(type)} is not a term of extension-type-enum`;
    addError(run, { rule: 'enumeration', section: 'STIX 2.1 §10.5', message }, 'extension_type');
  }
  anything(value, run);
}

function unknownExtension(value: unknown, run: Run): void {
  addWarning(run, {
    rule: 'custom-extension',
    section: 'STIX 2.1 §11.3',
    message: 'The extension is neither predefined for this type nor named by an extension id',
  });
  if (isRecord(value)) anything(value, run);
  else wrongType(run, value, { expected: 'an object', section: '3.10' });
}

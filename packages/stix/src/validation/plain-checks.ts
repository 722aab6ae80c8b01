import { isPoisonKey, isRecord, show } from '../keys.ts';
import { fractionDigits, isTimestamp } from '../timestamps.ts';
import { isOpenVocabulary, isTermOf, type VocabularyName } from '../vocabularies.ts';
import { addError, addWarning, enter, leave, type Check, type Run } from './run.ts';

const UTF8 = new TextEncoder();

/** Any string within the length limit (STIX 2.1 §2.15). */
export const string: Check = (value, run) => {
  if (typeof value !== 'string') wrongType(run, value, { expected: 'a string', section: '2.15' });
  else if (value.length * 3 > run.limits.stringBytes) checkLength(value, run);
};

/** true or false (STIX 2.1 §2.2). */
export const boolean: Check = (value, run) => {
  if (typeof value !== 'boolean')
    wrongType(run, value, { expected: 'true or false', section: '2.2' });
};

/** A timestamp (STIX 2.1 §2.16). */
export const timestamp: Check = (value, run) => {
  if (typeof value !== 'string') {
    wrongType(run, value, { expected: 'a timestamp', section: '2.16' });
  } else if (!isTimestamp(value)) {
    addError(run, {
      rule: 'timestamp-format',
      section: 'STIX 2.1 §2.16',
      message: `${show(value)} is not a timestamp; write it in UTC like "2020-01-31T12:00:00.000Z"`,
    });
  }
};

/**
 * A timestamp of `created` and `modified`, to the millisecond or finer (STIX 2.1 §3.2).
 * A coarser one is a warning: ATT&CK and others publish them, and the instant is clear.
 */
export const versionTimestamp: Check = (value, run) => {
  timestamp(value, run);
  if (typeof value === 'string' && value.length < 24 && fractionDigits(value) < 3) {
    addWarning(run, {
      rule: 'timestamp-precision',
      section: 'STIX 2.1 §3.2',
      message: `${show(value)} is coarser than a millisecond; write three digits or more after the seconds`,
    });
  }
};

/** A whole number within bounds, at most 2^53-1 either way (STIX 2.1 §2.10). */
export function integer(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Check {
  return (value, run) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
      wrongType(run, value, { expected: 'a whole number within 2^53', section: '2.10' });
    } else if (value < least || value > most) {
      outOfRange(run, value, `${least} to ${most}`);
    }
  };
}

/** A number within bounds (STIX 2.1 §2.6). */
export function float(least = -Number.MAX_VALUE, most = Number.MAX_VALUE): Check {
  return (value, run) => {
    if (typeof value !== 'number') wrongType(run, value, { expected: 'a number', section: '2.6' });
    else if (!(value >= least && value <= most)) outOfRange(run, value, `${least} to ${most}`);
  };
}

/** A list with at least one item (STIX 2.1 §2.12). */
export function list(item: Check): Check {
  return (value, run) => {
    if (!Array.isArray(value)) {
      wrongType(run, value, { expected: 'a list', section: '2.12' });
      return;
    }
    if (value.length === 0) {
      addError(run, {
        rule: 'empty-list',
        section: 'STIX 2.1 §2.12',
        message: 'The list is empty; leave the property out or give it a value',
      });
    }
    if (isTooDeep(run)) return;
    for (let index = 0; index < value.length; index += 1) {
      enter(run, index);
      item(value[index], run);
      leave(run);
    }
  };
}

/** A term of a vocabulary: outside an open one is a warning, outside an enumeration an error (STIX 2.1 §2.4, §2.14). */
export function term(name: VocabularyName): Check {
  const open = isOpenVocabulary(name);
  return (value, run) => {
    if (typeof value !== 'string') {
      wrongType(run, value, { expected: `a term of ${name}`, section: '2.14' });
    } else if (!isTermOf(name, value)) {
      string(value, run);
      const message = `${show(value)} is not a term of ${name}`;
      if (open) addWarning(run, { rule: 'open-vocabulary', section: 'STIX 2.1 §10', message });
      else addError(run, { rule: 'enumeration', section: 'STIX 2.1 §10', message });
    }
  };
}

/** An even count of lower-case hexadecimal digits (STIX 2.1 §2.8). */
export const hex: Check = (value, run) => {
  if (typeof value !== 'string') {
    wrongType(run, value, { expected: 'hexadecimal text', section: '2.8' });
  } else if (value.length % 2 !== 0 || !/^[0-9a-f]*$/.test(value)) {
    addError(run, {
      rule: 'hex-format',
      section: 'STIX 2.1 §2.8',
      message: `${show(value)} is not an even count of digits 0-9 and a-f in lower case`,
    });
  } else {
    string(value, run);
  }
};

/** Base64 text (STIX 2.1 §2.1, RFC 4648 §4). */
export const binary: Check = (value, run) => {
  if (typeof value !== 'string') {
    wrongType(run, value, { expected: 'base64 text', section: '2.1' });
  } else if (value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    addError(run, {
      rule: 'binary-format',
      section: 'STIX 2.1 §2.1',
      message: `${show(value)} is not base64; encode the bytes by RFC 4648 §4 with padding`,
    });
  } else {
    string(value, run);
  }
};

/** A language tag shaped by RFC 5646; the registry of languages itself is not consulted. */
export const language: Check = (value, run) => {
  if (typeof value !== 'string')
    wrongType(run, value, { expected: 'a language tag', section: '3.2' });
  else if (!isLanguageTag(value)) {
    addError(run, {
      rule: 'language-tag',
      section: 'STIX 2.1 §3.2',
      message: `${show(value)} is not a language tag of RFC 5646; write one like "en" or "de-AT"`,
    });
  }
};

/** Any value at all, within the limits on depth, keys and lengths; `null` and emptiness are warnings. */
export const anything: Check = (value, run) => {
  if (typeof value === 'string') string(value, run);
  else if (Array.isArray(value)) anyList(value, run);
  else if (isRecord(value)) anyObject(value, run);
  else if (value === null) {
    addWarning(run, {
      rule: 'null-value',
      section: 'STIX 2.1 §2',
      message: 'STIX has no null; leave the property out',
    });
  }
};

/** Says whether a text is shaped like a language tag (RFC 5646 §2.1). */
export function isLanguageTag(text: string): boolean {
  return text.length <= 64 && /^(?:[a-z]{2,8}|x)(?:-[a-z0-9]{1,8})*$/i.test(text);
}

/** Reports a value of the wrong JSON type. */
export function wrongType(
  run: Run,
  value: unknown,
  wanted: { readonly expected: string; readonly section: string },
): void {
  addError(run, {
    rule: 'type',
    section: `STIX 2.1 §${wanted.section}`,
    message: `Expected ${wanted.expected}, got ${show(value)}`,
  });
}

/** Reports and refuses a level of nesting beyond the limit. */
export function isTooDeep(run: Run): boolean {
  if (run.depth < run.limits.depth) return false;
  addError(run, {
    rule: 'too-deep',
    section: 'limit depth',
    message: `The object is nested deeper than ${run.limits.depth} levels; flatten it`,
  });
  return true;
}

/** Reports a key that is too long or could reach a prototype; says whether the key may be looked at. */
export function checkKey(key: string, run: Run): boolean {
  if (isPoisonKey(key)) {
    addError(
      run,
      {
        rule: 'poison-key',
        section: 'limit keys',
        message: `A member named ${show(key)} is refused: it could change other objects; rename it`,
      },
      key,
    );
    return false;
  }
  if (key.length * 3 > run.limits.stringBytes) checkLength(key, run);
  return true;
}

/** Reports more members than the limit; says whether the rest may be looked at. */
export function checkKeyCount(count: number, run: Run): boolean {
  if (count <= run.limits.keysPerObject) return true;
  addError(run, {
    rule: 'too-many-keys',
    section: 'limit keysPerObject',
    message: `A JSON object has more than ${run.limits.keysPerObject} members; split it`,
  });
  return false;
}

function anyList(value: readonly unknown[], run: Run): void {
  if (value.length === 0) {
    addWarning(run, {
      rule: 'empty-list',
      section: 'STIX 2.1 §2.12',
      message: 'The list is empty; leave the property out',
    });
  }
  if (isTooDeep(run)) return;
  for (let index = 0; index < value.length; index += 1) {
    enter(run, index);
    anything(value[index], run);
    leave(run);
  }
}

function anyObject(value: Record<string, unknown>, run: Run): void {
  if (isTooDeep(run)) return;
  const keys = Object.keys(value);
  if (!checkKeyCount(keys.length, run)) return;
  for (const key of keys) {
    if (checkKey(key, run)) {
      enter(run, key);
      anything(value[key], run);
      leave(run);
    }
  }
}

function checkLength(value: string, run: Run): void {
  const { stringBytes } = run.limits;
  // A UTF-16 unit is at least one byte, so a longer text needs no counting.
  const bytes = value.length > stringBytes ? value.length : UTF8.encode(value).length;
  if (bytes <= stringBytes) return;
  addError(run, {
    rule: 'string-too-long',
    section: 'limit stringBytes',
    message: `A string has more than ${stringBytes} bytes; shorten it or put it in a file`,
  });
}

function outOfRange(run: Run, value: number, range: string): void {
  addError(run, {
    rule: 'range',
    section: 'STIX 2.1 §2.10',
    message: `${value} is outside ${range}`,
  });
}

import { convertOlder, isOlder } from './conversion/up-convert.ts';
import { isRecord } from './keys.ts';
import { PROBLEM_LIMIT } from './limits.ts';
import { parseText } from './read.ts';
import { repeatedMember } from './repeated.ts';
import type { Prepared, StixObject, StixProblem, Validation } from './types.ts';
import { refuse, validateObject, type ValidateOptions } from './validate.ts';

/**
 * What ingest calls for each object: parses the text, converts an older object to STIX 2.1, and
 * validates. An object that needs no conversion keeps its text to the byte; a converted one has
 * new text. Observables that the conversion lifted out come as `extra`, validated too.
 * Never throws.
 */
export function prepareObject(text: string, options?: ValidateOptions): Prepared {
  if (text.trimStart().startsWith('<')) {
    const message = 'STIX 1.x is XML and is not accepted; convert it to STIX 2.1 JSON first';
    return failed(refuse({ rule: 'stix-1-xml', section: 'STIX 2.1 §1.3', message }));
  }
  const parsed = parseText(text, options);
  if (!parsed.ok) return failed(parsed.refusal);
  const { value } = parsed;
  const found =
    isRecord(value) && isOlder(value)
      ? prepareOlder(value, options)
      : prepareCurrent(value, text, options);
  const repeated = found.ok ? repeatedMember(text, value) : undefined;
  return repeated === undefined ? found : { ok: false, errors: [repeated], warnings: [] };
}

function prepareCurrent(value: unknown, text: string, options?: ValidateOptions): Prepared {
  const found = validateObject(value, options);
  if (found.object === undefined) return failed(found);
  return {
    ok: true,
    object: found.object,
    text,
    upConverted: false,
    notes: NOTHING,
    warnings: found.warnings,
    extra: NO_OBJECTS,
  };
}

const NOTHING: readonly string[] = Object.freeze([]);
const NO_OBJECTS: readonly StixObject[] = Object.freeze([]);

function prepareOlder(value: Record<string, unknown>, options?: ValidateOptions): Prepared {
  // The conversion walks the object, so the limits are checked before it.
  const limits = validateObject({ ...value, spec_version: '2.1' }, options).errors.filter((error) =>
    error.section.startsWith('limit '),
  );
  if (limits.length > 0) return { ok: false, errors: limits, warnings: [] };
  const conversion = convertOlder(value);
  const found = validateObject(conversion.object, options);
  const errors: StixProblem[] = [...found.errors];
  const warnings: StixProblem[] = [...found.warnings];
  const extra: StixObject[] = [];
  const seen = new Set<string>();
  for (const { key, object } of conversion.extra) {
    const inner = validateObject(object, options);
    errors.push(...placed(inner.errors, key));
    warnings.push(...placed(inner.warnings, key));
    if (inner.object === undefined || seen.has(inner.object.id)) continue;
    seen.add(inner.object.id);
    extra.push(inner.object);
  }
  if (found.object === undefined || errors.length > 0) {
    return {
      ok: false,
      errors: errors.slice(0, PROBLEM_LIMIT),
      warnings: warnings.slice(0, PROBLEM_LIMIT),
    };
  }
  return {
    ok: true,
    object: found.object,
    text: JSON.stringify(found.object),
    upConverted: true,
    notes: conversion.notes,
    warnings: warnings.slice(0, PROBLEM_LIMIT),
    extra,
  };
}

/** Names the place where the sender wrote the observable. */
function placed(problems: readonly StixProblem[], key: string): StixProblem[] {
  const step = key.replaceAll('~', '~0').replaceAll('/', '~1');
  return problems.map((problem) => ({ ...problem, path: `/objects/${step}${problem.path}` }));
}

function failed(found: Validation): Prepared {
  return { ok: false, errors: found.errors, warnings: found.warnings };
}

import { EXTENSION, LANGUAGE, MARKING, OBSERVABLE, VERSIONED } from './common-properties.ts';
import { DOMAIN_OBJECTS } from './domain-objects.ts';
import { extensions, hasExtensionType } from './extension-checks.ts';
import { META_OBJECTS } from './meta-objects.ts';
import { OBSERVABLE_OBJECTS } from './observable-objects.ts';
import { RELATIONSHIP_OBJECTS } from './relationship-objects.ts';
import { inOrder } from './rules.ts';
import type { Check, Members, Rule } from './run.ts';
import { compileShape, type CompiledShape, type Shape } from './structure-checks.ts';

/** Everything that STIX says of one type, ready to run. */
export interface ObjectDefinition extends CompiledShape {
  /** Whether STIX does not define the type. */
  readonly isCustom: boolean;
}

/** `type` and `id` are checked before the members are walked. */
const checkedBefore: Check = () => undefined;

const versionOrder: Rule = inOrder('created', 'modified');

const versioned = (shape: Shape): ObjectDefinition =>
  define(shape, { common: VERSIONED, required: ['spec_version', 'created', 'modified'] });

const observable = (shape: Shape): ObjectDefinition =>
  define(shape, { common: OBSERVABLE, required: [] });

const DEFINITIONS: ReadonlyMap<string, ObjectDefinition> = new Map([
  ...compileAll(DOMAIN_OBJECTS, versioned),
  ...compileAll(RELATIONSHIP_OBJECTS, versioned),
  ...compileAll(OBSERVABLE_OBJECTS, observable),
  ...compileAll(META_OBJECTS, meta),
]);

const CUSTOM_SHAPE: Shape = { section: '11.2', properties: {} };
const CUSTOM_VERSIONED: ObjectDefinition = { ...versioned(CUSTOM_SHAPE), isCustom: true };
const CUSTOM_OBSERVABLE: ObjectDefinition = {
  ...define(CUSTOM_SHAPE, { common: { ...VERSIONED, ...OBSERVABLE }, required: [] }),
  isCustom: true,
};

/**
 * The definition of a type. One that STIX does not define is an observable when it says so by
 * extension, or when it has neither `created` nor `modified`; otherwise it has versions.
 */
export function definitionOf(type: string, value: Members): ObjectDefinition {
  const known = DEFINITIONS.get(type);
  if (known !== undefined) return known;
  const isObservable =
    hasExtensionType(value, 'new-sco') ||
    (value['created'] === undefined &&
      value['modified'] === undefined &&
      !hasExtensionType(value, 'new-sdo', 'new-sro'));
  return isObservable ? CUSTOM_OBSERVABLE : CUSTOM_VERSIONED;
}

function compileAll(
  shapes: Readonly<Record<string, Shape>>,
  compile: (shape: Shape) => ObjectDefinition,
): [string, ObjectDefinition][] {
  return Object.entries(shapes).map(([type, shape]) => [type, compile(shape)]);
}

function meta(shape: Shape): ObjectDefinition {
  if (shape.section === '7.2.1') {
    return define(shape, { common: MARKING, required: ['spec_version', 'created'] });
  }
  const common = shape.section === '7.1.1' ? LANGUAGE : EXTENSION;
  return define(shape, { common, required: ['spec_version', 'created', 'modified'] });
}

function define(
  shape: Shape,
  base: { readonly common: Readonly<Record<string, Check>>; readonly required: readonly string[] },
): ObjectDefinition {
  const rules = [versionOrder, ...(shape.rules ?? [])];
  return {
    ...compileShape({
      section: shape.section,
      required: ['id', ...base.required, ...(shape.required ?? [])],
      properties: {
        type: checkedBefore,
        id: checkedBefore,
        ...base.common,
        extensions,
        ...shape.properties,
      },
      rules,
    }),
    isCustom: false,
  };
}

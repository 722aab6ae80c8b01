/** A JSON object. */
export type JsonObject = Record<string, unknown>;

/**
 * Takes out of a JSON object what a pointer leads to; of a list, the whole list: what is left of it would tell that
 * something went. True: it was there.
 */
export function dropMember(object: JsonObject, pointer: string): boolean {
  const steps = stepsOf(pointer);
  while (/^\d+$/.test(steps.at(-1) ?? '')) steps.pop();
  const last = steps.pop();
  const holder = steps.reduce<unknown>((at, name) => memberOf(at, name), object);
  if (last === undefined || !isObject(holder) || !Object.hasOwn(holder, last)) return false;
  delete holder[last];
  return true;
}

/** Writes something else where a pointer leads to a text. */
export function setText(object: JsonObject, pointer: string, text: string): void {
  const steps = stepsOf(pointer);
  const last = steps.pop();
  const holder = steps.reduce<unknown>((at, name) => memberOf(at, name), object);
  if (last === undefined) return;
  if (Array.isArray(holder) && Number(last) < holder.length) holder[Number(last)] = text;
  else if (isObject(holder) && Object.hasOwn(holder, last)) holder[last] = text;
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function memberOf(at: unknown, name: string): unknown {
  if (Array.isArray(at)) return at[Number(name)];
  return isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

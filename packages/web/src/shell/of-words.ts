/** Shorter is no word worth asking for. */
const LEAST = 3;
/** A host name, an address, a path: values have one of these within, words do not. */
const VALUE_SIGN = /[^\s.][.:/\\@[\]][^\s]|:\/|\d\.|\.\d|@/;
/** A hash begins so. */
const HASH_BEGIN = /(?=[a-f]*\d)[a-f\d]{8,}/i;

/**
 * Whether somebody types words rather than the beginning of a value. Words may be asked for as they are typed; a value
 * does not stand in the address of a request, half of it neither.
 */
export function isOfWords(text: string): boolean {
  return text.length >= LEAST && !VALUE_SIGN.test(text) && !HASH_BEGIN.test(text);
}

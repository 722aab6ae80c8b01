/**
 * A secret split so that some of the parts give it back and fewer tell nothing (Shamir 1979): each byte is the value at 0
 * of a polynomial over GF(2^8), each part the values at a place of its own. The field is that of AES (FIPS 197 §4).
 */

/** Longest secret that is split. Bytes. */
const SECRET_MAX = 1024;
/** Most parts: places are the non-zero elements of the field. */
const PARTS_MAX = 255;

/** A part: its place, then a byte for each of the secret's. */
export type Share = Uint8Array<ArrayBuffer>;

/** Splits a secret into parts of which `threshold` give it back. `random` fills bytes; tests pass their own. */
export function split(
  secret: Uint8Array,
  { parts, threshold }: { parts: number; threshold: number },
  random: (into: Uint8Array<ArrayBuffer>) => unknown = (into) => crypto.getRandomValues(into),
): Share[] {
  const isSane = threshold >= 1 && threshold <= parts && parts <= PARTS_MAX;
  if (!isSane || secret.length === 0 || secret.length > SECRET_MAX) {
    throw new RangeError('Cannot split this secret into so many parts');
  }
  const shares = Array.from({ length: parts }, (_, at) => {
    const share = new Uint8Array(secret.length + 1);
    share[0] = at + 1;
    return share;
  });
  for (const [place, byte] of secret.entries()) {
    const coefficients = new Uint8Array(threshold);
    random(coefficients);
    coefficients[0] = byte;
    for (const share of shares) share[place + 1] = valueAt(coefficients, share[0] ?? 0);
  }
  return shares;
}

/** The secret of these parts. With too few, or parts of different secrets, it is some other value: nothing tells. */
export function combine(shares: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const [first] = shares;
  const places = shares.map((share) => share[0] ?? 0);
  const isWhole =
    first !== undefined &&
    first.length > 1 &&
    shares.every(({ length }) => length === first.length) &&
    new Set(places).size === places.length &&
    !places.includes(0);
  if (!isWhole) throw new RangeError('These parts do not belong together');
  const secret = new Uint8Array(first.length - 1);
  for (const [at, share] of shares.entries()) {
    const weight = weightOf(places, at);
    for (let place = 0; place < secret.length; place += 1) {
      secret[place] = (secret[place] ?? 0) ^ times(share[place + 1] ?? 0, weight);
    }
  }
  return secret;
}

/** Lagrange's basis at 0. Subtraction is exclusive or. */
function weightOf(places: readonly number[], at: number): number {
  const own = places[at] ?? 0;
  return places.reduce(
    (weight, place, other) => (other === at ? weight : times(weight, divided(place, place ^ own))),
    1,
  );
}

/** Horner's rule. */
function valueAt(coefficients: Uint8Array, x: number): number {
  return coefficients.reduceRight((value, coefficient) => times(value, x) ^ coefficient, 0);
}

/** x^8 + x^4 + x^3 + x + 1, without its highest term. */
const REDUCTION = 0x1b;

/** The product in the field. No branch and no table hangs on a value, so that none can be told by the time it takes. */
export function times(a: number, b: number): number {
  let product = 0;
  let doubled = a;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= doubled & -((b >> bit) & 1);
    doubled = ((doubled << 1) ^ (REDUCTION & -((doubled >> 7) & 1))) & 0xff;
  }
  return product;
}

/** a / b: the inverse is the 254th power (Fermat). */
function divided(a: number, b: number): number {
  let inverse = 1;
  for (let count = 0; count < 254; count += 1) inverse = times(inverse, b);
  return times(a, inverse);
}

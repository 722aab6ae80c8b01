/** Where things go: two by two, and where the corner is (ISO 32000-1 §8.3.4). */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First the one, then the other. */
export function times(first: Matrix, then: Matrix): Matrix {
  const [a, b, c, d, x, y] = first;
  const [e, f, g, h, u, v] = then;
  return [
    a * e + b * g,
    a * f + b * h,
    c * e + d * g,
    c * f + d * h,
    x * e + y * g + u,
    x * f + y * h + v,
  ];
}

/** An instant of the store (milliseconds) as the API writes it: RFC 3339, UTC, milliseconds. */
export function instantText(at: number): string {
  return new Date(at).toISOString();
}

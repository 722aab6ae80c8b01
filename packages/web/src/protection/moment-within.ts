const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A minute within the hours, each as likely; as a date and time field has it: local, to the minute. */
export function momentWithin(hours: number, now: number): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  const at = now + MINUTE_MS + Math.floor((random / 2 ** 32) * hours * HOUR_MS);
  const local = new Date(at - new Date(at).getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, 16);
}

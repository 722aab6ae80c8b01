/** Somebody to invite, as a line names them. */
export interface Invitee {
  /** What the link is listed under: the name, else the address. */
  readonly name: string;
  readonly email: string | undefined;
}

/** Most invitations written in one go. */
export const INVITEES_MAX = 50;

/** Reads pasted lines: names, addresses, or both as mail programs write them; each once. */
export function readInvitees(text: string): Invitee[] {
  const found = new Map<string, Invitee>();
  for (const part of text.split(/[\n;,\t]+/)) {
    const words = part.trim();
    if (words === '') continue;
    const email = /[^\s<>"()@:]+@[^\s<>"()@:]+\.[^\s<>"()@:]+/.exec(words)?.[0];
    const rest = email === undefined ? words : words.replace(email, '').replaceAll(/[<>"()]/g, '');
    const name = rest.trim() === '' ? (email ?? words) : rest.trim();
    const key = (email ?? name).toLowerCase();
    if (!found.has(key)) found.set(key, { name: name.slice(0, 200), email });
  }
  return [...found.values()];
}

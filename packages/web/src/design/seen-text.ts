// What turns the direction of writing, or takes no room at all, lets one name pass for another (Unicode TR 36 §2).
// Joiners and direction marks stay as they are: scripts and emoji are written with them.
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** A text of somebody else's in which nothing hides: such characters stand there by their number, `⟨U+202E⟩`. */
export function seenText(text: string): string {
  return text.replace(UNSEEN, (letter) => {
    const number = letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `⟨U+${number}⟩`;
  });
}

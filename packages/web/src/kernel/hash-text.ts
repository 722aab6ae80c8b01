// The router decodes what stands behind the "#" in part, and writes it back so. Without a "%" of its own in it a text is
// the same however often that happens: "~25" stands for one.

/** A text as it stands behind the "#" of an address, where no server or proxy is told of it. */
export function hashOfText(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~7E').replaceAll('%', '~25'));
}

/** The text behind the "#"; also of links others wrote, which encode it in the usual way. */
export function textOfHash(hash: string): string {
  return decoded(hash).replaceAll('~25', '%').replaceAll('~7E', '~');
}

function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}

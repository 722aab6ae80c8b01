import type { ReactNode } from 'react';
import { hubText } from '../kernel/words.ts';

interface PartyChipProps {
  readonly name: string;
  readonly note?: string;
}

/** An organization or person by name, or by what the hub calls one it does not name. */
export function PartyChip({ name: said, note }: PartyChipProps): ReactNode {
  const name = hubText(said);
  return (
    <span className="party">
      <span className="monogram" aria-hidden="true">
        {monogramOf(name)}
      </span>
      <span>{name}</span>
      {note !== undefined && <span className="tag">{note}</span>}
    </span>
  );
}

function monogramOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
}

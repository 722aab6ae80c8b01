import type { Severity } from '@tocsin/shield';
import { word } from '../kernel/words.ts';

/** How serious a finding is: a word and a sign, never a colour alone. */
export const SEVERITY_SIGNS: Readonly<
  Record<Severity, { readonly label: string; readonly sign: string }>
> = {
  stop: { label: word('Stop'), sign: '■' },
  ask: { label: word('Question'), sign: '?' },
  warn: { label: word('Warning'), sign: '▲' },
  info: { label: word('Note'), sign: '○' },
};

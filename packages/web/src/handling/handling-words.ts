import type { Handling, Recall } from '../kernel/contract.ts';
import { t, word } from '../kernel/words.ts';

type Way = Recall['lines'][number]['way'];

const WAYS: Readonly<Record<Way, string>> = {
  web: word('in the app'),
  api: word('by the API'),
  taxii: word('by TAXII'),
  stream: word('by live stream'),
  cli: word('by the command line'),
  'look-up': word('by looking it up'),
  copy: word('as a saved copy'),
  print: word('on paper'),
};

/** By which way something came to somebody. */
export function wayWords(way: Way): string {
  return t(WAYS[way]);
}

const STATES: Readonly<Record<Recall['lines'][number]['state'], string>> = {
  open: word('Not told yet'),
  told: word('Told'),
  confirmed: word('Says it is deleted'),
};

/** How far an organization has come with one way. */
export function stateWords(state: Recall['lines'][number]['state']): string {
  return t(STATES[state]);
}

const FORMS: Readonly<Record<Handling['copies'][number]['form'], string>> = {
  stix: word('A file for programs (STIX)'),
  page: word('A page to read'),
  print: word('Printed'),
};

/** What was taken, and whether it was encrypted. */
export function copyWords({
  form,
  encrypted,
}: Pick<Handling['copies'][number], 'form' | 'encrypted'>): string {
  const what = t(FORMS[form]);
  return encrypted ? t('{{what}}, encrypted', { what }) : what;
}

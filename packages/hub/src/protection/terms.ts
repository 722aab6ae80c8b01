import { leastActions } from '@tocsin/policy';
import type { Label, PermittedActions, Terms } from '@tocsin/policy';
import type { z } from 'zod';
import type { terms as contract } from './protection.contract.ts';

type TermsSaid = z.output<typeof contract>;

/** The names of IEP 2.0 beside ours. */
const NAMES = {
  permittedActions: 'permitted_actions',
  attribution: 'attribution',
  affectedParty: 'affected_party_notifications',
  resale: 'unmodified_resale',
  inTransit: 'encrypt_in_transit',
  atRest: 'encrypt_at_rest',
  chathamHouse: 'chatham_house',
  attest: 'attest',
  disclaimer: 'disclaimer',
  licence: 'licence',
} as const satisfies Record<keyof Terms, keyof TermsSaid>;
const FIELDS = Object.entries(NAMES) as [keyof Terms, keyof TermsSaid][];

/** Terms as the policy keeps them. */
export function termsOf(said: TermsSaid): Terms {
  const entries = FIELDS.map(([ours, theirs]) => [ours, said[theirs]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Terms;
}

/** Terms as the API says them. */
export function viewOfTerms(terms: Terms): TermsSaid {
  const entries = FIELDS.map(([ours, theirs]) => [theirs, terms[ours]]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as TermsSaid;
}

/** The terms of every source a label rests on. */
export function termsIn(label: Label): Terms[] {
  return label.clauses.flatMap(({ terms }) => terms ?? []);
}

/** What is wrong between terms and the name something is shared under; nothing when they agree. */
export function contradictsTerms(
  terms: Terms | undefined,
  { isNamed }: { isNamed: boolean },
): { code: string; message: string } | undefined {
  if (terms?.chathamHouse === true && isNamed) {
    return {
      code: 'chatham-house',
      message:
        'Under the Chatham House Rule nobody is told who was there: share it under another name',
    };
  }
  if (terms?.attribution === 'MUST' && !isNamed) {
    return {
      code: 'contradiction',
      message: 'A source that is to be named has to be named here: share it under your own name',
    };
  }
  return undefined;
}

/** Whether any source wants it to leave, or to be kept, encrypted only. */
export function mustBeEncrypted(label: Label): boolean {
  return termsIn(label).some(({ inTransit, atRest }) => inTransit === 'MUST' || atRest === 'MUST');
}

/** What the terms ask, as sentences; several sources' together, each once. */
export function termsWords(label: Label): string[] {
  const all = termsIn(label);
  const said = new Set<string>();
  const actions = leastActions(all);
  if (actions !== undefined) said.add(ACTION_WORDS[actions]);
  for (const terms of all) for (const sentence of sentencesOf(terms)) said.add(sentence);
  return [...said];
}

function sentencesOf(terms: Terms): string[] {
  const sentences: string[] = [];
  if (terms.chathamHouse === true) {
    sentences.push(
      'Chatham House Rule: use it, but say nothing of who said it, for whom, or who was there.',
    );
  }
  if (terms.attest === true) {
    sentences.push('Whoever opens it confirms first what that means.');
  }
  if (terms.attribution === 'MUST-NOT') sentences.push('Its source is not to be named.');
  if (terms.attribution === 'MUST') {
    sentences.push('Its source is to be named wherever it is used, within its marking.');
  }
  if (terms.affectedParty === 'MUST-NOT') sentences.push('Those it concerns are not to be told.');
  if (terms.resale === 'MUST-NOT') sentences.push('Not to be sold on as it is.');
  if (terms.inTransit === 'MUST') sentences.push('It leaves the hub encrypted only.');
  if (terms.atRest === 'MUST') sentences.push('Copies are to be kept encrypted.');
  if (terms.licence !== undefined) sentences.push(`Licence: ${terms.licence}.`);
  if (terms.disclaimer !== undefined) sentences.push(`Its source says: “${terms.disclaimer}”`);
  return sentences;
}

const ACTION_WORDS: Readonly<Record<PermittedActions, string>> = {
  NONE: 'No action may be taken on it.',
  'CONTACT-FOR-INSTRUCTION': 'Ask the source before you act on it.',
  'INTERNALLY-VISIBLE-ACTIONS': 'Act on it only where it shows in your own network alone.',
  'EXTERNALLY-VISIBLE-INDIRECT-ACTIONS':
    'Act on it only so that others cannot tell it was aimed at them.',
  'EXTERNALLY-VISIBLE-DIRECT-ACTIONS': 'Any action on it is fine, also one its target notices.',
};

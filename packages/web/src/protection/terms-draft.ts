import type { PermittedActions } from '@tocsin/policy';
import type { MarkingIn } from '../kernel/contract.ts';

type Terms = NonNullable<MarkingIn['terms']>;

/** Terms of use while somebody chooses them; empty and off say nothing. */
export interface TermsDraft {
  readonly actions: PermittedActions | '';
  readonly naming: 'MUST' | 'MUST-NOT' | '';
  readonly notTheAffected: boolean;
  readonly notSold: boolean;
  readonly encrypted: boolean;
  readonly chathamHouse: boolean;
  readonly attest: boolean;
  readonly disclaimer: string;
  readonly licence: string;
}

/** No terms. */
export const NO_TERMS: TermsDraft = {
  actions: '',
  naming: '',
  notTheAffected: false,
  notSold: false,
  encrypted: false,
  chathamHouse: false,
  attest: false,
  disclaimer: '',
  licence: '',
};

/** How many things the terms ask. */
export function termCount(draft: TermsDraft): number {
  return Object.keys(termsOf(draft)).length;
}

/** The terms as the hub takes them. One box asks for encryption both on the way and where a copy is kept. */
export function termsOf(draft: TermsDraft): Terms {
  const disclaimer = draft.disclaimer.trim();
  const licence = draft.licence.trim();
  return {
    ...(draft.actions === '' ? {} : { permitted_actions: draft.actions }),
    ...(draft.naming === '' ? {} : { attribution: draft.naming }),
    ...(draft.notTheAffected ? { affected_party_notifications: 'MUST-NOT' as const } : {}),
    ...(draft.notSold ? { unmodified_resale: 'MUST-NOT' as const } : {}),
    ...(draft.encrypted
      ? { encrypt_in_transit: 'MUST' as const, encrypt_at_rest: 'MUST' as const }
      : {}),
    ...(draft.chathamHouse ? { chatham_house: true as const } : {}),
    ...(draft.attest ? { attest: true as const } : {}),
    ...(disclaimer === '' ? {} : { disclaimer }),
    ...(licence === '' ? {} : { licence }),
  };
}

/** The terms in force as a draft, so that another marking does not drop them unseen. */
export function draftOfTerms(terms: Terms | undefined): TermsDraft {
  if (terms === undefined) return NO_TERMS;
  return {
    actions: terms.permitted_actions ?? '',
    naming: terms.attribution ?? '',
    notTheAffected: terms.affected_party_notifications !== undefined,
    notSold: terms.unmodified_resale !== undefined,
    encrypted: terms.encrypt_in_transit !== undefined || terms.encrypt_at_rest !== undefined,
    chathamHouse: terms.chatham_house === true,
    attest: terms.attest === true,
    disclaimer: terms.disclaimer ?? '',
    licence: terms.licence ?? '',
  };
}

import { CONSENT_CLASSES, CONSENT_FORMS, RELEASE_USES } from '@tocsin/policy';
import type { ConsentClass, ConsentForm, ReleaseUse } from '@tocsin/policy';
import { typeWords } from '../exchange/words.ts';
import type { StandingConsent } from '../kernel/contract.ts';
import { hubText, listWords, t, word } from '../kernel/words.ts';
import { formWords, useWords } from '../protection/release-words.ts';

const CLASSES: Readonly<Record<ConsentClass, string>> = {
  member: word('every member'),
  partner: word('every partner'),
  provider: word('every service provider'),
  client: word('every client that takes part here'),
  informal: word('everybody who takes part informally'),
};

/** Classes to choose among. */
export const CLASS_CHOICES: readonly ConsentClass[] = CONSENT_CLASSES;
/** Forms to choose among. */
export const FORM_CHOICES: readonly ConsentForm[] = CONSENT_FORMS;
/** Uses to choose among. */
export const USE_CHOICES: readonly ReleaseUse[] = RELEASE_USES;

/** STIX types to choose among: what sources are asked about most. */
export const TYPE_CHOICES = [
  'indicator',
  'malware',
  'report',
  'vulnerability',
  'attack-pattern',
  'campaign',
  'incident',
  'course-of-action',
] as const;

/** A class, as one of those it is for. */
export function classWords(name: ConsentClass): string {
  return t(CLASSES[name]);
}

/** Whom it may go to, in one list. */
export function forWhomWords(consent: StandingConsent): string {
  return listWords([
    ...consent.organizations.map(({ name }) => hubText(name)),
    ...consent.classes.map(classWords),
    ...(consent.clients ? [t('registered clients of whoever asks')] : []),
    ...(consent.government ? [t('authorities that take part here')] : []),
  ]);
}

/** What kinds of object it is about. */
export function kindsWords({ types }: Pick<StandingConsent, 'types'>): string {
  return types.length === 0 ? t('Any kind') : listWords(types.map(typeWords));
}

/** What for. */
export function usesWords({ uses }: Pick<StandingConsent, 'uses'>): string {
  return listWords(uses.map(useWords));
}

/** In which forms. */
export function formsWords({ forms }: Pick<StandingConsent, 'forms'>): string {
  return listWords(forms.map(formWords));
}

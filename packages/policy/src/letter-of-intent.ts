/** What a letter of intent is made from (ISO 22396 6.2.2; requirements row 76). */
export interface Intent {
  readonly community: string;
  readonly organization: string;
  readonly kind: string;
  readonly person: string;
  readonly role: string;
  readonly brings: string;
  readonly needs: string;
  /** Which parts of the organization take part. */
  readonly scope: string;
  /** `2026-12-01`. */
  readonly from: string;
  readonly language: LetterLanguage;
}

/** Languages a letter of intent is written in. */
export const LETTER_LANGUAGES = ['en', 'de'] as const;
/** One of {@link LETTER_LANGUAGES}. */
export type LetterLanguage = (typeof LETTER_LANGUAGES)[number];

/** The letter of intent, word for word as it is signed; the browser and the hub write the same. */
export function letterOfIntent(intent: Intent): string {
  return LETTERS[intent.language](intent).join('\n\n');
}

const LETTERS: Readonly<Record<LetterLanguage, (intent: Intent) => string[]>> = {
  en: (of) => [
    'Letter of intent',
    `To the community “${of.community}”`,
    `${of.organization} (${of.kind}) intends to take part in the exchange of information about cyber threats in this community.`,
    `What we bring:\n${of.brings}`,
    `What we need:\n${of.needs}`,
    `Which parts of our organization take part:\n${of.scope}`,
    `From: ${of.from}`,
    'This letter says what we intend. It binds neither side to a membership.',
    'I have the authority to write this letter for my organization.',
    `${of.person}, ${of.role}`,
  ],
  de: (of) => [
    'Absichtserklärung',
    `An die Gemeinschaft „${of.community}“`,
    `${of.organization} (${of.kind}) beabsichtigt, am Austausch von Informationen über Cyberbedrohungen in dieser Gemeinschaft teilzunehmen.`,
    `Was wir einbringen:\n${of.brings}`,
    `Was wir brauchen:\n${of.needs}`,
    `Welche Teile unserer Organisation teilnehmen:\n${of.scope}`,
    `Ab: ${of.from}`,
    'Dieses Schreiben sagt, was wir beabsichtigen. Es verpflichtet keine Seite zu einer Mitgliedschaft.',
    'Ich bin befugt, dieses Schreiben für meine Organisation abzugeben.',
    `${of.person}, ${of.role}`,
  ],
};

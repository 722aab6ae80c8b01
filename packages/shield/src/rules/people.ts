import { lookBy } from './spots.ts';
import type { Search } from './spots.ts';

/** Accounts every machine has. */
const NOBODY = new Set(
  'public default all administrator admin user users root guest gast app service system shared runner ubuntu www-data'.split(
    ' ',
  ),
);

/** Where private persons have their mail. */
const FREE_MAIL =
  'gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|aol|icloud|me|mac|gmx|web|freenet|t-online|proton|protonmail|posteo|mailbox|orange|wanadoo|laposte|free|libero|virgilio|seznam|wp|onet|o2|mail|yandex|qq|163|126|naver|rediffmail|zoho|tutanota|fastmail|hushmail|bluewin|telenet|skynet|ziggo|kpnmail';

const SEARCHES: readonly Search[] = [
  {
    rule: 'personal-mail',
    needs: ['mail-at'],
    shape: new RegExp(
      String.raw`(?<![\p{L}\p{N}_.%+-])[\p{L}\p{N}_.%+-]{1,64}@(?:${FREE_MAIL})(?:\.co)?\.\p{L}{2,6}(?![\p{L}\p{N}_-]|\.\p{L})`,
      'giu',
    ),
  },
  {
    rule: 'user-name',
    needs: ['user-folder'],
    shape:
      /[A-Z]:\\{1,2}(?:Users|Documents and Settings|Benutzer|Utilisateurs|Usuarios)\\{1,2}(?<it>[^\\/\s"'<>|:*?]{1,64})/dgi,
    isIt: isSomebody,
  },
  {
    rule: 'user-name',
    needs: ['home-folder'],
    shape: /(?<![\w.-])\/(?:home|Users)\/(?<it>[\p{L}_][\p{L}\p{N}_.-]{0,63})/dgu,
    isIt: isSomebody,
  },
  {
    rule: 'user-name',
    needs: ['user-word'],
    shape:
      /(?<![\p{L}\p{N}])(?:user(?:[ _-]?name|[ _-]?id|principalname)?|account(?:[ _-]?name)?|samaccountname|target_?user_?name|benutzer(?:name)?|utilisateur|usuario|login|logon)["']?\s{0,3}[:=]\s{0,3}["']?(?<it>[\p{L}\p{N}_.\\@+-]{2,128})/dgiu,
    isIt: isSomebody,
  },
  {
    rule: 'phone',
    needs: ['plus'],
    shape: /(?<![\p{L}\p{N}_.:/+-])\+[1-9](?:[ ()/.-]{0,3}\d){7,13}(?![\p{L}\p{N}_-]|\.\d)/gu,
    isIt: (found) => found.replaceAll(/\D/g, '').length <= 17,
  },
  {
    rule: 'phone',
    needs: ['double-zero', 'long-number'],
    shape: /(?<![\p{L}\p{N}_.:/+-])00[1-9](?:[ ()/.-]{0,3}\d){7,13}(?![\p{L}\p{N}_-]|\.\d)/gu,
    isIt: (found) => found.replaceAll(/\D/g, '').length <= 17,
  },
  {
    rule: 'phone',
    needs: ['phone-word'],
    shape:
      /(?<!\p{L})(?:tel|tél|telefon|phone|fon|mobile?|mobil|handy|fax|téléphone|teléfono|cell)\.?\s{0,2}[:.]?\s{0,3}(?<it>\(?0?\d{1,5}\)?(?:[ /-]{0,3}\d){5,12})(?![\p{L}\p{N}_])/dgiu,
  },
];

/** Places that name persons, their accounts or their telephones. */
export const personSpots = lookBy(SEARCHES);

function isSomebody(name: string): boolean {
  return !NOBODY.has(name.toLowerCase());
}

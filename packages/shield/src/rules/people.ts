import type { Spot } from '../finding.ts';
import { lookBy, spotsOf } from './spots.ts';
import type { Look, Looked, Search } from './spots.ts';

/** Accounts every machine has. */
const NOBODY = new Set(
  'public default all username user_name yourname someone system32 syswow64 temp informed logged named administrator admin user users root guest gast app service system shared runner ubuntu www-data'.split(
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
    needs: ['account-mark'],
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
      /(?<![\p{L}\p{N}])(?:user(?:[ _-]?name|[ _-]?id|principalname)?|account(?:[ _-]?name)?|samaccountname|target_?user_?name|benutzer(?:name)?|utilisateur|usuari[oa]|identifiant|gebruiker(?:snaam)?|konto(?:name)?|login|logon)["']?\s{0,3}[:=]\s{0,3}["']?(?<it>[\p{L}\p{N}_.\\@+-]{2,128})/dgiu,
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
      /(?<!\p{L})(?:tel|tél|telefon|phone|fon|mobile?|mobil|handy|fax|téléphone|teléfono|cell|durchwahl|móvil|whatsapp)\.?\s{0,2}[:.]?\s{0,3}(?<it>\(?0?\d{1,5}\)?(?:[ /.-]{0,3}\d){5,12})(?![\p{L}\p{N}_])/dgiu,
  },
  {
    // France, Belgium: five pairs, whatever stands before them.
    rule: 'phone',
    shape: /(?<![\w.:/-])0[1-9](?:[ .-]\d{2}){4}(?![\w/-]|[ .]\d)/g,
  },
  {
    // An account of a Windows domain: the domain names the house, the account somebody in it.
    rule: 'user-name',
    needs: ['account-mark'],
    shape: /(?<![\\\w.-])(?!HK)[A-Z][A-Z0-9-]{1,14}\\{1,2}[a-z][\w.-]{1,30}(?![\\\w])/g,
    isIt: (found) => isSomebody(found.slice(found.lastIndexOf('\\') + 1)),
  },
  {
    rule: 'user-name',
    needs: ['account-mark'],
    shape: /\bS-1-5-21(?:-\d{4,10}){3}-\d{3,7}\b/g,
  },
  {
    rule: 'user-name',
    needs: ['account-mark'],
    shape:
      /\((?:usuari[oa]|benutzer|utilisateur|user|account)\s{1,2}(?<it>[\p{Ll}][\p{Ll}\p{N}._-]{2,30})(?=[,)])/dgu,
    isIt: isSomebody,
  },
];

const look = lookBy(SEARCHES);

/**
 * Places that name persons, their accounts or their telephones. An account that is called one somewhere is one
 * wherever its name stands in the text.
 */
export const personSpots: Look = Object.assign(namedAgain, { needed: look.needed });

function namedAgain(looked: Looked): Spot[] {
  const spots = look(looked);
  const names = new Set(
    spots.flatMap(({ rule, start, end }) =>
      rule === 'user-name' ? nameIn(looked.text.slice(start, end)) : [],
    ),
  );
  return [...spots, ...againSpots(looked.text, [...names].slice(0, NAMES_MAX))];
}

/** Accounts of one text that are looked for again. */
const NAMES_MAX = 200;

/** The account without its domain; short ones are words as well. */
function nameIn(found: string): string[] {
  const name = found.slice(found.lastIndexOf('\\') + 1).toLowerCase();
  return name.length >= 5 && /^[\p{L}\p{N}._-]+$/u.test(name) && !name.startsWith('s-1-')
    ? [name]
    : [];
}

function againSpots(text: string, names: readonly string[]): Spot[] {
  if (names.length === 0) return [];
  const words = names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|');
  const shape = new RegExp(
    String.raw`(?<![\p{L}\p{N}_@.-])(?:${words})(?![\p{L}\p{N}_@-]|\.\p{L})`,
    'giu',
  );
  return spotsOf(text, { rule: 'user-name', shape });
}

/** Placeholders of documentation name nobody either. */
function isSomebody(name: string): boolean {
  return !/^(?:&lt;|[<[{(%$*])/.test(name) && !NOBODY.has(name.toLowerCase());
}

/**
 * What a text must hold before a rule looks at it: one walk over the text tells which of some hundred words stand in
 * it, so that a rule whose words are absent costs nothing. A rule finds exactly what it found without it.
 */
const WORDS = {
  'key-block': ['private key', 'private-lines', 'age-secret-key'],
  'token-mark':
    'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- akia asia aiza xox sk_live sk_test rk_live rk_test npm_ tcs_ sg. eyj dop_v1_ hf_ sk-ant- sk-proj- shpat_ pypi- sharedaccesssignature= sig= hooks.slack.com discord'.split(
      ' ',
    ),
  address: ['://'],
  at: ['@'],
  'mail-at': ['@', '%40'],
  'hash-line': [':::'],
  crypt:
    '$1$ $2$ $2a$ $2b$ $2x$ $2y$ $5$ $6$ $y$ $argon2 $scrypt $pbkdf2 $krb5 $dcc2 0x0100 0x0200'.split(
      ' ',
    ),
  query: ['?'],
  'private-part': ['10.', '172.', '192.168.', '100.', '169.254.'],
  'inside-name': '.local .lan .corp .internal .intra .intern .home.arpa .ad. .fritz.box'.split(' '),
  'share-path': ['\\\\'],
  'account-mark': ['s-1-5-21', '\\', '(us', '(ben', '(util', '(acc'],
  /** Commands that take what one signs in with. */
  'secret-command': '/user:|curl|sshpass|mysql|mariadb|plink|pscp|psftp|putty'.split('|'),
  /** Lines of network devices and of XML that hold it. */
  'secret-line':
    'enable|username|snmp-server|isakmp|tacacs-server|radius-server|neighbor|ppp|value|keymaterial>|password>|passwd>|secret>|token>|apikey>'.split(
      '|',
    ),
  'home-folder': ['/home/', '/users/'],
  plus: ['+'],
  'double-zero': ['00'],
  privileged:
    'attorney|legal|privileged|prejudice|anwalt|mandat|secret professionnel|confidentialit|secreto profesional'.split(
      '|',
    ),
  market:
    'price|market|insider|material non|ad-hoc|ad hoc|kursrelevant|privil|informaci|marktmissbrauch'.split(
      '|',
    ),
  health:
    'leave|medical|health|trade|religi|krank|schwanger|gewerkschaft|schwerbehinder|maladie|arr|dossier m|baja |historia cl|diagnos|incapacidad|pregnan|enceinte|embaraz|sindic|syndi|malattia|ziek|vakbond|zwolnien|chorob'.split(
      '|',
    ),
  tlp: ['tlp'],
  /** Defanged signs; letters and signs beyond ASCII count as well. */
  odd: '[.] (.) {.} [dot (dot {dot [punkt (punkt [point (point [@] (@) {@} [at] (at) {at} [:] hxxp h**p'.split(
    ' ',
  ),
  'well-known':
    '8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 208.67.22 windowsupdate.com update.microsoft.com ocsp. crl. time.windows.com pool.ntp.org'.split(
      ' ',
    ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Words that count only where a sign and a value follow: `password: …`, `"token": …`. */
const BEFORE_VALUES = {
  'secret-word': [
    ...'contraseña contrasena pw pass password passwd passphrase passwort passcode kennwort mdp clave pwd secret token pin psk community-string haslo wachtwoord senha parola heslo'.split(
      ' ',
    ),
    ...['', ' ', '_', '-'].flatMap((gap) => [
      `mot${gap}de${gap}passe`,
      ...['api', 'access', 'secret', 'account', 'shared', 'encryption', 'master'].flatMap(
        (kind) => [`${kind}${gap}key`, `${kind}${gap}access${gap}key`],
      ),
    ]),
  ],
  authorization: ['authorization'],
  cookie: ['cookie', 'cookie2'],
  'user-word':
    'user username user_name user-name userid user_id user-id userprincipalname account accountname account_name account-name samaccountname benutzer benutzername utilisateur usuario usuário usuaria gebruiker login logon identifiant konto'
      .split(' ')
      .concat('user name', 'user id', 'account name'),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Words that count only where something follows that may be a secret: they stand in sentences about them as well. */
const BEFORE_SECRETS = {
  'secret-said':
    'password|passwort|passwd|passwt|kennwort|contrase|mot de passe|mdp|clave|pwd|pw'.split('|'),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Words that count only where a digit follows soon. */
const BEFORE_DIGITS = {
  'phone-word':
    'tel tél téléphone teléfono telefono telefon telephone phone fon mobil mobile handy fax cell durchwahl móvil whatsapp'.split(
      ' ',
    ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Words that count only where a colon follows soon: the first group of an IPv6 address. */
const BEFORE_COLONS = {
  'local-six': 'fc fd fe8 fe9 fea feb'.split(' '),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** One thing a text can hold that makes a rule worth running. `long-number`: ten digits with little between them. */
export type Hint =
  | keyof typeof WORDS
  | keyof typeof BEFORE_VALUES
  | keyof typeof BEFORE_SECRETS
  | keyof typeof BEFORE_DIGITS
  | keyof typeof BEFORE_COLONS
  | 'long-number';

/** A set of hints. */
export type Hints = number;

const NAMES = [
  ...Object.keys(WORDS),
  ...Object.keys(BEFORE_VALUES),
  ...Object.keys(BEFORE_SECRETS),
  ...Object.keys(BEFORE_DIGITS),
  ...Object.keys(BEFORE_COLONS),
  'long-number',
];
const LONG_NUMBER = 1 << NAMES.indexOf('long-number');
const ODD = 1 << NAMES.indexOf('odd');
const LONG_DIGITS = 10;

/** Whether a text may read otherwise than it is written. */
export function isOdd(hints: Hints): boolean {
  return (hints & ODD) !== 0;
}

/** The set of these hints. */
export function hintSet(hints: readonly Hint[]): Hints {
  return hints.reduce((set, hint) => set | (1 << NAMES.indexOf(hint)), 0);
}

/** What of all hints a text holds. Takes time in proportion to the text, whatever it is made of. */
export function hintsIn(text: string): Hints {
  const { next } = AUTOMATON;
  const { length } = text;
  let found = 0;
  let row = 0;
  let digits = 0;
  for (let at = 0; at < length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)] ?? 0;
    const step = next[row | kind] ?? 0;
    row = step & ROW;
    if (step > ROW) found |= hintsAt(row / WIDTH, text, at + 1);
    if (kind >= FIRST_DIGIT) {
      if (kind === OTHER) found |= ODD;
      else if (++digits === LONG_DIGITS) found |= LONG_NUMBER;
    } else if (digits !== 0 && kind !== SPACE && kind !== HYPHEN) digits = 0;
  }
  return found;
}

/** What the words that end here tell. */
function hintsAt(state: number, text: string, end: number): Hints {
  const { plain, valued, secret } = AUTOMATON;
  const [now = 0, value = 0, said = 0] = [plain[state], valued[state], secret[state]];
  return (
    now |
    (value !== 0 && isBeforeValue(text, end) ? value : 0) |
    (said !== 0 && isBeforeSecret(text, end) ? said : 0) |
    numbersAt(state, text, end)
  );
}

/** The same of words before numbers and addresses. */
function numbersAt(state: number, text: string, end: number): Hints {
  const { numbered, coloned } = AUTOMATON;
  const [number = 0, colon = 0] = [numbered[state], coloned[state]];
  return (
    (number !== 0 && isBeforeDigit(text, end) ? number : 0) |
    (colon !== 0 && text.slice(end, end + 3).includes(':') ? colon : 0)
  );
}

/** Quotation marks (escaped or not), spaces, then a colon, an equals sign or what spreadsheets and chats put there. */
function isBeforeValue(text: string, from: number): boolean {
  let at = from;
  while (at < from + GAP_MAX && GAP.has(text.charCodeAt(at))) at += 1;
  return SIGNS.has(text.charCodeAt(at));
}

/** A space behind the word, then soon a sign that words have not: without one, no rule takes anything for a secret. */
function isBeforeSecret(text: string, from: number): boolean {
  // Stems have an ending: "contrase|ña".
  let at = from;
  while (at < from + STEM_REST && !isSpace(text.charCodeAt(at))) at += 1;
  if (!isSpace(text.charCodeAt(at))) return false;
  const most = Math.min(text.length, at + SECRET_WITHIN);
  for (at += 1; at < most; at += 1) {
    if (MIXED[text.charCodeAt(at)] === 1) return true;
  }
  return false;
}

/** Letters that an ending has at most. */
const STEM_REST = 3;
/** Units in which three words, a sign, spaces and the longest secret find room. */
const SECRET_WITHIN = 170;
const MIXED = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\d!#$%&*@+=_:]/.test(String.fromCharCode(code)) ? 1 : 0,
);

/** Spaces of ASCII; what lies beyond may be one. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code >= 128;
}

function isBeforeDigit(text: string, from: number): boolean {
  for (let at = from; at < Math.min(text.length, from + GAP_MAX + 4); at += 1)
    if (isDigit(KINDS[text.charCodeAt(at)] ?? 0)) return true;
  return false;
}

/** Units between a word and its value: more of them, and they do not belong together. */
const GAP_MAX = 10;
const codes = (signs: string): ReadonlySet<number> =>
  new Set(signs.split('').map((sign) => sign.charCodeAt(0)));
const GAP = codes(' \t\n\r"\'\\u00a0*`)');
const SIGNS = codes(':=→|;,');

/** Signs that words are made of, letters in one case; all others are one kind. */
const LETTERS = "\0abcdefghijklmnopqrstuvwxyz ._-:/\\$@?+%='()[]{}*|&";
const DIGITS = '0123456789';
const FIRST_DIGIT = LETTERS.length;
const WIDTH = 64;
/** The kind of what lies beyond ASCII; the first one is that of signs that stand in no word. */
const OTHER = WIDTH - 1;
/** A bit beyond every row. */
const END = 1 << 24;
const ROW = END - 1;
const KINDS = kinds();
const isDigit = (kind: number): boolean => kind >= FIRST_DIGIT && kind < OTHER;
const SPACE = LETTERS.indexOf(' ');
const HYPHEN = LETTERS.indexOf('-');

function kinds(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(OTHER, 128);
  for (const [kind, sign] of `${LETTERS}${DIGITS}`.split('').entries()) {
    if (kind === 0) continue;
    table[sign.charCodeAt(0)] = kind;
    table[sign.toUpperCase().charCodeAt(0)] = kind;
  }
  return table;
}

interface Automaton {
  /** By state and kind of sign: where the row of the next state begins, and {@link END} where a word ends there. */
  readonly next: Int32Array;
  /** What is found where a state is reached: at once, when a value, a secret, a digit or a colon follows. */
  readonly plain: Int32Array;
  readonly valued: Int32Array;
  readonly secret: Int32Array;
  readonly numbered: Int32Array;
  readonly coloned: Int32Array;
}

const AUTOMATON = automaton();

/** All words in one machine (Aho and Corasick 1975): each sign of a text is looked at once. */
function automaton(): Automaton {
  const tree: Map<number, number>[] = [new Map()];
  const found: Found = { plain: [0], valued: [0], secret: [0], numbered: [0], coloned: [0] };
  const tables = [
    ['plain', WORDS],
    ['valued', BEFORE_VALUES],
    ['secret', BEFORE_SECRETS],
    ['numbered', BEFORE_DIGITS],
    ['coloned', BEFORE_COLONS],
  ] as const;
  for (const [list, table] of tables) {
    for (const [name, words] of Object.entries(table)) {
      for (const word of words) {
        const state = grow(tree, word);
        found[list][state] = (found[list][state] ?? 0) | (1 << NAMES.indexOf(name));
      }
    }
  }
  return walked(tree, found);
}

type Found = Readonly<Record<'plain' | 'valued' | 'secret' | 'numbered' | 'coloned', number[]>>;

/** Puts a word into the tree; the state at its end. */
function grow(tree: Map<number, number>[], word: string): number {
  let state = 0;
  for (const sign of word) {
    const kind = KINDS[sign.charCodeAt(0)] ?? 0;
    const child = tree[state]?.get(kind) ?? tree.length;
    if (child === tree.length) {
      tree[state]?.set(kind, child);
      tree.push(new Map());
    }
    state = child;
  }
  return state;
}

/** The tree with a way on from every state, whatever sign comes. */
function walked(tree: readonly Map<number, number>[], found: Found): Automaton {
  const next = new Int32Array(tree.length * WIDTH);
  const fall = new Uint16Array(tree.length);
  const ends = Object.values(found);
  const queue = [0];
  for (const state of queue) {
    const behind = fall[state] ?? 0;
    if (state > 0) for (const list of ends) list[state] = at(list, state) | at(list, behind);
    for (let kind = 0; kind < WIDTH; kind += 1) {
      const child = tree[state]?.get(kind);
      const other = state === 0 ? 0 : (next[behind * WIDTH + kind] ?? 0);
      next[state * WIDTH + kind] = child ?? other;
      if (child === undefined) continue;
      fall[child] = other;
      queue.push(child);
    }
  }
  const table = (list: readonly number[]): Int32Array =>
    Int32Array.from(tree, (_, state) => at(list, state));
  const rows = next.map((state) => {
    const isEnd = ends.some((list) => at(list, state) !== 0);
    return state * WIDTH + (isEnd ? END : 0);
  });
  return {
    next: rows,
    plain: table(found.plain),
    valued: table(found.valued),
    secret: table(found.secret),
    numbered: table(found.numbered),
    coloned: table(found.coloned),
  };
}

function at(list: readonly number[], state: number): number {
  return list[state] ?? 0;
}

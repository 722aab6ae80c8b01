import { lookBy } from './spots.ts';
import type { Search } from './spots.ts';

/** Commands with what one signs in with. */
const COMMANDS: readonly Search[] = [
  /\bnet\s{1,3}use\s{1,3}[^\s"]{1,200}\s{1,3}(?<it>[^\s"/*][^\s"]{3,100})\s{1,3}\/user:/dgi,
  /\/user:[^\s"]{1,200}\s{1,3}(?<it>[^\s"/&|][^\s"&|]{3,100})/dgi,
  /\bcurl\b[^\n|;]{0,300}?\s(?:-u|--user)\s{0,3}["']?[^\s:"']{1,100}:(?<it>[^\s"']{3,100})/dgi,
  /\bsshpass\s{1,3}-p\s{0,3}["']?(?<it>[^\s"']{3,100})/dgi,
  /\b(?:mysql|mysqldump|mariadb)\b[^\n|;]{0,300}?\s-p(?<it>[^\s"']{4,100})/dgi,
  /\b(?:plink|pscp|psftp|putty)(?:\.exe)?\b[^\n|;]{0,300}?\s-pw\s{1,3}["']?(?<it>[^\s"']{3,100})/dgi,
].map((shape) => ({ rule: 'password', needs: ['secret-command'], shape }));

/** Configurations of network devices, and XML. */
const LINES: readonly Search[] = [
  /^\s{0,8}(?:enable|username|snmp-server|crypto isakmp|tacacs-server|radius-server|neighbor|ppp)\b[^\n]{0,100}?\s(?:password|secret|key|community)\s{1,3}(?:\d\s{1,3})?(?<it>[^\s"]{4,100})/dgim,
  /\b(?:key|name)\s{0,2}=\s{0,2}["'][^"']{0,60}(?:password|pwd|secret|token|api[_-]?key)["']\s{1,5}value\s{0,2}=\s{0,2}["'](?<it>[^"']{4,300})/dgi,
  /<(?:\w{1,20}:)?(?:keymaterial|password|passwd|secret|token|apikey)>(?<it>[^<\s][^<]{3,300})</dgi,
].map((shape) => ({ rule: 'password', needs: ['secret-line'], shape }));

/** Keys, tokens and passwords, by the shapes their makers publish and by what people write before them. */
const SEARCHES: readonly Search[] = [
  {
    rule: 'private-key',
    needs: ['key-block'],
    shape:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{0,20000}-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
  },
  {
    rule: 'token',
    needs: ['token-mark'],
    shape:
      /(?<![A-Za-z0-9_-])(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255}|glpat-[\w-]{20,64}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35}|xox[abeprs]-[\w-]{10,250}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,250}|npm_[A-Za-z0-9]{36}|tcs_[\w-]{20,200}|SG\.[\w-]{16,32}\.[\w-]{32,64}|eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{0,2000})(?![A-Za-z0-9_-])/g,
  },
  {
    rule: 'token',
    needs: ['authorization'],
    shape:
      /\bauthorization\s{0,3}:\s{0,3}(?:basic|bearer|digest|negotiate|ntlm)\s{1,3}(?<it>[^\s"',;]{6,4000})/dgi,
  },
  {
    rule: 'password',
    needs: ['secret-word'],
    shape:
      /(?<![\p{L}\p{N}])(?:pass(?:word|wd|phrase|wort|code)?|pw|pin(?:[ -]?code)?|kennwort|mot[ _]de[ _]passe|mdp|contrase(?:ñ|n)a|clave|pwd|secret|client[ _-]?secret|(?:api|access|secret|account|shared)[ _-]?(?:access[ _-]?)?key|token)["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["']?(?<it>[^\s"',;<>]{4,500})/dgiu,
    isIt: isSecret,
  },
  {
    rule: 'password',
    needs: ['address', 'at'],
    shape: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/?#]{0,100}:(?<it>[^\s@/?#]{1,200})@/dgi,
  },
  {
    rule: 'password-hash',
    needs: ['hash-line'],
    shape: /(?<![^\s"'])[^\s:"']{1,104}:\d{1,8}:[0-9a-f]{32}:[0-9a-f]{32}:::/gi,
  },
  {
    rule: 'password-hash',
    needs: ['crypt'],
    shape:
      /(?<![\w$])\$(?:[1256y]|2[abxy]?|argon2(?:id|i|d)|scrypt|pbkdf2[\w-]{0,20})\$[\w./+=,$-]{10,300}/g,
  },
  {
    rule: 'password-hash',
    needs: ['crypt'],
    shape: /\$krb5(?:tgs|asrep|pa)\$[^\s"']{20,4000}|\b0x0[12]00[0-9A-F]{48,136}\b/gi,
  },
  {
    rule: 'cookie',
    needs: ['cookie'],
    shape: /\b(?:set-)?cookie2?\s{0,3}:\s{0,3}(?<it>[^\s=;,]{1,200}=[^\r\n]{4,4000})/dgi,
  },
  {
    rule: 'private-key',
    needs: ['key-block'],
    shape: /Private-Lines: \d{1,3}[\sA-Za-z0-9+/=]{4,6000}/g,
  },
  {
    rule: 'private-key',
    needs: ['key-block'],
    shape: /AGE-SECRET-KEY-1[A-Z0-9]{20,80}/g,
  },
  {
    rule: 'token',
    needs: ['token-mark'],
    shape:
      /hooks\.slack\.com\/(?:services|workflows)\/(?<it>[\w/]{10,200})|discord(?:app)?\.com\/api\/webhooks\/(?<it>\d{10,25}\/[\w-]{20,120})/dgi,
  },
  {
    rule: 'token',
    needs: ['token-mark'],
    shape:
      /(?<![A-Za-z0-9_-])(?:dop_v1_[0-9a-f]{64}|hf_[A-Za-z0-9]{30,60}|sk-(?:ant|proj)-[\w-]{20,200}|shpat_[0-9a-f]{32}|pypi-[\w-]{20,300})(?![A-Za-z0-9_-])/g,
  },
  {
    // "the password was …", "Kennwort …": no sign between, so what follows must look like one.
    rule: 'password',
    needs: ['secret-said'],
    shape:
      /(?<![\p{L}\p{N}])(?:passw(?:or)?[dt]|kennwort|mot de passe|mdp|contraseña|clave|pwd|pw)(?:\s(?:is|was|ist|war|lautet|est|es|era))?\s{1,3}["“'«]?(?<it>[^\s"'“”«»,;<>()]{6,100})/dgiu,
    isIt: isMixed,
  },
  {
    rule: 'password',
    needs: ['secret-said'],
    shape:
      /(?<![\p{L}\p{N}])(?:passw(?:or)?[dt]|kennwort|mot de passe|contraseña|clave)(?: \p{L}{1,14}){1,3}\s{0,2}[:=]\s{0,3}["“'«]?(?<it>[^\s"'“”«»,;<>]{6,100})/dgiu,
    isIt: isMixed,
  },
  ...COMMANDS,
  ...LINES,
];

/** Places that hold keys, tokens or passwords. */
export const secretSpots = lookBy(SEARCHES);

/** A word in a sentence about passwords is none; stars and brackets stand where one was. */
function isSecret(found: string): boolean {
  if (/^[*x•.…_-]+$/i.test(found) || /^[[({%$]/.test(found)) return false;
  return (
    /\d/.test(found) ||
    /[^\p{L}.]/u.test(found) ||
    (/\p{Lu}/u.test(found.slice(1)) && /\p{Ll}/u.test(found))
  );
}

/** Letters with a digit or a sign that words have not: what nobody takes for a word. */
function isMixed(found: string): boolean {
  const bare = found.replace(/[.:!?)]+$/, '');
  const isTold = /^[*x•.…_-]+$/i.test(bare) || /^[[({%$<]/.test(bare) || /:\/\//.test(bare);
  return !isTold && /\p{L}/u.test(bare) && /[\d!#$%&*@+=_]/.test(bare.slice(1)) && bare.length >= 6;
}

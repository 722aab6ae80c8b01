import { lookBy } from './spots.ts';
import type { Search } from './spots.ts';

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
      /(?<![\p{L}\p{N}])(?:pass(?:word|wd|phrase|wort|code)?|kennwort|mot[ _]de[ _]passe|mdp|contrase(?:ñ|n)a|clave|pwd|secret|client[ _-]?secret|(?:api|access|secret|account|shared)[ _-]?(?:access[ _-]?)?key|token)["']?\s{0,3}(?:[:=]|=>|:=)\s{0,3}["']?(?<it>[^\s"',;<>]{4,500})/dgiu,
    isIt: isSecret,
  },
  {
    rule: 'password',
    needs: ['address', 'at'],
    shape: /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/?#]{1,100}:(?<it>[^\s@/?#]{1,200})@/dgi,
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
    rule: 'cookie',
    needs: ['cookie'],
    shape: /\b(?:set-)?cookie2?\s{0,3}:\s{0,3}(?<it>[^\s=;,]{1,200}=[^\r\n]{4,4000})/dgi,
  },
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

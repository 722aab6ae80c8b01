import type { RuleName } from './rule-table.ts';

/** Members whose value is a secret whatever it looks like, as programs name them: `db_password`, `clientSecret`. */
const SECRET =
  /^(?:[\w.-]{0,40}[_.-])?(?:password|passwd|pwd|passphrase|secret|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|github[_-]?token|credential)$|(?:Password|Passphrase|Secret|ApiKey|AccessKey|PrivateKey|AuthToken|AccessToken|RefreshToken)$/i;
/** Members that name an account. */
const ACCOUNT =
  /^(?:(?:sam)?account[_-]?name|(?:target|subject|caller)?[_-]?user[_-]?name|user[_-]?principal[_-]?name|login(?:[_-]?name)?|logon[_-]?name|logged[_-]?on[_-]?user)$/i;

/** Headers of requests that let others go on; their values hold spaces. */
const HEADERS = /^(?:(?:set-)?cookie|authorization|proxy-authorization)$/i;

/** What a member of a JSON document gives away by its name. Sentences are none: they are read as text. */
export function memberRule(member: string, text: string): RuleName | undefined {
  if (HEADERS.test(member) && text.length >= 8) return /cookie/i.test(member) ? 'cookie' : 'token';
  if (text.length < 3 || text.length > 4000 || /\s/.test(text.trim())) return undefined;
  if (SECRET.test(member) && !/^[*x•.…_-]+$|^[[({%$<]/i.test(text)) return 'password';
  return ACCOUNT.test(member) && !NOBODY.test(text) ? 'user-name' : undefined;
}

const NOBODY =
  /^(?:root|system|administrator|admin|guest|local service|network service|nobody|daemon|-|n\/a|null|none|s-1-5-(?:18|19|20))$/i;

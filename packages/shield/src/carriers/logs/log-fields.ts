import type { RuleName } from '../../rule-table.ts';

/**
 * Fields of logs that go along, by their names in small letters without signs: when, what, where to. A field that is
 * not among them is written out of a treated log, as nobody knows what stands there.
 */
const LISTED = new Set(
  [
    'time timestamp date datetime ts eventtime starttime endtime start end rt duration tz timezone',
    'level severity priority facility program process proc image command method verb status statuscode code result action outcome reason event eventid eventname eventtype type subtype category cat signature signatureid sig rule ruleid rulename msg message text description name',
    'proto protocol transport app application service port srcport dstport sport dport spt dpt destport sourceport',
    'src srcip sourceip source sourceaddress saddr sip client clientip cip remote remoteaddr remoteip dst dstip destip destination destinationip daddr dip server serverip host hostname dhost dst_host domain query qname fqdn url uri request path file filename filepath fname hash md5 sha1 sha256 sha512 imphash ja3 ja3s sni tls cipher useragent agent ua referer referrer',
    'bytes size length in out bytesin bytesout sent received rcvdbyte sentbyte packets pkts count cnt ttl flags id uid pid ppid tid seq version ver',
    'answer answers rcode qtype rrtype cve threat threatname malware family confidence score direction dir interface zone policy policyid',
  ]
    .join(' ')
    .split(' '),
);

/** Fields that name somebody, or let somebody go on. */
const USERS =
  /^(?:s|d|src|dst|source|destination|target|subject|caller|remote|auth|logon|login|client)?_?(?:user|username|account|accountname|login|logon|principal|samaccountname|userid|userprincipalname|upn|operator|employee|owner|actor)(?:_?name|_?id)?$/;
const SESSIONS =
  /^(?:j?session(?:_?id|_?key)?|sid|sessid|phpsessid|jsessionid|aspsessionid\w*|logonid|logon_?guid|correlation_?id|request_?id|trace_?id|xid)$/;
const SECRETS =
  /^(?:cookie|set_?cookie|authorization|auth|token|access_?token|password|passwd|pwd|secret|api_?key)$/;

/** What the name of a field says about its value. */
export function fieldRule(name: string): RuleName | undefined {
  const small = name
    .toLowerCase()
    .replaceAll(/[.\-\s]/g, '_')
    .replace(/^_+/, '');
  const last = small.slice(small.lastIndexOf('__') + 1).replace(/^_+/, '');
  const bare = last.replaceAll('_', '');
  if (SECRETS.test(last)) return /cookie/.test(last) ? 'cookie' : 'token';
  if (USERS.test(last)) return 'user-name';
  if (SESSIONS.test(last)) return 'session';
  return LISTED.has(bare) || LISTED.has(last) ? undefined : 'unlisted-field';
}

/** Parameters of an address in a log that carry a session. */
export const SESSION_IN_ADDRESS =
  /(?:;|%3b)(?:jsessionid|phpsessid|sid|sessionid)=(?<it>[^\s?#&"';]{4,200})/dgi;

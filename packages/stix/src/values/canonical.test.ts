import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { canonicalValue, readValue } from './canonical.ts';
import { defang, refang } from './defang.ts';
import { OBSERVABLE_KINDS, type ObservableKind } from './kinds.ts';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const SHA1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const TLSH = '6FF02BEF718027B0160B4391212923ED7F1A463D563B1549B86CF62973B197AD2731F8';

describe('canonicalValue()', () => {
  const cases: [ObservableKind, string, string | undefined][] = [
    ['ipv4', ' 198.51.100.3 ', '198.51.100.3'],
    ['ipv4', '198.51.100.3/32', '198.51.100.3'],
    ['ipv4', '198[.]51[.]100[.]3', '198.51.100.3'],
    ['ipv4', '198.51.100.0/24', undefined],
    ['ipv4', '198.51.100.03', undefined],
    ['ipv4', '256.1.1.1', undefined],
    ['ipv4-net', '198.51.100.77/24', '198.51.100.0/24'],
    ['ipv4-net', '255.255.255.255/1', '128.0.0.0/1'],
    ['ipv4-net', '1.2.3.4/0', '0.0.0.0/0'],
    ['ipv4-net', '1.2.3.4/33', undefined],
    ['ipv4-net', '1.2.3.4', undefined],
    ['ipv4-net', '1.2.3.4/8/8', undefined],
    ['ipv6', '2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['ipv6', '2001:db8::1/128', '2001:db8::1'],
    ['ipv6', '::', '::'],
    ['ipv6', '1::', '1::'],
    ['ipv6', '2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['ipv6', '2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['ipv6', '2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['ipv6', '::ffff:192.0.2.1', '::ffff:c000:201'],
    ['ipv6', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:102:304'],
    ['ipv6', '2001[:]db8::1', '2001:db8::1'],
    ['ipv6', '2001:db8::1/64', undefined],
    ['ipv6', 'fe80::1%eth0', undefined],
    ['ipv6-net', '2001:DB8:ffff::1/36', '2001:db8:f000::/36'],
    ['ipv6-net', '::1/0', '::/0'],
    ['ipv6-net', '::1/128', '::1/128'],
    ['ipv6-net', '::1/129', undefined],
    ['ipv6-net', '::1', undefined],
    ['domain', 'WWW.Example.COM.', 'www.example.com'],
    ['domain', 'bücher.example', 'xn--bcher-kva.example'],
    ['domain', 'evil[.]example', 'evil.example'],
    ['domain', 'a b', undefined],
    ['domain', '198.51.100.3', undefined],
    ['domain', '-a.example', undefined],
    ['domain', '１９８.51.100.3', undefined],
    ['url', 'HTTP://Example.COM:80/A b', undefined],
    ['url', 'HTTP://Example.COM:80/A?b#c', 'http://example.com/A?b#c'],
    ['url', 'hxxps[://]evil[.]example/x', 'https://evil.example/x'],
    ['url', 'http://', undefined],
    ['url', 'evil.example/x', 'http://evil.example/x'],
    ['url', '1.2.3.4:80/a.exe', 'http://1.2.3.4/a.exe'],
    ['url', 'evil.example', undefined],
    ['url', 'a/b', undefined],
    ['url', 'evil.example/x y', undefined],
    ['url', 'mailto:a@b.example', 'mailto:a@b.example'],
    ['email', 'John@Example.COM', 'john@example.com'],
    ['email', 'john[@]example[.]com', 'john@example.com'],
    ['email', 'john@', undefined],
    ['email', '@example.com', undefined],
    ['email', 'J <j@example.com>', undefined],
    ['email', 'a@1.2.3.4', undefined],
    ['md5', MD5.toUpperCase(), MD5],
    ['md5', SHA1, undefined],
    ['md5', 'g'.repeat(32), undefined],
    ['sha1', SHA1, SHA1],
    ['sha256', SHA256, SHA256],
    ['sha512', SHA256 + SHA256, SHA256 + SHA256],
    ['sha3-256', SHA256, SHA256],
    ['sha3-512', SHA256 + SHA256, SHA256 + SHA256],
    ['imphash', MD5.toUpperCase(), MD5],
    ['ssdeep', '96:s4Ud1Lj96:sF1LpMH', '96:s4Ud1Lj96:sF1LpMH'],
    ['ssdeep', 'x:y:z', undefined],
    ['tlsh', TLSH.toLowerCase(), `T1${TLSH}`],
    ['tlsh', `T1${TLSH}`, `T1${TLSH}`],
    ['tlsh', 'T1', undefined],
    ['file-name', 'Invoice.EXE', 'invoice.exe'],
    ['file-path', 'C:\\Windows', 'c:\\windows'],
    ['mac', 'D2-FB-49-24-37-18', 'd2:fb:49:24:37:18'],
    ['mac', 'd2fb.4924.3718', 'd2:fb:49:24:37:18'],
    ['mac', 'd2:fb:49:24:37:18', 'd2:fb:49:24:37:18'],
    ['mac', 'd2:fb-49:24:37:18', undefined],
    ['asn', 'as13335', 'AS13335'],
    ['asn', 'ASN 013335', 'AS13335'],
    ['asn', '13335', 'AS13335'],
    ['asn', '4294967296', undefined],
    ['asn', 'Cloudflare', undefined],
    ['mutex', '__CLEANSWEEP__', '__CLEANSWEEP__'],
    ['registry-key', 'HKLM\\Software\\\\Foo\\', 'hkey_local_machine\\software\\foo'],
    ['registry-key', 'hku', 'hkey_users'],
    ['registry-key', 'HKEY_CURRENT_USER\\A', 'hkey_current_user\\a'],
    ['registry-key', 'Software\\Foo', undefined],
    ['cve', 'cve-2021-44228', 'CVE-2021-44228'],
    ['cve', 'CVE-2021-442', undefined],
    ['user-agent', 'Mozilla/5.0   (X)', 'Mozilla/5.0 (X)'],
    ['x509-serial', '36:F7:d4', '36f7d4'],
    ['x509-serial', '0x36f7', '36f7'],
    ['x509-serial', 'none', undefined],
    ['certificate-hash', SHA1.toUpperCase(), SHA1],
    ['certificate-hash', 'abc', undefined],
    ['account', 'JDoe', 'jdoe'],
    ['email-subject', 'Re:  a', 'Re: a'],
  ];
  for (const [kind, raw, value] of cases) {
    test(`reads ${kind} ${JSON.stringify(raw.slice(0, 50))} as ${value?.slice(0, 50) ?? 'nothing'}`, () => {
      assert.equal(canonicalValue(kind, raw), value);
    });
  }

  test('gives nothing for empty, overlong and controlled text', () => {
    for (const kind of OBSERVABLE_KINDS) {
      assert.equal(canonicalValue(kind, '  '), undefined);
      assert.equal(canonicalValue(kind, 'a'.repeat(4097)), undefined);
      assert.equal(canonicalValue(kind, 'a\u0000b'), undefined);
      assert.equal(canonicalValue(kind, 'a\u007fb'), undefined);
    }
  });

  test('is stable: the canonical form of a canonical form is itself', () => {
    const ip = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
      fc.webUrl(),
      fc.emailAddress(),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...OBSERVABLE_KINDS), ip, (kind, raw) => {
        const value = canonicalValue(kind, raw);
        if (value !== undefined) assert.equal(canonicalValue(kind, value), value);
      }),
      { numRuns: 2000 },
    );
  });

  test('writes IPv6 as browsers write it', () => {
    fc.assert(
      fc.property(fc.ipV6(), (raw) => {
        const host = new URL(`http://[${raw}]/`).hostname.slice(1, -1);
        assert.equal(canonicalValue('ipv6', raw), host);
      }),
    );
  });
});

describe('readValue()', () => {
  const cases: [string, ObservableKind | undefined, string?][] = [
    ['hxxp://evil[.]example/x', 'url', 'http://evil.example/x'],
    ['hxxps[:]//a(dot)b[dot]example/', 'url', 'https://a.b.example/'],
    ['"evil[.]example",', 'domain', 'evil.example'],
    ['<https://a.example/b>', 'url', 'https://a.example/b'],
    ['1.2.3[.]4', 'ipv4', '1.2.3.4'],
    ['10.0.0.1/8', 'ipv4-net', '10.0.0.0/8'],
    ['2001:DB8::1', 'ipv6', '2001:db8::1'],
    ['2001:db8::/32', 'ipv6-net', '2001:db8::/32'],
    ['CVE-2021-44228', 'cve', 'CVE-2021-44228'],
    ['AS13335', 'asn', 'AS13335'],
    ['13335', undefined],
    ['a[at]b[.]example', 'email', 'a@b.example'],
    ['evil.example/path?q=1', 'url', 'http://evil.example/path?q=1'],
    ['evil.example:8080/x', 'url', 'http://evil.example:8080/x'],
    ['1.2.3.4/login', 'url', 'http://1.2.3.4/login'],
    ['invoice.exe/x', undefined],
    ['Invoice.exe', 'file-name', 'invoice.exe'],
    ['report.final.docx', 'file-name', 'report.final.docx'],
    ['a/b.exe', undefined],
    [`${'a'.repeat(300)}.exe`, undefined],
    ['xn--bcher-kva.example', 'domain', 'xn--bcher-kva.example'],
    ['www.example.com.', 'domain', 'www.example.com'],
    ['localhost', undefined],
    ['a.b_c', undefined],
    ['1.2.3', undefined],
    ['hello world', undefined],
    ['', undefined],
    ['...', undefined],
    ['HKLM\\Software\\X', 'registry-key', 'hkey_local_machine\\software\\x'],
    ['00-11-22-33-44-55', 'mac', '00:11:22:33:44:55'],
    [MD5, 'md5', MD5],
    [SHA1, 'sha1', SHA1],
    [SHA256.toUpperCase(), 'sha256', SHA256],
    [SHA256 + SHA256, 'sha512', SHA256 + SHA256],
    [`T1${TLSH}`, 'tlsh', `T1${TLSH}`],
    ['96:s4Ud1Lj96:sF1LpMH', 'ssdeep', '96:s4Ud1Lj96:sF1LpMH'],
    ['tcp://1.2.3.4:22', 'url', 'tcp://1.2.3.4:22'],
    ['javascript:alert(1)', undefined],
    ['javascript://a.example/%0aalert(1)', undefined],
    ['a'.repeat(5000), undefined],
  ];
  for (const [raw, kind, value] of cases) {
    test(`classifies ${JSON.stringify(raw.slice(0, 50))} as ${kind ?? 'nothing'}`, () => {
      assert.deepEqual(readValue(raw), kind === undefined ? undefined : { kind, value });
    });
  }

  test('finds a value again after it was defanged', () => {
    const values = fc.oneof(fc.ipV4(), fc.ipV6(), fc.webUrl(), fc.emailAddress());
    fc.assert(
      fc.property(values, (raw) => {
        const found = readValue(raw);
        fc.pre(found !== undefined && refang(found.value) === found.value);
        assert.deepEqual(readValue(defang(found.value)), found);
      }),
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => typeof readValue(raw) !== 'number'),
    );
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { defang, refang } from './defang.ts';

describe('defang()', () => {
  const cases: [string, string][] = [
    ['https://evil.example.org/auth.php', 'hxxps://evil.example[.]org/auth.php'],
    ['HTTP://a.example/b.c/d.e', 'HxxP://a[.]example/b.c/d.e'],
    ['http://user:p.w@evil.example:8080/x', 'hxxp://user:p.w@evil[.]example:8080/x'],
    ['http://1.2.3.4', 'hxxp://1.2.3[.]4'],
    ['http://[2001:db8::1]/', 'hxxp://[2001:db8::1]/'],
    ['http://localhost/a.b', 'hxxp://localhost/a.b'],
    ['http://evil.example./x', 'hxxp://evil[.]example./x'],
    ['ftp://evil.example/x', 'fxp://evil[.]example/x'],
    ['sftp://evil.example/x', 'sfxp://evil[.]example/x'],
    ['ldap://evil.example/x', 'ldap://evil[.]example/x'],
    ['http://evil.example?x=a.b', 'hxxp://evil[.]example?x=a.b'],
    ['evil.example', 'evil[.]example'],
    ['www.evil.example:443', 'www.evil.example:443'],
    ['1.2.3.4', '1.2.3[.]4'],
    ['10.0.0.0/8', '10.0.0[.]0/8'],
    ['2001:db8::1', '2001[:]db8::1'],
    ['2001:db8::/32', '2001[:]db8::/32'],
    ['a.b@evil.example', 'a.b@evil[.]example'],
    ['hxxps://evil.example[.]org/', 'hxxps://evil.example[.]org/'],
    ['evil[.]example', 'evil[.]example'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['CVE-2021-44228', 'CVE-2021-44228'],
    ['localhost', 'localhost'],
    ['4.2.7', '4.2.7'],
    ['two words.example', 'two words.example'],
    ['', ''],
  ];
  for (const [value, expected] of cases) {
    test(`writes ${value || 'nothing'} as ${expected || 'nothing'}`, () => {
      assert.equal(defang(value), expected);
    });
  }

  test('leaves overlong text alone', () => {
    const long = `http://${'a.'.repeat(3000)}example/`;
    assert.equal(defang(long), long);
    assert.equal(refang(`hxxp://${long}`), `hxxp://${long}`);
  });

  test('is undone by refang(), and does nothing twice', () => {
    const values = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain(), fc.webUrl(), fc.emailAddress());
    fc.assert(
      fc.property(values, (value) => {
        // A value that itself looks defanged cannot come back as it was.
        fc.pre(refang(value) === value);
        const safe = defang(value);
        assert.equal(refang(safe), value);
        assert.equal(defang(safe), safe);
      }),
    );
  });

  test('leaves no URL that a browser would follow', () => {
    fc.assert(fc.property(fc.webUrl(), (url) => !/^https?:/i.test(defang(url))));
  });
});

describe('refang()', () => {
  const cases: [string, string][] = [
    ['hxxp://evil[.]example', 'http://evil.example'],
    ['HXXPS://evil(.)example', 'https://evil.example'],
    ['h**p://evil{.}example', 'http://evil.example'],
    ['hxxp[:]//evil[dot]example', 'http://evil.example'],
    ['hxxps[://]evil (dot) example', 'https://evil.example'],
    ['fxp://evil[.]example', 'ftp://evil.example'],
    ['evil\\.example', 'evil.example'],
    ['a[@]b[.]example', 'a@b.example'],
    ['a (at) b (dot) example', 'a@b.example'],
    ['2001[:]db8[:][:]1', '2001:db8::1'],
    ['http:[/][/]evil.example', 'http://evil.example'],
    ['http://[2001:db8::1]/', 'http://[2001:db8::1]/'],
    ['plain text', 'plain text'],
    ['hxxp is a word', 'hxxp is a word'],
  ];
  for (const [value, expected] of cases) {
    test(`reads ${value} as ${expected}`, () => {
      assert.equal(refang(value), expected);
    });
  }
});

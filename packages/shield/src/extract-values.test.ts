import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { extractValues } from './extract-values.ts';

const MOST = 2000;

function valuesOf(text: string): string[] {
  return extractValues(text, MOST).map(({ kind, value }) => `${kind} ${value}`);
}

const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('extracting values from a text', () => {
  const cases: [text: string, ...values: string[]][] = [
    ['Beacon to 203.0.113.7.', 'ipv4 203.0.113.7'],
    ['Beacon to 203[.]0[.]113[.]7, port 443', 'ipv4 203.0.113.7'],
    ['203.0.113.7:8080 and (198.51.100.9)', 'ipv4 203.0.113.7', 'ipv4 198.51.100.9'],
    ['the whole of 203.0.113.0/24', 'ipv4-net 203.0.113.0/24'],
    ['2001:db8::1 and 2001[:]db8[:][:]2', 'ipv6 2001:db8::1', 'ipv6 2001:db8::2'],
    ['2001:db8::/32', 'ipv6-net 2001:db8::/32'],
    ['Visit evil.com today', 'domain evil.com'],
    ['Visit evil[.]com, mail(dot)evil[dot]org', 'domain evil.com', 'domain mail.evil.org'],
    ['EVIL.COM', 'domain evil.com'],
    [
      'c2.bad.example and abcdefghij234567.onion',
      'domain c2.bad.example',
      'domain abcdefghij234567.onion',
    ],
    ['hxxps://login.evil[.]example/a?b=1#c.', 'url https://login.evil.example/a?b=1#c'],
    ['(see http://evil.example/a_(b))', 'url http://evil.example/a_(b)'],
    ['<http://203.0.113.7:8080/x>', 'url http://203.0.113.7:8080/x'],
    ['hxxp[://]evil.example/x', 'url http://evil.example/x'],
    ['from bad@evil.example', 'email bad@evil.example'],
    ['from bad[at]evil[.]example', 'email bad@evil.example'],
    [SHA256, `sha256 ${SHA256}`],
    ['D41D8CD98F00B204E9800998ECF8427E', 'md5 d41d8cd98f00b204e9800998ecf8427e'],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    [`${SHA256}${SHA256}`, `sha512 ${SHA256}${SHA256}`],
    ['cve-2021-44228 (Log4Shell)', 'cve CVE-2021-44228'],
    ['bücher.example', 'domain xn--bcher-kva.example'],
    ['README[.]md and evil[.]zip', 'domain readme.md', 'domain evil.zip'],
    ['a.com;b.com|c.com,d.com', 'domain a.com', 'domain b.com', 'domain c.com', 'domain d.com'],
    ['"src":"203.0.113.7","dst":"evil.com"', 'ipv4 203.0.113.7', 'domain evil.com'],
  ];
  for (const [text, ...values] of cases) {
    test(`finds ${values.join(', ')} in "${text.slice(0, 60)}"`, () => {
      assert.deepEqual(valuesOf(text), values);
    });
  }

  const nothing = [
    'Open invoice.zip, README.md, setup.py, install.sh, main.rs and libc.so',
    'report.final.pdf and evil.exe',
    'It finished.It started at 12:30:45 and ended e.g. at 1.5',
    'std::vector and a::b',
    '00:11:22:33:44:55',
    'version 1.2.3.4.5 of it',
    'localhost 127.0.0.1 0.0.0.0 255.255.255.255',
    '00000000000000000000000000000000',
    '999.1.1.1',
    'https:// and http://localhost/ and http://host/path',
    'C:\\Users\\evil.com and /var/www/evil.com',
    'CVE-21-1',
    '',
  ];
  for (const text of nothing) {
    test(`finds nothing in "${text}"`, () => {
      assert.deepEqual(valuesOf(text), []);
    });
  }

  test('names the place of each value, and each value once', () => {
    const text = 'a: evil[.]com, again evil.com, and 203.0.113.7';
    const found = extractValues(text, MOST);
    assert.deepEqual(
      found.map(({ start, end }) => text.slice(start, end)),
      ['evil[.]com', '203.0.113.7'],
    );
  });

  test('stops at the most values asked for, the first ones of the text', () => {
    const text = Array.from({ length: 300 }, (_, n) => `host${String(n)}.example`).join(' ');
    const found = extractValues(text, 100);
    assert.equal(found.length, 100);
    assert.equal(found[0]?.value, 'host0.example');
    assert.equal(found[99]?.value, 'host99.example');
  });

  test('gives places that lie in the text, in order, without overlap, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'evil[.]com',
        'hxxp://a.b/',
        '203.0.113.7',
        ' ',
        '@',
        '://',
        '[',
        ']',
        ':',
        SHA256,
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        let last = 0;
        for (const { start, end } of extractValues(text, MOST)) {
          assert.ok(start >= last && end > start && end <= text.length);
          last = end;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('takes time in proportion to the text, also when it is made to be slow', () => {
    const hostile = [
      'a.',
      'a-',
      '1.',
      ':',
      'a:',
      '[.]',
      'http://',
      'a@',
      '(dot)',
      'f'.repeat(31),
      '::1',
      `http://${'('.repeat(50)}${')]}'.repeat(300)} `,
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.floor(100_000 / piece.length));
      const started = performance.now();
      extractValues(text, MOST);
      assert.ok(performance.now() - started < 2000, `"${piece.slice(0, 8)}" took too long`);
    }
  });
});

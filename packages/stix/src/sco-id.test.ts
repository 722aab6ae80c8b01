import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isStixId, typeOfId } from './ids.ts';
import { SCO_TYPES } from './object-types.ts';
import { scoId } from './sco-id.ts';

describe('scoId()', () => {
  test('gives the ids that the examples of the standard print', () => {
    const hashes = {
      'SHA-256': 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f',
    };
    const word = 'cpe:2.3:a:microsoft:word:2000:*:*:*:*:*:*:*';
    const login = 'thegrugq_ebooks';
    const examples: [string, { readonly type: string; readonly [name: string]: unknown }][] = [
      ['28bb3599-77cd-5a82-a950-b5bc3caf07c4', { type: 'ipv4-addr', value: '198.51.100.3' }],
      ['084d3b4c-7785-568a-a569-0c61c95754ab', { type: 'ipv6-addr', value: '2001:0db8::/96' }],
      ['bedb4899-d24b-5401-bc86-8f6b4cc18ec7', { type: 'domain-name', value: 'example.com' }],
      ['2aeeb98c-9db4-525e-874d-221fdfe9f76e', { type: 'email-addr', value: 'mary@example.com' }],
      ['757b1725-9903-54f5-a855-1240691d7659', { type: 'mac-addr', value: 'd2:fb:49:24:37:18' }],
      ['f93fe911-e545-5239-b9b0-597840d0c871', { type: 'mutex', name: '__CLEANSWEEP__' }],
      ['3aa27478-50b5-5ab8-9da9-cdc12b657fff', { type: 'autonomous-system', number: 15139 }],
      ['ab82f84a-5afc-5ea7-8d98-9fcbc277eda6', { type: 'directory', path: 'C:\\' }],
      ['3eb55c0e-fe96-588b-a7ab-10f55f7ec596', { type: 'file', name: 'gedit-bin', hashes }],
      [
        '710b0b41-d4d0-5d6c-a400-fc9254554ffc',
        { type: 'software', name: 'Word', cpe: word, version: '2002', vendor: 'Microsoft' },
      ],
      [
        '47c3cf9a-5027-5bf0-997a-017c7edc7c55',
        { type: 'url', value: 'https://example.com/research/index.html' },
      ],
      [
        'f223e803-846b-591a-aefa-545e938f8a56',
        { type: 'user-account', user_id: login, account_login: login, account_type: 'twitter' },
      ],
      [
        '1884b770-b679-522a-a9c7-45fadaaec7bb',
        { type: 'windows-registry-key', key: 'HKEY_LOCAL_MACHINE\\System\\Foo\\Bar' },
      ],
    ];
    for (const [uuid, object] of examples) assert.equal(scoId(object), `${object.type}--${uuid}`);
  });

  test('does not depend on order, on other properties, or on an id already there', () => {
    const a = { type: 'file', name: 'a', hashes: { MD5: 'd41d8cd98f00b204e9800998ecf8427e' } };
    const b = { hashes: a.hashes, size: 5, id: 'x', name: 'a', type: 'file' };
    assert.equal(scoId(a), scoId(b));
    assert.notEqual(scoId(a), scoId({ ...a, name: 'b' }));
  });

  test('prefers MD5, then SHA-1, SHA-256, SHA-512, then the first by name', () => {
    const all = { 'SHA-512': '5', 'SHA-256': '3', 'SHA-1': '2', MD5: '1' };
    const only = (hashes: object): string => scoId({ type: 'x509-certificate', hashes });
    assert.equal(only(all), only({ MD5: '1' }));
    assert.equal(only({ 'SHA-512': '5', 'SHA-1': '2' }), only({ 'SHA-1': '2' }));
    assert.equal(only({ 'SHA-512': '5', 'SHA-256': '3' }), only({ 'SHA-256': '3' }));
    assert.equal(only({ TLSH: '8', 'SHA-512': '5' }), only({ 'SHA-512': '5' }));
    assert.equal(only({ TLSH: '8', SSDEEP: '7' }), only({ SSDEEP: '7', TLSH: '8' }));
    assert.equal(only({ TLSH: '8', SSDEEP: '7' }), only({ SSDEEP: '7' }));
  });

  test('is random when no contributing property is there', () => {
    for (const object of [
      { type: 'process', pid: 5 },
      { type: 'file', size: 5 },
      { type: 'x509-certificate', hashes: {} },
      { type: 'x509-certificate', hashes: 'none' },
      { type: 'x-unknown', value: 'a' },
      { type: 'url', value: null },
    ]) {
      const [a, b] = [scoId(object), scoId(object)];
      assert.notEqual(a, b);
      assert.equal(a[object.type.length + 16], '4');
    }
  });

  test('is random for what canonical JSON cannot carry', () => {
    const id = scoId({ type: 'url', value: '\ud800' });
    assert.equal(id['url'.length + 16], '4');
  });

  test('is deterministic and of version 5 for any value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        const id = scoId({ type: 'url', value });
        assert.equal(id, scoId({ value, type: 'url' }));
        assert.equal(id['url'.length + 16], '5');
      }),
    );
  });

  test('gives a well-formed id for every type', () => {
    for (const type of SCO_TYPES) {
      const id = scoId({ type, value: 'a', name: 'b', key: 'c', path: 'd', number: 5 });
      assert.ok(isStixId(id));
      assert.equal(typeOfId(id), type);
    }
  });
});

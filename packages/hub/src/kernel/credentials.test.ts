import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newTokenText, readTokenText, tokenInHeader } from './credentials.ts';

describe('token text', () => {
  test('is read back to the id and hash it was made with', () => {
    const made = newTokenText();
    assert.match(made.text, /^tcs_[a-z0-9]{20}_[A-Za-z0-9_-]{43}$/);
    const read = readTokenText(made.text);
    assert.equal(read?.id, made.id);
    assert.deepEqual(Buffer.from(read?.secretHash ?? []), Buffer.from(made.secretHash));
  });

  test('is nothing when a character is missing', () => {
    const { text } = newTokenText();
    for (const broken of [text.slice(1), text.slice(0, -1), `${text}x`, '', 'tcs__']) {
      assert.equal(readTokenText(broken), undefined);
    }
  });
});

describe('tokenInHeader()', () => {
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

  test('takes Bearer, Token, and Basic with the token as password or as user name', () => {
    for (const header of [
      'Bearer tcs_a',
      'bearer tcs_a',
      'Token tcs_a',
      basic('taxii:tcs_a'),
      basic('tcs_a:'),
      basic('tcs_a'),
    ]) {
      assert.equal(tokenInHeader(header), 'tcs_a', header);
    }
  });

  test('takes no other scheme', () => {
    assert.equal(tokenInHeader('Digest tcs_a'), undefined);
    assert.equal(tokenInHeader('tcs_a'), undefined);
  });
});

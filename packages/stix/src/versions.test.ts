import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StixObject } from './types.ts';
import { validateObject } from './validate.ts';
import { isRevoked, newVersion, versionOf } from './versions.ts';

const tool: StixObject = {
  type: 'tool',
  spec_version: '2.1',
  id: 'tool--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
  created_by_ref: 'identity--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
  created: '2024-01-01T00:00:00.000Z',
  modified: '2024-01-01T00:00:00.000Z',
  name: 'VNC',
  description: 'A tool',
};
const marking: StixObject = {
  type: 'marking-definition',
  id: 'marking-definition--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
  created: '2024-01-01T00:00:00.000Z',
};
const address: StixObject = {
  type: 'ipv4-addr',
  id: 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
  value: '198.51.100.3',
};

describe('versionOf()', () => {
  test('gives modified, else created, else nothing', () => {
    assert.equal(
      versionOf({ ...tool, modified: '2025-01-01T00:00:00.000Z' }),
      '2025-01-01T00:00:00.000Z',
    );
    assert.equal(versionOf(marking), '2024-01-01T00:00:00.000Z');
    assert.equal(versionOf(address), undefined);
  });
});

describe('isRevoked()', () => {
  test('is so only for true', () => {
    assert.equal(isRevoked({ ...tool, revoked: true }), true);
    assert.equal(isRevoked({ ...tool, revoked: false }), false);
    assert.equal(isRevoked(tool), false);
  });
});

describe('newVersion()', () => {
  const later = '2024-01-01T00:00:00.001Z';

  test('keeps identity, takes changes, and drops what is set to undefined', () => {
    const changes = { name: 'TightVNC', description: undefined, tool_version: '2' };
    const next = newVersion(tool, changes, later);
    assert.deepEqual(next, {
      type: 'tool',
      spec_version: '2.1',
      id: tool.id,
      created_by_ref: tool.created_by_ref,
      created: tool.created,
      modified: later,
      name: 'TightVNC',
      tool_version: '2',
    });
    assert.equal(validateObject(next).ok, true);
    assert.equal(tool['name'], 'VNC');
  });

  test('does not let changes move identity, creation or creator', () => {
    const changes = {
      id: 'tool--x',
      type: 'malware',
      created: later,
      created_by_ref: 'identity--x',
    };
    const next = newVersion(tool, { ...changes, modified: '2030-01-01T00:00:00Z' }, later);
    assert.deepEqual(next, { ...tool, modified: later });
  });

  test('refuses a time that is not later, or is none', () => {
    for (const modified of [
      tool.created ?? '',
      '2023-01-01T00:00:00Z',
      'now',
      '2024-01-01T00:00:00Z',
    ]) {
      assert.throws(() => newVersion(tool, {}, modified), /must be later/);
    }
  });

  test('refuses a further version of a revoked object', () => {
    assert.throws(
      () => newVersion({ ...tool, revoked: true }, {}, later),
      /revoked, which is final/,
    );
  });

  test('refuses versions of types that have none', () => {
    assert.throws(() => newVersion(marking, {}, later), /no versions/);
    assert.throws(() => newVersion({ ...address, modified: later }, {}, later), /no versions/);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scoId } from '../sco-id.ts';
import { validateObject } from '../validate.ts';
import { liftObservables, type LiftedObservable } from './observables.ts';
import { upConvert } from './up-convert.ts';

const TIME = '2016-04-06T19:58:16.000Z';
const RED = 'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed';
const AMBER = 'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82';
const TLSH = '6FF02BEF718027B0160B4391212923ED7F1A463D563B1549B86CF62973B197AD2731F8';
const SHA256 = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f';

const lift = (
  dictionary: Record<string, unknown>,
  seed = 'a b',
): Record<string, LiftedObservable['object']> => {
  const { lifted, skipped } = liftObservables(dictionary, { seed, markingRefs: undefined });
  assert.deepEqual(skipped, []);
  for (const { object } of lifted) assert.deepEqual(validateObject(object).errors, [], object.type);
  return Object.fromEntries(lifted.map(({ key, object }) => [key, object]));
};

describe('liftObservables()', () => {
  test('turns local keys into the ids of what they name', () => {
    const found = lift({
      '0': { type: 'network-traffic', src_ref: '1', dst_ref: '2', protocols: ['tcp'] },
      '1': { type: 'ipv4-addr', value: '198.51.100.3', resolves_to_refs: ['3'] },
      '2': { type: 'domain-name', value: 'a.example' },
      '3': { type: 'mac-addr', value: '00:00:ab:cd:ef:01' },
    });
    assert.equal(found['0']?.['src_ref'], 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4');
    assert.equal(found['0']?.['dst_ref'], found['2']?.id);
    assert.deepEqual(found['1']?.['resolves_to_refs'], [found['3']?.id]);
    for (const object of Object.values(found)) assert.equal(object.id, scoId(object));
  });

  test('gives renamed properties their new names', () => {
    const times = { created: TIME, modified: TIME, accessed: TIME };
    const found = lift({
      f: { type: 'file', name: 'a', ...times },
      d: { type: 'directory', path: 'C:\\', ...times },
      p: { type: 'process', created: TIME, binary_ref: 'f' },
      u: { type: 'user-account', user_id: 'a', password_last_changed: TIME },
      r: { type: 'windows-registry-key', key: 'HKEY_USERS\\a', modified: TIME },
    });
    for (const key of ['f', 'd']) {
      const { ctime, mtime, atime, created }: Record<string, unknown> = found[key] ?? {};
      assert.deepEqual([ctime, mtime, atime, created], [TIME, TIME, TIME, undefined]);
    }
    assert.equal(found['p']?.['created_time'], TIME);
    assert.equal(found['p']?.['image_ref'], found['f']?.id);
    assert.equal(found['u']?.['credential_last_changed'], TIME);
    assert.equal(found['r']?.['modified_time'], TIME);
  });

  test('does not overwrite a new name that is there already', () => {
    const { lifted } = liftObservables(
      { f: { type: 'file', name: 'a', created: 'old', ctime: TIME } },
      { seed: 's', markingRefs: undefined },
    );
    assert.deepEqual([lifted[0]?.object['ctime'], lifted[0]?.object['created']], [TIME, 'old']);
  });

  test('spells hashes as the standard does, at every level', () => {
    const found = lift({
      f: {
        type: 'file',
        hashes: { SHA256, ssdeep: '3:a:b', TLSH },
        extensions: { 'ntfs-ext': { alternate_data_streams: [{ name: 's', hashes: { SHA256 } }] } },
      },
    });
    assert.deepEqual(found['f']?.['hashes'], { 'SHA-256': SHA256, SSDEEP: '3:a:b', TLSH });
    assert.match(JSON.stringify(found['f']?.['extensions']), /"SHA-256"/);
  });

  test('puts header fields into lists', () => {
    const found = lift({
      m: {
        type: 'email-message',
        is_multipart: false,
        additional_header_fields: { 'X-A': 'b', 'X-C': ['d'] },
      },
      t: {
        type: 'network-traffic',
        protocols: ['http'],
        dst_ref: 'd',
        extensions: {
          'http-request-ext': {
            request_method: 'get',
            request_value: '/',
            request_header: { Host: 'a' },
          },
        },
      },
      d: { type: 'domain-name', value: 'a.example' },
    });
    assert.deepEqual(found['m']?.['additional_header_fields'], { 'X-A': ['b'], 'X-C': ['d'] });
    assert.match(JSON.stringify(found['t']?.['extensions']), /"Host":\["a"\]/);
    const { lifted } = liftObservables(
      { m: { type: 'email-message', additional_header_fields: 'x' } },
      { seed: 's', markingRefs: undefined },
    );
    assert.equal(lifted[0]?.object['additional_header_fields'], 'x');
  });

  test('gives observables without contributing properties ids that repeat and differ by source', () => {
    const dictionary = { '0': { type: 'process', pid: 1 }, '1': { type: 'process', pid: 1 } };
    const [first, again, other] = [lift(dictionary), lift(dictionary), lift(dictionary, 'other')];
    assert.equal(first['0']?.id, again['0']?.id);
    assert.notEqual(first['0']?.id, first['1']?.id);
    assert.notEqual(first['0']?.id, other['0']?.id);
  });

  test('lets two observables refer to each other, and one to itself', () => {
    const found = lift({
      a: { type: 'process', pid: 1, child_refs: ['b'] },
      b: { type: 'process', pid: 2, parent_ref: 'a' },
      c: { type: 'domain-name', value: 'a.example', resolves_to_refs: ['c'] },
      d: { type: 'file', name: 'x', parent_directory_ref: 'e' },
      e: { type: 'directory', path: 'C:\\', contains_refs: ['d'] },
    });
    assert.deepEqual(found['a']?.['child_refs'], [found['b']?.id]);
    assert.equal(found['b']?.['parent_ref'], found['a']?.id);
    assert.deepEqual(found['c']?.['resolves_to_refs'], [found['c']?.id]);
    assert.equal(found['d']?.['parent_directory_ref'], found['e']?.id);
    assert.deepEqual(found['e']?.['contains_refs'], [found['d']?.id]);
  });

  test('leaves references to nothing and to faulty entries as they are', () => {
    const dictionary = { a: { type: 'process', parent_ref: 'z', image_ref: 5, child_refs: 'a' } };
    const { lifted } = liftObservables(dictionary, { seed: 's', markingRefs: undefined });
    const members: Record<string, unknown> = lifted[0]?.object ?? {};
    const { parent_ref: parent, image_ref: image, child_refs: children } = members;
    assert.deepEqual([parent, image, children], ['z', 5, 'a']);
  });

  test('skips entries that are not objects with a type', () => {
    const dictionary = {
      a: 5,
      b: null,
      c: {},
      d: { type: 5 },
      e: { type: 'Not a type' },
      f: { type: 'url', value: 'a:b' },
    };
    const { lifted, skipped } = liftObservables(dictionary, { seed: 's', markingRefs: undefined });
    assert.deepEqual(
      lifted.map(({ key }) => key),
      ['f'],
    );
    assert.deepEqual(skipped, ['a', 'b', 'c', 'd', 'e']);
  });
});

describe('upConvert() of an observed-data', () => {
  const observed = (members: object): Record<string, unknown> => ({
    type: 'observed-data',
    id: 'observed-data--f81d4fae-7dec-41d0-8765-00a0c91e6bf6',
    created: TIME,
    modified: TIME,
    first_observed: TIME,
    last_observed: TIME,
    number_observed: 1,
    ...members,
  });

  test('names the lifted observables and lets them keep every marking', () => {
    const result = upConvert(
      observed({
        objects: { '0': { type: 'mutex', name: 'a' } },
        object_marking_refs: [AMBER],
        granular_markings: [{ selectors: ['objects.0.name'], marking_ref: RED }],
      }),
    );
    assert.ok(result.ok);
    assert.deepEqual(
      result.object['object_refs'],
      result.extra.map(({ id }) => id),
    );
    assert.equal(result.object['objects'], undefined);
    assert.deepEqual(result.object['object_marking_refs'], [AMBER, RED]);
    assert.equal(result.object['granular_markings'], undefined);
    assert.deepEqual(result.extra[0]?.object['object_marking_refs'], [AMBER, RED]);
    assert.match(result.notes.join(' '), /1 observables became objects of their own/);
  });

  test('passes by languages and faulty markings of parts', () => {
    const granular_markings = [{ selectors: ['number_observed'], lang: 'de' }, 5];
    const objects = { '0': { type: 'mutex', name: 'a' } };
    const result = upConvert(observed({ objects, granular_markings }));
    assert.ok(result.ok);
    assert.equal(result.extra[0]?.object['object_marking_refs'], undefined);
  });

  test('leaves alone what already has references, and dictionaries that cannot be lifted', () => {
    for (const members of [
      { objects: { '0': { type: 'mutex', name: 'a' } }, object_refs: ['x'] },
      { objects: { '0': 5 } },
      { objects: {} },
      { objects: 'x' },
    ]) {
      const result = upConvert(observed(members));
      assert.ok(result.ok);
      assert.deepEqual([result.object['objects'], result.extra], [members.objects, []]);
    }
  });
});

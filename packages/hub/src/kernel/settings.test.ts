import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSettings, SettingsError } from './settings.ts';

describe('readSettings()', () => {
  test('a flag wins over the environment, the environment over the file, the file over the default', () => {
    const settings = readSettings({
      flags: { port: '1' },
      environment: { TOCSIN_PORT: '2', TOCSIN_HOST: '::1' },
      file: 'port = 3\nhost = "0.0.0.0"\nlog_level = "warn"',
    });
    assert.equal(settings.port, 1);
    assert.equal(settings.host, '::1');
    assert.equal(settings.logLevel, 'warn');
    assert.equal(settings.dataDirectory, './tocsin-data');
  });

  test('all faults are told at once, each with where it was written', () => {
    const read = (): unknown =>
      readSettings({
        flags: { 'log-level': 'loud' },
        environment: { TOCSIN_PROT: '1', TOCSIN_PORT: 'http', TOCSIN_DATABASE_URL: 'mysql://x' },
        file: 'colour = "red"',
      });
    assert.throws(read, (fault: unknown) => {
      assert.ok(fault instanceof SettingsError);
      const words = fault.faults.join('\n');
      for (const place of ['--log-level', 'TOCSIN_PROT', 'TOCSIN_PORT', 'TOCSIN_DATABASE_URL']) {
        assert.match(words, new RegExp(`^${place}: `, 'm'));
      }
      assert.match(words, /^tocsin\.toml, colour: no such setting$/m);
      return true;
    });
  });

  test('variables of the tests and of the command are not the hub’s', () => {
    const environment = { TOCSIN_TEST_DATA: '/x', TOCSIN_TOKEN: 'tcs_x', OTHER: '1' };
    assert.equal(readSettings({ environment }).port, 4040);
  });

  test('lists are read from words, and "all" means every role', () => {
    const roles = (words: string): readonly string[] =>
      readSettings({ environment: { TOCSIN_ROLES: words } }).roles;
    assert.deepEqual(roles('web, worker'), ['web', 'worker']);
    assert.deepEqual(roles('all'), ['web', 'worker', 'exchange']);
    assert.throws(() => roles('cook'), SettingsError);
  });

  test('a data directory that looks like a number stays a name', () => {
    assert.equal(readSettings({ environment: { TOCSIN_DATA: '2026' } }).dataDirectory, '2026');
  });

  test('a file that is not TOML is a fault, not a crash', () => {
    assert.throws(() => readSettings({ file: 'port = = 3' }), SettingsError);
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ofHub, patchOf } from '../src/kernel/kept-preferences.ts';
import type { Preferences } from '../src/kernel/preferences.ts';

const usual: Preferences = {
  language: 'auto',
  theme: 'auto',
  density: 'comfortable',
  singleKeys: true,
  keys: {},
  silent: [],
  letters: true,
};
const kept = {
  theme: 'high-contrast',
  density: 'compact',
  language: 'fr',
  keyboard: { on: false, remaps: { share: 'n' } },
  notifications: { arrival: [], answer: ['in-app'], contradiction: ['in-app'], duty: [] },
  columns: {},
} as const;

describe('what the hub keeps of preferences', () => {
  test('is read in this app’s words, and a language it does not speak counts as none', () => {
    const read = ofHub(JSON.parse(JSON.stringify(kept)));
    assert.deepEqual(read, {
      language: 'auto',
      theme: 'contrast',
      density: 'compact',
      singleKeys: false,
      keys: { share: 'n' },
      silent: ['arrival', 'duty'],
      letters: false,
    });
  });

  test('is told only what changed, and keys that went are taken back', () => {
    assert.equal(patchOf(usual, { ...usual }), undefined);
    assert.deepEqual(patchOf(usual, { ...usual, theme: 'contrast' }), { theme: 'high-contrast' });
    assert.deepEqual(
      patchOf({ ...usual, keys: { share: 'n', done: 'd' } }, { ...usual, keys: { done: 'x' } }),
      { keyboard: { on: true, remaps: { share: null, done: 'x' } } },
    );
    assert.deepEqual(patchOf({ ...usual, silent: ['duty'] }, { ...usual, silent: ['answer'] }), {
      notifications: { answer: [], duty: ['in-app', 'mail'] },
    });
    assert.deepEqual(patchOf(usual, { ...usual, letters: false }), {
      notifications: { duty: ['in-app'] },
    });
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isOwnName, isOwnVoice, ROLES, speaksForSource } from './index.ts';
import type { Reader, ReaderMembership, Role } from './index.ts';

const reader: Reader = {
  kind: 'person',
  id: 'ben',
  organization: 'birch',
  providerStaff: false,
  sectors: [],
  countries: [],
  memberships: [],
};
const holding = (...roles: Role[]): ReaderMembership => ({
  community: 'circle',
  class: 'member',
  state: 'active',
  tier: 'full',
  roles,
  units: [],
  groups: [],
  personalGroups: [],
});

describe('a reader', () => {
  it('is named by their own name and by each that stands for them, and by nothing else', () => {
    const voiced = { ...reader, voices: ['heron', 'egret'] };
    assert.deepEqual(
      ['ben', 'heron', 'egret', 'bob', undefined].map((name) => isOwnVoice(voiced, name)),
      [true, true, true, false, false],
    );
    assert.equal(isOwnVoice({ ...reader, voices: [] }, 'heron'), false);
    assert.equal(isOwnVoice(reader, 'heron'), false);
    assert.equal(isOwnVoice(reader, undefined), false);
  });

  it('acts for an organization by its name and by each it shared under, and for no other', () => {
    const named = { ...reader, aliases: ['reed'] };
    assert.deepEqual(
      ['birch', 'reed', 'alder'].map((name) => isOwnName(named, name)),
      [true, true, false],
    );
    assert.equal(isOwnName(reader, 'reed'), false);
  });

  it('speaks for the source by a role that does, alone or beside others', () => {
    for (const role of ROLES) {
      const speaks = role === 'representative' || role === 'sharing-officer';
      assert.equal(speaksForSource(reader, holding(role)), speaks, role);
      assert.equal(speaksForSource(reader, holding('reader', role)), speaks, role);
    }
    assert.equal(speaksForSource(reader, holding()), false);
  });

  it('speaks for the source as a person only, and as a sealed source whatever their roles', () => {
    assert.equal(speaksForSource({ ...reader, kind: 'token' }, holding('representative')), false);
    const sealed: Reader = { ...reader, isSealedSource: true };
    assert.equal(speaksForSource(sealed, holding()), true);
    assert.equal(speaksForSource({ ...sealed, kind: 'token' }, holding()), false);
    assert.equal(speaksForSource(reader, holding('analyst')), false);
  });
});

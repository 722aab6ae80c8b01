import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isNarrowerReleases, isReleasedTo } from './release.ts';
import type { Reader, Release } from './index.ts';

const reader: Reader = {
  kind: 'person',
  id: 'ben',
  organization: 'birch',
  providerStaff: false,
  sectors: [],
  countries: [],
  memberships: [],
};
const release = (over: Partial<Release> = {}): Release => ({ request: 'r', at: 1, ...over });
const reads = (
  releases: readonly Release[] | undefined,
  who: Partial<Reader> = {},
  at: Partial<Parameters<typeof isReleasedTo>[2]> = {},
): boolean => isReleasedTo({ ...reader, ...who }, releases, { level: 'amber', now: 5, ...at });

describe('a release', () => {
  it('lets whoever it names read: the person, or those who act for the organization', () => {
    assert.equal(reads(undefined), false);
    assert.equal(reads([]), false);
    assert.equal(reads([release()]), false);
    assert.equal(reads([release({ persons: ['ben'] })]), true);
    assert.equal(reads([release({ persons: ['bob'] })]), false);
    assert.equal(reads([release({ organizations: ['birch'] })]), true);
    assert.equal(reads([release({ organizations: ['cedar'] })]), false);
    assert.equal(reads([release(), release({ organizations: ['birch'] })]), true);
  });

  it('names persons as persons: a program of that id is not meant', () => {
    assert.equal(reads([release({ persons: ['ben'] })], { kind: 'token' }), false);
    assert.equal(reads([release({ organizations: ['birch'] })], { kind: 'token' }), true);
  });

  it('of RED is for persons, and staff of a provider must be named themselves', () => {
    const both = [release({ organizations: ['birch'] })];
    assert.equal(reads(both, {}, { level: 'red' }), false);
    assert.equal(reads(both, { providerStaff: true }), false);
    const named = [release({ persons: ['ben'] })];
    assert.equal(reads(named, {}, { level: 'red' }), true);
    assert.equal(reads(named, { providerStaff: true }), true);
  });

  it('ends at its instant, and without one never', () => {
    const until = [release({ persons: ['ben'], until: 5 })];
    assert.deepEqual(
      [4, 5, 6].map((now) => reads(until, {}, { now })),
      [true, false, false],
    );
    assert.equal(reads([release({ persons: ['ben'] })], {}, { now: Number.MAX_VALUE }), true);
  });
});

describe('of two lists of releases', () => {
  const both = release({ organizations: ['birch', 'cedar'], persons: ['ben'], until: 10 });

  it('one is no wider when each of it lies within one of the other', () => {
    for (const after of [
      undefined,
      [],
      [both],
      [release({ organizations: ['birch'], until: 10 })],
      [release({ persons: ['ben'], until: 9 })],
      [release({ organizations: ['cedar'], until: 1 }), release({ persons: ['ben'], until: 1 })],
    ])
      assert.equal(isNarrowerReleases([both], after), true, JSON.stringify(after));
    assert.equal(isNarrowerReleases([release({ persons: ['x'] }), both], [both]), true);
    assert.equal(isNarrowerReleases([release({ persons: ['x'] })], [release()]), true);
    const forever = release({ persons: ['ben'] });
    assert.equal(isNarrowerReleases([forever], [forever]), true);
    assert.equal(isNarrowerReleases([forever], [release({ persons: ['ben'], until: 3 })]), true);
  });

  it('one is wider when anything of it lies outside the other: whom, or how long', () => {
    for (const after of [
      [release({ organizations: ['oak'], until: 10 })],
      [release({ organizations: ['birch', 'oak'], until: 10 })],
      [release({ persons: ['bob'], until: 10 })],
      [release({ persons: ['ben'], until: 11 })],
      [release({ persons: ['ben'] })],
      [both, release({ persons: ['bob'], until: 10 })],
    ])
      assert.equal(isNarrowerReleases([both], after), false, JSON.stringify(after));
    assert.equal(isNarrowerReleases([], [both]), false);
    assert.equal(isNarrowerReleases(undefined, [both]), false);
    assert.equal(isNarrowerReleases([release({ until: 10 })], [both]), false);
    // What one gives to an organization and another to a person is not given to both by one.
    const apart = [release({ organizations: ['birch'] }), release({ persons: ['ben'] })];
    const joint = [release({ organizations: ['birch'], persons: ['ben'] })];
    assert.equal(isNarrowerReleases(apart, joint), false);
  });
});

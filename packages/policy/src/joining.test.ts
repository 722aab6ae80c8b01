import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  APPLICATION_STATES,
  decidesOnApplications,
  decidingFault,
  isApplicationOver,
  mayFollowApplication,
  resumedState,
  speaksOnApplications,
} from './joining.ts';
import type { Deciding } from './joining.ts';
import { LETTER_LANGUAGES, letterOfIntent } from './letter-of-intent.ts';
import type { Intent } from './letter-of-intent.ts';
import { likenessOf } from './likeness.ts';
import type { Reader, Role } from './reader.ts';

const ready: Deciding = {
  state: 'window',
  windowUntil: 1000,
  needsTwo: false,
  first: undefined,
  sponsors: [],
  turnedAwayBy: undefined,
  otherChairs: 1,
};
const accepting = { isAccepting: true, now: 1000 };

test('an application is accepted after the time of objections alone, and is over once', () => {
  for (const from of APPLICATION_STATES)
    assert.equal(mayFollowApplication(from, 'accepted'), from === 'window', from);
  for (const end of ['member', 'withdrawn'] as const)
    for (const to of APPLICATION_STATES) assert.ok(!mayFollowApplication(end, to), `${end} ${to}`);
  assert.ok(isApplicationOver('rejected') && !isApplicationOver('appealed'));
  assert.equal(decidingFault('ann', accepting, ready), undefined);
  assert.equal(decidingFault('ann', { ...accepting, now: 999 }, ready), 'too-early');
  assert.equal(decidingFault('ann', accepting, { ...ready, state: 'vetting' }), 'not-next');
  const early = { isAccepting: false, now: 1 };
  assert.equal(decidingFault('ann', early, { ...ready, state: 'interest' }), undefined);
});

test('where two decide, they are two, and one of them did not vouch', () => {
  const second = { ...ready, needsTwo: true, first: 'ann' };
  assert.equal(decidingFault('ann', accepting, second), 'same-chair');
  assert.equal(decidingFault('bob', accepting, second), undefined);
  const both = { ...second, sponsors: ['ann', 'bob'] };
  assert.equal(decidingFault('bob', accepting, both), 'only-sponsors');
  assert.equal(decidingFault('bob', accepting, { ...both, sponsors: ['bob'] }), undefined);
  assert.equal(decidingFault('ann', accepting, { ...ready, sponsors: ['ann'] }), undefined);
});

test('whoever turned somebody away does not decide on the appeal while another chair may', () => {
  const appealed = { ...ready, state: 'appealed', turnedAwayBy: 'ann' } as const;
  const away = { isAccepting: false, now: 1000 };
  assert.equal(decidingFault('ann', away, appealed), 'own-appeal');
  assert.equal(decidingFault('bob', away, appealed), undefined);
  assert.equal(decidingFault('ann', away, { ...appealed, otherChairs: 0 }), undefined);
});

test('chairs decide and representatives speak, as persons of members that read', () => {
  assert.ok(decidesOnApplications(readerOf(['co-chair']), 'ports'));
  assert.ok(!decidesOnApplications(readerOf(['representative']), 'ports'));
  assert.ok(!decidesOnApplications(readerOf(['chair']), 'rail'));
  assert.ok(!decidesOnApplications({ ...readerOf(['chair']), kind: 'token' }, 'ports'));
  assert.ok(!decidesOnApplications({ ...readerOf(['chair']), isSealedSource: true }, 'ports'));
  assert.ok(speaksOnApplications(readerOf(['representative']), 'ports'));
  assert.ok(!speaksOnApplications(readerOf(['analyst']), 'ports'));
  const staff = { ...readerOf(['representative']), providerStaff: true };
  assert.ok(!speaksOnApplications(staff, 'ports'));
});

test('a suspension that ends brings back a probation, and never ends one', () => {
  assert.equal(resumedState('probation'), 'probation');
  assert.equal(resumedState('active'), 'active');
  assert.equal(resumedState(undefined), 'active');
});

test('a letter of intent holds every word that was given, in each language', () => {
  const intent: Intent = {
    community: 'Ports',
    organization: 'Kranbau KG',
    kind: 'Cranes',
    person: 'Käthe Kran',
    role: 'Director',
    brings: 'Logs\nof cranes',
    needs: 'Warnings',
    scope: 'The yard',
    from: '2026-12-01',
    language: 'en',
  };
  for (const language of LETTER_LANGUAGES) {
    const letter = letterOfIntent({ ...intent, language });
    for (const [name, words] of Object.entries(intent))
      if (name !== 'language') assert.ok(letter.includes(words), `${language}: ${name}`);
  }
});

test('names that look alike have one likeness, and others have not', () => {
  const alike = [
    ['Alder Energy', 'ALDER  energy'],
    ['Alder Energy', 'Аlder Еnergy'],
    ['Alder Energy', 'Alder Energy GmbH'],
    ['Alder Energy', 'A1der Energy'],
    ['Harbour Modern', 'Harbour Modem'],
    ['Müller Inc.', 'Muller'],
    ['Cool Waters', 'C00l Waters Ltd'],
    ['Straße', 'Strasse'],
  ] as const;
  for (const [one, other] of alike) assert.equal(likenessOf(one), likenessOf(other), other);
  assert.notEqual(likenessOf('Alder Energy'), likenessOf('Elder Energy'));
  assert.notEqual(likenessOf('AG'), '');
});

function readerOf(roles: readonly Role[]): Reader {
  return {
    kind: 'person',
    id: 'ann',
    organization: 'alder',
    providerStaff: false,
    sectors: [],
    countries: [],
    memberships: [
      {
        community: 'ports',
        class: 'member',
        state: 'active',
        tier: '',
        roles,
        units: [],
        groups: [],
        personalGroups: [],
      },
    ],
  };
}

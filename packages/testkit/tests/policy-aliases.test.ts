import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  aliasId,
  aliasName,
  isAlias,
  labelOf,
  mayChange,
  mayRead,
  shownAttribution,
  voiceId,
} from '@tocsin/policy';
import { clauses, moments, readers } from '../src/policy-cases.ts';

test('an alias says by its id alone what it is called', () => {
  const uuid = '0000001f-7d0b-4c0f-9a44-b4d1e6a1f0c2';
  assert.equal(aliasName(aliasId('pseudonym', uuid)), 'Kingfisher 100');
  assert.equal(aliasName(aliasId('once', uuid)), 'Kingfisher 100');
  assert.equal(aliasName(aliasId('desk', uuid)), 'A member known to the desk');
  assert.equal(aliasName(voiceId(uuid)), 'Whoever shared it');
  assert.equal(aliasName(uuid), undefined);
});

test('of a pseudonym that stays and one for once nobody tells which it is', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      assert.equal(aliasId('once', uuid), aliasId('pseudonym', uuid));
      assert.equal(shownAttribution(aliasId('once', uuid)), 'pseudonym');
      assert.equal(shownAttribution(aliasId('desk', uuid)), 'desk');
      assert.equal(shownAttribution(uuid), 'named');
      for (const id of [aliasId('desk', uuid), aliasId('once', uuid), voiceId(uuid)])
        assert.ok(isAlias(id));
      assert.ok(!isAlias(uuid));
      assert.match(aliasName(aliasId('once', uuid)) ?? '', /^[A-Z][a-z]+ \d{3}$/);
    }),
  );
});

test('whoever shares under an alias may read and change what they may under their own name', () => {
  fc.assert(
    fc.property(readers, clauses, moments, (reader, clause, now) => {
      const named = { ...reader, aliases: [], voices: [] };
      const hidden = { ...named, aliases: ['crow'], voices: ['a-caw'] };
      const own = { ...clause, origin: reader.organization, author: reader.id };
      const ofAlias = labelOf({ ...own, origin: 'crow', author: 'a-caw' });
      assert.deepEqual(mayRead(hidden, ofAlias, now), mayRead(named, labelOf(own), now));
      for (const change of ['revise', 'retract', 'lower', 'tighten'] as const) {
        assert.deepEqual(
          mayChange(hidden, ofAlias, { change, now }),
          mayChange(named, labelOf(own), { change, now }),
        );
      }
    }),
  );
});

test('to everybody else an alias is a stranger: holding another one changes nothing', () => {
  fc.assert(
    fc.property(readers, clauses, moments, (reader, clause, now) => {
      const label = labelOf({ ...clause, origin: 'crow', author: 'a-caw' });
      const other = { ...reader, aliases: ['magpie'], voices: ['a-chatter'] };
      const none = { ...reader, aliases: [], voices: [] };
      const audience = JSON.stringify(clause.audience);
      fc.pre(!/kestrel|crane|voice/.test(audience));
      assert.deepEqual(mayRead(other, label, now), mayRead(none, label, now));
    }),
  );
});

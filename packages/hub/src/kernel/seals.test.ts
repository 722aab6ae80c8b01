import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createSeals } from './seals.ts';
import { createTickets, TICKET_LIFE_MS } from './tickets.ts';

const seals = createSeals(new Uint8Array(32).fill(7));

describe('seals', () => {
  test('what was sealed opens for the same purpose only', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sealed = seals.seal('a', value);
        assert.deepEqual(seals.open('a', sealed), JSON.parse(JSON.stringify(value)));
        assert.equal(seals.open('b', sealed), undefined);
      }),
    );
  });

  test('a changed, cut or invented text does not open', () => {
    const sealed = seals.seal('a', { secret: 'x' });
    for (let at = 0; at < sealed.length; at += 7) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      assert.equal(seals.open('a', changed), undefined);
    }
    for (const text of ['', 'AAAA', sealed.slice(0, 20), `${sealed} `, '🔑']) {
      assert.equal(seals.open('a', text), undefined);
    }
  });

  test('another hub’s seals do not open', () => {
    const other = createSeals(new Uint8Array(32).fill(8));
    assert.equal(other.open('a', seals.seal('a', 1)), undefined);
  });
});

describe('tickets', () => {
  test('a ticket serves its purpose, for a quarter of an hour, until it is spent', () => {
    let now = 1_000_000;
    const tickets = createTickets(seals, () => now);
    const ticket = tickets.issue('totp', { secret: 'x' });
    assert.deepEqual(tickets.read('totp', ticket), { secret: 'x' });
    assert.equal(tickets.read('new-passkey', ticket), undefined);
    assert.equal(tickets.spend(ticket), true);
    assert.equal(tickets.read('totp', ticket), undefined);
    assert.equal(tickets.spend(ticket), false);
    const late = tickets.issue('totp', { secret: 'y' });
    now += TICKET_LIFE_MS;
    assert.equal(tickets.read('totp', late), undefined);
  });
});

import type { Engine } from '../engine/engine.ts';
import type { Access } from '../people/access.ts';
import type { Mailroom, MailHandle } from '../store.ts';
import { letterNotSent, letterSent, takeLetters } from './letters.ts';
import { postpone, stop, takeRounds, tell, toldOf } from './rounds.ts';

/** Mail as the acting person has it. */
export function createMail(access: Access): MailHandle {
  const { principal } = access;
  return {
    stopped: () =>
      access.engine.read(async (query) => {
        if (principal.kind !== 'person') return undefined;
        return query.one<{ why: string; at: number }>(
          'SELECT s.why, s.at FROM mail_stop s JOIN person p ON p.id = s.person AND p.email = s.address WHERE s.person = ?',
          [principal.id],
        );
      }),
    resume: async () => {
      if (principal.kind !== 'person') return;
      await access.engine.write((transaction) =>
        transaction.run('DELETE FROM mail_stop WHERE person = ?', [principal.id]),
      );
    },
  };
}

/** What the work of sending mail is given. */
export function createMailroom(engine: Engine, now: () => number): Mailroom {
  return {
    takeLetters: (most) => takeLetters(engine, { now: now(), most }),
    sent: (letter) => letterSent(engine, letter),
    notSent: (letter, failure) => letterNotSent(engine, letter, { ...failure, now: now() }),
    takeRounds: (most) => takeRounds(engine, { now: now(), most }),
    told: (round) => engine.readAll((query) => toldOf(query, round)),
    tell: (round, told) => tell(engine, round, { ...told, at: now() }),
    postpone: (round, until) => postpone(engine, round, until),
    stop: (round, why) => stop(engine, round, { why, at: now() }),
  };
}

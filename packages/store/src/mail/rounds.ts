import type { Engine, Query, Transaction } from '../engine/engine.ts';
import { TOLD_STAGES } from '../store.ts';
import type { MailRound, Told } from '../store.ts';
import { MAIL_WHY_MAX, ROUND_EVERY, TOLD_MAX } from './limits.ts';

/** People whose turn it is: accounts in use, in a community with the organization they act for, whose address takes mail. */
export async function takeRounds(
  engine: Engine,
  { now, most }: { now: number; most: number },
): Promise<MailRound[]> {
  return engine.write(async (transaction) => {
    const due = await transaction.all<MailRound>(
      `SELECT a.person, a.organization, p.name, p.email AS address
        FROM affiliation a JOIN person p ON p.id = a.person
          LEFT JOIN mail_round r ON r.person = a.person AND r.organization = a.organization
          LEFT JOIN mail_stop s ON s.person = a.person AND s.address = p.email
        WHERE p.is_disabled = 0 AND s.person IS NULL AND (r.next_at IS NULL OR r.next_at <= ?)
          AND EXISTS (SELECT 1 FROM representation n WHERE n.person = a.person AND n.organization = a.organization)
        ORDER BY coalesce(r.next_at, 0), a.person, a.organization LIMIT ${String(most)}`,
      [now],
    );
    const taken: MailRound[] = [];
    for (const round of due) {
      // Of two processes that found the same, one is first.
      const isOurs = await transaction.run(
        `INSERT INTO mail_round (person, organization, next_at) VALUES (?, ?, ?)
          ON CONFLICT (person, organization) DO UPDATE SET next_at = excluded.next_at WHERE mail_round.next_at <= ?`,
        [round.person, round.organization, now + ROUND_EVERY, now],
      );
      if (isOurs === 1) taken.push(round);
    }
    return taken;
  });
}

/** What has come up waits for no hour: everybody of the organization is looked at next. In the act's own transaction. */
export async function hurry(transaction: Transaction, organization: string): Promise<void> {
  await transaction.run('UPDATE mail_round SET next_at = 0 WHERE organization = ?', [organization]);
}

/** Another time for somebody's next round. */
export async function postpone(engine: Engine, round: MailRound, until: number): Promise<void> {
  const { person, organization } = round;
  await engine.write((transaction) =>
    transaction.run('UPDATE mail_round SET next_at = ? WHERE person = ? AND organization = ?', [
      until,
      person,
      organization,
    ]),
  );
}

/** Of what somebody was told. */
export async function toldOf(query: Query, { person, organization }: MailRound): Promise<Told[]> {
  const rows = await query.all<{ duty: string; stage: string }>(
    'SELECT duty, stage FROM mail_told WHERE person = ? AND organization = ?',
    [person, organization],
  );
  return rows.flatMap(({ duty, stage }) => {
    const known = TOLD_STAGES.find((one) => one === stage);
    return known === undefined ? [] : [{ duty, stage: known }];
  });
}

/** Notes of what somebody was told; a duty that is gone is forgotten, so that it is told anew when it comes again. */
export async function tell(
  engine: Engine,
  { person, organization }: MailRound,
  { now, duties, at }: { now: readonly Told[]; duties: readonly string[]; at: number },
): Promise<void> {
  const there = new Set(duties.slice(0, TOLD_MAX));
  await engine.write(async (transaction) => {
    const kept = await transaction.all<{ duty: string }>(
      'SELECT DISTINCT duty FROM mail_told WHERE person = ? AND organization = ?',
      [person, organization],
    );
    for (const { duty } of kept) {
      if (there.has(duty)) continue;
      await transaction.run(
        'DELETE FROM mail_told WHERE person = ? AND organization = ? AND duty = ?',
        [person, organization, duty],
      );
    }
    const rows = now
      .filter(({ duty }) => there.has(duty))
      .map(({ duty, stage }) => [person, organization, duty, stage, at]);
    await transaction.insertMany({ ...TOLD, ignore: true }, rows);
  });
}

/** Nothing goes to this address any more until its person asks for it. */
export async function stop(
  engine: Engine,
  { person, address }: MailRound,
  { why, at }: { why: string; at: number },
): Promise<void> {
  await engine.write((transaction) =>
    transaction.run(
      `INSERT INTO mail_stop (person, address, why, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (person) DO UPDATE SET address = excluded.address, why = excluded.why, at = excluded.at`,
      [person, address, why.toWellFormed().slice(0, MAIL_WHY_MAX), at],
    ),
  );
}

const TOLD = {
  table: 'mail_told',
  columns: { person: 'text', organization: 'text', duty: 'text', stage: 'text', at: 'bigint' },
} as const;

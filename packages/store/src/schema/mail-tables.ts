import type { Migration } from '../engine/migrations.ts';

/** Letters that wait to be sent, and of which duties whom has been told. No word of what is exchanged is in either. */
export const MAIL_TABLES: Migration = {
  number: 22,
  name: 'mail',
  sql: (dialect) => {
    const big = dialect === 'sqlite' ? 'INTEGER' : 'BIGINT';
    const narrow = dialect === 'sqlite' ? ' WITHOUT ROWID' : '';
    return [
      // sealed: what only the hub's key opens; empty once the letter has gone. next_at: also until when it is taken.
      `CREATE TABLE letter (
        id TEXT PRIMARY KEY, invitation TEXT NOT NULL, organization TEXT NOT NULL REFERENCES organization (id),
        address TEXT NOT NULL, sealed TEXT NOT NULL, made_at ${big} NOT NULL, next_at ${big} NOT NULL,
        tries INTEGER NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL)`,
      'CREATE INDEX letter_due ON letter (state, next_at)',
      'CREATE INDEX letter_invitation ON letter (invitation)',
      'CREATE INDEX letter_organization ON letter (organization, made_at)',
      // When somebody's duties are looked at next, for each organization they act for.
      `CREATE TABLE mail_round (
        person TEXT NOT NULL REFERENCES person (id), organization TEXT NOT NULL REFERENCES organization (id),
        next_at ${big} NOT NULL, PRIMARY KEY (person, organization))${narrow}`,
      // duty: a hash, so that nothing here names what a duty is about.
      `CREATE TABLE mail_told (
        person TEXT NOT NULL REFERENCES person (id), organization TEXT NOT NULL REFERENCES organization (id),
        duty TEXT NOT NULL, stage TEXT NOT NULL, at ${big} NOT NULL,
        PRIMARY KEY (person, organization, duty, stage))${narrow}`,
      // An address that took no letter gets none until its person asks for one again, or has another address.
      `CREATE TABLE mail_stop (
        person TEXT PRIMARY KEY REFERENCES person (id), address TEXT NOT NULL, why TEXT NOT NULL, at ${big} NOT NULL)${narrow}`,
    ].join(';\n');
  },
};

import { ALIAS_TABLES } from './alias-tables.ts';
import { ATTESTATION_TABLES } from './attestation-tables.ts';
import { ASKED_AND_ANSWERED } from './asked-and-answered.ts';
import { CLIENT_TABLES } from './client-tables.ts';
import { CONSENT_TABLES } from './consent-tables.ts';
import { CUSTODY_TABLES } from './custody-tables.ts';
import { DESK_TABLES } from './desk-tables.ts';
import { EXCHANGE_TABLES } from './exchange-tables.ts';
import { DECISION_TABLES } from './decision-tables.ts';
import { DEPARTURE_TABLE } from './departure-table.ts';
import { HANDLING_TABLES } from './handling-tables.ts';
import { JOINING_TABLES } from './joining-tables.ts';
import { JUDGEMENT_TABLE } from './judgement-table.ts';
import { KEEPING_TABLES } from './keeping-tables.ts';
import { LEAVING_COLUMNS } from './leaving-columns.ts';
import { MAIL_TABLES } from './mail-tables.ts';
import { PAPER_TABLES } from './paper-tables.ts';
import { PEOPLE_TABLES } from './people-tables.ts';
import { RELEASE_TABLES } from './release-tables.ts';
import { SEALED_MISUSE } from './sealed-misuse.ts';
import { RETENTION_TABLES } from './retention-tables.ts';
import { SECOND_WALL } from './second-wall.ts';
import { REVIEW_TABLES } from './review-tables.ts';
import { SHIELD_TABLE } from './shield-table.ts';
import type { Migration } from '../engine/migrations.ts';

/** Every step, in order. A step that was released never changes; what must differ is a new step. */
export const MIGRATIONS: readonly Migration[] = [
  EXCHANGE_TABLES,
  PEOPLE_TABLES,
  DESK_TABLES,
  DEPARTURE_TABLE,
  RELEASE_TABLES,
  SHIELD_TABLE,
  ALIAS_TABLES,
  HANDLING_TABLES,
  SECOND_WALL,
  CUSTODY_TABLES,
  REVIEW_TABLES,
  CLIENT_TABLES,
  SEALED_MISUSE,
  RETENTION_TABLES,
  CONSENT_TABLES,
  ATTESTATION_TABLES,
  KEEPING_TABLES,
  ASKED_AND_ANSWERED,
  JUDGEMENT_TABLE,
  PAPER_TABLES,
  LEAVING_COLUMNS,
  MAIL_TABLES,
  DECISION_TABLES,
  JOINING_TABLES,
];

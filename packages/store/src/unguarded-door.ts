import type { CommunityProfile, MemberClass, MemberState, Role, TlpLevel } from '@tocsin/policy';
import type { Checkpoint } from './record-door.ts';
import type { Mailroom } from './mail-door.ts';
import type { TokenRow } from './people-door.ts';
import type { Scope } from './sign-in-door.ts';

/** The jobs that must see all. */
export interface Unguarded {
  /** Copies the embedded database to a file while it is in use, or dumps PostgreSQL to the portable form. */
  backup(directory: string): Promise<BackupReport>;
  /** Copies every table into another, empty store. */
  copyTo(target: AsyncDisposable): Promise<Record<string, number>>;
  verifyAudit(checkpoint?: Checkpoint): Promise<AuditVerdict>;
  /** World as code: makes what is missing. Needs `provision`. */
  provision(world: World): Promise<Provisioned>;
  /** Tokens of an organization by short name or id, or of all; `undefined` when there is no such organization. Needs `provision`. */
  tokens(organization?: string): Promise<TokenRow[] | undefined>;
  /** Revokes a token: `false` when it was revoked before, `undefined` when there is none. Needs `provision`. */
  revokeToken(id: string): Promise<boolean | undefined>;
  /** How PostgreSQL's own wall stands; the embedded engine has none. */
  secondWall(): Promise<SecondWall>;
  /** Row counts without content, for operators. */
  figures(): Promise<Record<string, number>>;
  /** Letters that wait and people to look after. Needs `mail`. */
  readonly mail: Mailroom;
}

/** `passed`: the hub's database role is a superuser or passes row-level security, so the wall stops nothing. */
export type SecondWall = 'none' | 'stands' | 'passed';

/** What a backup holds. */
export interface BackupReport {
  file: string;
  /** The description beside it: counts, SHA-256, checkpoint. */
  manifest: string;
  sha256: string;
  bytes: number;
  tables: Record<string, number>;
  checkpoint: Checkpoint;
}

/** Whether the record was altered, and where. */
export interface AuditVerdict {
  ok: boolean;
  size: number;
  problems: string[];
}

/** `tocsin provision` (ARCHITECTURE.md section 7). References are by slug or e-mail. */
export interface World {
  communities: {
    slug: string;
    name: string;
    kind: string;
    purpose?: string;
    profile?: Partial<CommunityProfile>;
  }[];
  organizations: {
    slug: string;
    name: string;
    class?: MemberClass;
    sectors?: string[];
    countries?: string[];
  }[];
  memberships: {
    community: string;
    organization: string;
    class?: MemberClass;
    tier?: string;
    state?: MemberState;
  }[];
  people: {
    email: string;
    name: string;
    organization: string;
    /** By community. Absent: `reader` wherever the organization is a member; `{}`: nowhere. */
    roles?: Record<string, Role[]>;
    units?: string[];
    operator?: boolean;
    passwordHash?: string;
    providerStaffOf?: string;
  }[];
  groups: {
    community: string;
    slug: string;
    name?: string;
    organizations?: string[];
    people?: string[];
  }[];
  tokens: {
    name: string;
    organization?: string;
    person?: string;
    community?: string;
    scopes?: Scope[];
    ceiling?: TlpLevel;
    expiresAt?: number;
    purpose?: string;
    id: string;
    secretHash: Uint8Array;
  }[];
}

/** What was newly made; `tokens` names those whose secret is to be shown. */
export interface Provisioned {
  made: Record<
    'communities' | 'organizations' | 'memberships' | 'people' | 'groups' | 'tokens',
    string[]
  >;
}

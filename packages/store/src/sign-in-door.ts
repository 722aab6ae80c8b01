import type { MemberClass, Role } from '@tocsin/policy';
import type { ApplicantDoor } from './joining-door.ts';
import type { Principal, Refusal } from './principal.ts';

/** Telling who knocks. Nothing here reads what is exchanged. */
export interface Door {
  /** Whether no person exists yet: the set-up address is still open. */
  isNew(): Promise<boolean>;
  /** SHA-256 of a token's secret part. `undefined` for unknown, revoked or expired alike. Touches `lastUsedAt` at most once a minute. */
  token(idAndHash: { id: string; secretHash: Uint8Array }): Promise<TokenPrincipal | undefined>;
  /** `quiet` does not touch `lastSeenAt`: an act with a ticket must leave no instant beside its person. */
  session(sessionHash: Uint8Array, quiet?: boolean): Promise<SessionPrincipal | undefined>;
  /** The sealed source that a ticket stands for, by the SHA-256 of its secret; whether its holder may use it the handle says. */
  source(ticketHash: Uint8Array): Promise<KnownSource | undefined>;
  /** What signing in needs to know about an account, by e-mail (folded) or by person id. Never answered to the outside. */
  account(
    by: { email: string } | { person: string } | { passkey: string },
  ): Promise<Account | undefined>;
  openSession(session: NewSession): Promise<void>;
  closeSession(sessionHash: Uint8Array): Promise<void>;
  /** Remembers a TOTP step so that it is not used twice; false when it was. */
  spendTotpStep(person: string, step: number): Promise<boolean>;
  spendRecoveryCode(person: string, codeHash: Uint8Array): Promise<boolean>;
  updatePasskeyCounter(credential: string, counter: number): Promise<void>;
  invitation(secretHash: Uint8Array): Promise<InvitationView | undefined>;
  /** Makes the first person, an operator, and gives its id; refused unless {@link Door.isNew}. */
  createFirstPerson(person: NewPerson): Promise<string | Refusal>;
  /**
   * Accepts an invitation: makes person (and organization) as it says; spends it. `conflict` when the
   * person is already known here: they sign in and use {@link DirectoryHandle.joinByInvitation}.
   */
  acceptInvitation(
    secretHash: Uint8Array,
    person: NewPerson,
    organization?: NewOrganization,
  ): Promise<{ person: string; organization: string } | Refusal>;
  /** For whoever wants to join and is nobody here. */
  readonly applicants: ApplicantDoor;
  /** A hub-wide secret by name, made on first use: cursor key, audit key. 32 bytes. */
  secret(name: 'cursor' | 'audit' | 'totp'): Promise<Uint8Array>;
}

/** A token that knocked. */
export interface TokenPrincipal {
  principal: Principal & { kind: 'token' };
  organization: string;
  community?: string;
  scopes: readonly Scope[];
  name: string;
}

/** What a token may be used for. */
export const SCOPES = ['read', 'write', 'stream', 'taxii'] as const;
/** One scope. */
export type Scope = (typeof SCOPES)[number];

/** A session that knocked. */
export interface SessionPrincipal {
  principal: Principal & { kind: 'person' };
  person: { id: string; name: string; email: string; isOperator: boolean };
  createdAt: number;
  /** The CSRF secret of the session. */
  csrf: string;
}

/** A sealed source whose ticket was brought. */
export interface KnownSource {
  readonly alias: string;
  readonly voice: string;
  readonly community: string;
}

/** What signing in checks. */
export interface Account {
  person: string;
  name: string;
  email: string;
  organizations: { id: string; name: string }[];
  isOperator: boolean;
  passwordHash?: string;
  /** The TOTP secret, sealed by the hub's key. */
  totp?: string;
  passkeys: Passkey[];
  recoveryCodesLeft: number;
  disabled: boolean;
}

/** A WebAuthn credential. */
export interface Passkey {
  id: string;
  publicKey: Uint8Array;
  counter: number;
  transports: string[];
  name: string;
  createdAt: number;
}

/** A session to open. */
export interface NewSession {
  hash: Uint8Array;
  person: string;
  organization: string;
  csrf: string;
  expiresAt: number;
  userAgent: string;
  /** By what they signed in. */
  how?: SignInWay;
}

/** By what somebody signed in: it is written down with what they sign. */
export type SignInWay =
  | 'passkey'
  | 'password-and-code'
  | 'password-and-recovery-code'
  | 'password'
  | 'recovery-code'
  | 'new-account'
  | 'demonstration';

/** A person to make. */
export interface NewPerson {
  email: string;
  name: string;
  passwordHash?: string;
  totp?: string;
  passkey?: Passkey;
  recoveryCodeHashes?: Uint8Array[];
}

/** An organization to make. */
export interface NewOrganization {
  slug?: string;
  name: string;
  sectors?: string[];
  countries?: string[];
}

/** What somebody holding an invitation is shown. */
export interface InvitationView {
  id: string;
  community: { id: string; slug: string; name: string; purpose: string };
  /** Absent: the invited person brings a new organization. */
  organization?: { id: string; name: string };
  invitedBy: string;
  roles: Role[];
  class: MemberClass;
  email?: string;
  expiresAt: number;
}

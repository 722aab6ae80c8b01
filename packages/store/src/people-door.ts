import type { CommunityProfile, MemberClass, MemberState, Role, TlpLevel } from '@tocsin/policy';
import type { LetterState, NewLetter } from './mail-door.ts';
import type { Refusal } from './principal.ts';
import type { NewOrganization, Passkey, Scope } from './sign-in-door.ts';

/** Communities, organizations, persons, groups: what the reader's communities show each other. */
export interface DirectoryHandle {
  /** The communities the reader's organization belongs to. */
  communities(): Promise<CommunityView[]>;
  community(idOrSlug: string): Promise<CommunityView | undefined>;
  members(community: string): Promise<MemberView[]>;
  people(community: string): Promise<PersonView[]>;
  groups(community: string): Promise<GroupView[]>;
  /** Founds a community: the acting organization becomes its first member, the person its chair. */
  foundCommunity(community: NewCommunity): Promise<CommunityView | Refusal>;
  /** Founds the acting person's first organization, when they have none. */
  foundOrganization(organization: NewOrganization): Promise<{ id: string } | Refusal>;
  setProfile(
    community: string,
    profile: Omit<CommunityProfile, 'version'>,
  ): Promise<CommunityView | Refusal>;
  invite(invitation: NewInvitation): Promise<{ id: string } | Refusal>;
  invitations(community: string): Promise<InvitationRow[]>;
  withdrawInvitation(id: string): Promise<true | Refusal>;
  /** Accepts an invitation as the person who is signed in; spends it. */
  joinByInvitation(
    secretHash: Uint8Array,
    organization?: NewOrganization,
  ): Promise<{ organization: string; community: string } | Refusal>;
  addGroup(group: NewGroup): Promise<GroupView | Refusal>;
  setGroupMembers(
    group: string,
    members: { organizations: string[]; persons: string[] },
  ): Promise<GroupView | Refusal>;
  setMemberState(
    community: string,
    organization: string,
    to: MemberState | StandingChange,
  ): Promise<true | Refusal>;
  setRoles(community: string, person: string, roles: Role[]): Promise<true | Refusal>;
  /** Takes a person out of an organization's representation in a community. */
  removePerson(community: string, person: string): Promise<true | Refusal>;
}

/** A community as its members see it. */
export interface CommunityView {
  id: string;
  slug: string;
  name: string;
  kind: string;
  purpose: string;
  profile: CommunityProfile;
  createdAt: number;
  /** The reader's own standing. */
  standing: { class: MemberClass; state: MemberState; tier: string; roles: Role[] };
}

/** A member organization as other members see it. */
export interface MemberView {
  organization: { id: string; slug: string; name: string; sectors: string[]; countries: string[] };
  class: MemberClass;
  tier: string;
  state: MemberState;
  since: number;
  people: number;
  /** Of a membership on probation, for chairs and the organization itself. */
  probation?: { until?: number; ceiling?: TlpLevel };
  /** Of one that rests, for chairs. */
  suspended?: { until?: number; words: string };
}

/** Where a membership moves, with what goes with it. */
export interface StandingChange extends StandingTerms {
  state: MemberState;
}

/** What goes with a membership's moving. */
export interface StandingTerms {
  /** Why; of a suspension, for the chairs. */
  words?: string;
  /** When a suspension or a probation ends by itself. Milliseconds. */
  until?: number;
  /** The most an organization on probation is given. */
  ceiling?: TlpLevel;
}

/** A person as members of the same community see them; the e-mail only within the organization and for chairs. */
export interface PersonView {
  id: string;
  name: string;
  organization: { id: string; name: string };
  roles: Role[];
  email?: string;
}

/** A group as its community sees it. */
export interface GroupView {
  id: string;
  slug: string;
  name: string;
  organizations: { id: string; name: string }[];
  persons: { id: string; name: string }[];
}

/** A community to found. */
export interface NewCommunity {
  slug: string;
  name: string;
  kind: string;
  purpose: string;
  profile: Omit<CommunityProfile, 'version'>;
}

/** An invitation to write. */
export interface NewInvitation {
  community: string;
  /** Absent: whoever accepts brings a new organization. */
  organization?: string;
  class: MemberClass;
  roles: Role[];
  email?: string;
  secretHash: Uint8Array;
  expiresAt: number;
  /** Goes by mail to the address, which is needed then. */
  letter?: NewLetter;
}

/** An open invitation, as those who may invite see it. */
export interface InvitationRow {
  id: string;
  organization?: { id: string; name: string };
  email?: string;
  roles: Role[];
  class: MemberClass;
  invitedBy: string;
  expiresAt: number;
  usedAt?: number;
  /** What became of the letter, and what the mail server said last. */
  letter?: { state: LetterState; why: string };
}

/** A group to make. */
export interface NewGroup {
  community: string;
  slug: string;
  name: string;
  organizations: string[];
  persons: string[];
}

/** The acting person's own account, and their organization's tokens. */
export interface IdentityHandle {
  me(): Promise<Me>;
  /** Acts for another of one's organizations from now on. */
  switchOrganization(sessionHash: Uint8Array, organization: string): Promise<true | Refusal>;
  setPassword(hash: string): Promise<void>;
  setTotp(sealed: string): Promise<void>;
  addPasskey(passkey: Passkey): Promise<void>;
  removePasskey(id: string): Promise<true | Refusal>;
  setRecoveryCodes(hashes: Uint8Array[]): Promise<void>;
  sessions(): Promise<SessionRow[]>;
  endSession(id: string): Promise<true | Refusal>;
  tokens(): Promise<TokenRow[]>;
  createToken(token: NewToken): Promise<TokenRow | Refusal>;
  revokeToken(id: string): Promise<true | Refusal>;
  /** Replays or claims an idempotency key (24 h). */
  idempotent(
    key: IdempotencyKey,
  ): Promise<{ replay?: StoredAnswer; conflict?: 'body' | 'running' }>;
  answered(key: IdempotencyKey, answer: StoredAnswer): Promise<void>;
}

/** Who I am. */
export interface Me {
  kind: 'person' | 'token';
  id: string;
  name: string;
  email?: string;
  isOperator: boolean;
  organization?: { id: string; name: string };
  organizations: { id: string; name: string }[];
  passkeys: { id: string; name: string; createdAt: number }[];
  hasPassword: boolean;
  hasTotp: boolean;
  recoveryCodesLeft: number;
}

/** One of my sessions. */
export interface SessionRow {
  id: string;
  createdAt: number;
  lastSeenAt: number;
  userAgent: string;
  current: boolean;
}

/** A token as its organization sees it; never the secret. */
export interface TokenRow {
  id: string;
  name: string;
  organization: { id: string; name: string };
  community?: string;
  scopes: Scope[];
  ceiling?: TlpLevel;
  createdAt: number;
  createdBy: string;
  expiresAt?: number;
  lastUsedAt?: number;
  revokedAt?: number;
}

/** A token to make; the caller made the secret and keeps only its hash here. */
export interface NewToken {
  id: string;
  secretHash: Uint8Array;
  name: string;
  community?: string;
  scopes: Scope[];
  ceiling?: TlpLevel;
  expiresAt?: number;
  purpose?: string;
}

/** One idempotency key in its scope. */
export interface IdempotencyKey {
  key: string;
  route: string;
  bodyHash: string;
}

/** An answer to replay. */
export interface StoredAnswer {
  status: number;
  body: string;
}

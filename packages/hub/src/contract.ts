/**
 * The hub's contract for the web app and the command: operations as data and the types that follow from them.
 * Browser-safe: nothing here reaches the server's code.
 */
import type { z } from 'zod';
import type * as accounts from './membership/accounts/accounts.schemas.ts';
import type * as registration from './membership/accounts/registration.contract.ts';
import type * as exchangeContract from './exchange/exchange.contract.ts';
import type * as sharingContract from './exchange/sharing/sharing.contract.ts';
import type * as reviewingContract from './exchange/reviewing/reviewing.contract.ts';
import type * as viewsContract from './exchange/views/views.contract.ts';
import type * as homeContract from './exchange/home/home.contract.ts';
import type * as preferencesContract from './membership/preferences/preferences.contract.ts';
import type * as protectionContract from './protection/protection.contract.ts';
import type * as copyingContract from './exchange/copying/copying.contract.ts';
import type * as judgingContract from './exchange/judging/judging.contract.ts';
import type * as custodyContract from './protection/custody/custody.contract.ts';
import type * as handlingContract from './protection/handling/handling.contract.ts';
import type * as misuseContract from './protection/misuse/misuse.contract.ts';
import type * as attestationContract from './protection/attestation/attestation.contract.ts';
import type * as rechecksContract from './protection/rechecks/rechecks.contract.ts';
import type * as retentionContract from './protection/retention/retention.contract.ts';
import type * as subjectsContract from './protection/subjects/subjects.contract.ts';
import type * as beforeAskedContract from './protection/releases/before-asked.contract.ts';
import type * as releasesContract from './protection/releases/releases.contract.ts';
import type * as arrangementContract from './arrangement/arrangement.contract.ts';
import type * as ballotsContract from './governance/ballots/ballots.contract.ts';
import type * as decisionsContract from './governance/decisions/decisions.contract.ts';
import type * as papersContract from './governance/papers/papers.contract.ts';
import type * as regimesContract from './arrangement/regimes/regimes.contract.ts';
import type * as joiningContract from './membership/joining/joining.contract.ts';
import type * as joiningSchemas from './membership/joining/joining.schemas.ts';
import type * as directoryContract from './membership/directory/directory.contract.ts';
import type * as recordContract from './membership/record/record.contract.ts';
import type * as tokensContract from './membership/tokens/tokens.contract.ts';

export {
  addressOf,
  API_BASE,
  defineOperation,
  scopesOf,
  statusOf,
  TOKEN_SCOPES,
} from './kernel/contract.ts';
export type {
  Authority,
  Contract,
  InputOf,
  OutputOf,
  RequestOf,
  TokenScope,
} from './kernel/contract.ts';
export { PROBLEMS, problemType } from './kernel/problem-codes.ts';
export type { ProblemCode } from './kernel/problem-codes.ts';
export { problem } from './kernel/problem-schema.ts';
export type { Problem } from './kernel/problem-schema.ts';

export * from './arrangement/arrangement.contract.ts';
export * from './arrangement/regimes/regimes.contract.ts';
export * from './dissemination/mail/mail.contract.ts';
export * from './governance/ballots/ballots.contract.ts';
export * from './governance/decisions/decisions.contract.ts';
export * from './governance/papers/papers.contract.ts';
export {
  me,
  PASSKEYS_MAX,
  PASSWORD_MAX,
  PASSWORD_MIN,
  session,
} from './membership/accounts/accounts.schemas.ts';
export * from './membership/accounts/own-account.contract.ts';
export * from './membership/accounts/registration.contract.ts';
export * from './membership/accounts/sign-in.contract.ts';
export * from './membership/demo/demo.contract.ts';
export * from './membership/directory/directory.contract.ts';
export * from './membership/joining/joining.contract.ts';
export * from './membership/record/record.contract.ts';
export * from './membership/tokens/tokens.contract.ts';
export * from './protection/protection.contract.ts';
export * from './protection/attribution/attribution.contract.ts';
export * from './exchange/copying/copying.contract.ts';
export * from './exchange/judging/judging.contract.ts';
export * from './protection/custody/custody.contract.ts';
export * from './protection/handling/handling.contract.ts';
export * from './protection/misuse/misuse.contract.ts';
export * from './protection/attestation/attestation.contract.ts';
export * from './protection/rechecks/rechecks.contract.ts';
export {
  addConsent,
  endConsent,
  listConsents,
  setReleaseSetting,
  showReleaseSetting,
} from './protection/releases/before-asked.contract.ts';
export * from './protection/releases/releases.contract.ts';
export * from './protection/retention/retention.contract.ts';
export * from './protection/subjects/subjects.contract.ts';
export * from './exchange/exchange.contract.ts';
export * from './exchange/sharing/sharing.contract.ts';
export * from './exchange/reviewing/reviewing.contract.ts';
export * from './exchange/views/views.contract.ts';
export * from './exchange/home/home.contract.ts';
export * from './exchange/filter/index.ts';
export * from './membership/preferences/preferences.contract.ts';

export type Community = z.output<typeof arrangementContract.community>;
export type Regime = z.output<typeof regimesContract.regime>;
export type Retention = z.output<typeof retentionContract.retention>;
export type RetentionRule = z.output<typeof retentionContract.retentionRule>;
export type RetentionHold = z.output<typeof retentionContract.retentionHold>;
export type KeptFor = z.output<typeof retentionContract.keptFor>;
export type Removal = z.output<typeof retentionContract.removal>;
export type Attestation = z.output<typeof attestationContract.attestation>;
export type AttestationSetting = z.output<typeof attestationContract.attestationSetting>;
export type Rechecks = z.output<typeof rechecksContract.rechecks>;
export type SubjectRequest = z.output<typeof subjectsContract.subjectRequest>;
export type SubjectHits = z.output<typeof subjectsContract.subjectHits>;
export type SubjectQuestion = z.output<typeof subjectsContract.subjectQuestion>;
export type Profile = z.output<typeof arrangementContract.profile>;
export type ProfileIn = z.input<typeof arrangementContract.profileIn>;
export type Me = z.output<typeof accounts.me>;
export type Session = z.output<typeof accounts.session>;
export type FirstSignIn = z.output<typeof registration.firstSignIn>;
export type InvitationSeen = z.output<typeof registration.invitationSeen>;
export type JoiningPage = z.output<typeof joiningSchemas.joiningPage>;
export type JoiningSetting = z.output<typeof joiningSchemas.joiningSetting>;
export type Application = z.output<typeof joiningSchemas.application>;
export type ApplicantView = z.output<typeof joiningSchemas.applicantView>;
export type IntentIn = NonNullable<
  z.input<typeof joiningContract.applyToJoin.input.body>['intent']
>;
export type ApplicationStep = z.input<typeof joiningContract.moveApplication.input.body>;
export type Member = z.output<typeof directoryContract.member>;
export type Person = z.output<typeof directoryContract.person>;
export type Group = z.output<typeof directoryContract.group>;
export type Invitation = z.output<typeof directoryContract.invitation>;
export type InvitationWithLink = z.output<typeof directoryContract.invitationWithLink>;
export type Token = z.output<typeof tokensContract.token>;
export type TokenWithSecret = z.output<typeof tokensContract.tokenWithSecret>;
export type AuditEntry = z.output<typeof recordContract.auditEntry>;
export type Checkpoint = z.output<typeof recordContract.checkpoint>;
export type ConsistencyProof = z.output<typeof recordContract.consistencyProof>;
export type AuditEvidence = z.output<typeof recordContract.auditEvidence>;
export type AuditProof = z.output<typeof recordContract.auditProof>;
export type Marking = z.output<typeof protectionContract.marking>;
export type MarkingIn = z.input<typeof protectionContract.markingIn>;
export type AudienceCount = z.output<typeof protectionContract.audienceCount>;
export type Access = z.output<typeof protectionContract.access>;
export type Reliability = z.output<typeof judgingContract.reliability>;
export type Client = z.output<typeof copyingContract.client>;
export type Copy = z.output<typeof copyingContract.takeCopy.output>;
export type Custodian = z.output<typeof custodyContract.custodian>;
export type SealedSource = z.output<typeof custodyContract.sealedSource>;
export type SealOpening = z.output<typeof custodyContract.sealOpening>;
export type Handling = z.output<typeof handlingContract.handling>;
export type Recall = z.output<typeof handlingContract.recall>;
export type AskedToDelete = z.output<typeof handlingContract.askedToDelete>;
export type StandingConsent = z.output<typeof beforeAskedContract.consent>;
export type ConsentWish = z.input<typeof beforeAskedContract.addConsent.input.body>;
export type ReleaseSetting = z.output<typeof beforeAskedContract.releaseSetting>;
export type ReleaseRequest = z.output<typeof releasesContract.releaseRequest>;
export type ReleaseAnswer = z.input<typeof releasesContract.answerRelease.input.body>;
export type ReleaseWish = z.input<typeof releasesContract.askRelease.input.body>;
export type Ballot = z.output<typeof ballotsContract.ballot>;
export type BallotDetail = z.output<typeof ballotsContract.ballotDetail>;
export type BallotDraft = z.input<typeof ballotsContract.writeBallot.input.body>;
export type Voters = z.output<typeof ballotsContract.voters>;
export type Decision = z.output<typeof decisionsContract.decision>;
export type DecisionWish = z.input<typeof decisionsContract.recordDecision.input.body>;
export type Paper = z.output<typeof papersContract.paper>;
export type PaperDetail = z.output<typeof papersContract.paperDetail>;
export type PaperVersion = z.output<typeof papersContract.paperVersion>;
export type MisuseCase = z.output<typeof misuseContract.misuseCase>;
export type MisuseReport = z.input<typeof misuseContract.reportMisuse.input.body>;
export type Review = z.output<typeof reviewingContract.review>;
export type ReviewDetail = z.output<typeof reviewingContract.reviewDetail>;
export type ReviewChanges = z.output<typeof reviewingContract.reviewChanges>;
export type ReviewPreview = z.output<typeof reviewingContract.previewReview.output>;
export type ReviewSetting = z.output<typeof reviewingContract.reviewSetting>;
export type Determination = z.output<typeof reviewingContract.determination>;
export type Receipt = z.output<typeof sharingContract.receipt>;
export type ReceiptSummary = z.output<typeof sharingContract.receiptSummary>;
export type ObjectRow = z.output<typeof exchangeContract.objectRow>;
export type ObjectDetail = z.output<typeof exchangeContract.objectDetail>;
export type Reference = z.output<typeof exchangeContract.reference>;
export type LookupResult = z.output<typeof exchangeContract.lookupResult>;
export type ObjectFacts = z.output<typeof exchangeContract.objectFacts>;
export type CountOfRows = z.output<typeof exchangeContract.countOfRows>;
export type Facets = z.output<typeof exchangeContract.listFacets.output>;
export type SavedView = z.output<typeof viewsContract.savedView>;
export type SavedViewIn = z.input<typeof viewsContract.viewIn>;
export type InboxItem = z.output<typeof homeContract.inboxItem>;
export type Duty = z.output<typeof homeContract.duty>;
export type Home = z.output<typeof homeContract.showHome.output>;
export type Preferences = z.output<typeof preferencesContract.preferences>;
export type PreferencesPatch = z.input<typeof preferencesContract.preferencesPatch>;
export type Preview = z.output<typeof protectionContract.previewAs.output>;
export type FoundValue = z.output<typeof sharingContract.extractValues.output>['values'][number];

export {
  isAtLeast,
  isScheme,
  isTlpLevel,
  levelOfWord,
  PAP_LEVELS,
  rankOfLevel,
  SCHEMES,
  stricterLevel,
  TLP_LEVELS,
  tlpText,
} from './levels.ts';
export type { PapLevel, Scheme, SchemeOptions, SchemeWord, TlpLevel } from './levels.ts';
export {
  CLAUSES_MAX,
  isClause,
  joinLabels,
  labelKey,
  labelOf,
  levelAt,
  levelOfLabel,
  NAMES_MAX,
  nextBoundary,
  NOBODY,
  originsOf,
  readLabel,
} from './label.ts';
export type {
  Audience,
  Clause,
  Instant,
  Label,
  LevelChange,
  Limits,
  ProfileReach,
} from './label.ts';
export { asksAttestation, ATTESTATION_RULES, DAY_ONE_ATTESTATION } from './attestation-rule.ts';
export type { AttestationRule } from './attestation-rule.ts';
export { attestationAsked, attestationHolds, needsReason } from './attestation.ts';
export type { Attested } from './attestation.ts';
export {
  aliasId,
  aliasName,
  ATTRIBUTIONS,
  isAlias,
  sealedAliasId,
  shownAttribution,
  voiceId,
} from './attribution.ts';
export type { Attribution, HiddenAttribution, ShownAttribution } from './attribution.ts';
export {
  isOwnName,
  isOwnVoice,
  isReadingState,
  MEMBER_CLASSES,
  MEMBER_STATES,
  ROLES,
  speaksForSource,
  standingIn,
} from './reader.ts';
export type { MemberClass, MemberState, Reader, ReaderMembership, Role } from './reader.ts';
export {
  adoptionFault,
  isPaperChair,
  mayFollowPaper,
  mayWritePaper,
  missingSections,
  PAPER_BINDS,
  PAPER_KINDS,
  PAPER_SECTIONS,
  PAPER_STATES,
  PAPER_WORDS,
  speaksOnPapers,
} from './papers.ts';
export type {
  Adoption,
  AdoptionFault,
  PaperKind,
  PaperSection,
  PaperState,
  PaperWord,
} from './papers.ts';
export {
  ANONYMOUS_LEAST,
  BALLOT_MAJORITIES,
  BALLOT_OUTCOMES,
  BALLOT_QUORUMS,
  BALLOT_STATES,
  BALLOT_TIES,
  BALLOT_TYPES,
  choicesOf,
  countBallot,
  isChoice,
  keptChoice,
  quorumOf,
} from './ballots.ts';
export type {
  BallotCount,
  BallotMajority,
  BallotOutcome,
  BallotQuorum,
  BallotRule,
  BallotState,
  BallotTie,
  BallotType,
} from './ballots.ts';
export { ballotVoters } from './ballot-voters.ts';
export { DECISION_KINDS, mayRecord } from './decisions.ts';
export type { DecisionKind } from './decisions.ts';
export { changesBetween } from './paper-changes.ts';
export type { ChangedLine, SectionChange } from './paper-changes.ts';
export { DAY_ONE_REGIMES, nextOfRegime, regimeAt, regimeFault } from './regimes.ts';
export type { Regime, RegimeState } from './regimes.ts';
export {
  daysAt,
  isShorter,
  RETENTION_DAYS_MAX,
  RETENTION_KINDS,
  RETENTION_NOTICE_DAYS,
  retentionCutoff,
  retentionKindOf,
  shorterDays,
} from './retention.ts';
export type { RetentionKind, RetentionRule } from './retention.ts';
export {
  isSubjectClosed,
  mayFollowSubject,
  SUBJECT_ANSWERS,
  SUBJECT_KINDS,
  SUBJECT_STATES,
  subjectDueAt,
} from './subject-request.ts';
export type { SubjectAnswer, SubjectKind, SubjectState } from './subject-request.ts';
export { mayFollowMisuse, MISUSE_RULES, MISUSE_STATES, misuseSides } from './misuse.ts';
export type { MisuseRule, MisuseSide, MisuseState } from './misuse.ts';
export {
  DETERMINATIONS,
  isSharingOfficer,
  mayBring,
  mayFollowReview,
  mayReleaseShare,
  NO_REVIEW,
  REVIEW_STATES,
  REVIEW_WHEN,
  reviewNeeded,
} from './review.ts';
export type {
  DeterminationKind,
  ReviewedShare,
  ReviewRules,
  ReviewState,
  ReviewWhen,
} from './review.ts';
export {
  CONSENT_CLASSES,
  CONSENT_FORMS,
  CONSENT_LEVELS,
  consentFits,
  RELEASE_USES,
} from './consent.ts';
export type {
  ConsentClass,
  ConsentForm,
  ConsentLevel,
  ConsentParty,
  ConsentWish,
  ReleaseUse,
  StandingConsent,
} from './consent.ts';
export {
  APPLICATION_STATES,
  APPLICATION_WORDS,
  decidesOnApplications,
  decidingFault,
  isApplicationOver,
  isOwnAppeal,
  JOINING_MODES,
  mayFollowApplication,
  resumedState,
  speaksOnApplications,
} from './joining.ts';
export type {
  ApplicationState,
  ApplicationWord,
  Deciding,
  DecidingFault,
  JoiningMode,
} from './joining.ts';
export { LETTER_LANGUAGES, letterOfIntent } from './letter-of-intent.ts';
export type { Intent, LetterLanguage } from './letter-of-intent.ts';
export { likenessOf } from './likeness.ts';
export { LEAVING_DAYS_MAX, LEAVING_LEVELS, leavingDueAt, loweredOnLeaving } from './leaving.ts';
export type { Leaving, LeavingLevel, LeavingLow } from './leaving.ts';
export { isReleaseTurn, mayDecideInStead, RELEASE_STAGES, releaseStage } from './release-turn.ts';
export type { ReleaseContacts, ReleaseStage, ReleaseWill, WaitingRelease } from './release-turn.ts';
export { RELEASE_FORMS, RELEASE_STATES, RELEASES_MAX } from './release.ts';
export type { Release, ReleaseForm, ReleaseState } from './release.ts';
export {
  DISCLAIMER_MAX,
  isTerms,
  leastActions,
  LICENCE_MAX,
  PERMITTED_ACTIONS,
  SOURCE_NAMINGS,
} from './terms.ts';
export type { PermittedActions, Terms } from './terms.ts';
export {
  ASSESSED,
  DAY_ONE_SCHEME,
  isAssessment,
  NO_COMPETITION_RULES,
  NOTICE_MAX,
  OTHER_SCHEMES_MAX,
  ownWord,
  SCHEME_MEANING_MAX,
  SCHEME_WORD_MAX,
  SCHEME_WORDS_MAX,
  schemeFault,
  suggestedLevel,
  TOPIC_MAX,
  TOPICS_MAX,
} from './scheme.ts';
export type {
  Assessment,
  ClassificationScheme,
  CompetitionRules,
  OtherScheme,
  SchemeWordHere,
} from './scheme.ts';
export { mayRead, RULES } from './may-read.ts';
export type { Decision, RuleCode } from './may-read.ts';
export { ACTS, mayReshare, reshareTable } from './may-reshare.ts';
export type { Act, ReshareDecision, Verdict } from './may-reshare.ts';
export { isWider, mayChange } from './may-change.ts';
export type { Change, ChangeDecision } from './may-change.ts';
export {
  DAY_ONE_PROFILE,
  DAY_ONE_SHIELD,
  reachOf,
  SHIELD_ACTS,
  SHIELD_SEVERITIES,
  levelIn,
} from './profile.ts';
export type { CommunityProfile, ShieldAct, ShieldRules } from './profile.ts';
export {
  CONFIRMED_FROM,
  confidenceOf,
  CREDIBILITIES_SAID,
  credibilityFor,
  JUDGED_TOPICS,
  RELIABILITIES,
  topicOfType,
} from './admiralty.ts';
export type { Credible, CredibilitySaid, JudgedTopic, Reliability } from './admiralty.ts';

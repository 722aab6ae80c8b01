import type {
  ApplicantView,
  Application,
  ApplicationDecision,
  ApplicationSaid,
  ChairsApplication,
  JoiningSetting,
  SignedIntent,
  ThreadEntry,
} from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { applicantView, application, joiningSetting } from './joining.schemas.ts';

type ViewOfApplication = z.output<typeof application>;
type ForChairs = NonNullable<ViewOfApplication['chair']>;

/** How a community takes new members. */
export function viewOfJoining(of: JoiningSetting): z.output<typeof joiningSetting> {
  const { windowDays, needsTwo, probationDays, ceiling, ...rest } = of;
  return {
    ...rest,
    checklist: [...rest.checklist],
    window_days: windowDays,
    needs_two: needsTwo,
    probation_days: probationDays,
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

/** The same, as the store takes it. */
export function joiningOf(sent: z.output<typeof joiningSetting>): JoiningSetting {
  const { window_days, needs_two, probation_days, ceiling, ...rest } = sent;
  return {
    ...rest,
    windowDays: window_days,
    needsTwo: needs_two,
    probationDays: probation_days,
    ...(ceiling === undefined ? {} : { ceiling }),
  };
}

/** An application as somebody inside sees it; the store leaves out what is not theirs to know. */
export function viewOfApplication(of: Application): ViewOfApplication {
  const { id, side, scope, from, state, windowUntil } = of;
  return {
    id,
    side,
    applicant: {
      ...of.applicant,
      sectors: [...of.applicant.sectors],
      countries: [...of.applicant.countries],
    },
    scope,
    from,
    state,
    ...(windowUntil === undefined ? {} : { window_until: instantText(windowUntil) }),
    words: of.words.map(viewOfSaid),
    waits_for_me: [...of.waitsForMe],
    may: [...of.may],
    ...(of.side === 'chair' ? { chair: forChairs(of) } : {}),
  };
}

function forChairs(of: ChairsApplication): ForChairs {
  const { letter, first, decision, appeal, organization } = of;
  return {
    made_at: instantText(of.madeAt),
    changed_at: instantText(of.changedAt),
    ...(letter && { letter: viewOfLetter(letter) }),
    thread: of.thread.map(viewOfEntry),
    checks: of.checks.map(({ item, isMet, words, by, at }) => ({
      item,
      met: isMet,
      words,
      ...(by === undefined ? {} : { by }),
      ...(at === undefined ? {} : { at: instantText(at) }),
    })),
    ...(first && { first: viewOfDecision(first) }),
    ...(decision && { decision: viewOfDecision(decision) }),
    ...(appeal && { appeal: { words: appeal.words, at: instantText(appeal.at) } }),
    alike: of.alike.map((one) => ({ ...one })),
    ...(organization && { organization: { ...organization } }),
    unsigned: [...of.unsigned],
  };
}

function viewOfSaid(of: ApplicationSaid): ViewOfApplication['words'][number] {
  const { takenBackAt } = of;
  return {
    organization: { ...of.organization },
    person: { ...of.person },
    word: of.word,
    words: of.words,
    at: instantText(of.at),
    ...(takenBackAt === undefined ? {} : { taken_back_at: instantText(takenBackAt) }),
  };
}

function viewOfLetter({ text, sha256, signedAt }: SignedIntent): NonNullable<ForChairs['letter']> {
  return { text, sha256, signed_at: instantText(signedAt) };
}

function viewOfEntry({ from, name, words, at }: ThreadEntry): ForChairs['thread'][number] {
  return { from, ...(name === undefined ? {} : { name }), words, at: instantText(at) };
}

type Decided = Omit<ApplicationDecision, 'by'>;

function viewOfDecided({
  isAccepted,
  words,
  at,
  terms,
}: Decided): NonNullable<z.output<typeof applicantView>['decision']> {
  return {
    accepted: isAccepted,
    words,
    at: instantText(at),
    ...(terms && {
      terms: {
        conditions: terms.conditions,
        class: terms.class,
        papers: terms.papers.map((one) => ({ ...one })),
        probation_days: terms.probationDays,
        ...(terms.ceiling === undefined ? {} : { ceiling: terms.ceiling }),
      },
    }),
  };
}

function viewOfDecision(of: ApplicationDecision): NonNullable<ForChairs['decision']> {
  return { ...viewOfDecided(of), by: { id: of.by.person, name: of.by.name } };
}

/** An application as whoever holds its link sees it. */
export function viewOfApplicant(
  of: ApplicantView,
  invitation?: { link: string; by_mail: boolean },
): z.output<typeof applicantView> {
  const { letter, decision, appeal, windowUntil } = of;
  return {
    community: { ...of.community },
    applicant: {
      ...of.applicant,
      sectors: [...of.applicant.sectors],
      countries: [...of.applicant.countries],
    },
    state: of.state,
    ...(letter && { letter: viewOfLetter(letter) }),
    thread: of.thread.map(viewOfEntry),
    ...(windowUntil === undefined ? {} : { window_until: instantText(windowUntil) }),
    ...(decision && { decision: viewOfDecided(decision) }),
    ...(appeal && { appeal: { words: appeal.words, at: instantText(appeal.at) } }),
    may: [...of.may],
    ...(invitation && { invitation }),
  };
}

import type { NamedParties, ReleaseRequest } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { releaseRequest } from './releases.contract.ts';

/** A request as its side is shown it. */
export function viewOfRelease(request: ReleaseRequest): z.output<typeof releaseRequest> {
  const { answering, asker, byConsent, granted, inStead, sanitised, turn, use } = request;
  return {
    id: request.id,
    side: request.side,
    object: { ...request.object },
    source: { ...request.source },
    ...(asker === undefined
      ? {}
      : { asker: { organization: { ...asker.organization }, person: { ...asker.person } } }),
    wanted: viewOfParties(request.wanted),
    purpose: request.purpose,
    ...(use === undefined ? {} : { use }),
    form: request.form,
    urgent: request.isUrgent,
    asked_at: instantText(request.askedAt),
    due_at: instantText(request.dueAt),
    state: request.state,
    ...(request.answeredAt === undefined ? {} : { answered_at: instantText(request.answeredAt) }),
    ...(granted === undefined ? {} : { granted: viewOfParties(granted) }),
    ...(request.until === undefined ? {} : { until: instantText(request.until) }),
    ...(request.words === undefined ? {} : { words: request.words }),
    ...(sanitised === undefined ? {} : { sanitised: { ...sanitised } }),
    ...(answering === undefined ? {} : { answering: { ...answering } }),
    ...(turn === undefined ? {} : { turn: { stage: turn.stage, yours: turn.isYours } }),
    ...(byConsent === undefined ? {} : { by_consent: { ...byConsent } }),
    ...(inStead === undefined ? {} : { in_stead: { ...inStead } }),
    notes: request.notes.map(({ side, at, words }) => ({ side, at: instantText(at), words })),
    may: [...request.may],
  };
}

function viewOfParties({ organizations, persons, outside }: NamedParties): {
  organizations: { id: string; name: string }[];
  persons: { id: string; name: string }[];
  outside?: string;
} {
  return {
    organizations: organizations.map((one) => ({ ...one })),
    persons: persons.map((one) => ({ ...one })),
    ...(outside === undefined ? {} : { outside }),
  };
}

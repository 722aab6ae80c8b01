import type { Handling, Recall } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { OrganizationNames } from '../names.ts';
import { viewOfExpiry } from '../retention/retention.view.ts';
import type { handling, recall } from './handling.contract.ts';

const DAY_MS = 86_400_000;

/** The handling of an object as its source is shown it. */
export function viewOfHandling(of: Handling, nameOf: OrganizationNames): z.output<typeof handling> {
  const named = (id: string): { id: string; name: string } => ({ id, name: nameOf(id) });
  return {
    opened: of.opened.map(({ organization, way, person, persons, programs, firstAt, lastAt }) => ({
      organization: named(organization),
      way,
      ...(person === undefined ? {} : { person: { ...person } }),
      persons,
      programs,
      first_at: instantText(firstAt),
      last_at: instantText(lastAt),
    })),
    confirmed: of.attested.map(({ organization, level, person, persons, firstAt, lastAt }) => ({
      organization: named(organization),
      level,
      ...(person === undefined ? {} : { person: { ...person } }),
      persons,
      first_at: instantText(firstAt),
      last_at: instantText(lastAt),
    })),
    copies: of.copies.map(({ id, organization, person, way, form, isSealed, at, reason }) => ({
      id,
      organization: named(organization),
      ...(person === undefined ? {} : { person: { ...person } }),
      way,
      form,
      encrypted: isSealed,
      at: instantText(at),
      ...(reason === undefined ? {} : { reason }),
    })),
    sent: of.sent.map(({ organization, way, at }) => ({
      organization: named(organization),
      way,
      at: instantText(at),
    })),
    ...(of.recall === undefined ? {} : { recall: viewOfRecall(of.recall, nameOf) }),
    kept_days: of.keptFor / DAY_MS,
  };
}

/** How far a taking back has come. */
export function viewOfRecall(
  { act, why, at, lines, takenNote, confirmed }: Recall,
  nameOf: OrganizationNames,
): z.output<typeof recall> {
  return {
    act,
    ...(why === undefined ? {} : { why: viewOfExpiry(why) }),
    at: instantText(at),
    lines: lines.map(({ organization, ...line }) => ({
      organization: { id: organization, name: nameOf(organization) },
      ...line,
    })),
    ...(takenNote === undefined ? {} : { taken_note: takenNote }),
    ...(confirmed === undefined ? {} : { confirmed }),
  };
}

/** Every organization the handling names. */
export function organizationsIn({
  opened,
  attested,
  copies,
  sent,
  recall: of,
}: Handling): Set<string> {
  const lines = [...opened, ...attested, ...copies, ...sent, ...(of?.lines ?? [])];
  return new Set(lines.map(({ organization }) => organization));
}

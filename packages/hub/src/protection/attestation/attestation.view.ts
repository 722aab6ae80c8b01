import { createHash } from 'node:crypto';
import { needsReason } from '@tocsin/policy';
import type { Attestation, AttestationSetting, FeedRow } from '@tocsin/store';
import type { z } from 'zod';
import { instantText } from '../../kernel/index.ts';
import type { CallerContext } from '../../kernel/index.ts';
import { linkTitles } from '../link-titles.ts';
import { organizationNames } from '../names.ts';
import { viewOfMarking, viewOfReshare } from '../protection.view.ts';
import { limitWords } from '../words.ts';
import type { attestation, attestationSetting } from './attestation.contract.ts';

type AttestationView = z.output<typeof attestation>;

/** What opening a row means for this reader; `undefined` when its label went meanwhile. */
export async function viewOfAttestation(
  context: CallerContext,
  community: string,
  { asked, given, named, row }: Attestation & { row: FeedRow },
): Promise<AttestationView | undefined> {
  const { handle } = context;
  const label = await handle.exchange.label(row.labelId);
  if (label === undefined) return undefined;
  const now = context.now();
  const titleOfRow = await linkTitles(handle, community, [row]);
  const nameOf = await organizationNames(context, community, [row.origin]);
  const told = {
    id: row.id,
    type: row.type,
    title: titleOfRow(row).title,
    version: row.version,
    origin: { id: row.origin, name: nameOf(row.origin) },
    marking: viewOfMarking(label, { now }),
    ...(named === undefined ? {} : { named }),
    limits: limitWords(label, now),
    reshare: viewOfReshare(await handle.reader(), label, now),
  };
  return {
    ...(asked === undefined ? {} : { asked }),
    ...(given === undefined ? {} : { given: { level: given.level, at: instantText(given.at) } }),
    needs_reason: asked !== undefined && needsReason(asked),
    ...told,
    shown: createHash('sha256').update(JSON.stringify(told)).digest('hex'),
  };
}

/** What is asked here. */
export function viewOfSetting({
  asks,
  maySet,
  programs,
  mayConfirm,
}: AttestationSetting): z.output<typeof attestationSetting> {
  return {
    asks,
    may_set: maySet,
    ...(programs === undefined
      ? {}
      : { programs: { by: programs.by, at: instantText(programs.at) } }),
    may_confirm: mayConfirm,
  };
}

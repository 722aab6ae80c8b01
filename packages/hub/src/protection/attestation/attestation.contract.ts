import { ATTESTATION_RULES } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { communityParams, instant, named, tlpLevel } from '../../kernel/schemas.ts';
import { marking, objectParams, reshareRow } from '../protection.contract.ts';

const tag = 'attestation';

/** Longest reason why somebody needs to know. Characters. */
export const ATTEST_REASON_MAX = 300;

/** What opening something means, as it is told before; and whether it has to be confirmed. */
export const attestation = z
  .object({
    /** The level to confirm; absent: nothing is asked of the caller. */
    asked: tlpLevel.optional(),
    /** The caller confirmed before what the marking was then. */
    given: z.object({ level: tlpLevel, at: instant }).optional(),
    /** AMBER is for those who need to know: say why. */
    needs_reason: z.boolean(),
    id: z.string(),
    type: z.string(),
    title: z.string(),
    version: z.string(),
    origin: named,
    marking,
    /** TLP:RED: how many persons its source named. */
    named: z.number().optional(),
    /** What the source asks beyond the level. */
    limits: z.array(z.string()),
    reshare: z.array(reshareRow),
    /** SHA-256 of what stands here: sent back with the confirmation, so that what is confirmed is what was told. */
    shown: z.string(),
  })
  .meta({ id: 'Attestation' });

/** A version as the list of versions names it; absent: the newest. */
const version = z.string().max(40).optional();

export const showAttestation = defineOperation({
  name: 'show-attestation',
  method: 'GET',
  path: '/communities/{community}/objects/{id}/attestation',
  summary: 'What opening an object means, and whether I have to confirm that before I do',
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { params: objectParams, query: z.strictObject({ version }) },
  output: attestation,
  refusals: ['not-found', 'bad-request'],
});

export const confirmAttestation = defineOperation({
  name: 'confirm-attestation',
  method: 'POST',
  path: '/communities/{community}/objects/{id}/attestation',
  summary: 'Confirm what opening an object means; what came in the same share is confirmed with it',
  tag,
  authority: 'person',
  takesTicket: true,
  input: {
    params: objectParams,
    body: z.strictObject({
      shown: z.string().regex(/^[0-9a-f]{64}$/, 'Give "shown" as it was told'),
      version,
      /** Why the caller needs to know: for AMBER. */
      reason: z
        .string()
        .max(
          ATTEST_REASON_MAX,
          `Write at most ${String(ATTEST_REASON_MAX)} characters: why you need to know`,
        )
        .refine((words) => !/\p{Cc}/u.test(words), 'Leave control characters out')
        .optional(),
    }),
  },
  refusals: ['not-found', 'conflict', 'invalid'],
});

/** At which levels the community asks, and what was confirmed for the programs of the caller's organization. */
export const attestationSetting = z
  .object({
    asks: z.enum(ATTESTATION_RULES),
    may_set: z.boolean(),
    programs: z.object({ by: named, at: instant }).optional(),
    may_confirm: z.boolean(),
  })
  .meta({ id: 'AttestationSetting' });

export const showAttestationSetting = defineOperation({
  name: 'show-attestation-setting',
  method: 'GET',
  path: '/communities/{community}/attestations',
  summary: 'At which levels people confirm before they open, and whether programs may be given it',
  tag,
  authority: 'reader',
  input: { params: communityParams },
  output: attestationSetting,
  refusals: ['not-found'],
});

export const setAttestationRule = defineOperation({
  name: 'set-attestation-rule',
  method: 'PUT',
  path: '/communities/{community}/attestations',
  summary: 'As a chair: at which levels people confirm before they open',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({ asks: z.enum(ATTESTATION_RULES) }),
  },
  output: attestationSetting,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

export const confirmPrograms = defineOperation({
  name: 'confirm-programs',
  method: 'PUT',
  path: '/communities/{community}/attestations/programs',
  summary:
    'Confirm for the programs of my organization what being given AMBER means, or take it back',
  tag,
  authority: 'person',
  input: { params: communityParams, body: z.strictObject({ confirmed: z.boolean() }) },
  output: attestationSetting,
  refusals: ['not-found', 'not-allowed', 'invalid'],
});

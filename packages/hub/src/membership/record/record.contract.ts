import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import { cursor, id, instant, limitOf, pageOf, wholeNumber } from '../../kernel/schemas.ts';

const tag = 'record';

/** Most audit entries on one page. */
export const ENTRIES_MAX = 500;
/** Most entries in one document of evidence. */
export const PROVEN_MAX = 200;

/** An act of consequence of my organization. */
export const auditEntry = z
  .object({
    id,
    at: instant,
    actor: z.object({ kind: z.enum(['person', 'token', 'operator']), name: z.string() }),
    act: z.string(),
    words: z.string(),
  })
  .meta({ id: 'AuditEntry' });

/** A signed tree head (RFC 6962 §3.5), a C2SP signed note. */
export const checkpoint = z
  .object({
    size: z.number(),
    root: z.string(),
    text: z.string(),
    signature: z.string(),
    public_key: z.string(),
  })
  .meta({ id: 'Checkpoint' });

/** That an entry is in the tree (RFC 6962 §2.1.1). */
export const auditProof = z
  .object({
    index: z.number(),
    size: z.number(),
    leaf: z.string(),
    path: z.array(z.string()),
    checkpoint,
  })
  .meta({ id: 'AuditProof' });

/** An entry with what its place in the tree is proved by. */
const provenEntry = auditEntry.extend({
  index: z.number(),
  actor_id: z.string(),
  /** The canonical text whose hash is the leaf; who and what stand in it as HMAC-SHA256 under `key`. */
  record: z.string(),
  path: z.array(z.string()),
});

/**
 * What an outsider needs to check entries without believing the hub: `verify-record.mjs`, which every hub serves,
 * reads it. `key` opens what these records show, not the facts beside it; keep the document with those who may know it.
 */
export const auditEvidence = z
  .object({
    format: z.literal('tocsin-evidence-1'),
    checkpoint,
    key: z.string(),
    entries: z.array(provenEntry),
    /** Present when asked `from` an earlier size: that the tree still begins with that one. */
    consistency: z.object({ from: z.number(), path: z.array(z.string()) }).optional(),
    next_cursor: z.string().optional(),
  })
  .meta({ id: 'AuditEvidence' });

/** That the tree begins with an earlier one (RFC 6962 §2.1.2). */
export const consistencyProof = z
  .object({
    from: z.number(),
    size: z.number(),
    path: z.array(z.string()),
    checkpoint,
  })
  .meta({ id: 'ConsistencyProof' });

export const listAudit = defineOperation({
  name: 'list-audit',
  method: 'GET',
  path: '/audit',
  summary: "My organization's own audit entries, newest first",
  tag,
  authority: 'reader',
  takesTicket: true,
  input: { query: z.object({ limit: limitOf(ENTRIES_MAX, 100), cursor }) },
  output: pageOf(auditEntry),
  refusals: ['cursor-unusable'],
});

export const showCheckpoint = defineOperation({
  name: 'show-checkpoint',
  method: 'GET',
  path: '/audit/checkpoint',
  summary: 'The signed head of the audit tree',
  tag,
  authority: 'reader',
  input: {},
  output: checkpoint,
  refusals: [],
});

export const takeEvidence = defineOperation({
  name: 'take-evidence',
  method: 'GET',
  path: '/audit/evidence',
  summary:
    "My organization's own audit entries with proofs that an outsider can check, newest first",
  tag,
  authority: 'reader',
  input: {
    query: z.object({
      limit: limitOf(PROVEN_MAX, PROVEN_MAX),
      cursor,
      from: wholeNumber.optional(),
    }),
  },
  output: auditEvidence,
  refusals: ['cursor-unusable', 'not-found'],
});

export const proveConsistency = defineOperation({
  name: 'prove-consistency',
  method: 'GET',
  path: '/audit/consistency',
  summary: 'The proof that the audit tree still begins with an earlier one',
  tag,
  authority: 'reader',
  input: { query: z.object({ from: wholeNumber }) },
  output: consistencyProof,
  refusals: ['not-found'],
});

export const proveEntry = defineOperation({
  name: 'prove-entry',
  method: 'GET',
  path: '/audit/{entry}/proof',
  summary: 'The proof that one of my entries is in the audit tree',
  tag,
  authority: 'reader',
  input: { params: z.object({ entry: id }) },
  output: auditProof,
  refusals: ['not-found'],
});

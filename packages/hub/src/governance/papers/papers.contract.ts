import { PAPER_KINDS, PAPER_STATES, PAPER_WORDS } from '@tocsin/policy';
import { z } from 'zod';
import { defineOperation } from '../../kernel/contract.ts';
import {
  communityParams,
  id,
  instant,
  instantIn,
  listOf,
  named,
  tlpLevel,
} from '../../kernel/schemas.ts';

const tag = 'papers';

/** Longest title of a paper, and name of a section. Characters. */
export const PAPER_LINE_MAX = 200;
/** Longest text of one section. Characters. */
export const PAPER_SECTION_MAX = 20_000;
/** Longest note or reason. Characters. */
export const PAPER_NOTE_MAX = 4000;
/** Most groups a paper is for. */
export const PAPER_GROUPS_MAX = 50;
/** Most sections of one version. */
export const PAPER_SECTIONS_MAX = 60;

const words = z.string().max(PAPER_NOTE_MAX, `Write at most ${String(PAPER_NOTE_MAX)} characters`);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'Expected a SHA-256 in hexadecimal');
const version = z.int('Expected the number of a version').min(1).max(100_000);
const wordKind = z.enum(PAPER_WORDS);

/** A section: one that such a paper has to have, or one with a name of its own. */
const section = z.strictObject({
  key: z
    .string()
    .min(1, 'Give every section a name')
    .max(PAPER_LINE_MAX, `Write at most ${String(PAPER_LINE_MAX)} characters`),
  text: z.string().max(PAPER_SECTION_MAX, `Write at most ${String(PAPER_SECTION_MAX)} characters`),
});
const sections = z
  .array(section)
  .max(PAPER_SECTIONS_MAX, `Write at most ${String(PAPER_SECTIONS_MAX)} sections`);

/** A paper as it is listed. */
const listed = {
  id,
  kind: z.enum(PAPER_KINDS),
  title: z.string(),
  level: tlpLevel,
  keeper: z.object({ organization: named, person: named }),
  created_at: instant,
  review_due: instant.optional(),
  reviewed_at: instant.optional(),
  /** The version in force. */
  in_force: z.object({ n: z.number(), since: instant }).optional(),
  /** The version that is written or open to objections. The text of one that is being written is not for everybody. */
  next: z
    .object({ n: z.number(), state: z.enum(['draft', 'open']), open_until: instant.optional() })
    .optional(),
  /** What the caller owes it: a word, a signature, a decision as a chair, a review as its keeper. */
  waits_for_me: z.array(z.enum(['speak', 'signs', 'attests', 'decide', 'review'])),
};

export const paper = z.object(listed).meta({ id: 'Paper' });

const said = z.object({
  organization: named,
  word: wordKind,
  person: named,
  at: instant,
  words: z.string(),
  /** Of the text it was said about. */
  sha256: z.string(),
  /** For the chairs alone, and for whoever said it. */
  private: z.boolean(),
  /** By what whoever said it had signed in. */
  how: z.string(),
  taken_back_at: instant.optional(),
});

const versionFields = {
  n: z.number(),
  state: z.enum(PAPER_STATES),
  /** Of the title and the sections, as a signature names it. */
  sha256: z.string(),
  note: z.string(),
  author: z.object({ organization: named, person: named }),
  written_at: instant,
  open_until: instant.optional(),
  decided: z.object({ at: instant, by: z.string(), words: z.string().optional() }).optional(),
  words: z.array(said),
  /** Organizations that read it, and how many of them are bound by their word. */
  bound: z.object({ done: z.number(), of: z.number() }),
  /** What the caller may move it to. */
  may: z.array(z.enum(['draft', 'open', 'adopted', 'dropped', 'withdrawn'])),
  /** For chairs: what stands in the way of putting it in force. */
  in_the_way: z
    .enum(['not-chair', 'not-open', 'too-early', 'missing-sections', 'open-objections', 'own-text'])
    .optional(),
};

/** A paper with its versions. */
export const paperDetail = z
  .object({
    ...listed,
    versions: z.array(z.object(versionFields)),
    /** The version the next is made from, when the caller may write it now. */
    base: z.number().optional(),
    may: z.array(z.enum(['write', 'speak', 'bind', 'review', 'keep'])),
  })
  .meta({ id: 'PaperDetail' });

const change = z.object({
  key: z.string(),
  change: z.enum(['same', 'added', 'removed', 'changed']),
  lines: z.array(
    z.object({
      is: z.enum(['same', 'added', 'removed']),
      text: z.string(),
      /** The line in pieces, where only some of its words came or went. */
      pieces: z.array(z.object({ text: z.string(), changed: z.boolean() })).optional(),
    }),
  ),
});

/** A version with its text. */
export const paperVersion = z
  .object({
    ...versionFields,
    title: z.string(),
    sections: z.array(section),
    /** Sections such a paper has to have, and that are missing or empty. */
    missing: z.array(z.string()),
    /** What changed since the version in force, or the one before it. */
    since: z.object({ n: z.number(), changes: z.array(change) }).optional(),
  })
  .meta({ id: 'PaperVersion' });

const paperParams = communityParams.extend({ paper: id });
const versionParams = paperParams.extend({
  n: z.string().regex(/^[1-9]\d{0,4}$/, 'Expected the number of a version'),
});

export const listPapers = defineOperation({
  name: 'list-papers',
  method: 'GET',
  path: '/communities/{community}/papers',
  summary: 'What the community wrote down and agreed, as far as I may read it',
  tag,
  authority: 'person',
  input: { params: communityParams },
  output: listOf(paper),
  refusals: ['not-found'],
});

export const showPaper = defineOperation({
  name: 'show-paper',
  method: 'GET',
  path: '/communities/{community}/papers/{paper}',
  summary: 'A paper with its versions and what was said about each',
  tag,
  authority: 'person',
  input: { params: paperParams },
  output: paperDetail,
  refusals: ['not-found'],
});

export const showPaperVersion = defineOperation({
  name: 'show-paper-version',
  method: 'GET',
  path: '/communities/{community}/papers/{paper}/versions/{n}',
  summary: 'One version with its text, and what changed since the one in force',
  tag,
  authority: 'person',
  input: { params: versionParams },
  output: paperVersion,
  refusals: ['not-found'],
});

export const beginPaper = defineOperation({
  name: 'begin-paper',
  method: 'POST',
  path: '/communities/{community}/papers',
  summary: 'As a chair or representative: begin a paper with its first draft',
  tag,
  authority: 'person',
  input: {
    params: communityParams,
    body: z.strictObject({
      kind: z.enum(PAPER_KINDS),
      title: z
        .string()
        .min(1, 'Give the paper a title')
        .max(PAPER_LINE_MAX, `Write at most ${String(PAPER_LINE_MAX)} characters`),
      /** What binds members is read by them: RED is for nobody's signature. */
      level: z.enum(['clear', 'green', 'amber', 'amber+strict']),
      /** Groups that read it; absent: everybody who takes part. */
      groups: z
        .array(id)
        .max(PAPER_GROUPS_MAX, `Choose at most ${String(PAPER_GROUPS_MAX)} groups`)
        .optional(),
      sections,
      note: words,
    }),
  },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
  idempotent: true,
});

export const writePaper = defineOperation({
  name: 'write-paper',
  method: 'PUT',
  path: '/communities/{community}/papers/{paper}/draft',
  summary: 'Write the version that is being written, or begin the next',
  tag,
  authority: 'person',
  input: {
    params: paperParams,
    body: z.strictObject({
      sections,
      note: words,
      /** Of the text it was made from, so that nobody's change is lost. */
      sha256: sha256.optional(),
    }),
  },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const movePaper = defineOperation({
  name: 'move-paper',
  method: 'POST',
  path: '/communities/{community}/papers/{paper}/steps',
  summary: 'As a chair: put a version before the members, in force, back to writing, or away',
  tag,
  authority: 'person',
  input: {
    params: paperParams,
    body: z.strictObject({
      n: version,
      to: z.enum(['draft', 'open', 'adopted', 'dropped', 'withdrawn']),
      /** For `open`: until when objections are waited for. */
      until: instantIn.optional(),
      /** Why; needed but for `open`, and for `adopted` only to overrule an objection. */
      words: words.optional(),
    }),
  },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const sayOnPaper = defineOperation({
  name: 'say-on-paper',
  method: 'POST',
  path: '/communities/{community}/papers/{paper}/words',
  summary: 'For my organization: approve, object to, sign, or attest the text I read',
  tag,
  authority: 'person',
  input: {
    params: paperParams,
    body: z.strictObject({
      n: version,
      word: wordKind,
      sha256,
      words,
      /** Only an objection: the chairs alone read it. */
      private: z.boolean().optional(),
    }),
  },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const takeBackOnPaper = defineOperation({
  name: 'take-back-on-paper',
  method: 'POST',
  path: '/communities/{community}/papers/{paper}/words/take-back',
  summary: 'Take back an approval or objection of my organization while the version is open',
  tag,
  authority: 'person',
  input: {
    params: paperParams,
    body: z.strictObject({ n: version, word: z.enum(['approves', 'objects']) }),
  },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict'],
});

export const reviewPaper = defineOperation({
  name: 'review-paper',
  method: 'PUT',
  path: '/communities/{community}/papers/{paper}/review',
  summary: 'As its keeper or a chair: say when it is looked at again, or that it was and stands',
  tag,
  authority: 'person',
  input: {
    params: paperParams,
    body: z.strictObject({ due: instantIn.optional(), confirmed: z.boolean() }),
  },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

export const keepPaper = defineOperation({
  name: 'keep-paper',
  method: 'PUT',
  path: '/communities/{community}/papers/{paper}/keeper',
  summary: 'As a chair: look after a paper from now on',
  tag,
  authority: 'person',
  input: { params: paperParams },
  output: paperDetail,
  refusals: ['not-found', 'not-allowed', 'conflict', 'invalid'],
});

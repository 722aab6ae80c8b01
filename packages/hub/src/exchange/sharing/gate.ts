import { createHash } from 'node:crypto';
import type { ShieldAct, ShieldRules } from '@tocsin/policy';
import {
  checkObject,
  checkText,
  NO_PROFILE,
  onlyRules,
  RULES,
  RULES_VERSION,
} from '@tocsin/shield';
import type { RuleName, Severity } from '@tocsin/shield';
import type { StixProblem } from '@tocsin/stix';
import type { NewObject, RefusedObject, ShieldReport, ShieldTally } from '@tocsin/store';
import type { z } from 'zod';
import { finderOf, textOf } from './find-words.ts';
import type { shieldSaid } from './sharing.contract.ts';

/** A share at the gate of the hub. */
export interface AtGate {
  readonly rules: ShieldRules;
  /** Words the community agreed to be careful with under competition law. */
  readonly topics: readonly string[];
  /** Exactly what arrived. */
  readonly bytes: Uint8Array;
  /** What the sender says of their own check, and why they keep something. */
  readonly said: z.output<typeof shieldSaid> | undefined;
  /** What stands around the objects, by pointer: title and text. */
  readonly words: Readonly<Record<string, string>>;
  readonly objects: readonly NewObject[];
  readonly refused: readonly RefusedObject[];
}

/** What the gate lets through, what it refuses, and its report. */
export interface Gated {
  readonly objects: NewObject[];
  readonly refused: RefusedObject[];
  /** What was found in title and text and refused with the whole share. */
  readonly stopped: StixProblem[];
  /** The same, told only. */
  readonly told: StixProblem[];
  readonly report: ShieldReport;
}

/**
 * The rules of the gate: those a text must hold certain words for, so that most texts cost one walk over them.
 * Telephones and device addresses would need every number to be read; words about law, markets and health, and
 * markings in prose, are as often about others: all these the sender's own check finds, where somebody can answer.
 */
const GATE_RULES = onlyRules([
  ...(['private-key', 'token', 'password', 'password-hash', 'cookie', 'card', 'iban'] as const),
  ...(['private-network', 'internal-host', 'user-name', 'url-query', 'personal-mail'] as const),
  ...(['named-person', 'contact'] as const),
]);
/** Findings told of one object, and of all of a share; the report counts every one. */
const TOLD_OF_OBJECT_MAX = 10;
/** See {@link TOLD_OF_OBJECT_MAX}. */
const TOLD_MAX = 1000;

/** Looks a share through as the community agreed. No value that was found is told, logged or kept. */
export function gate(share: AtGate): Gated {
  const tallies = new Tallies(share);
  const { topics } = share;
  const isAsked = topics.length === 0 ? () => false : finderOf(topics);
  const gated: Gated = {
    objects: [],
    refused: [...share.refused],
    stopped: [],
    told: [],
    report: tallies.report,
  };
  for (const [path, words] of Object.entries(share.words)) {
    const found = findingsIn(words).map(({ rule }) => tallies.take(rule, path));
    for (const problem of [...found, isAsked(words) ? tallies.takeTopic(path) : undefined]) {
      if (problem?.act === 'refuse') gated.stopped.push(problem.told);
      else if (problem !== undefined) gated.told.push(problem.told);
    }
  }
  for (const one of share.objects) pass(one, { tallies, isAsked }, gated);
  return gated;
}

interface Looking {
  readonly tallies: Tallies;
  /** Whether a text holds a word the community is careful with. */
  readonly isAsked: (text: string) => boolean;
}

function pass(one: NewObject, { tallies, isAsked }: Looking, gated: Gated): void {
  const found = checkObject(one.object, NO_PROFILE, GATE_RULES);
  const problems = found.flatMap(({ rule, pointer }) => tallies.take(rule, pointer) ?? []);
  const topic = isAsked(textOf(one)) ? tallies.takeTopic('') : undefined;
  if (topic !== undefined) problems.push(topic);
  if (problems.length === 0) {
    gated.objects.push(one);
    return;
  }
  const told = tallies.few(problems.map((problem) => problem.told));
  if (problems.some(({ act }) => act === 'refuse')) {
    const { id } = one.object;
    gated.refused.push({ index: one.index, id, problems: told });
  } else gated.objects.push({ ...one, warnings: [...(one.warnings ?? []), ...told] });
}

function findingsIn(words: string): { rule: RuleName }[] {
  return checkText(words, NO_PROFILE, GATE_RULES);
}

/** What is counted and told while a share is looked through. */
class Tallies {
  readonly report: ShieldReport;
  readonly #rules: ShieldRules;
  readonly #byKey = new Map<string, ShieldTally>();
  #left = TOLD_MAX;

  constructor({ rules, bytes, said }: AtGate) {
    this.#rules = rules;
    this.report = {
      rules: RULES_VERSION,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      found: [],
      ...(said?.reason === undefined ? {} : { reason: said.reason }),
      ...(said?.check === undefined ? {} : { sender: senderOf(said.check) }),
    };
  }

  /** Counts a finding, and says what is done about it; `undefined`: nothing. */
  take(rule: RuleName, path: string): { act: ShieldAct; told: StixProblem } | undefined {
    const { severity } = RULES[rule];
    const agreed = this.#rules[severity];
    if (agreed === 'nothing') return undefined;
    const isKept = agreed === 'refuse' && this.#isKept(rule);
    const done = isKept ? 'kept' : agreed === 'refuse' ? 'refused' : 'told';
    this.#count({ rule, severity, done });
    return {
      act: done === 'refused' ? 'refuse' : 'tell',
      told: {
        path: isTelling(path) ? '' : path,
        rule: `shield/${rule}`,
        section: `shield v${RULES_VERSION}`,
        message: `${RULES[rule].why} ${WAY_OUT[done]}`,
      },
    };
  }

  /** A word the community agreed to be careful with is a question, like what may name a victim. */
  takeTopic(path: string): { act: ShieldAct; told: StixProblem } | undefined {
    const agreed = this.#rules.ask;
    if (agreed === 'nothing') return undefined;
    const isKept = this.report.reason !== undefined;
    const done = agreed !== 'refuse' ? 'told' : isKept ? 'kept' : 'refused';
    this.#count({ rule: TOPIC_RULE, severity: 'ask', done });
    return {
      act: done === 'refused' ? 'refuse' : 'tell',
      told: {
        path,
        rule: TOPIC_RULE,
        section: 'marking rules 2.4',
        message: [TOPIC_WORDS, WAY_OUT[done]].join(' '),
      },
    };
  }

  /** As many of these as may still be told. */
  few(problems: readonly StixProblem[]): StixProblem[] {
    const few = problems.slice(0, Math.max(1, Math.min(TOLD_OF_OBJECT_MAX, this.#left)));
    this.#left -= few.length;
    return few;
  }

  /** For everything, or for what one rule finds; a stop needs a reason, a question only its answer. */
  #isKept(rule: RuleName): boolean {
    const { reason, sender } = this.report;
    if (reason !== undefined) return true;
    const isEnough = (given: string | undefined): boolean =>
      given !== undefined || RULES[rule].severity !== 'stop';
    const decided = sender?.decided ?? [];
    return decided.some((one) => one.rule === rule && one.done === 'kept' && isEnough(one.reason));
  }

  #count({
    rule,
    severity,
    done,
  }: Pick<ShieldTally, 'rule' | 'done'> & { severity: Severity }): void {
    const key = `${rule} ${done}`;
    const before = this.#byKey.get(key);
    if (before !== undefined) {
      before.count += 1;
      return;
    }
    const tally: ShieldTally = { rule, severity, done, count: 1 };
    this.#byKey.set(key, tally);
    this.report.found.push(tally);
  }
}

/** The name of a member can be a secret as well as its value. */
function isTelling(path: string): boolean {
  return findingsIn(path).length > 0;
}

type Check = NonNullable<z.output<typeof shieldSaid>['check']>;

function senderOf({ rules, profile, decided }: Check): NonNullable<ShieldReport['sender']> {
  return {
    rules,
    profile,
    decided: decided.map(({ rule, done, count, reason }) => ({
      rule,
      done,
      count,
      ...(reason === undefined ? {} : { reason }),
    })),
  };
}

/** What a word that competition law makes delicate is told as. */
export const TOPIC_RULE = 'competition';
const TOPIC_WORDS = 'It holds a word this community is careful with under competition law.';

/** What the sender can do about it. */
const WAY_OUT = {
  refused:
    'It was refused: take it out, or say why it stays, as "shield.reason" or in the header "X-Tocsin-Keep".',
  told: 'It was let through: narrow the share or take it back if it should not be there.',
  kept: 'It stays, for the reason its sender gave.',
} as const;

import type {
  ANSWER_KINDS,
  ConsentWish,
  CONTRIBUTION_KINDS,
  MarkingIn,
} from '@tocsin/hub/contract';
import type {
  Attribution,
  JudgedTopic,
  PaperKind,
  PaperWord,
  Reliability,
  ReleaseUse,
  RetentionKind,
  SubjectKind,
} from '@tocsin/policy';
import type { Who } from './cast.ts';
import type { Told } from './objects.ts';

/** A moment of the story: so many days before today, at a time of day (UTC). */
export type Moment = readonly [daysAgo: number, clock: string];

/** Somebody shares something. */
export interface Share {
  readonly at: Moment;
  readonly who: Who;
  readonly share: {
    readonly kind: (typeof CONTRIBUTION_KINDS)[number];
    readonly title: string;
    readonly text?: string;
    readonly attribution?: Attribution;
    readonly objects?: readonly Told[];
    /** Persons by the names of the story. */
    readonly marking: MarkingIn;
  };
}

/** Somebody answers an object, named as `indicator:quay-docs.example`. */
export interface Answer {
  readonly at: Moment;
  readonly who: Who;
  readonly answer: {
    readonly to: string;
    readonly kind: (typeof ANSWER_KINDS)[number];
    readonly count?: number;
    readonly action?: 'blocked' | 'hunted' | 'patched' | 'told-owner' | 'none';
    readonly comment?: string;
  };
}

/** The source changes its mind: another marking, or all of it taken back. */
export interface Change {
  readonly at: Moment;
  readonly who: Who;
  readonly change: { readonly of: string; readonly marking?: MarkingIn };
}

/** Somebody asks the source of an object to let somebody have it: outside, or a member. */
export interface Wish {
  readonly at: Moment;
  readonly who: Who;
  readonly wish: { readonly of: string; readonly purpose: string; readonly use?: ReleaseUse } & (
    { readonly outside: string } | { readonly organization: string }
  );
}

/** A source allows something before anybody asks, for so many days. */
export interface Allowing {
  readonly at: Moment;
  readonly who: Who;
  readonly allow: Omit<ConsentWish, 'until'> & { readonly days: number };
}

/** Somebody says how long a kind is kept. */
export interface Keeping {
  readonly at: Moment;
  readonly who: Who;
  readonly keep: {
    readonly scope: 'community' | 'own';
    readonly kind: RetentionKind;
    readonly days: number;
    readonly reason: string;
  };
}

/** Somebody keeps an object beyond its time. */
export interface Hold {
  readonly at: Moment;
  readonly who: Who;
  readonly hold: { readonly of: string; readonly reason: string };
}

/** Somebody says how reliable a source is for their organization. */
export interface Judging {
  readonly at: Moment;
  readonly who: Who;
  readonly judge: {
    /** Short name of an organization. */
    readonly source: string;
    readonly topic: JudgedTopic;
    readonly letter: Reliability;
    readonly reason: string;
  };
}

/** A chair names who may open seals. */
export interface Naming {
  readonly at: Moment;
  readonly who: Who;
  readonly custodians: readonly Who[];
}

/** A person asks about data of theirs, and it is known who asks. */
export interface Asking {
  readonly at: Moment;
  readonly who: Who;
  readonly person: {
    readonly kind: SubjectKind;
    readonly sought: readonly string[];
    readonly known: string;
  };
}

/** Somebody opens an object that is RED, after they confirmed what that means. */
export interface Opening {
  readonly at: Moment;
  readonly who: Who;
  readonly open: string;
}

/** What is done with papers, each by its name. */
export interface Paper {
  readonly begin: {
    readonly kind: PaperKind;
    readonly title: string;
    readonly level: 'green' | 'amber';
    readonly note?: string;
    /** Texts by the section they stand in. */
    readonly sections: Readonly<Record<string, string>>;
  };
  readonly write: {
    readonly of: string;
    readonly note: string;
    readonly sections: Readonly<Record<string, string>>;
  };
  readonly step: { readonly of: string; readonly to: 'open' | 'adopted'; readonly days?: number };
  readonly said: {
    readonly of: string;
    readonly word: PaperWord;
    readonly words?: string;
    readonly isPrivate?: boolean;
  };
  readonly review: { readonly of: string; readonly days: number };
}

/** Somebody writes a paper, moves it on, speaks about it or looks at it. */
export type PaperAct = { readonly at: Moment; readonly who: Who } & {
  [K in keyof Paper]: { readonly [P in K]: Paper[P] };
}[keyof Paper];

/** One act of the story. */
export type Act =
  | Share
  | Answer
  | Change
  | Wish
  | Opening
  | Allowing
  | Keeping
  | Hold
  | Naming
  | Asking
  | Judging
  | PaperAct;

/** Markings the story uses again and again. */
export const MARKINGS = {
  clear: { level: 'clear', audience: { everyone: true } },
  green: { level: 'green', audience: { everyone: true } },
  amber: { level: 'amber', audience: { everyone: true } },
  strict: { level: 'amber+strict', audience: { everyone: true } },
  ops: { level: 'amber', audience: { groups: ['ops'] } },
  crane: { level: 'red', audience: { groups: ['crane-incident'] } },
} as const satisfies Record<string, MarkingIn>;

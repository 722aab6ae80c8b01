import type { MemberProfile } from '@tocsin/shield';
import type { FoundValue } from '../kernel/contract.ts';
import type { Checked, FileBytes, FileChange } from './check-share.ts';
import type { FileLook } from './look-into-file.ts';

/** What the worker is asked to do. */
export type Task =
  | {
      readonly kind: 'words';
      readonly title: string;
      readonly text: string;
      readonly profile: MemberProfile;
    }
  | {
      readonly kind: 'files';
      readonly files: readonly FileBytes[];
      readonly profile: MemberProfile;
    }
  | { readonly kind: 'look'; readonly file: FileBytes; readonly profile: MemberProfile }
  | { readonly kind: 'values'; readonly text: string; readonly ownDomains: readonly string[] }
  | {
      readonly kind: 'change';
      readonly bytes: Uint8Array;
      readonly change: FileChange;
      readonly profile: MemberProfile;
    };

/** What it answers. */
export interface Answer {
  readonly id: number;
  readonly done?: unknown;
  readonly fault?: string;
}

/** What a task comes to. */
export type Done<T extends Task> = T extends { kind: 'change' }
  ? Uint8Array
  : T extends { kind: 'values' }
    ? FoundValue[]
    : T extends { kind: 'look' }
      ? FileLook
      : Checked;

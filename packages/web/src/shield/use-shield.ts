import { useDebouncedValue } from '@mantine/hooks';
import { RULES_VERSION, SEVERITIES } from '@tocsin/shield';
import type { MemberProfile } from '@tocsin/shield';
import { useEffect, useMemo, useState } from 'react';
import { ask } from './check-desk.ts';
import type { Checked, FileBytes, ShareFinding, Unchecked } from './check-share.ts';

/** What the check says of a share as it stands. */
export interface Shield {
  readonly findings: readonly ShareFinding[];
  readonly unchecked: readonly Unchecked[];
  /** What was checked is not yet what stands there. */
  readonly isChecking: boolean;
  readonly rules: string;
  readonly profile: MemberProfile;
}

/** What is checked. */
export interface Written {
  readonly title: string;
  readonly text: string;
  readonly files: readonly FileBytes[];
}

interface Result<T> {
  readonly of: T;
  readonly profile: MemberProfile;
  readonly checked: Checked;
}

const NOTHING: Checked = { findings: [], unchecked: [] };
const FAILED: Checked = { findings: [], unchecked: ['failed'] };
const SETTLE_MS = 250;

/** Checks a share in this browser, a moment after each change; nothing of it is sent anywhere. */
export function useShield({ title, text, files }: Written, profile: MemberProfile): Shield {
  const words = useMemo(() => ({ title, text }), [title, text]);
  const [settled] = useDebouncedValue(words, SETTLE_MS);
  const ofWords = useChecked(settled, profile, checkTheWords);
  const ofFiles = useChecked(files, profile, checkTheFiles);
  const isEmpty = title.trim() === '' && text.trim() === '' && files.length === 0;
  return useMemo(() => {
    const both = [ofWords?.checked ?? NOTHING, ofFiles?.checked ?? NOTHING];
    return {
      findings: inOrder(both.flatMap(({ findings }) => findings)),
      unchecked: [...new Set(both.flatMap(({ unchecked }) => unchecked))],
      isChecking:
        !isEmpty &&
        (ofWords === undefined ||
          ofFiles === undefined ||
          ofWords.of.text !== text ||
          ofWords.of.title !== title ||
          ofFiles.of !== files ||
          ofWords.profile !== profile ||
          ofFiles.profile !== profile),
      rules: RULES_VERSION,
      profile,
    };
  }, [ofWords, ofFiles, isEmpty, text, title, files, profile]);
}

function checkTheWords(words: Omit<Written, 'files'>, profile: MemberProfile): Promise<Checked> {
  if (words.title.trim() === '' && words.text.trim() === '') return Promise.resolve(NOTHING);
  return ask({ kind: 'words', ...words, profile });
}

function checkTheFiles(files: readonly FileBytes[], profile: MemberProfile): Promise<Checked> {
  if (files.length === 0) return Promise.resolve(NOTHING);
  const plain = files.map(({ name, bytes }) => ({ name, bytes }));
  return ask({ kind: 'files', files: plain, profile });
}

/** The latest check that came to an end. */
function useChecked<T>(
  of: T,
  profile: MemberProfile,
  check: (of: T, profile: MemberProfile) => Promise<Checked>,
): Result<T> | undefined {
  const [result, setResult] = useState<Result<T>>();
  useEffect(() => {
    let isCurrent = true;
    const take = (checked: Checked): void => {
      if (isCurrent) setResult({ of, profile, checked });
    };
    check(of, profile).then(take, () => take(FAILED));
    return () => {
      isCurrent = false;
    };
  }, [of, profile, check]);
  return result;
}

/** What stands in the words and in the files as well is one thing. */
function inOrder(findings: readonly ShareFinding[]): ShareFinding[] {
  const byKey = new Map<string, ShareFinding>();
  for (const one of findings) {
    const before = byKey.get(one.key);
    byKey.set(
      one.key,
      before === undefined
        ? one
        : {
            ...before,
            fix: one.fix === 'replace' || before.fix === 'leave-out' ? before.fix : one.fix,
            places: [...before.places, ...one.places],
            count: before.count + one.count,
          },
    );
  }
  const order = (one: ShareFinding): number => SEVERITIES.indexOf(one.severity);
  return [...byKey.values()].toSorted((a, b) => order(a) - order(b));
}

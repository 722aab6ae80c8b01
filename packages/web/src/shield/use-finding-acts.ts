import { useState } from 'react';
import { t } from '../kernel/words.ts';
import { ask } from './check-desk.ts';
import type { ShareFinding } from './check-share.ts';
import { changing, keeping, undoing, withInstead } from './decisions.ts';
import type { Decisions } from './decisions.ts';
import type { Shield, Written } from './use-shield.ts';

/** What can be done about findings. */
export interface FindingActs {
  /** Takes it out, or writes something else, at every place. */
  readonly onChange: (finding: ShareFinding, instead: string) => void;
  readonly onKeep: (finding: ShareFinding, reason: string) => void;
  readonly onUndo: (finding: ShareFinding) => void;
  readonly onShow: (finding: ShareFinding) => void;
}

/** What the decisions about findings are carried out on. */
export interface Changeable extends Written, Decisions {
  /** Changes what is written, and what was decided. */
  readonly write: (part: Partial<Pick<Written, 'title' | 'text'> & Decisions>) => void;
  readonly replaceFile: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly onShow: (finding: ShareFinding) => void;
}

/** Carries out what somebody decides about findings. `fault`: why something could not be changed. */
export function useFindingActs(
  shield: Shield,
  share: Changeable,
): { acts: FindingActs; fault: string | undefined } {
  const [fault, setFault] = useState<string>();
  const { kept, changed } = share;
  const change = async (finding: ShareFinding, instead: string): Promise<void> => {
    setFault(undefined);
    const parts = new Set(finding.places.map(({ part }) => part));
    share.write({
      ...(parts.has('text')
        ? { text: withInstead({ text: share.text, part: 'text' }, finding, instead) }
        : {}),
      ...(parts.has('title')
        ? { title: withInstead({ text: share.title, part: 'title' }, finding, instead) }
        : {}),
      ...changing({ kept, changed }, finding.rule),
    });
    const { rule, found, fix } = finding;
    const asked = { rule, found, ...(fix === 'replace' ? { instead } : {}) };
    const names = new Set(
      finding.places.flatMap((place) => (place.part === 'file' ? [place.file] : [])),
    );
    for (const { name, bytes } of share.files) {
      if (!names.has(name)) continue;
      const { profile } = shield;
      await share.replaceFile(name, await ask({ kind: 'change', bytes, change: asked, profile }));
    }
  };
  return {
    fault,
    acts: {
      onChange: (finding, instead) => {
        change(finding, instead).catch(() =>
          setFault(
            t('It could not be changed here: nothing of the file would be left. Remove it.'),
          ),
        );
      },
      onKeep: (finding, reason) => share.write(keeping({ kept, changed }, finding, reason)),
      onUndo: (finding) => share.write(undoing({ kept, changed }, finding)),
      onShow: share.onShow,
    },
  };
}

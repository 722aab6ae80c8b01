import { useCallback, useMemo, useRef, useState } from 'react';
import type { MemberProfile } from '@tocsin/shield';
import type { FilePart } from '@tocsin/stix';
import { plural, t } from '../kernel/words.ts';
import { ask } from '../shield/check-desk.ts';
import type { FileLook } from '../shield/look-into-file.ts';
import { filePartsOf, stixFileOf, takeFile, tooLongFault } from './share-files.ts';
import type { StixFile } from './share-files.ts';

/** Files that were chosen, dropped or pasted. */
export interface TakenFiles {
  readonly files: readonly StixFile[];
  /** Mails, documents, pictures and archives that were looked into; they stay here. */
  readonly looks: readonly FileLook[];
  readonly dismiss: (look: FileLook) => void;
  /** What goes out, request by request. */
  readonly parts: readonly FilePart[];
  /** Why some could not be taken, in sentences. */
  readonly faults: readonly string[];
  /** What is being read, in words. */
  readonly reading: string | undefined;
  readonly add: (files: readonly File[]) => void;
  readonly remove: (file: StixFile) => void;
  /** Puts other bytes in the place of a file's: something in it was written otherwise. */
  readonly replace: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly clear: () => void;
}

/** Reads chosen files one after another: STIX is taken apart, texts and what may be shared of others go to `onText`. */
export function useTakenFiles(onText: (text: string) => void, profile: MemberProfile): TakenFiles {
  const [files, setFiles] = useState<readonly StixFile[]>([]);
  const [looks, setLooks] = useState<readonly FileLook[]>([]);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const [reading, setReading] = useState<string>();
  const queue = useRef(Promise.resolve());
  const add = useCallback(
    (chosen: readonly File[]) => {
      setFaults([]);
      const takeOne = async (file: File): Promise<void> => {
        setReading(t('Reading {{name}} …', { name: file.name }));
        try {
          const taken = await takeFile(file, (done, all) =>
            setReading(progressWords(file.name, done, all)),
          );
          if ('text' in taken) onText(taken.text);
          else if ('carrier' in taken) {
            const look = await ask({ kind: 'look', file: taken.carrier, profile });
            const fault = tooLongFault(look.name, look.text);
            if (fault !== undefined) setFaults((old) => [...old, fault]);
            else if (look.text.trim() !== '') onText(look.text);
            setLooks((old) => [...old.filter(({ name }) => name !== look.name), look]);
          } else {
            const { stix } = taken;
            setFiles((old) => [...old.filter(({ name }) => name !== stix.name), stix]);
          }
        } catch (error) {
          const words = error instanceof Error ? error.message : t('The file cannot be read.');
          setFaults((old) => [...old, words]);
        }
      };
      queue.current = chosen
        .reduce((before, file) => before.then(() => takeOne(file)), queue.current)
        .then(() => setReading(undefined));
    },
    [onText, profile],
  );
  const clear = useCallback(() => {
    setFiles([]);
    setLooks([]);
    setFaults([]);
  }, []);
  const dismiss = (look: FileLook): void => setLooks((old) => old.filter((one) => one !== look));
  const replace = async (name: string, bytes: Uint8Array): Promise<void> => {
    const changed = await stixFileOf({ name, bytes }, (done, all) =>
      setReading(progressWords(name, done, all)),
    );
    setReading(undefined);
    if (changed !== undefined)
      setFiles((old) => old.map((one) => (one.name === name ? changed : one)));
  };
  const parts = useMemo(() => filePartsOf(files), [files]);
  const remove = (file: StixFile): void => setFiles((old) => old.filter((one) => one !== file));
  return { files, looks, dismiss, parts, faults, reading, add, remove, replace, clear };
}

function progressWords(name: string, done: number, all: number): string {
  return plural(
    all,
    {
      one: 'Checking {{name}}: {{done}} of 1 object',
      other: 'Checking {{name}}: {{done}} of {{count}} objects',
    },
    { name, done },
  );
}

import { useCallback, useMemo, useRef, useState } from 'react';
import type { FilePart } from '@tocsin/stix';
import { plural, t } from '../kernel/words.ts';
import { filePartsOf, stixFileOf, takeFile } from './share-files.ts';
import type { StixFile } from './share-files.ts';

/** Files that were chosen, dropped or pasted. */
export interface TakenFiles {
  readonly files: readonly StixFile[];
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

/** Reads chosen files one after another: STIX is taken apart, texts go to `onText`. */
export function useTakenFiles(onText: (text: string) => void): TakenFiles {
  const [files, setFiles] = useState<readonly StixFile[]>([]);
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
          else {
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
    [onText],
  );
  const clear = useCallback(() => {
    setFiles([]);
    setFaults([]);
  }, []);
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
  return { files, parts, faults, reading, add, remove, replace, clear };
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

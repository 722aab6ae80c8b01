import { useId } from 'react';
import type { ReactNode } from 'react';

interface FileChoiceProps {
  readonly label: string;
  readonly onText: (text: string) => void;
}

/** Largest file that is read: a key or a ticket is far smaller. Bytes. */
const FILE_MAX = 64 * 1024;

/** Choosing one small file of text. */
export function FileChoice({ label, onText }: FileChoiceProps): ReactNode {
  const id = useId();
  return (
    <div className="stack tight">
      <label htmlFor={id}>
        <strong className="small">{label}</strong>
      </label>
      <input
        id={id}
        type="file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined && file.size <= FILE_MAX) void file.text().then(onText);
        }}
      />
    </div>
  );
}

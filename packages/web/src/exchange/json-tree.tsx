import type { ReactNode } from 'react';

interface JsonTreeProps {
  readonly value: unknown;
  /** Whether parts begin unfolded. */
  readonly isOpen: boolean;
}

/** JSON, indented; every list and object in it folds. */
export function JsonTree({ value, isOpen }: JsonTreeProps): ReactNode {
  return (
    <div className="json">
      {'{'}
      <Members value={value} isOpen={isOpen} />
      {'}'}
    </div>
  );
}

function Members({ value, isOpen }: JsonTreeProps): ReactNode {
  const entries = Object.entries(value ?? {});
  const isList = Array.isArray(value);
  return (
    <ul>
      {entries.map(([key, inner], place) => (
        <li key={key}>
          <Member
            name={isList ? undefined : key}
            value={inner}
            isOpen={isOpen}
            comma={place < entries.length - 1 ? ',' : ''}
          />
        </li>
      ))}
    </ul>
  );
}

interface MemberProps extends JsonTreeProps {
  readonly name: string | undefined;
  readonly comma: string;
}

function Member({ name, value, isOpen, comma }: MemberProps): ReactNode {
  const label = name === undefined ? '' : `${JSON.stringify(name)}: `;
  const isContainer = typeof value === 'object' && value !== null;
  if (!isContainer || Object.keys(value).length === 0) {
    return (
      <>
        <span className="json-key">{label}</span>
        {JSON.stringify(value)}
        {comma}
      </>
    );
  }
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return (
    <details open={isOpen}>
      <summary>
        <span className="json-key">{label}</span>
        {open}
        <span className="json-folded"> … {close + comma}</span>
      </summary>
      <Members value={value} isOpen={isOpen} />
      {close + comma}
    </details>
  );
}

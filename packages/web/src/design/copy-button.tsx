import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '../kernel/words.ts';

/** Copies a text, and says that it did. */
export function useCopy(): { copied: string | undefined; copy: (text: string) => void } {
  const [copied, setCopied] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const write = async (text: string): Promise<void> => {
    await putOnClipboard(text);
    setCopied(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(undefined), 2500);
  };
  const copy = (text: string): void => void write(text);
  return { copied, copy };
}

/** A button that copies a text. */
export function CopyButton({ text, children }: { text: string; children: string }): ReactNode {
  const { copied, copy } = useCopy();
  return (
    <Button
      variant="default"
      leftSection={copied === undefined ? <IconCopy size={16} /> : <IconCheck size={16} />}
      onClick={() => copy(text)}
    >
      <span aria-live="polite">{copied === undefined ? children : t('Copied')}</span>
    </Button>
  );
}

/** Copies a text. Plain http on a name other than localhost has no clipboard; an old way works there still. */
export async function putOnClipboard(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

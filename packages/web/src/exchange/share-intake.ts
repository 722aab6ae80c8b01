import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { DragEvent } from 'react';
import { useAddressHash } from '../kernel/address-hash.ts';
import { handedText } from './share-hash.ts';

/** What a form needs to take dropped files. */
export interface DropProps {
  readonly 'data-over'?: '';
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragLeave: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
}

/** Takes in a text that another page or program handed over, once, and takes it out of the address. */
export function useHandedText(onText: (text: string) => void): void {
  const hash = useAddressHash('share');
  const navigate = useNavigate();
  useEffect(() => {
    const text = handedText(hash);
    if (text === undefined) return;
    void navigate({ to: '.', hash: '', replace: true });
    onText(text);
  }, [hash, navigate, onText]);
}

/** What is pasted while no field has the focus belongs in the share. */
export function usePastedAnywhere(
  onText: (text: string) => void,
  onFiles: (files: readonly File[]) => void,
): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const { clipboardData: data, target } = event;
      if (data === null) return;
      if (data.files.length > 0) {
        event.preventDefault();
        onFiles([...data.files]);
        return;
      }
      const isField =
        target instanceof Element && target.closest('input, textarea, select, dialog') !== null;
      const text = data.getData('text');
      if (isField || text === '') return;
      event.preventDefault();
      onText(text);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onText, onFiles]);
}

/** Files may be dropped anywhere on the form. Dragged text goes where it is dropped, as everywhere. */
export function useDrop(onFiles: (files: readonly File[]) => void): DropProps {
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return {
    ...(isOver ? { 'data-over': '' as const } : {}),
    onDragOver: (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event) => {
      const { currentTarget, relatedTarget } = event;
      if (relatedTarget instanceof Node && currentTarget.contains(relatedTarget)) return;
      setOver(false);
    },
    onDrop: (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...event.dataTransfer.files]);
    },
  };
}

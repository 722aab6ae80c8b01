import { saveFile } from '../kernel/save-file.ts';

/** Hands bytes, given in base64, to the browser as a file. */
export function saveBytes(name: string, base64: string, type: string): void {
  saveFile(
    name,
    Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)),
    type,
  );
}

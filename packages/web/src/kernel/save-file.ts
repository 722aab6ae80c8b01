/** Hands a text or bytes to the browser as a file. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers only begin to read after the click was handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

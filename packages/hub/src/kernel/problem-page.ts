import { PROBLEMS } from './problem-codes.ts';

/** The page the `type` of every problem document points at. */
export function problemPage(): string {
  const rows = Object.entries(PROBLEMS)
    .map(
      ([code, [status, title]]) =>
        `<dt id="${code}"><code>${code}</code> (${String(status)})</dt><dd>${title}.</dd>`,
    )
    .join('\n');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Problems · Tocsin</title></head>
<body><main><h1>Problems</h1>
<p>Every refusal is a problem document (RFC 9457). Its <code>detail</code> says what failed and the way out.</p>
<dl>
${rows}
</dl></main></body></html>
`;
}

/**
 * The ceiling: a TAXII-like server of Node's own http module that keeps everything in memory, checks nothing,
 * protects nothing and loses all of it when it stops. What the same machine and the same client allow at most.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

interface Kept {
  readonly id: string;
  readonly text: string;
}

interface Sent {
  readonly objects: { id: string; modified?: string; created?: string }[];
}

const rows: Kept[] = [];
const byId = new Map<string, number>();
const media = 'application/taxii+json;version=2.1';

// Longer than any pause between rounds: a connection must not close just when it is used again.
const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (request.method === 'POST') void add(request, response);
  else if (url.pathname === '/objects/') page(url, response);
  else one(url.pathname.slice('/objects/'.length, -1), response);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  console.log(`http://127.0.0.1:${String(port)}`);
});
process.on('SIGTERM', () => process.exit(0));

async function add(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const sent = JSON.parse(Buffer.concat(parts).toString('utf8')) as Sent;
  const successes = sent.objects.map((object) => {
    byId.set(object.id, rows.length);
    rows.push({ id: object.id, text: JSON.stringify(object) });
    return { id: object.id, version: object.modified ?? object.created ?? '' };
  });
  const status = { id: 'status', status: 'complete', total_count: successes.length, successes };
  send(response, 202, JSON.stringify(status));
}

function page(url: URL, response: ServerResponse): void {
  const limit = Number(url.searchParams.get('limit') ?? '1000');
  const next = url.searchParams.get('next');
  // Dates are places here: whoever asks for later ones than the last gets none.
  const from = url.searchParams.has('added_after') ? rows.length : Number(next ?? '0');
  const found = rows.slice(from, from + limit);
  if (found.length === 0) return send(response, 200, '{}');
  const more = from + limit < rows.length;
  const end = more ? `"more":true,"next":"${String(from + limit)}",` : '';
  send(response, 200, `{${end}"objects":[${found.map((row) => row.text).join()}]}`);
}

function one(id: string, response: ServerResponse): void {
  const row = rows[byId.get(id) ?? -1];
  send(response, row === undefined ? 404 : 200, `{"objects":[${row?.text ?? ''}]}`);
}

function send(response: ServerResponse, status: number, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'content-type': media,
    'content-length': String(body.length),
    'x-taxii-date-added-first': '2024-01-01T00:00:00.000000Z',
    'x-taxii-date-added-last': '2024-01-01T00:00:00.000000Z',
  });
  response.end(body);
}

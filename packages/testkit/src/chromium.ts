import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';

/** Where a Chromium may be, most wanted first. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The browser's own maker, whom it calls for updates and accounts however many flags say not to. Those calls
 * are refused like all others, and only held against a test when a page makes them.
 */
const ownHosts = /(^|\.)(google\.com|googleapis\.com|gvt1\.com)$/;

/** A browser that cannot leave this machine. */
export interface TestBrowser extends AsyncDisposable {
  /** Contexts and pages come from here (`browser.newContext()`), each context with a fresh profile. */
  readonly browser: Browser;
  /** Origins off this machine that a page, a worker or a frame tried to reach: `https://feeds.example`. */
  readonly foreignOrigins: ReadonlySet<string>;
  /** Closes the browser; rejects when a request tried to leave. */
  close(): Promise<void>;
}

/** The Chromium of this machine: `TOCSIN_TEST_CHROMIUM`, else the first known place that has one. */
export function findChromium(): string | undefined {
  const given = process.env['TOCSIN_TEST_CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  return places.find((place) => existsSync(place));
}

/**
 * Starts Chromium with a fresh profile. All that is not loopback goes to a proxy that notes and refuses it,
 * so nothing leaves, whatever a page tries.
 */
export async function launchChromium(): Promise<TestBrowser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error(
      "No Chromium found: install it ('apt-get install chromium') or set TOCSIN_TEST_CHROMIUM to its path.",
    );
  }
  const foreignOrigins = new Set<string>();
  const refusal = await startRefusal(foreignOrigins);
  const { port } = refusal.address() as AddressInfo;
  const browser = await chromium
    .launch({ executablePath, args: [...flags, `--proxy-server=http://127.0.0.1:${String(port)}`] })
    .catch((error: unknown) => {
      refusal.close();
      throw error;
    });
  browser.on('context', (context) => {
    watch(context, foreignOrigins);
  });
  const close = async (): Promise<void> => {
    await browser.close();
    refusal.closeAllConnections();
    refusal.close();
    if (foreignOrigins.size === 0) return;
    throw new Error(`A page tried to leave this machine: ${[...foreignOrigins].join(', ')}`);
  };
  return { browser, foreignOrigins, close, [Symbol.asyncDispose]: close };
}

/** Notes what pages ask for, as the browser reports it. */
function watch(context: BrowserContext, origins: Set<string>): void {
  const note = (url: string): void => {
    const { protocol, hostname, origin } = new URL(url);
    const isNetwork = /^(http|ws)s?:$/.test(protocol);
    if (isNetwork && !isLoopback(hostname)) origins.add(origin.replace(/^ws/, 'http'));
  };
  context.on('request', (request) => {
    note(request.url());
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      note(socket.url());
    });
  });
}

function isLoopback(hostname: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|\[::1\]|(.+\.)?localhost)$/.test(hostname);
}

/** A proxy that answers 403 to everything and notes what others than the browser itself asked for. */
async function startRefusal(origins: Set<string>): Promise<Server> {
  const note = (asked: string): void => {
    const { hostname, origin } = new URL(asked);
    if (!ownHosts.test(hostname)) origins.add(origin);
  };
  const server = createServer((request, response) => {
    note(request.url ?? '');
    response.writeHead(403).end();
  });
  server.on('connect', (request, socket) => {
    // WebSockets come through here too, those without TLS with port 80.
    const target = request.url ?? '';
    note(`${target.endsWith(':80') ? 'http' : 'https'}://${target}`);
    socket.on('error', () => {});
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fastifyStatic } from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { APP_HEADERS, IMMUTABLE } from './headers.ts';

/** Serves the built browser app, and says whether a request is for one of its pages. */
export interface WebApp {
  /** Answers one of the app's own addresses with its page; false when the request is for something else. */
  answerPage(request: FastifyRequest, reply: FastifyReply): boolean;
}

/** A node that serves no web has no pages. */
export const NO_WEB_APP: WebApp = { answerPage: () => false };

const BUILT_HERE = path.join(import.meta.dirname, '../../../web/dist');
const PAGE = 'index.html';
/** Addresses that are never pages of the app. */
const NOT_PAGES = /^\/(?:api|taxii2|docs|assets|healthz|readyz|metrics)(?:\/|$)/;
const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tocsin</title>
<h1>The web app is not built</h1><p>Start the hub with <code>npm start</code>, which builds it. The API works.</p></html>`;

/** Registers the files of the app. Only files that are there when the hub starts are served. */
export async function addWebApp(
  server: FastifyInstance,
  directory: string = BUILT_HERE,
): Promise<WebApp> {
  const isBuilt = existsSync(path.join(directory, PAGE));
  if (isBuilt) {
    await server.register(fastifyStatic, {
      root: directory,
      wildcard: false,
      index: false,
      cacheControl: false,
      // Only here: these files are the same for everybody. An answer that holds a secret beside what others can
      // influence is never compressed, since its length would tell of the secret (BREACH).
      preCompressed: true,
      globIgnore: [PAGE, '**/*.br', '**/*.gz'],
      setHeaders: (reply, file) => {
        reply.headers(APP_HEADERS);
        if (file.includes(`${path.sep}assets${path.sep}`)) reply.header('cache-control', IMMUTABLE);
      },
    });
  }
  return {
    answerPage(request, reply) {
      if (!isPage(request)) return false;
      if (isBuilt) void reply.code(200).sendFile(PAGE);
      else
        void reply.headers(APP_HEADERS).code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
      return true;
    },
  };
}

/** Pages are asked for by browsers, without an ending, outside the addresses of programs. */
function isPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const [address = ''] = request.url.split('?');
  if (NOT_PAGES.test(address) || /\.[A-Za-z0-9]{1,8}$/.test(address)) return false;
  return address === '/' || (request.headers.accept ?? '').includes('text/html');
}

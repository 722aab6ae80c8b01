import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '@tocsin/store';
import {
  addressOf,
  createDocs,
  DOCS_PATH,
  hidden,
  OPENAPI_PATH,
  pathOf,
  problemPage,
  refuse,
  sendProblem,
} from './kernel/index.ts';
import type { Contract, WebApp } from './kernel/index.ts';

/** What a hub is doing. */
export interface Running {
  state: 'starting' | 'ready' | 'stopping';
}

/** What the hub's own routes need. */
export interface OwnParts {
  readonly app: WebApp;
  readonly running: Running;
  readonly store: Store;
  readonly contracts: readonly Contract[];
}

/** Health, the API document and its page, the pages of the app, and what is none of these. */
export function addOwnRoutes(server: FastifyInstance, parts: OwnParts): void {
  addHealth(server, parts);
  addDocs(server, parts.contracts);
  const methods = methodsByPath(parts.contracts);
  server.setNotFoundHandler((request, reply) => {
    if (parts.app.answerPage(request, reply)) return reply;
    const allowed = methods(pathOf(request.url));
    if (allowed === undefined) return sendProblem(request, reply, hidden());
    reply.header('allow', allowed);
    return sendProblem(request, reply, refuse('method-not-allowed', `Use ${allowed} here`));
  });
}

function addHealth(server: FastifyInstance, { running, store }: OwnParts): void {
  server.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  server.get('/readyz', async (_request, reply) => {
    const isReady = running.state === 'ready';
    const backlog = running.state === 'stopping' ? 0 : await store.backlog();
    return reply.code(isReady ? 200 : 503).send({ status: running.state, backlog });
  });
}

/** The page is made when somebody first asks for it; until then it costs the hub nothing. */
function addDocs(server: FastifyInstance, contracts: readonly Contract[]): void {
  let made: Promise<FastifyInstance> | undefined;
  const docs = (): Promise<FastifyInstance> => (made ??= createDocs(contracts));
  server.get(OPENAPI_PATH, async (_request, reply) => {
    const document = (await docs()).swagger();
    return reply.header('cache-control', 'no-cache').send(document);
  });
  const page = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const instance = await docs();
    reply.hijack();
    instance.routing(request.raw, reply.raw);
  };
  server.get(`${DOCS_PATH}/problems`, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(problemPage()),
  );
  server.get(DOCS_PATH, page);
  server.get(`${DOCS_PATH}/*`, page);
  server.addHook('onClose', async () => {
    if (made !== undefined) await (await made).close();
  });
}

/** The methods an address of the API takes; it depends on the contracts alone, never on what is stored. */
function methodsByPath(contracts: readonly Contract[]): (address: string) => string | undefined {
  const known = new Map<string, { shape: RegExp; methods: Set<string> }>();
  for (const contract of contracts) {
    const whole = addressOf(contract);
    const shape = new RegExp(`^${whole.replace(/\{\w+\}/g, '[^/]+')}$`);
    const entry = known.get(whole) ?? { shape, methods: new Set() };
    entry.methods.add(contract.method);
    known.set(whole, entry);
  }
  return (address) => {
    const methods = [...known.values()]
      .filter(({ shape }) => shape.test(address))
      .flatMap((entry) => [...entry.methods]);
    return methods.length === 0 ? undefined : [...new Set(methods)].sort().join(', ');
  };
}

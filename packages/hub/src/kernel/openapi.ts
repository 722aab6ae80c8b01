import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addressOf, API_BASE, scopesOf, statusOf } from './contract.ts';
import type { Contract } from './contract.ts';
import { PROBLEMS } from './problem-codes.ts';
import type { ProblemCode } from './problem-codes.ts';
import { problem } from './problem-schema.ts';

/** An OpenAPI 3.1 document, as plain data. */
export type OpenApi = Record<string, unknown>;

/** Where the document and the page that shows it live. */
export const OPENAPI_PATH = `${API_BASE}/openapi.json`;
export const DOCS_PATH = '/docs';

/**
 * A server that only describes: the same contracts as routes without work, from which the OpenAPI document is made and
 * whose page shows it. It is built when somebody first asks, so that the hub starts without it.
 */
export async function createDocs(contracts: readonly Contract[]): Promise<FastifyInstance> {
  const [{ fastify }, { default: swagger }, { default: swaggerUi }, zod] = await Promise.all([
    import('fastify'),
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
    import('fastify-type-provider-zod'),
  ]);
  const docs = fastify({ logger: false, exposeHeadRoutes: false });
  docs.setValidatorCompiler(() => () => true);
  docs.setSerializerCompiler(() => (value) => JSON.stringify(value));
  await docs.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tocsin',
        version: '1',
        description:
          'The exchange of threat information between organizations. Every answer holds only what its reader may see; what is hidden answers like what is absent.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'A token "tcs_…"' },
          basic: { type: 'http', scheme: 'basic', description: 'A token as password or as user' },
          session: { type: 'apiKey', in: 'cookie', name: '__Host-tocsin' },
        },
      },
    },
    transform: zod.createJsonSchemaTransform({
      zodToJsonConfig: {
        unrepresentable: 'any',
        override: ({ jsonSchema }) => plainTimes(jsonSchema),
      },
    }),
    transformObject: (document) => onlyUsed(zod.jsonSchemaTransformObject(document)),
  });
  await docs.register(swaggerUi, {
    routePrefix: DOCS_PATH,
    staticCSP: true,
    uiConfig: { tryItOutEnabled: false, deepLinking: true },
  });
  for (const contract of contracts) describe(docs, contract);
  await docs.ready();
  return docs;
}

/** The document of these contracts. */
export async function openApiOf(contracts: readonly Contract[]): Promise<OpenApi> {
  const docs = await createDocs(contracts);
  const document: OpenApi = { ...docs.swagger() };
  await docs.close();
  return document;
}

function describe(docs: FastifyInstance, contract: Contract): void {
  docs.route({
    method: contract.method,
    url: addressOf(contract).replace(/\{(\w+)\}/g, ':$1'),
    schema: schemaOf(contract),
    handler: (_request, reply) => reply.code(404).send(),
  });
}

function schemaOf(contract: Contract): Record<string, unknown> {
  const { params, query } = contract.input;
  const body = bodyOf(contract);
  return {
    operationId: contract.name,
    summary: contract.summary,
    description: whoMay(contract) + ticketWords(contract),
    tags: [contract.tag],
    ...(contract.rawBody === undefined ? {} : { consumes: [...contract.rawBody] }),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: responsesOf(contract),
    security: securityOf(contract),
  };
}

/** A body that is taken unread is described by its media types alone. */
function bodyOf({ input, rawBody }: Contract): z.ZodType | undefined {
  return input.body ?? (rawBody === undefined ? undefined : z.unknown());
}

function responsesOf(contract: Contract): Record<string, unknown> {
  const good =
    contract.output === undefined
      ? z.null().describe('Done')
      : {
          description: 'The answer',
          content: { [contract.mediaType ?? 'application/json']: { schema: contract.output } },
        };
  const responses: Record<string, unknown> = { [statusOf(contract)]: good };
  const refusal = contract.refusalAs ?? { mediaType: 'application/problem+json', schema: problem };
  for (const [status, codes] of refusalsByStatus(contract)) {
    responses[status] = {
      description: codes.map((code) => `${code}: ${PROBLEMS[code][1]}`).join('; '),
      content: { [refusal.mediaType]: { schema: refusal.schema } },
    };
  }
  return responses;
}

function refusalsByStatus(contract: Contract): Map<number, ProblemCode[]> {
  const known: ProblemCode[] = contract.authority === 'public' ? [] : ['unauthenticated'];
  if (contract.authority !== 'public') known.push('scope-missing');
  if (bodyOf(contract) !== undefined)
    known.push('bad-request', 'invalid', 'too-large', 'media-type');
  const byStatus = new Map<number, ProblemCode[]>();
  if (contract.tagOf !== undefined) known.push('precondition-failed');
  for (const code of new Set([...known, ...contract.refusals, 'too-many-requests' as const])) {
    const [status] = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function whoMay(contract: Contract): string {
  if (contract.authority === 'public') return 'Anybody may call it.';
  if (contract.authority === 'person') return 'For people who are signed in.';
  const scopes = scopesOf(contract).map((scope) => `"${scope}"`);
  const token =
    scopes.length === 0 ? 'any token' : `a token with the scope ${scopes.join(' and ')}`;
  return `For people who are signed in, and for ${token}.`;
}

function ticketWords({ takesTicket }: Contract): string {
  return takesTicket === true
    ? ' With the header `Tocsin-Ticket` it is carried out as the sealed source of the ticket.'
    : '';
}

function securityOf(contract: Contract): Record<string, string[]>[] {
  if (contract.authority === 'public') return [];
  const session = { session: [] };
  return contract.authority === 'person' ? [session] : [session, { token: [] }, { basic: [] }];
}

/** The pattern of an ISO time is longer than the rest of the document and tells nobody anything. */
function plainTimes(schema: Record<string, unknown>): void {
  if (schema['format'] === 'date-time') delete schema['pattern'];
}

/** Every named schema comes in a form for input and one for output; the document keeps those it refers to. */
function onlyUsed<T extends object>(document: T): T {
  const schemas = schemasOf(document);
  for (;;) {
    const text = JSON.stringify(document);
    const unused = Object.keys(schemas).filter(
      (name) => !text.includes(`"#/components/schemas/${name}"`),
    );
    if (unused.length === 0) return document;
    for (const name of unused) delete schemas[name];
  }
}

function schemasOf(document: object): Record<string, unknown> {
  const components: unknown = 'components' in document ? document.components : undefined;
  const hasSchemas =
    typeof components === 'object' && components !== null && 'schemas' in components;
  const schemas: unknown = hasSchemas ? components.schemas : undefined;
  return typeof schemas === 'object' && schemas !== null
    ? (schemas as Record<string, unknown>)
    : {};
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What operators can watch. Labels name routes and codes, never an object, a person or an organization. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'route' | 'method' | 'status'>;
  readonly faults: Counter<'place'>;
  readonly refusals: Counter<'code'>;
  readonly openStreams: Gauge;
  readonly letters: Counter<'outcome'>;
}

/** Seconds; a poll takes well under a millisecond, an import many seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** A registry of its own, so that several hubs can live in one process. */
export function createMetrics(backlog: () => Promise<number>): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const waiting = new Gauge({
    name: 'tocsin_backlog',
    help: 'Background work not yet done; 0 when settled.',
    async collect() {
      this.set(await backlog());
    },
    registers: [],
  });
  registry.registerMetric(waiting);
  return {
    registry,
    requests: new Histogram({
      name: 'tocsin_http_request_seconds',
      help: 'Time from the first byte in to the last byte out.',
      labelNames: ['route', 'method', 'status'],
      buckets: BUCKETS,
      registers: [registry],
    }),
    faults: new Counter({
      name: 'tocsin_faults_total',
      help: 'Broken invariants: each is a defect.',
      labelNames: ['place'],
      registers: [registry],
    }),
    refusals: new Counter({
      name: 'tocsin_refusals_total',
      help: 'Problem documents answered, by code.',
      labelNames: ['code'],
      registers: [registry],
    }),
    letters: new Counter({
      name: 'tocsin_letters_total',
      help: 'Letters handed to the mail server, by what became of them.',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    openStreams: new Gauge({
      name: 'tocsin_open_streams',
      help: 'Live streams that are open.',
      registers: [registry],
    }),
  };
}

import { freshDatabase, startPostgres } from '../../../testkit/src/postgres.ts';

/** An engine to run tests on. */
export interface TestEngine {
  readonly name: 'sqlite' | 'postgres';
  /** The address of an empty database; `undefined` for the embedded engine. */
  database(): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Both engines: every test of the store runs on each. */
export async function engines(): Promise<TestEngine[]> {
  const server = await startPostgres();
  const dropped: (() => Promise<void>)[] = [];
  return [
    { name: 'sqlite', database: () => Promise.resolve(undefined), stop: () => Promise.resolve() },
    {
      name: 'postgres',
      database: async () => {
        const database = await freshDatabase(server.url);
        dropped.push(() => database.drop());
        return database.url;
      },
      stop: async () => {
        for (const drop of dropped) await drop();
        await server.stop();
      },
    },
  ];
}

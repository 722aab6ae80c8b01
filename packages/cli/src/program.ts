import { Command } from 'commander';

type Adds = (program: Command) => void;

/** Verbs that are read together. */
interface Family {
  readonly verbs: readonly string[];
  readonly read: () => Promise<Adds>;
}

/** Each family is read only when it is needed: a search should not wait for the whole hub. */
export const FAMILIES: readonly Family[] = [
  { verbs: ['hub'], read: async () => (await import('./hub.ts')).addHub },
  { verbs: ['demo'], read: async () => (await import('./demo/add-demo.ts')).addDemo },
  {
    verbs: ['share', 'search', 'show', 'lookup', 'watch', 'sight', 'fp'],
    read: async () => (await import('./exchange.ts')).addExchange,
  },
  { verbs: ['copy', 'recalls'], read: async () => (await import('./copy.ts')).addCopy },
  { verbs: ['validate'], read: async () => (await import('./validate.ts')).addValidate },
  { verbs: ['check'], read: async () => (await import('./check.ts')).addCheck },
  { verbs: ['token'], read: async () => (await import('./tokens.ts')).addTokens },
  {
    verbs: ['provision', 'backup', 'restore', 'migrate-engine', 'status', 'doctor'],
    read: async () => (await import('./operator.ts')).addOperator,
  },
  { verbs: ['audit'], read: async () => (await import('./record.ts')).addRecord },
];

/** The `tocsin` command: with the verbs that are read together with this one, or with all when it is none of them. */
export async function createProgram(verb?: string): Promise<Command> {
  const program = new Command('tocsin')
    .description('Exchange cyber threat information with the communities you trust')
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError()
    .configureHelp({ sortSubcommands: true });
  const one = FAMILIES.find(({ verbs }) => verb !== undefined && verbs.includes(verb));
  for (const { read } of one === undefined ? FAMILIES : [one]) (await read())(program);
  return program;
}

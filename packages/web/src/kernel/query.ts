import {
  QueryCache,
  QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import { call, isProblem, ProblemError } from './client.ts';
import type { CallInput, CallOptions } from './client.ts';
import { showMe } from './contract.ts';
import type { Contract, OutputOf } from './contract.ts';
import { noteSignedIn } from './signed-in.ts';

/** What was read, kept while somebody looks at it. A session that ended empties it. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== showMe.name && isProblem(error, 'unauthenticated')) {
        noteSignedIn(false);
        queryClient.setQueryData([showMe.name], null);
      }
    },
  }),
  defaultOptions: {
    queries: {
      // What others decided meanwhile is no event of the stream: a screen that opens reads again.
      staleTime: 2_000,
      gcTime: 120_000,
      retry: (failures, error) => failures < 2 && isWorthRepeating(error),
    },
    mutations: { retry: false },
  },
});

/** The key under which an answer is kept. */
export function keyOf<C extends Contract>(contract: C, input?: CallInput<C>): readonly unknown[] {
  return input === undefined ? [contract.name] : [contract.name, input];
}

/** How an operation's answer is read and kept. */
export function answerQuery<C extends Contract>(contract: C, input: CallInput<C>) {
  return queryOptions<OutputOf<C>>({
    queryKey: keyOf(contract, input),
    queryFn: ({ signal }) => call(contract, input, { signal }),
  });
}

/** Reads an operation's answer. */
export function useAnswer<C extends Contract>(
  contract: C,
  input: CallInput<C>,
  options: { enabled?: boolean; staleTime?: number } = {},
): UseQueryResult<OutputOf<C>> {
  return useQuery<OutputOf<C>>({ ...answerQuery(contract, input), ...options });
}

/** Carries out an operation that changes something; what it makes stale is read again. */
export function useAct<C extends Contract>(
  contract: C,
  options: { stale?: readonly Contract[]; onDone?: (output: OutputOf<C>) => void } = {},
): UseMutationResult<OutputOf<C>, Error, CallInput<C> & { options?: CallOptions }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ options: how, ...input }: CallInput<C> & { options?: CallOptions }) =>
      call(contract, input as unknown as CallInput<C>, how),
    onSuccess: async (output) => {
      await Promise.all(
        (options.stale ?? []).map((one) => client.invalidateQueries({ queryKey: [one.name] })),
      );
      options.onDone?.(output);
    },
  });
}

function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  return error.code === 'unreachable' || error.code === 'unavailable';
}

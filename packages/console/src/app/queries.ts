// How questions are asked of the service: again where nothing answered, not where it said no.
import { QueryClient } from '@tanstack/react-query';
import { ApiFault } from '../api/client.ts';

const worthAnother = (error: Error): boolean => !(error instanceof ApiFault) || error.status >= 500 || error.status === 429;

export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        // The browser may be wrong about the network: a service on the machine itself is always there.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && worthAnother(error),
        retryDelay: failures => 500 * 2 ** failures,
        staleTime: 5_000,
        // While it is away its coming back is waited for, and after that all is asked again.
        refetchInterval: ({ state }) => (state.error && worthAnother(state.error) ? 4_000 : false),
      },
      mutations: { networkMode: 'always' },
    },
  });

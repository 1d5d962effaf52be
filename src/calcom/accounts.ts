// One client, with its circuit and its limiter, for each distinct API key: companies may share an account at Cal.com.
import { createHash } from 'node:crypto';
import { type CalcomClient, type CalcomClientOptions, createCalcomClient } from './client.ts';

export interface CalcomAccounts {
  /** Throws where the company has no API key. */
  clientFor(companyId: string): CalcomClient;
  /** The clients made so far, for health and metrics. */
  all(): readonly CalcomClient[];
}

class CalcomKeyMissing extends Error {
  readonly code = 'calcom_key_missing';
  constructor(companyId: string) {
    super(`no Cal.com API key for company ${companyId}`);
  }
}

/** A name for the key that can be logged: a key cannot be found again from eight digits of its digest. */
function accountOf(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 8);
}

export function createCalcomAccounts({
  apiKeyOf,
  ...options
}: Omit<CalcomClientOptions, 'apiKey' | 'account' | 'limiter' | 'breaker'> & {
  apiKeyOf: (companyId: string) => string | undefined;
}): CalcomAccounts {
  const clients = new Map<string, CalcomClient>();
  return {
    clientFor: companyId => {
      const apiKey = apiKeyOf(companyId);
      if (!apiKey) throw new CalcomKeyMissing(companyId);
      const known = clients.get(apiKey);
      if (known) return known;
      const client = createCalcomClient({ ...options, apiKey, account: accountOf(apiKey) });
      clients.set(apiKey, client);
      return client;
    },
    all: () => [...clients.values()],
  };
}

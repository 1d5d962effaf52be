// One client, with its circuit and its limiter, for each distinct API key: companies may share an account at Cal.com.
import { createHash } from 'node:crypto';
import { type CalcomClient, type CalcomClientOptions, createCalcomClient } from './http/client.ts';
import type { RequestBudget } from './limits/request-budget.ts';
import { createRequestLimiter } from './limits/request-limiter.ts';

export interface CalcomAccounts {
  /** Throws where the company has no API key. */
  clientFor(companyId: string): CalcomClient;
  /** The account's name in logs and metrics; the same for companies that share a key, undefined without one. */
  accountOf(companyId: string): string | undefined;
  /** The clients in use, each with the companies that use it, for health and metrics. One whose key has been replaced is in no use. */
  all(): readonly (CalcomClient & { companies: readonly string[] })[];
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
  budgetOf,
  ...options
}: Omit<CalcomClientOptions, 'apiKey' | 'account' | 'limiter' | 'breaker'> & {
  apiKeyOf: (companyId: string) => string | undefined;
  /** The requests of an account, common to all instances; without it each process counts its own. */
  budgetOf?: (account: string) => RequestBudget;
}): CalcomAccounts {
  const clients = new Map<string, CalcomClient>();
  /** The companies that have asked so far. */
  const companies = new Set<string>();
  return {
    clientFor: companyId => {
      const apiKey = apiKeyOf(companyId);
      if (!apiKey) throw new CalcomKeyMissing(companyId);
      companies.add(companyId);
      const known = clients.get(apiKey);
      if (known) return known;
      const account = accountOf(apiKey);
      const budget = budgetOf?.(account);
      const limiter = createRequestLimiter({ clock: options.clock, ...(budget && { budget }) });
      const client = createCalcomClient({ ...options, apiKey, account, limiter });
      clients.set(apiKey, client);
      return client;
    },
    accountOf: companyId => {
      const apiKey = apiKeyOf(companyId);
      return apiKey && accountOf(apiKey);
    },
    all: () =>
      [...clients].flatMap(([apiKey, client]) => {
        const using = [...companies].filter(companyId => apiKeyOf(companyId) === apiKey);
        return using.length === 0 ? [] : [{ ...client, companies: using.sort() }];
      }),
  };
}

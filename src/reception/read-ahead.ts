// Whose number it is is looked up while the request is written to its ledger; who is calling is decided after that.
import type { KnownCustomer, ReceptionQueries } from './queries.ts';

/** The same queries, with the one every call begins with under way. */
export function readAhead(queries: ReceptionQueries, companyId: string, number: string | undefined): ReceptionQueries {
  if (number === undefined) return queries;
  const ahead: Promise<{ found: KnownCustomer[] } | { error: unknown }> = queries.customersByPhone(companyId, number).then(
    found => ({ found }),
    error => ({ error }),
  );
  return {
    ...queries,
    async customersByPhone(company, phone) {
      if (company !== companyId || phone !== number) return queries.customersByPhone(company, phone);
      const result = await ahead;
      if ('error' in result) throw result.error;
      return result.found;
    },
  };
}

// What the service asked of PostgreSQL and of its event store, by its own metrics.

const counted =
  /^rebook_(database_statements_total|event_store_requests_total|events_decoded_total)(?:\{\w+="([^"]*)"\})? (\S+)$/gm;
const names: Record<string, string> = {
  database_statements_total: 'SQL statements',
  event_store_requests_total: 'event store',
  events_decoded_total: 'events decoded',
};

/** Begins to count; the result gives what was counted since, by name. */
export async function watchStoreCounts(address: string): Promise<() => Promise<Map<string, number>>> {
  const before = await read(address);
  return async () => new Map([...(await read(address))].map(([name, value]) => [name, value - (before.get(name) ?? 0)]));
}

async function read(address: string): Promise<Map<string, number>> {
  const text = await fetch(`${address}/metrics`).then(response => response.text());
  const counts = new Map<string, number>();
  for (const [, metric = '', label, value] of text.matchAll(counted))
    counts.set([names[metric], label].filter(Boolean).join(': '), Number(value));
  if (counts.size === 0) throw new Error('the service tells nothing of its statements');
  return counts;
}

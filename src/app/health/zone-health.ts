// Checks whether Node's time zone rules are current: a part of health, and one line in the log at the start.
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import type { Part } from '../../channels/api/operations/health-parts.ts';
import { isConcerned, missingZoneChanges, type ZoneChange } from '../../domain/zone-data.ts';

const patienceMs = 2_000;
// Node's zone data does not change while it runs.
const missing = missingZoneChanges();

const named = (changes: readonly ZoneChange[]): string =>
  changes.map(({ zone, release, since }) => `${zone} since ${since} (${release})`).join(', ');

/** Logged once at the start: the rules in force that this Node does not know. */
export function warnOfOldZoneData(log: Pick<Logger, 'warn'>): void {
  if (missing.length === 0) return;
  const fields = { code: 'zone_data_outdated', tzdata: process.versions.tz, missing: named(missing) };
  log.warn(fields, 'the time zone data of this Node is older than rules in force; use a newer Node for companies there');
}

/** `degraded` where a company's own zone is affected: its times are spoken an hour off. */
export async function zoneHealth(db: Pick<Kysely<unknown>, 'getExecutor'>): Promise<Part> {
  const detail = { tzdata: process.versions.tz ?? null, missing: named(missing) };
  if (missing.length === 0) return { state: 'ok', detail };
  const asked = sql<{ time_zone: string }>`select distinct time_zone from companies`.execute(db);
  const late = new Promise<undefined>(resolve => setTimeout(() => resolve(undefined), patienceMs).unref());
  // A database that does not answer is reported by another part.
  const known = await Promise.race([late, asked.catch(() => undefined)]);
  const concerned = known?.rows.some(row => isConcerned(row.time_zone, missing)) ?? false;
  return { state: concerned ? 'degraded' : 'ok', detail };
}

// Checks whether this Node knows the time zone rules in force: a list of recent changes, each compared with Node itself. Sources:
// the news of the IANA time zone database, releases 2024a to 2026f (https://data.iana.org/time-zones/tzdb/NEWS).

export interface ZoneChange {
  zone: string;
  /** The release of the IANA database that brought it. */
  release: string;
  /** From when on clocks in the zone show another time than by the rule before; a UTC instant or day. */
  since: string;
  /** A UTC instant at which the two differ. */
  at: string;
  /** Minutes ahead of UTC at that instant, by the rule in force. */
  minutes: number;
}

/** One line for each zone whose rule has changed; a release that changes a rule adds its line here. */
export const zoneChanges: readonly ZoneChange[] = [
  { zone: 'Asia/Almaty', release: '2024a', since: '2024-03-01', at: '2026-07-01T12:00:00Z', minutes: 300 },
  { zone: 'Asia/Qostanay', release: '2024a', since: '2024-03-01', at: '2026-07-01T12:00:00Z', minutes: 300 },
  { zone: 'America/Asuncion', release: '2025a', since: '2025-03-23', at: '2026-07-01T12:00:00Z', minutes: -180 },
  { zone: 'America/Coyhaique', release: '2025b', since: '2025-04-06', at: '2026-07-01T12:00:00Z', minutes: -180 },
  { zone: 'America/Vancouver', release: '2026b', since: '2026-11-01', at: '2026-12-01T12:00:00Z', minutes: -420 },
  { zone: 'America/Edmonton', release: '2026c', since: '2026-11-01', at: '2026-12-01T12:00:00Z', minutes: -360 },
  { zone: 'Africa/Casablanca', release: '2026c', since: '2026-09-20', at: '2026-12-01T12:00:00Z', minutes: 0 },
  { zone: 'Africa/El_Aaiun', release: '2026c', since: '2026-09-20', at: '2026-12-01T12:00:00Z', minutes: 0 },
  { zone: 'America/Inuvik', release: '2026d', since: '2026-11-01', at: '2026-12-01T12:00:00Z', minutes: -360 },
  { zone: 'America/Winnipeg', release: '2026e', since: '2026-11-01', at: '2026-12-01T12:00:00Z', minutes: -300 },
  { zone: 'America/Havana', release: '2026f', since: '2026-11-01', at: '2026-12-01T12:00:00Z', minutes: -240 },
];

/** Minutes ahead of UTC at an instant, from the zone data in use; undefined for a zone it does not know. */
export type OffsetOf = (zone: string, at: Date) => number | undefined;

/** The changes that the zone data does not have: times in these zones are off from `since` on. */
export const missingZoneChanges = (offsetOf: OffsetOf = nodeOffset): ZoneChange[] =>
  zoneChanges.filter(({ zone, at, minutes }) => offsetOf(zone, new Date(at)) !== minutes);

/** Another name of the same zone is the same zone: `Canada/Pacific` is Vancouver's. */
export function isConcerned(zone: string, missing: readonly ZoneChange[]): boolean {
  const name = canonicalOf(zone);
  return missing.some(change => canonicalOf(change.zone) === name);
}

function nodeOffset(zone: string, at: Date): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at);
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(offset) ?? [];
    return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function canonicalOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return zone;
    throw error;
  }
}

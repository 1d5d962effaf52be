// Converts a local date and time to an instant; on two days a year some times do not exist, or exist twice.
import { DateTime } from 'luxon';

export type LocalInstant = { kind: 'instant'; at: string } | { kind: 'gap' } | { kind: 'twice'; first: string; second: string };

/** `date` as `YYYY-MM-DD`, `time` as `HH:mm`, in an IANA zone. */
export function instantAt(date: string, time: string, zone: string): LocalInstant {
  const local = DateTime.fromISO(`${date}T${time}`, { zone });
  if (!local.isValid || local.toFormat('HH:mm') !== time) return { kind: 'gap' };
  const candidates = local
    .getPossibleOffsets()
    .map(moment => moment.toUTC().toISO() ?? '')
    .sort();
  const [first = '', second] = candidates;
  return second === undefined ? { kind: 'instant', at: first } : { kind: 'twice', first, second };
}

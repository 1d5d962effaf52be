// A new time as staff enter it, on the clock of the company: an instant with its offset.
import { DateTime } from 'luxon';

/** `2026-12-02` and `14:00` in a zone; undefined where that is no time there, as in the hour that a change of clocks leaves out. */
export function instantAt(day: string, time: string, zone: string): string | undefined {
  const moment = DateTime.fromISO(`${day}T${time}`, { zone });
  const isThere = moment.isValid && moment.toFormat("yyyy-MM-dd'T'HH:mm") === `${day}T${time}`;
  return isThere ? (moment.toISO({ suppressMilliseconds: true }) ?? undefined) : undefined;
}

/** What an instant shows on the company's clock. */
export function shownIn(instant: string, zone: string): { day: string; time: string } {
  const moment = DateTime.fromISO(instant, { zone });
  return { day: moment.toFormat('yyyy-MM-dd'), time: moment.toFormat('HH:mm') };
}

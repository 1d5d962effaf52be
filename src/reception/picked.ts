// "Den um zehn": a caller who was just offered several appointments picks one by its time, without saying the day again.
import { DateTime } from 'luxon';
import type { CallState } from '../domain/call.ts';
import { speechParametersSchema } from '../language/speech/parameters.ts';
import { parseSpokenTime } from '../language/spoken/time.ts';
import type { Work } from './finding.ts';
import { type Moments, wholeDay } from './when.ts';

const offers = new Set(['choose_appointment', 'other_day_offered']);
/** What stands before the time in a pick: the article, "the one". */
const pointing = /^(?:(?:ich (?:meine|nehme)|den|der|die|das|dem|termin|appointment|the|one)\s+)+/i;

/** The offered appointments the words fit; undefined where nothing was offered last, or none fits. */
export function picked(words: string | undefined, work: Work): Moments | undefined {
  const offered = lastOffered(work.call);
  if (words === undefined || offered.length === 0) return undefined;
  const { timeZone: zone, language } = work.settings;
  const understood = parseSpokenTime(words.trim().replace(pointing, ''), language);
  if (understood.kind === 'unclear') return undefined;
  const clocks = understood.kind === 'time' ? [understood.time] : understood.times;
  const times = offered.filter(at => clocks.includes(DateTime.fromISO(at, { zone }).toFormat('HH:mm')));
  const dates = new Set(times.map(at => DateTime.fromISO(at, { zone }).toISODate() ?? at));
  return times.length === 0 ? undefined : { kind: 'days', days: [...dates].map(date => wholeDay(date, zone)), times };
}

/** Start instants of what this call's latest answer offered; one that only asked again leaves the offer open. */
function lastOffered({ requests }: CallState): string[] {
  const answers = [...requests.values()].flatMap(({ answer }) => (answer && answer.status !== 'unclear' ? [answer] : []));
  const latest = answers.sort((a, b) => a.answeredAt.localeCompare(b.answeredAt)).at(-1);
  if (!latest || !offers.has(latest.code)) return [];
  return speechParametersSchema.parse(latest.parameters).choices?.map(({ startsAt }) => startsAt) ?? [];
}

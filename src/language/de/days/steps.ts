// German days counted from today or from the appointment: "in acht Tagen", "eine Woche später", "am Tag danach".
import { match, type Rule, startsLike } from '../../grammar/phrases.ts';
import { germanNumbers } from '../number-words.ts';
import { directionAt } from '../times.ts';
import { weekdayAt, whichOf } from './names.ts';

const { numberAt } = germanNumbers;

const unitDays: Readonly<Record<string, number>> = { tag: 1, tage: 1, tagen: 1, woche: 7, wochen: 7 };

/** "in acht Tagen" is a week, as "in vierzehn Tagen" is two; "vor einer Woche" is past. */
export const span: Rule = (words, at) => {
  const lead = words[at] ?? '';
  if (!['in', 'ueber', 'vor'].includes(lead)) return undefined;
  const count = numberAt(words, at + 1);
  const unit = count && unitDays[words[at + 1 + count.length] ?? ''];
  if (!count || count.ordinal || unit === undefined) return undefined;
  const isWeek = unit === 1 && count.value === 8;
  const days = isWeek ? 7 : count.value * unit;
  return match(
    count.length + 2,
    lead === 'vor' ? { kind: 'past' } : { kind: 'span', days, ...(isWeek && words[at - 1] !== 'heute' && { orNext: true }) },
  );
};

/** "eine Woche später", "zwei Tage früher": from the appointment's own day. */
export const shift: Rule = (words, at) => {
  const count = numberAt(words, at);
  const unit = count && unitDays[words[at + count.length] ?? ''];
  if (!count || count.ordinal || unit === undefined) return undefined;
  const end = at + count.length + 1;
  // "Um einen Tag verschieben" is later.
  const fromIt = startsLike(
    words,
    end,
    /^(?:nach|vor) (?:dem|meinem) (?:(?:eigentlichen|alten|bisherigen|jetzigen) )?termin(?![a-z])/,
  );
  if (fromIt > 0)
    return match(count.length + 1 + fromIt, { kind: 'shift', days: (words[end] === 'vor' ? -1 : 1) * count.value * unit });
  const isPutOff = words[at - 1] === 'um' && /^(?:verschieben|verlegen)$/.test(words[end] ?? '');
  const direction = directionAt(words, end) ?? (isPutOff ? { sign: 1, length: 1 } : undefined);
  const days = unit === 1 && count.value === 8 ? 7 : count.value * unit;
  return direction && match(count.length + 1 + direction.length, { kind: 'shift', days: direction.sign * days });
};

/** "am Tag danach", "den Samstag drauf", "die Woche davor": from the appointment's own day. */
export const besideOwn: Rule = (words, at) => {
  if (whichOf(words[at]) === 'following' && words[at + 1] === 'tag') return match(2, { kind: 'shift', days: 1 });
  if (whichOf(words[at]) === 'following' && words[at + 1] === 'woche') return match(2, { kind: 'own_week', sign: 1 });
  const ownWeek = startsLike(
    words,
    at,
    /^(?:in )?(?:der|dieser) (?:gleichen|selben|besagten) woche(?![a-z])|^in derselben woche(?![a-z])|^derselben woche(?![a-z])/,
  );
  if (ownWeek > 0) return match(ownWeek, { kind: 'own_week', sign: 0 });
  const isOfWeek =
    words[at] === 'der' && words[at + 1] === 'woche' && words[at + 2] === undefined && weekdayAt(words, at - 1) !== undefined;
  if (isOfWeek) return match(2, { kind: 'own_week', sign: 0 });
  const direction = directionAt(words, at + 1);
  if (!direction || !/^(?:danach|drauf|darauf|davor|vorher|nachher|spaeter)$/.test(words[at + 1] ?? '')) return undefined;
  const { sign } = direction;
  if (words[at] === 'tag') return match(2, { kind: 'shift', days: sign });
  if (words[at] === 'woche') return match(2, { kind: 'own_week', sign });
  const weekday = weekdayAt(words, at);
  return weekday === undefined ? undefined : match(2, { kind: 'own_weekday', weekday, sign });
};

const same = /^(?:selbe[nrsm]?|gleiche[nrsm]?|dieselbe[nrsm]?|derselbe[n]?|denselben|demselben|selbige[nrsm]?)$/;

/** "am selben Tag", "an dem Tag" */
export const sameDay: Rule = (words, at) =>
  startsLike(words, at, /^an (?:dem|diesem) tag(?![a-z])/) > 0
    ? match(3, { kind: 'same_day' })
    : same.test(words[at] ?? '') && /^(?:wochen)?tag$/.test(words[at + 1] ?? '')
      ? match(2, { kind: 'same_day' })
      : undefined;

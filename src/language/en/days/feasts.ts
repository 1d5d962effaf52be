// English days by a feast: "Easter Monday", "the day after Christmas".
import { match, type Rule, starts, startsWithOne } from '../../grammar/phrases.ts';
import { englishFeastSeasons, englishFeasts } from '../calendar-words.ts';
import { englishNumbers } from '../number-words.ts';
import { monthAt, weekdayAt } from './names.ts';

const { numberAt, yearAt } = englishNumbers;

const feastsAndSeasons = { ...englishFeasts, ...englishFeastSeasons };

/** "Easter Monday", "the day after Christmas Day", "the first Monday after New Year", "the Monday after the first of May". */
export const feast: Rule = (words, at) => {
  const found = startsWithOne(words, at, englishFeasts);
  if (found) return match(found.length, { kind: 'feast', name: words.slice(at, at + found.length).join(' '), rule: found.value });
  const first = words[at] === 'first' ? 1 : 0;
  const day = at + first;
  const weekday = weekdayAt(words, day);
  const sign = { before: -1, after: 1 }[words[day + 1] ?? ''];
  if (sign === undefined || (weekday === undefined && words[day] !== 'day') || (first === 1 && sign === -1)) return undefined;
  const fixed = fixedDayAt(words, day + 2);
  return (
    fixed && match(first + 2 + fixed.length, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign, weekday } })
  );
};

/** A feast or a date without a year, each with the rule for it: "New Year", "the first of May". */
function fixedDayAt(words: readonly string[], at: number): { name: string; rule: string; length: number } | undefined {
  const the = words[at] === 'the' ? 1 : 0;
  const from = at + the;
  const beside = startsWithOne(words, from, feastsAndSeasons);
  if (beside) return { name: words.slice(from, from + beside.length).join(' '), rule: beside.value, length: the + beside.length };
  const day = numberAt(words, from);
  const of = words[from + (day?.length ?? 0)] === 'of' ? 1 : 0;
  const month = day?.ordinal ? monthAt(words, from + day.length + of) : undefined;
  if (!day || month === undefined || day.value > 31 || yearAt(words, from + day.length + of + 1)) return undefined;
  const rule = [month, day.value].map(figure => String(figure).padStart(2, '0')).join('-');
  return { name: rule, rule, length: the + day.length + of + 1 };
}

/** "Right after Easter, Tuesday", "after Easter on the Wednesday" */
export const afterFeast: Rule = (words, at) => {
  const lead = /^(?:right|straight|just|directly|immediately)$/.test(words[at] ?? '') ? 1 : 0;
  const fixed = words[at + lead] === 'after' ? fixedDayAt(words, at + lead + 1) : undefined;
  if (!fixed) return undefined;
  const end = at + lead + 1 + fixed.length;
  const between = starts(words, end, 'on the') || starts(words, end, 'on') || starts(words, end, 'the');
  const weekday = weekdayAt(words, end + between);
  if (weekday === undefined) return undefined;
  return match(end + between + 1 - at, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign: 1, weekday } });
};

// German days by a feast: "Ostermontag", "der Tag nach Himmelfahrt".
import { match, type Rule, startsWithOne } from '../../grammar/phrases.ts';
import { germanFeastSeasons, germanFeasts } from '../calendar-words.ts';
import { germanNumbers } from '../number-words.ts';
import { yearAfter } from './dates.ts';
import { monthAt, weekdayAt } from './names.ts';

const { numberAt } = germanNumbers;

const feastsAndSeasons = { ...germanFeasts, ...germanFeastSeasons };

/** A feast or a date without a year, each with the rule for it: "Neujahr", "dem ersten Mai". */
function fixedDayAt(words: readonly string[], at: number): { name: string; rule: string; length: number } | undefined {
  const article = /^de[mnr]$/.test(words[at] ?? '') ? 1 : 0;
  const from = at + article;
  const beside = startsWithOne(words, from, feastsAndSeasons);
  if (beside)
    return { name: words.slice(from, from + beside.length).join(' '), rule: beside.value, length: article + beside.length };
  const day = numberAt(words, from);
  const month = day?.ordinal ? monthAt(words, from + day.length) : undefined;
  if (!day || month === undefined || day.value > 31 || yearAfter(words, from + day.length + 1)) return undefined;
  const rule = [month, day.value].map(figure => String(figure).padStart(2, '0')).join('-');
  return { name: rule, rule, length: article + day.length + 1 };
}

/** "Ostermontag", "der Tag nach Himmelfahrt", "erster Montag nach Neujahr", "Montag nach dem ersten Mai". */
export const feast: Rule = (words, at) => {
  const found = startsWithOne(words, at, germanFeasts);
  if (found) return match(found.length, { kind: 'feast', name: words.slice(at, at + found.length).join(' '), rule: found.value });
  const first = /^erste[rn]?$/.test(words[at] ?? '') ? 1 : 0;
  const day = at + first;
  const weekday = weekdayAt(words, day);
  const soon = /^(?:gleich|direkt|unmittelbar)$/.test(words[day + 1] ?? '') ? 1 : 0;
  const sign = { vor: -1, nach: 1 }[words[day + 1 + soon] ?? ''];
  if (sign === undefined || (weekday === undefined && words[day] !== 'tag') || (first === 1 && sign === -1)) return undefined;
  const fixed = fixedDayAt(words, day + 2 + soon);
  return (
    fixed &&
    match(first + 2 + soon + fixed.length, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign, weekday } })
  );
};

/** "Brückentag nach Himmelfahrt": the Friday after a feast on Thursday. */
export const bridgeDay: Rule = (words, at) => {
  if (!/^(?:brueckentag|fenstertag|brueckenfreitag)$/.test(words[at] ?? '')) return undefined;
  const lead = /^(?:nach|zu|an|bei)$/.test(words[at + 1] ?? '') ? 1 : 0;
  const fixed = fixedDayAt(words, at + 1 + lead);
  return (
    fixed &&
    match(1 + lead + fixed.length, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign: 1, weekday: 5 } })
  );
};

/** "Gleich nach Ostern, Dienstag", "nach Pfingsten am Mittwoch" */
export const afterFeast: Rule = (words, at) => {
  const lead = /^(?:gleich|direkt|unmittelbar|kurz)$/.test(words[at] ?? '') ? 1 : 0;
  const fixed = words[at + lead] === 'nach' ? fixedDayAt(words, at + lead + 1) : undefined;
  if (!fixed) return undefined;
  const end = at + lead + 1 + fixed.length;
  const soon = /^(?:gleich|direkt)$/.test(words[end] ?? '') ? 1 : 0;
  const article = soon + (/^(?:am|der|den)$/.test(words[end + soon] ?? '') ? 1 : 0);
  const weekday = weekdayAt(words, end + article);
  if (weekday === undefined) return undefined;
  return match(end + article + 1 - at, { kind: 'feast', name: fixed.name, rule: fixed.rule, beside: { sign: 1, weekday } });
};

// How well names are known again: right and wrong acceptance by kind, beside simpler measures, and how long a comparison takes.
import { jaroWinkler } from '@skyra/jaro-winkler';
import { knownNames } from '../src/domain/customer/known-names.ts';
import { nameWords } from '../src/domain/customer/name-words.ts';
import { wholeNameLikeness } from '../src/domain/customer/names.ts';
import { soundOf } from '../src/domain/customer/sound-code.ts';
import { likeEnough } from '../src/domain/customer/word-likeness.ts';
import { differInUnlisted, halfOfTheLists, heardPairs, type NamePair, nearPairs } from '../test/language/names/name-pairs.ts';
import { table } from './table.ts';

type Measure = (pair: NamePair) => boolean;

/** Each word of the stored name has a partner among the words that were said. */
const wordByWord =
  (fits: (a: string, b: string) => boolean): Measure =>
  ({ stored, said }) => {
    const words = nameWords(said);
    return nameWords(stored).every(word => words.some(other => fits(word, other)));
  };

const noLists = knownNames([], [], []);
const measures: Record<string, Measure> = {
  'letters (Jaro-Winkler) 85 %': wordByWord((a, b) => jaroWinkler(a, b) >= likeEnough),
  'Cologne code': wordByWord((a, b) => soundOf(a) === soundOf(b)),
  'either of the two': wordByWord((a, b) => jaroWinkler(a, b) >= likeEnough || soundOf(a) === soundOf(b)),
  'sounds, without lists': ({ stored, said }) => wholeNameLikeness(said, stored, noLists) >= likeEnough,
  'in use: sounds and lists': ({ stored, said }) => wholeNameLikeness(said, stored) >= likeEnough,
};

export function bench(): Promise<void> {
  const [heard, near] = [heardPairs(), nearPairs()];
  report('the same name, as a recogniser writes it: accepted, %', heard, 'wanted: 90 at least');
  report('two real names near each other: accepted, %', near, 'wanted: 0.1 at most');
  const { known, isLeftOut } = halfOfTheLists();
  const unlisted = near.filter(pair => differInUnlisted(pair, isLeftOut));
  const taken = unlisted.filter(({ stored, said }) => wholeNameLikeness(said, stored, known) >= likeEnough);
  process.stdout.write(
    `of ${unlisted.length} pairs near each other that are on no list (half of each was left out), accepted: ${percent(taken.length, unlisted.length)} %\n\n`,
  );
  process.stdout.write(
    `${table([
      ['one name compared with a thousand', 'ms'],
      ['others', timed(heard, near)],
    ])}\n`,
  );
  return Promise.resolve();
}

function report(title: string, pairs: readonly NamePair[], wanted: string): void {
  const kinds = [...new Set(pairs.map(({ kind }) => kind))];
  const row = (name: string, of: readonly NamePair[]): string[] => [
    name,
    String(of.length),
    ...Object.values(measures).map(measure => percent(of.filter(measure).length, of.length)),
  ];
  const rows = kinds.map(kind =>
    row(
      kind,
      pairs.filter(pair => pair.kind === kind),
    ),
  );
  const head = [title, 'pairs', ...Object.keys(measures)];
  process.stdout.write(`${table([head, ...rows, row(`all (${wanted})`, pairs)])}\n\n`);
}

const percent = (some: number, all: number): string => ((100 * some) / all).toFixed(2);

/** Of a company's thousand customers, for names that were said one after another. */
function timed(heard: readonly NamePair[], near: readonly NamePair[]): string {
  const customers = near.slice(0, 1_000).map(({ stored }) => stored);
  const callers = heard.filter((_, at) => at % 31 === 0).map(({ said }) => said);
  const began = performance.now();
  for (const caller of callers) for (const customer of customers) wholeNameLikeness(caller, customer);
  return ((performance.now() - began) / callers.length).toFixed(2);
}

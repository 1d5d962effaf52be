// Tables are looked up by what callers say. No word of theirs may reach what every object inherits, as "constructor" or "__proto__" does.
import { afterEach, expect, test } from 'vitest';
import { nameLikeness } from '../../src/domain/customer/names.ts';
import { isSamePerson } from '../../src/domain/customer/same-person.ts';
import { outcomeOf } from './corpus/evaluate.ts';
import { corpus, corpusFiles, type Utterance } from './corpus/utterances.ts';

const inherited = 'probeword';
/** One in so many of the corpus. */
const every = Number(process.env.EVERY ?? 87);

/** Every object inherits a property that notes who reads it. */
function inheritProbe(): string[] {
  const readers: string[] = [];
  const get = () => {
    const caller = new Error('read').stack?.split('\n').find(line => line.includes('/src/'));
    readers.push(caller?.trim() ?? 'unknown');
    return undefined;
  };
  Object.defineProperty(Object.prototype, inherited, { get, configurable: true });
  return readers;
}

afterEach(() => {
  Reflect.deleteProperty(Object.prototype, inherited);
});

/** The same in as many ways as it has words: each of them replaced once. */
const withoutAWord = (text: string): string[] => {
  const words = text.split(' ');
  return words.map((_, at) => words.toSpliced(at, 1, inherited).join(' '));
};

function* variants(said: Utterance): Generator<Utterance> {
  for (const [name, text] of Object.entries(said.args)) {
    if (!name.endsWith('_iso')) for (const other of withoutAWord(text)) yield { ...said, args: { ...said.args, [name]: other } };
  }
}

test('no word of a day, a time or an appointment reads what objects inherit', async () => {
  const readers = inheritProbe();
  const sample = corpusFiles.flatMap(corpus).filter((_, at) => at % every === 0);
  for (const said of sample) for (const variant of variants(said)) await outcomeOf(variant);
  expect(new Set(readers)).toEqual(new Set());
});

test('no word of a name reads what objects inherit', () => {
  const readers = inheritProbe();
  const names = ['Peter Schmidt', 'M wie Martha E Y E R', 'Anton Berta Caesar Dora', 'Sepp Huber junior', 'Dr. med. Anna Graf'];
  for (const name of names) {
    for (const other of withoutAWord(name)) {
      isSamePerson(name, other);
      nameLikeness(other, name);
    }
  }
  expect(new Set(readers)).toEqual(new Set());
});

test.each(['constructor', '__proto__', 'am constructor', 'um __proto__ Uhr'])('"%s" is asked about', async text => {
  const [said] = corpus('german-references');
  if (!said) throw new Error('the corpus is empty');
  for (const lang of ['de', 'en'] as const) {
    const outcome = await outcomeOf({ ...said, lang, args: { appointment_date: text, appointment_time: text } });
    expect(outcome).toMatchObject({ kind: 'ask' });
  }
});

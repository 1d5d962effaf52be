// Numbers as callers say them, up to 59, cardinal and ordinal, and years: read with the table of a language.

export interface SaidNumber {
  value: number;
  /** Words taken. */
  length: number;
  /** "vierzehnten", "14.", "14th": names a day of the month, not an hour. */
  ordinal: boolean;
  digits: boolean;
}

/** The words of a language for numbers. */
export interface NumberTable {
  cardinals: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  years: ReadonlyMap<string, number>;
  /** What stands between the words of one number in the table: nothing, or a space. */
  joint: '' | ' ';
  /** The word inside a number that is written as one: "und" of "fünfunddreißig". */
  binder: string;
  /** What follows figures where they are an ordinal, as a whole: "14.", "14th". */
  ordinalEnding: RegExp;
}

export interface NumberReader {
  /** The number that begins at a word, also one spelt apart: "fünf und dreißig", "twenty first". */
  numberAt(words: readonly string[], at: number): SaidNumber | undefined;
  /** A year of this century: "2027", "zweitausendsiebenundzwanzig", "twenty twenty-seven". */
  yearAt(words: readonly string[], at: number): { value: number; length: number } | undefined;
}

export const highestSaid = 59;
export const [firstYear, lastYear] = [2000, 2099];

export function numberReader({ cardinals, ordinals, years, joint, binder, ordinalEnding }: NumberTable): NumberReader {
  const names = [cardinals, ordinals, years].flatMap(table => [...table.keys()]);
  // Most words begin no number, and many rules ask.
  const beginnings = new Set(names.flatMap(name => upTo(name.length, 1).map(length => name.slice(0, length))));

  return {
    numberAt(words, at) {
      const [, digits, ending = ''] = figures.exec(words[at] ?? '') ?? [];
      if (digits !== undefined && (ending === '' || ordinalEnding.test(ending))) {
        const value = Number(digits);
        return value > highestSaid ? undefined : { value, length: 1, ordinal: ending !== '', digits: true };
      }
      for (const { name, length } of namesAt(words, at, 3)) {
        const isOne = joint !== '' || length === 1 || words.slice(at, at + length).includes(binder);
        // "Drei zehn" is no thirteen: what is spelt apart is one number only with the word that binds it.
        const cardinal = isOne ? cardinals.get(name) : undefined;
        if (cardinal !== undefined) return { value: cardinal, length, ordinal: false, digits: false };
        const ordinal = ordinals.get(name);
        if (ordinal !== undefined) return { value: ordinal, length, ordinal: true, digits: false };
      }
      return undefined;
    },

    yearAt(words, at) {
      if (/^\d{4}\.?$/.test(words[at] ?? '')) return { value: Number.parseInt(words[at] ?? '', 10), length: 1 };
      for (const { name, length } of namesAt(words, at, 6)) {
        const value = years.get(name);
        if (value !== undefined) return { value, length };
      }
      return undefined;
    },
  };

  /** What the next words are together, the most words first, as far as some name begins so. */
  function namesAt(words: readonly string[], at: number, most: number): { name: string; length: number }[] {
    const found: { name: string; length: number }[] = [];
    let name = words[at];
    while (name !== undefined && beginnings.has(name) && found.length < most) {
      found.unshift({ name, length: found.length + 1 });
      const next = words[at + found.length];
      name = next === undefined ? undefined : name + joint + next;
    }
    return found;
  }
}

const figures = /^(\d{1,2})(\D.*)?$/;

/** Whole numbers in order, both ends included. */
export function upTo(limit: number, from = 0): number[] {
  return Array.from({ length: limit - from + 1 }, (_, index) => index + from);
}

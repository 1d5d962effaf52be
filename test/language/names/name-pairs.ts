// Two sets of pairs of names: one name as a recogniser would write it, and two real names near each other. The same every time.
import { readFileSync } from 'node:fs';
import { jaroWinkler } from '@skyra/jaro-winkler';
import { knownNames } from '../../../src/domain/customer/known-names.ts';
import { namesOfMen, namesOfWomen } from '../../../src/domain/customer/name-data/given-names.ts';
import { frequentSurnames } from '../../../src/domain/customer/name-data/surnames.ts';
import { nameWords } from '../../../src/domain/customer/name-words.ts';
import { isShortForm } from '../../../src/domain/customer/short-forms.ts';
import { soundOf } from '../../../src/domain/customer/sound-code.ts';
import { confusions, foreignConfusions, respell } from './confusions.ts';

export interface NamePair {
  kind: string;
  stored: string;
  said: string;
}

const listed = (list: string): string[] => list.trim().split(/\s+/);
const women = listed(namesOfWomen);
const men = listed(namesOfMen);
const surnames = listed(frequentSurnames);

/** The lists without every other name, as `knownNames` takes them, and whether a name is one of those left out. */
export function halfOfTheLists() {
  const half = (names: readonly string[]) => names.filter((_, at) => at % 2 === 0).map(name => nameWords(name).join(''));
  const known = knownNames(half(women), half(men), half(surnames));
  const isLeftOut = (name: string): boolean => !known.isCommon(nameWords(name).join(''));
  return { known, isLeftOut };
}

/** Whether the two words that differ are both on no list. */
export function differInUnlisted({ stored, said }: NamePair, isLeftOut: (name: string) => boolean): boolean {
  const [ofStored, ofSaid] = [stored.split(' '), said.split(' ')];
  const at = ofStored[0] === ofSaid[0] ? 1 : 0;
  return isLeftOut(ofStored[at] ?? '') && isLeftOut(ofSaid[at] ?? '');
}

/** A linear congruential generator: the same numbers on every machine. */
function dice(seed: number): (count: number) => number {
  let state = seed;
  return count => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
}

const origins: Record<keyof typeof foreignConfusions, string> = {
  Turkish:
    'Ayşe Yıldız|Mehmet Şahin|Fatma Çelik|Emine Doğan|Mustafa Kılıç|Gülşen Çağlayan|Yusuf Yılmaz|Işıl Aydoğan|Cem Özkan|Hüseyin Çetin|Şebnem Güneş|Ağca Yalçın|Canan Uçar|Çiğdem Koç|Yasemin Erdoğan|Barış Şimşek|Cengiz Aktaş|Tuğba Karadağ|Özge Çakır|Ayşegül Şen',
  Polish:
    'Agnieszka Kowalczyk|Paweł Wójcik|Krzysztof Szymański|Małgorzata Wiśniewska|Katarzyna Krawczyk|Łukasz Kaczmarek|Andrzej Wieczorek|Grzegorz Lewandowski|Tomasz Szewczyk|Zbigniew Mazurek|Bożena Włodarczyk|Stanisław Jaworski|Wojciech Dąbrowski|Joanna Szczepańska|Przemysław Zieliński|Dariusz Kaminski|Mieczysław Kucharski|Teresa Wrzesniewska|Jerzy Rzepka|Marzena Borowczyk',
  Arabic:
    'Khaled Khoury|Mohammed Hassan|Youssef Mansour|Fatima Saleem|Omar Khalil|Ahmed Qasim|Layla Haddad|Hussein Jaber|Yasmin Sabbagh|Moussa Benali|Samir Bouazza|Nour Saeed|Tareq Mahmoud|Rachid Idrissi|Mahmoud Shaheen|Hamid Bouzid|Karim Messaoudi|Nadia Yassin|Abdallah Najjar|Amina Youssef',
  Italian:
    'Giuseppe Rossi|Chiara Marchetti|Giovanni Pellegrini|Francesca Rizzo|Alessandro Mazza|Giulia Bianchi|Vincenzo Ricci|Paola Esposito|Luigi Vitale|Antonella Bocchino|Valentina Castagna|Salvatore Mancini|Giorgio Ferretti|Michele Zanetti|Daniele Battaglia|Raffaele Cannavaro|Matteo Giordano|Rosanna Savignano|Carla Occhipinti|Davide Vannucci',
};

const small = (name: string): string => name.toLocaleLowerCase('de');
const perKind = 100;

/** More than three thousand names, each beside what a recogniser may write for it. */
export function heardPairs(): NamePair[] {
  const pick = dice(19);
  const one = (of: readonly string[]): string => of[pick(of.length)] ?? '';
  const anybody = (): [string, string] => [one(pick(2) === 0 ? women : men), one(surnames)];
  const pairs: NamePair[] = [];
  const add = (kind: string, stored: string, said: string) => pairs.push({ kind, stored, said });
  for (const [kind, rules] of Object.entries(confusions))
    fill(() => {
      const [first, last] = anybody();
      const [heardFirst, heardLast] = [respell(small(first), rules, pick), respell(small(last), rules, pick)];
      // The surname always, where it can be; the first name in every third.
      if (heardLast === undefined && heardFirst === undefined) return false;
      const both = pick(3) === 0 || heardLast === undefined;
      add(kind, `${first} ${last}`, `${both ? (heardFirst ?? first) : first} ${heardLast ?? last}`);
      return true;
    });
  fill(() => {
    const [first, last] = anybody();
    const kinds = Object.values(confusions);
    const once = respell(small(last), kinds[pick(kinds.length)] ?? [], pick);
    const again = once === undefined ? undefined : respell(once, kinds[pick(kinds.length)] ?? [], pick);
    if (again === undefined || again === small(last)) return false;
    add('two of these in one word', `${first} ${last}`, `${first} ${again}`);
    return true;
  });
  for (const [kind, rules] of Object.entries(foreignConfusions)) {
    const names = (origins[kind as keyof typeof origins] ?? '').split('|');
    fill(() => {
      const name = one(names);
      const heard = small(name)
        .split(' ')
        .map(word => respell(word, rules, pick) ?? word)
        .join(' ');
      if (heard === small(name)) return false;
      add(`${kind} name`, name, heard);
      return true;
    });
  }
  fill(() => {
    const [first, last] = anybody();
    if (last.length < 8) return false;
    const at = 4 + pick(last.length - 7);
    add('cut apart', `${first} ${last}`, `${first} ${last.slice(0, at)} ${last.slice(at)}`);
    return true;
  });
  fill(() => {
    const [first, last] = anybody();
    add('joined', `${first} ${last}`, `${first}${small(last)}`);
    return true;
  });
  fill(() => {
    const [first, last] = anybody();
    const second = one(surnames);
    add('hyphen lost', `${first} ${last}-${second}`, `${first} ${last} ${second}`);
    return true;
  });
  fill(() => {
    const [first, last] = anybody();
    add('order reversed', `${first} ${last}`, `${last} ${first}`);
    return true;
  });
  return pairs;
}

/** Until enough were made of a kind. */
function fill(make: () => boolean): void {
  for (let made = 0, tries = 0; made < perKind && tries < 50_000; tries += 1) if (make()) made += 1;
}

const folded = new Map<string, string>();
function unheard(name: string): string {
  const fold = folded.get(name) ?? unheardIn(name);
  folded.set(name, fold);
  return fold;
}

/** Letters nobody hears apart: names that differ in nothing else cannot be distinguished by anybody, and are in neither set. */
const unheardIn = (name: string): string =>
  small(name)
    .normalize('NFKD')
    .replace(/a\u0308/g, 'ae')
    .replace(/o\u0308/g, 'oe')
    .replace(/u\u0308/g, 'ue')
    .replace(/['’]/g, '')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/ğ|g\u0306/g, '')
    .replace(/iy/g, 'i')
    .replace(/s\u0327|sh/g, 'sch')
    .replace(/\p{M}/gu, '')
    .replace(/c(?=[eiy])/g, 'z')
    .replace(/ou/g, 'u')
    .replace(/^y(?=[aeou])/g, 'j')
    .replace(/v$/g, 'f')
    .replace(/ß/g, 's')
    .replace(/ae/g, 'e')
    .replace(/ph/g, 'f')
    .replace(/th|dt|d$/g, 't')
    .replace(/b$/g, 'p')
    .replace(/g$/g, 'k')
    .replace(/^v/g, 'f')
    .replace(/w/g, 'v')
    .replace(/ck|c(?![heiyz])|q(?!u)/g, 'k')
    .replace(/chs|x/g, 'ks')
    .replace(/^ch(?=[rl])/g, 'k')
    .replace(/tz|ts/g, 'z')
    .replace(/[ea][iy]/g, 'ai')
    .replace(/oi|oy|eu|aeu/g, 'eu')
    .replace(/(?<=ai|au)er$|(?<=ai|au)r$/g, 'er')
    .replace(/ie|y|j(?![aeou])/g, 'i')
    .replace(/(?<=[aeiou])h(?![aeiou])/g, '')
    .replace(/h(?=[aeiou])(?<=[rgk]h)/g, '')
    .replace(/(.)\1+/g, '$1');

/** More than ten thousand pairs of real names near each other: those named by hand, and the nearest of the lists. */
export function nearPairs(): NamePair[] {
  const pick = dice(84);
  const one = (of: readonly string[]): string => of[pick(of.length)] ?? '';
  const byHand = readFileSync(new URL('near-names.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
    .flatMap(line => {
      const [kind = '', pairs = ''] = line.split(': ');
      return pairs.split(' ').map(pair => [kind, ...pair.split('|')]);
    });
  const named = byHand.map(([kind = '', a = '', b = '']): NamePair => {
    const isGiven = kind === 'sex' || kind === 'given';
    const other = isGiven ? one(surnames) : one(pick(2) === 0 ? women : men);
    return isGiven
      ? { kind, stored: `${a} ${other}`, said: `${b} ${other}` }
      : { kind, stored: `${other} ${a}`, said: `${other} ${b}` };
  });
  return [
    ...named,
    ...nearest(women, men).map(([a, b]) => withSurname('given names of both sexes, from the lists', a, b)),
    ...nearest(women, women).map(([a, b]) => withSurname('names of women, from the lists', a, b)),
    ...nearest(men, men).map(([a, b]) => withSurname('names of men, from the lists', a, b)),
    ...nearest(surnames, surnames).map(([a, b]) => {
      const given = one(pick(2) === 0 ? women : men);
      return { kind: 'surnames, from the lists', stored: `${given} ${a}`, said: `${given} ${b}` };
    }),
  ];

  function withSurname(kind: string, a: string, b: string): NamePair {
    const surname = one(surnames);
    return { kind, stored: `${a} ${surname}`, said: `${b} ${surname}` };
  }
}

/** English and Turkish spellings are read in two ways: ee as e or as i. */
const canBeHeardApart = (a: string, b: string): boolean =>
  unheard(a) !== unheard(b) && unheard(a.replace('ee', 'i')) !== unheard(b.replace('ee', 'i'));

const nearEnough = 0.88;

/** Pairs alike by their letters, or by the Cologne code, that can be heard apart. */
function nearest(some: readonly string[], others: readonly string[]): [string, string][] {
  const byInitial = new Map<string, string[]>();
  for (const name of others) byInitial.set(small(name).charAt(0), [...(byInitial.get(small(name).charAt(0)) ?? []), name]);
  return some.flatMap(a =>
    (byInitial.get(small(a).charAt(0)) ?? [])
      .filter(b => (some === others ? a < b : a !== b) && Math.abs(a.length - b.length) <= 2)
      .filter(b => jaroWinkler(small(a), small(b)) >= nearEnough || isOneCode(a, b))
      .filter(b => canBeHeardApart(a, b) && !isShortForm(small(a), small(b)))
      .map((b): [string, string] => [a, b]),
  );
}

const isOneCode = (a: string, b: string): boolean => soundOf(a).length > 2 && soundOf(a) === soundOf(b);

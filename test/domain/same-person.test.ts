// Two names on one contact: one person in two spellings, or two people.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNameless, isSamePerson } from '../../src/domain/customer/same-person.ts';

describe('one person', () => {
  test.each([
    ['Eva Müller', 'Eva Müller', 'the same'],
    ['Eva Müller', 'MÜLLER, Eva', 'in the other order'],
    ['Eva Müller', 'Frau Dr. med. Eva Müller', 'with titles'],
    ['Eva Müller', 'Eva Mueller', 'without an umlaut'],
    ['Eva Müller', 'Eva Muller', 'with the dots lost'],
    ['Eva Müller', 'Ewa Miller', 'misheard'],
    ['Hansi Sputer', 'Hansi Sputa', 'heard by its end'],
    ['Peter Meyer', 'Peter Maier', 'in another spelling'],
    ['Peter Meyer', 'Peter Mayr', 'in another spelling'],
    ['Kathrin Schmidt', 'Catrin Schmitt', 'in another spelling'],
    ['Stephanie Weiß', 'Stefanie Weiss', 'in another spelling'],
    ['Philipp Hoffmann', 'Filip Hofmann', 'in another spelling'],
    ['Jannik Becker', 'Yannick Beker', 'in another spelling'],
    ['Louis Weber', 'Luis Weber', 'in another spelling'],
    ['Sarah Schröder', 'Sara Schroeder', 'in another spelling'],
    ['Ayşe Yıldız', 'Ayse Yildiz', 'without accents'],
    ['Hansi Hinterseher', 'Hansi Hintersehr', 'with a letter lost'],
    ['Hansi Hinterseher', 'Hansi Hinerseher', 'with a letter lost'],
    ['Peter Schneider', 'Peter Schnieder', 'with two letters swapped'],
    ['Anna-Lena Schmidt', 'Annalena Schmidt', 'in one word'],
    ['Eva von Stein', 'Eva Stein', 'without the particle'],
    ['Hans Müller jun.', 'Hans Müller junior', 'with the generation'],
    ['Müller', 'Müller', 'without a first name'],
    ['Frau Müller', 'Müller', 'with a form of address'],
    ['E. Müller', 'E. Müller', 'with an initial'],
    ['Max Gast', 'Max Gast', 'whose surname is a placeholder elsewhere'],
  ])('%s and %s: %s', (a, b) => {
    expect(isSamePerson(a, b)).toBe(true);
    expect(isSamePerson(b, a)).toBe(true);
  });
});

describe('two people, or nobody can tell', () => {
  test.each([
    ['Eva Müller', 'Eva Möller'],
    ['Hans Müller', 'Peter Müller'],
    ['Eva Müller', 'Max Müller'],
    ['Jan Müller', 'Jana Müller'],
    ['Michael Weber', 'Michaela Weber'],
    ['Martin Weber', 'Martina Weber'],
    ['Andrea Weber', 'Andreas Weber'],
    ['Peter Weber', 'Petra Weber'],
    ['Daniel Weber', 'Daniela Weber'],
    ['Stefan Weber', 'Stefanie Weber'],
    ['Christian Weber', 'Christina Weber'],
    ['Christian Weber', 'Christiane Weber'],
    ['Christine Weber', 'Christiane Weber'],
    ['Alexander Weber', 'Alexandra Weber'],
    ['Julian Weber', 'Juliane Weber'],
    ['Simon Weber', 'Simone Weber'],
    ['Mario Weber', 'Maria Weber'],
    ['Marina Weber', 'Marian Weber'],
    ['Marina Weber', 'Martina Weber'],
    ['Anna Weber', 'Anne Weber'],
    ['Johanna Weber', 'Johannes Weber'],
    ['Lea Weber', 'Leo Weber'],
    ['Tim Weber', 'Tom Weber'],
    ['Eva Schuster', 'Eva Schubert'],
    ['Eva Schreiber', 'Eva Schreiner'],
    ['Eva Bauer', 'Eva Brauer'],
    ['Eva Lehmann', 'Eva Lohmann'],
    ['Hans Müller jun.', 'Hans Müller sen.'],
    ['Hans Müller jun.', 'Hans Müller'],
    ['E. Müller', 'Eva Müller'],
    ['Müller', 'Eva Müller'],
    ['Herr Müller', 'Frau Müller'],
    ['Familie Müller', 'Frau Müller'],
    ['Hans Müller', 'Johannes Müller'],
    ['Steffi Müller', 'Stefanie Müller'],
    ['Anna Maria Schmidt', 'Anna Schmidt'],
    ['Eva Müller', 'Eva Müller-Lüdenscheidt'],
    ['Eva Schmidt', 'Eva Weber'],
    ['Eva Eva', 'Eva Müller'],
    ['Unbekannt', 'Unbekannt'],
    ['', ''],
  ])('%s and %s', (a, b) => {
    expect(isSamePerson(a, b)).toBe(false);
    expect(isSamePerson(b, a)).toBe(false);
  });
});

test.each(['', ' ', '-', '???', '+49 151 12345678', 'eva@example.org', 'Unbekannt', 'GAST', 'Anonymer Anrufer', 'n/a'])(
  '"%s" names nobody',
  name => {
    expect(isNameless(name)).toBe(true);
  },
);

const names = fc.array(
  fc.constantFrom(
    'Eva',
    'Ewa',
    'Jan',
    'Jana',
    'Peter',
    'Petra',
    'Müller',
    'Mueller',
    'Möller',
    'Meyer',
    'Maier',
    'Dr.',
    'von',
    'E.',
  ),
  { minLength: 1, maxLength: 4 },
);

test('the order of two names, and of the words within one, changes nothing', () => {
  fc.assert(
    fc.property(names, names, (a, b) => {
      const same = isSamePerson(a.join(' '), b.join(' '));
      expect(isSamePerson(b.join(' '), a.join(' '))).toBe(same);
    }),
  );
  fc.assert(
    fc.property(names, names, (a, b) => {
      const bare = (words: string[]) => words.filter(word => word !== 'Dr.');
      const same = isSamePerson(bare(a).join(' '), bare(b).join(' '));
      expect(isSamePerson(bare(a).reverse().join(', '), bare(b).join(' '))).toBe(same);
    }),
  );
});

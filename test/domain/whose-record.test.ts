// Whose record a name and a contact are: a table of cases from German salons, and what holds for all of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KnownRecord, matchRecord, type Person } from '../../src/domain/customer/whose-record.ts';

const [number, other, salon, evas] = ['+4915112345678', '+493012345678', 'termine@salon.example', 'eva@example.org'];
const record = (id: string, name: string, phone: string | null, email: string | null = null): KnownRecord => ({
  id,
  name,
  phone,
  email,
  mergedInto: null,
});
const person = (name: string | undefined, phone?: string, email?: string): Person => ({ name, phone, email });
const idOf = (who: Person, known: KnownRecord[], preferred: string[] = []) => {
  const whose = matchRecord(who, known, preferred);
  return whose.kind === 'known' ? whose.id : 'new';
};

describe('whose a booking is', () => {
  const eva = record('eva', 'Eva Müller', number);
  const evaByEmail = record('eva', 'Eva Müller', null, evas);
  test.each<[string, Person, KnownRecord[], string]>([
    ['the same in everything', person('Eva Müller', number, evas), [record('eva', 'Eva Müller', number, evas)], 'eva'],
    ['the same number, the name in another order', person('Mueller, Eva', number), [eva], 'eva'],
    ['the same number, the name misheard', person('Eva Miller', number), [eva], 'eva'],
    ['the same number with another name: a family', person('Max Müller', number), [eva], 'new'],
    ['the same number with another surname', person('Eva Möller', number), [eva], 'new'],
    [
      'the same e-mail with another name: a salon’s own',
      person('Max Weber', undefined, salon),
      [record('a', 'Eva Weber', null, salon)],
      'new',
    ],
    ['the same e-mail and name', person('Eva Müller', undefined, evas), [evaByEmail], 'eva'],
    ['the same e-mail in capitals', person('Eva Müller', undefined, 'EVA@example.org'), [evaByEmail], 'eva'],
    ['known by e-mail, books with number and e-mail', person('Eva Müller', number, evas), [evaByEmail], 'eva'],
    ['known by e-mail, but another name books with number and e-mail', person('Max Weber', number, evas), [evaByEmail], 'new'],
    ['known by e-mail and another number', person('Eva Müller', number, evas), [record('eva', 'Eva Müller', other, evas)], 'new'],
    [
      'no number, e-mail and name of somebody with a number',
      person('Eva Müller', undefined, evas),
      [record('eva', 'Eva Müller', other, evas)],
      'eva',
    ],
    [
      'two on one number without e-mail, a third name',
      person('Paul Weber', number),
      [eva, record('max', 'Max Müller', number)],
      'new',
    ],
    ['two on one number, one of their names', person('Max Müller', number), [eva, record('max', 'Max Müller', number)], 'max'],
    [
      'swapped contacts: one’s number with the other’s e-mail',
      person('Eva Müller', other, evas),
      [record('eva', 'Eva Müller', number, evas), record('max', 'Max Weber', other)],
      'new',
    ],
    [
      'a partner’s number, and an e-mail known without a number',
      person('Eva Müller', number, evas),
      [evaByEmail, record('max', 'Max Weber', number)],
      'eva',
    ],
    ['no contact at all', person('Eva Müller'), [], 'new'],
    ['an initial where the full name is known', person('E. Müller', number), [eva], 'new'],
    ['only the surname', person('Müller', number), [eva], 'new'],
    [
      'father and son of one name, by e-mail',
      person('Hans Weber', number, 'sohn@example.org'),
      [record('v', 'Hans Weber', number), record('s', 'Hans Weber', number, 'sohn@example.org')],
      's',
    ],
    [
      'father and son of one name, and nothing else',
      person('Hans Weber', number),
      [record('v', 'Hans Weber', number), record('s', 'Hans Weber', number)],
      'new',
    ],
    [
      'spelt alike and the very same: the very same',
      person('Eva Meyer', number),
      [record('a', 'Eva Maier', number), record('b', 'Eva Meyer', number)],
      'b',
    ],
    ['nobody named, on the number of somebody named', person(undefined, number), [eva], 'new'],
    [
      'nobody named, on the number nobody was named for before',
      person(undefined, number),
      [record('u', 'Unbekannt', number)],
      'u',
    ],
    ['nobody named, by an e-mail', person(undefined, undefined, evas), [record('u', 'Unbekannt', null, evas)], 'new'],
  ])('%s', (_, who, known, expected) => {
    expect(idOf(who, known)).toBe(expected);
    expect(idOf(who, [...known].reverse())).toBe(expected);
  });

  test('a record that is found gains what it did not have, and nothing it had is taken', () => {
    expect(matchRecord(person('Eva Müller', number, evas), [evaByEmail], [])).toMatchObject({ gains: { phone: number } });
    expect(matchRecord(person('Eva Müller', number, evas), [eva], [])).toMatchObject({ gains: { email: evas } });
    const full = record('eva', 'Eva Müller', number, evas);
    expect(matchRecord(person('Eva Müller', number, 'neu@example.org'), [full], [])).toEqual({
      kind: 'known',
      id: 'eva',
      gains: {},
    });
  });
  test('where nobody can tell, the record that bookings have made before is taken again', () => {
    const known = [record('v', 'Hans Weber', number), record('s', 'Hans Weber', number), record('mine', 'Hans Weber', number)];
    expect(idOf(person('Hans Weber', number), known, ['mine'])).toBe('mine');
  });
  test('two records that staff has joined are one person', () => {
    const joined = [record('a', 'Eva Weber', number), { ...record('b', 'Eva Weber', number), mergedInto: 'a' }];
    expect(['a', 'b']).toContain(idOf(person('Eva Weber', number), joined));
  });
});

const name = fc.constantFrom(
  'Eva Müller',
  'Mueller Eva',
  'Eva Möller',
  'Max Müller',
  'Müller',
  'E. Müller',
  'Jan Weber',
  'Jana Weber',
  'Unbekannt',
);
const phone = fc.constantFrom(number, other, null);
const email = fc.constantFrom(salon, evas, null);
const records = fc.uniqueArray(
  fc.tuple(name, phone, email).map(([n, p, e]) => record(`${n} ${p} ${e}`, n, p, e)),
  { selector: ({ id }) => id, maxLength: 8 },
);
const people = fc
  .tuple(name, phone, email)
  .map(([n, p, e]) => person(n === 'Unbekannt' ? undefined : n, p ?? undefined, e ?? undefined));

test('nobody is taken for a record with which they share no contact, or whose number contradicts theirs', () => {
  fc.assert(
    fc.property(people, records, (who, known) => {
      const whose = matchRecord(who, known, []);
      if (whose.kind === 'new') return;
      const found = known.find(({ id }) => id === whose.id);
      const shares =
        (who.phone !== undefined && found?.phone === who.phone) || (who.email !== undefined && found?.email === who.email);
      expect(shares).toBe(true);
      if (who.phone !== undefined && found?.phone) expect(found.phone).toBe(who.phone);
    }),
  );
});
test('the order in which the records are known changes nothing', () => {
  fc.assert(
    fc.property(people, records, (who, known) => {
      expect(idOf(who, [...known].reverse())).toBe(idOf(who, known));
    }),
  );
});
test('a person who books in the same way again is who they were', () => {
  fc.assert(
    fc.property(people, records, (who, known) => {
      if (who.name === undefined && who.phone === undefined) return;
      if (who.phone === undefined && who.email === undefined) return;
      const first = matchRecord(who, known, ['mine']);
      const made = record('mine', who.name ?? 'Unbekannt', who.phone ?? null, who.email ?? null);
      const after =
        first.kind === 'new'
          ? [...known, made]
          : known.map(one =>
              one.id === first.id
                ? { ...one, phone: one.phone ?? who.phone ?? null, email: one.email ?? who.email ?? null }
                : one,
            );
      expect(idOf(who, after, ['mine'])).toBe(first.kind === 'new' ? 'mine' : first.id);
    }),
  );
});

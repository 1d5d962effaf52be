// Numbers in full, by the country they were written in: the same number however it is written, and never another one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberByCode, numbersDialledSo, parsePhoneNumber } from '../../src/domain/phone-number.ts';
import type { Country } from '../../src/domain/values.ts';

test.each<[string | null | undefined, string | undefined]>([
  ['+4915112345678', '+4915112345678'],
  ['4915112345678', '+4915112345678'],
  ['015112345678', '+4915112345678'],
  ['15112345678', '+4915112345678'],
  ['0049 151 12345678', '+4915112345678'],
  ['+49 (0)151 12345678', '+4915112345678'],
  ['030 12345678', '+493012345678'],
  ['030/123456-78', '+493012345678'],
  ['+43 1 5861234', '+4315861234'],
  ['\u202a+49 151 12345678\u202c', '+4915112345678'],
  // Both an American and a German number without its zero: nobody's, rather than somebody's.
  ['17012345678', undefined],
  ['sip:+4930123@x', undefined],
  ['sip:anonymous@anonymous.invalid', undefined],
  ['00000000', undefined],
  ['000000000000', undefined],
  ['anonymous_1759695727_b33a2f2c', undefined],
  ['+8656696', undefined],
  ['8656696', undefined],
  ['+266696687', undefined],
  ['266696687', undefined],
  ['+7378742833', undefined],
  ['2026-10-10', undefined],
  ['09.10.2026', undefined],
  ['14:30', undefined],
  ['+49', undefined],
  ['12', undefined],
  ['110', undefined],
  ['0151 1234567890123', undefined],
  ['٠١٥١١٢٣٤٥٦٧٨', undefined],
  ['1'.repeat(10_000), undefined],
  [null, undefined],
  [undefined, undefined],
])('"%s" is the number %s', (text, number) => {
  expect(parsePhoneNumber(text, 'DE')).toBe(number);
});

test('a number without its country is one of the company’s', () => {
  expect([parsePhoneNumber('01 5861234', 'AT'), parsePhoneNumber('431 5861234', 'AT')]).toEqual(['+4315861234', '+4315861234']);
});

test.each<[string, Country, string | undefined]>([
  ['06641234567', 'AT', '+436641234567'],
  ['436641234567', 'AT', '+436641234567'],
  ['0699 10 20 30 40', 'AT', '+4369910203040'],
  ['(01) 586 12 34', 'AT', '+4315861234'],
  ['0781234567', 'CH', '+41781234567'],
  ['41781234567', 'CH', '+41781234567'],
  ['+41 (0)44 668 18 00', 'CH', '+41446681800'],
  ['436641234567', 'CH', '+436641234567'],
  ['06 6982 1234', 'IT', '+390669821234'],
  ['390669821234', 'IT', '+390669821234'],
  ['+39 (0)6 6982 1234', 'DE', '+390669821234'],
  ['0039 06 6982 1234', 'AT', '+390669821234'],
  ['347 1234567', 'IT', '+393471234567'],
  ['366 212 3456', 'IT', '+393662123456'],
  ['07911 123456', 'GB', '+447911123456'],
  ['+44 (0)20 7946 0958', 'DE', '+442079460958'],
  ['079 111 23456', 'DE', '+497911123456'],
  // Its own country's code and too few digits: no local number that begins with it.
  ['49175312997', 'DE', undefined],
  ['+49175312997', 'AT', undefined],
  ['0049175312997', 'DE', undefined],
  // A German local number without its zero, or an Austrian one without its plus.
  ['436641234567', 'DE', undefined],
  // An Austrian number without its plus, or one of Italy's numbers for machines.
  ['4315861234', 'IT', undefined],
  // Rome, or a mobile number: the groups tell, and without them nothing does.
  ['39 06123456', 'IT', '+3906123456'],
  ['390 6123456', 'IT', '+393906123456'],
  ['3906123456', 'IT', undefined],
  ['011 49 30 12345678', 'US', '+493012345678'],
  ['0011 49 30 12345678', 'AU', '+493012345678'],
  ['(212) 555-1234', 'US', '+12125551234'],
  ['1 212 555 1234', 'US', '+12125551234'],
  ['tel:+43-664-1234567', 'DE', '+436641234567'],
  ['Tel. 0171 2345678', 'DE', '+491712345678'],
  ['Tel.: +49 171 2345678', 'AT', '+491712345678'],
  ['Telefonnummer 0221 1234567', 'DE', '+492211234567'],
  ['Mobil: 0171/2345678', 'DE', '+491712345678'],
  ['Handy 0171 2345678', 'DE', '+491712345678'],
  ['Mobile number (0171) 2345678', 'DE', '+491712345678'],
  ['whatsapp:+491712345678', 'AT', '+491712345678'],
  ["'+491712345678", 'DE', '+491712345678'],
  ['tel:0664-1234567', 'AT', '+436641234567'],
  ['tel:0664-1234567;phone-context=+43', 'DE', '+436641234567'],
  ['tel:30123456;phone-context=+49;ext=12', 'AT', '+4930123456'],
  ['tel:030123456;phone-context=example.com', 'DE', '+4930123456'],
  ['sip:+4930123456@host', 'AT', '+4930123456'],
  ['sip:4930123456@sip.example.com:5060;transport=udp', 'DE', '+4930123456'],
  ['sip:030123456@10.0.0.1', 'DE', '+4930123456'],
  ['sips:+4930123456:secret@host;user=phone', 'DE', '+4930123456'],
  ['sip:+4930123456;npdi@host', 'DE', '+4930123456'],
  ['"Erika" <sip:+4930123456@host>;tag=1', 'DE', '+4930123456'],
  ['+4930123456@host', 'DE', '+4930123456'],
  ['%2B4930123456', 'AT', '+4930123456'],
  ['tel:%2B49%2030%20123456', 'AT', '+4930123456'],
  ['sip:%2B4930123456%40host', 'AT', '+4930123456'],
  ['+4930123456;ext=12', 'AT', '+4930123456'],
  ['030 123456 x12', 'DE', '+4930123456'],
  ['030 123456 ext. 12', 'DE', '+4930123456'],
  ['030 123456, Durchwahl 12', 'DE', '+4930123456'],
  ['030 123456 #12', 'DE', '+4930123456'],
  ['+0043 664 1234567', 'DE', '+436641234567'],
  ['+0664 1234567', 'AT', '+436641234567'],
  ['＋４９ ３０ １２３４５６', 'AT', '+4930123456'],
  ['０６６４１２３４５６７', 'AT', '+436641234567'],
  ['030‑123456', 'DE', '+4930123456'],
  ['sip:erika2@host', 'DE', undefined],
  ['sip:anonymous@host', 'DE', undefined],
  ['015112345678@mail.example', 'DE', undefined],
  ['030 123456 +49', 'DE', undefined],
  ['Unbekannt', 'AT', undefined],
])('"%s" in %s is %s', (text, country, number) => {
  expect(parsePhoneNumber(text, country)).toBe(number);
});

/** Digits after the calling code, without the zero that is dialled before them. */
const mobiles: [Country, string, fc.Arbitrary<string>][] = [
  ['DE', '49', digits(['151', '160', '171', '175', '176', '159'], 8, 8)],
  ['AT', '43', digits(['650', '660', '664', '676', '699'], 7, 8)],
  ['CH', '41', digits(['76', '77', '78', '79'], 7, 7)],
  ['IT', '39', digits(['320', '333', '338', '347', '349', '366', '380', '392'], 7, 7)],
  ['GB', '44', digits(['7400', '7771', '7850', '7890'], 6, 6)],
];
const landlines: [Country, string, fc.Arbitrary<string>][] = [
  ['DE', '49', digits(['30', '40', '89', '4361', '6641'], 6, 7)],
  ['AT', '43', digits(['1', '316', '512', '662'], 6, 7)],
  ['CH', '41', digits(['44', '31', '61', '22'], 7, 7)],
  ['IT', '39', digits(['06', '02', '011'], 7, 7)],
  ['GB', '44', digits(['20', '161', '121'], 7, 8)],
];
function digits(begins: string[], least: number, most: number): fc.Arbitrary<string> {
  const rest = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most });
  return fc.tuple(fc.constantFrom(...begins), rest).map(([begin, more]) => begin + more.join(''));
}

const grouped = (number: string, mark: string): string =>
  `${number.slice(0, 4)}${mark}${number.slice(4, 7)}${mark}${number.slice(7)}`;
const fullWidth = (number: string): string => number.replace(/[+\d]/g, sign => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

function writtenForms(national: string, code: string): string[] {
  const number = `+${code}${national}`;
  const dialled = code === '39' ? national : `0${national}`;
  const plain = [
    dialled,
    grouped(dialled, ' '),
    grouped(dialled, '/'),
    grouped(dialled, '-'),
    `(${dialled.slice(0, 4)}) ${dialled.slice(4)}`,
  ];
  const full = [number, `00${code}${national}`, `00${code} ${grouped(national, ' ')}`, `+${code} ${grouped(national, ' ')}`];
  const bare = `${code}${national}`;
  const systems = [`tel:${number}`, `tel:${dialled}`, `sip:${number}@host`, `sip:${dialled}@host`, `sip:${bare}@host;user=phone`];
  const escaped = [`%2B${bare}`, `tel:%2B${bare}`, `${number};ext=12`, `${number} x12`];
  const marked = [`\u202a${number}\u202c`, ` ${number} `, fullWidth(number), fullWidth(dialled)];
  return [...plain, ...full, bare, ...systems, ...escaped, ...marked];
}

describe.each(mobiles)('a mobile number of %s', (country, code, nationals) => {
  test('is the same number in every form it is written in there', () => {
    fc.assert(
      fc.property(nationals, national => {
        for (const form of writtenForms(national, code))
          expect([form, parsePhoneNumber(form, country)]).toEqual([form, `+${code}${national}`]);
      }),
    );
  });
});

describe.each([...mobiles, ...landlines])('a number of %s with its calling code %s', (_, code, nationals) => {
  test('is never another number in another country’s company', () => {
    fc.assert(
      fc.property(nationals, fc.constantFrom<Country>('DE', 'AT', 'CH', 'IT', 'GB', 'LI', 'FR'), (national, country) => {
        const number = parsePhoneNumber(`+${code}${national}`, country);
        fc.pre(number !== undefined);
        expect(parsePhoneNumber(`00${code}${national}`, country)).toBe(number);
        expect([number, undefined]).toContain(parsePhoneNumber(`${code}${national}`, country));
      }),
    );
  });
});

test('what is read is read the same in every country, and stays as it is', () => {
  const text = fc
    .tuple(
      fc.constantFrom('', '0', '00', '+'),
      fc.constantFrom('49', '43', '41', '39', '1', ''),
      fc.stringMatching(/^[0-9]{7,10}$/),
    )
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(text, fc.constantFrom<Country>('DE', 'AT', 'CH', 'IT', 'GB', 'US'), (given, country) => {
      const number = parsePhoneNumber(given, country);
      fc.pre(number !== undefined);
      for (const other of ['DE', 'AT', 'IT', 'US'] as const) expect(parsePhoneNumber(number, other)).toBe(number);
    }),
    { numRuns: 300 },
  );
});

describe('where no country is known', () => {
  test('a number is what its calling code says', () => {
    expect([numberByCode('sip:+4930123456@host'), numberByCode('4930123456')]).toEqual(['+4930123456', '+4930123456']);
    expect([numberByCode('0664 1234567'), numbersDialledSo('sip:+4930123456@host')]).toEqual([undefined, []]);
  });
  test('without one it may be what is dialled so in each country', () => {
    expect(numbersDialledSo('0664 1234567')).toEqual(expect.arrayContaining(['+436641234567', '+496641234567']));
  });
  test.each(['anonymous', 'agent_salon', ''])('%s is no number', text => {
    expect([numberByCode(text), numbersDialledSo(text)]).toEqual([undefined, []]);
  });
});

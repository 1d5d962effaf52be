// A hidden number is known by every word that stands for one.
import { expect, test } from 'vitest';
import { isWithheld } from '../../../src/domain/phone/withheld.ts';

test.each([
  'anonymous',
  'Anonymous',
  ' ANONYMOUS ',
  '',
  null,
  undefined,
  'unknown',
  'RESTRICTED',
  'private',
  'withheld',
  'blocked',
  'unavailable',
  '00000000',
  '+266696687',
  '266696687',
  '+86282452253',
  '+8656696',
  '+2562533',
  '+7378742833',
  'sip:anonymous@anonymous.invalid',
  'Unbekannt',
  'Unbekannte Rufnummer',
  'Rufnummer unterdrückt',
  'Rufnummer unterdru\u0308ckt',
  'nicht verfügbar',
  'No Caller ID',
  'NO_CALLER_ID',
  'Private',
  'Private Number',
  'Unknown Caller',
  'Blocked Caller ID',
  'Restricted',
  'not available',
  'null',
  'undefined',
  '-',
  '00000',
  '+00000',
  '0000 0000',
  '00266696687',
  'tel:+266696687',
  'sip:anonymous@sip.example.com',
  'sip:Restricted@host;user=phone',
  '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=1',
  'sip:c8oqz84zk7z@anonymous.invalid',
  'sip:266696687@host',
])('%s is withheld', text => {
  expect(isWithheld(text)).toBe(true);
});

test.each(['+4915112345678', '000', 'anonymous_1759695727_b33a2f2c', 'Erika', '0200000', '+49 30 00000', 'sip:+4930123456@host'])(
  '%s is not withheld',
  text => {
    expect(isWithheld(text)).toBe(false);
  },
);

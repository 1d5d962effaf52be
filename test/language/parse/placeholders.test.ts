// What stands for its own absence says nothing; what only looks like it is left alone.
import { describe, expect, test } from 'vitest';
import { cancelAppointment } from '../../../src/calls/functions/cancel-appointment.ts';
import { rescheduleAppointment } from '../../../src/calls/functions/reschedule-appointment.ts';
import { originOf, retellCallSchema } from '../../../src/channels/retell/payloads.ts';
import { saidName, saidText } from '../../../src/language/parse/placeholders.ts';

const nothing = [
  ...['null', 'NULL', ' null ', '"null"', 'undefined', 'None', 'nil', 'n/a', 'N/A.', 'na', 'NaN', 'unknown', '<unknown>'],
  ...['unbekannt', 'nicht angegeben', 'Not provided', 'not_specified', 'leer', '', '   ', '-', '--', '?', '{}', '[]', '…'],
  ...['{{appointment_date}}', '{{ customer_name }}', 'am {{tag}}', '{{', '}}'],
];
const names = ['Kunde', 'KUNDIN', 'Anrufer', 'Anruferin', 'Gast', 'customer', 'Caller', 'guest', 'user', 'Name'];
const fields = ['Vorname Nachname', 'first name last name', 'customer_name', '[Name]'];

test.each(nothing)('"%s" says nothing', text => {
  expect([saidText(text), saidName(text)]).toEqual([undefined, undefined]);
});

test.each([...names, ...fields])('"%s" names nobody, and is a text', text => {
  expect([saidName(text), saidText(text)]).toEqual([undefined, text]);
});

test.each([
  'Gast Müller',
  'Nanette None',
  'Frau Kunde',
  'null Uhr',
  'morgen',
  '0',
  '10',
  'Ná',
  'يوسف',
  '李',
  '-5',
  'x'.repeat(10_000),
])('"%s" is left as it is', text => {
  expect([saidText(text), saidName(text)]).toEqual([text, text]);
});

describe('arguments', () => {
  test.each(nothing)('"%s" is an argument that was not given', text => {
    const args = { old_date: text, old_time: text, new_date: text, new_time: text, customer_name: text, reason: text };
    expect(rescheduleAppointment.arguments.parse(args)).toEqual({});
  });
  test('a part in the call is no name, but a word like any other elsewhere', () => {
    expect(cancelAppointment.arguments.parse({ customer_name: 'Der Kunde', reason: 'Kunde' })).toEqual({
      reason: 'Kunde',
    });
  });
});

describe('a call’s own data', () => {
  const dataOf = (retell_llm_dynamic_variables: object, metadata: object = {}) =>
    originOf(retellCallSchema.parse({ call_id: 'call_1', retell_llm_dynamic_variables, metadata })).callData;
  test.each([...nothing, ...names])('"%s" as a name is none', text => {
    expect(dataOf({ customer_name: text })).toEqual({ name: undefined, customerId: undefined });
  });
  test.each(nothing)('"%s" as an id is none', text => {
    expect(dataOf({ customer_id: text })).toEqual({ name: undefined, customerId: undefined });
  });
  test('a field nobody filled in does not hide the one that was', () => {
    const data = dataOf(
      { customer_name: '{{customer_name}}', customer_id: 'null' },
      { name: 'Eva Beispiel', customer_id: '340' },
    );
    expect(data).toEqual({ name: 'Eva Beispiel', customerId: '340' });
  });
});

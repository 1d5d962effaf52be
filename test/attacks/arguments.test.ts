// Arguments of a language model gone wild: always an answer with every field, in words a voice can say, and nothing changed.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isCode } from '../../src/domain/codes.ts';
import { answerSchema } from '../../src/reception/answer.ts';
import { functionNames } from '../../src/retell/function-arguments.ts';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
const logged: string[] = [];
const number = '+4915112350001';
const day = '2026-12-01';
const runs = Number(process.env.RUNS ?? 12);

beforeAll(async () => {
  world = await createWorld({ companies: ['other'], logTo: entry => logged.push(entry) });
  await world.customer('340', 'Hansi Hinterseher', number);
  await world.appointment('640', '340', `${day}T10:00:00.000Z`, uidFor('640'), { bookedAt: '2026-10-01T08:00:00.000Z' });
});
afterAll(() => world?.stop());

const keys = [
  ...['appointment_date', 'appointment_time', 'old_date', 'old_time', 'new_date', 'new_time', 'wanted_date'],
  ...['customer_name', 'reason', 'fee_accepted', 'call_id', 'company_id', 'customer_id', 'appointment_id', 'from_number'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''],
];
/** What a model makes of a field, sensible or not. */
const value = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      day,
      'morgen',
      'um drei',
      '{{appointment_date}}',
      'null',
      'undefined',
      '2023-10-07',
      number,
      '340',
      'salon',
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom('\u0000', '\ud800', '‮', '💈'.repeat(2_000), '9'.repeat(500), -0, 1e308, [], {}, true) },
);
const wild = fc.oneof(
  { weight: 4, arbitrary: fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 10 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ unit: 'binary', maxLength: 40 }), value, { maxKeys: 20 }) },
);
/** Left over in a sentence, these would be read out. */
const unspeakable = /[{}[\]<>\\_]|undefined|null|NaN|\d/;

describe.each(functionNames)('%s', name => {
  test.each([
    ['a withheld number', 'anonymous', line],
    ['a number nobody knows', '+4915112359999', line],
    ['a customer’s number on another company’s line', number, '+49301000005'],
  ])('from %s', async (_, from, to) => {
    await fc.assert(
      fc.asyncProperty(wild, async args => {
        const response = await world.post(
          '/retell/functions',
          JSON.stringify({ ...world.callBody(name, {}, { from, to }), args }),
        );
        expect(response.status).toBe(200);
        const body: unknown = await response.json();
        const answer = answerSchema.strict().parse(body);
        expect(isCode(answer.code)).toBe(true);
        expect(answer.success && answer.status !== 'listed').toBe(false);
        expect(answer.message).not.toMatch(unspeakable);
        expect(answer.message.match(/[.!?](\s|$)/g)?.length ?? 0).toBeLessThanOrEqual(2);
      }),
      { numRuns: runs },
    );
    expect(await world.types('appointment-salon.640')).toEqual(['AppointmentScheduled']);
    expect(world.sandbox.requests()).toEqual([]);
  });
});

test('arguments that are no object are a body we cannot read, and nothing is changed', async () => {
  for (const args of ['cancel', 7, [day], true]) {
    const response = await world.post(
      '/retell/functions',
      JSON.stringify({ ...world.callBody('cancel_appointment', {}, { from: number }), args }),
    );
    expect([200, 400]).toContain(response.status);
    expect(await world.types('appointment-salon.640')).toEqual(['AppointmentScheduled']);
  }
});

test('none of it was a fault of ours', () => {
  expect(logged.filter(entry => /internal_fault|"err":/.test(entry))).toEqual([]);
});

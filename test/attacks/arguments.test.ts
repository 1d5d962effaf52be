// Arguments of a language model gone wild: always an answer with every field, in words a voice can say, and nothing changed.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerSchema } from '../../src/calls/answer/answer.ts';
import { callFunctions } from '../../src/calls/functions/index.ts';
import { isCode } from '../../src/domain/codes.ts';
import { createWorld, line, uidFor, type World } from '../support/world.ts';

let world: World;
const logged: string[] = [];
const number = '+4915112350001';
const day = '2026-12-01';
const runs = Number(process.env.RUNS ?? 4);

beforeAll(async () => {
  world = await createWorld({ companies: ['other'], logTo: entry => logged.push(entry) });
  await world.customer('340', 'Hansi Hinterseher', number);
  await world.appointment('640', '340', `${day}T10:00:00.000Z`, uidFor('640'), { booked_at: '2026-10-01T08:00:00.000Z' });
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

describe.each(callFunctions.map(({ name }) => name))('%s', name => {
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

/** What stands for nothing in the middle of a call that is otherwise in order. */
const placeholder = fc.constantFrom(
  ...['null', 'NULL', ' null ', 'um null', 'undefined', 'None', 'nil', 'n/a', 'NaN', 'unknown', 'unbekannt', 'leer', '-', '?'],
  ...[
    '{}',
    '[]',
    '{{new_time}}',
    'nicht angegeben',
    'not provided',
    'um {{time}}',
    '0',
    0,
    '',
    '   ',
    'T00:00',
    'HH:mm',
    'YYYY-MM-DD',
  ],
);
const named = {
  day: fc.constantFrom('2026-12-03', '2026-12-03T00:00:00', '20261203', '3. Dezember'),
  time: fc.constantFrom('14:30', 'vierzehn Uhr dreißig', '14.30 Uhr', '2026-12-03T14:30'),
};
/** Mostly in order, so that little is missing: the present day is right, and the rest is named or is not. */
const nearlyRight = fc.record(
  {
    appointment_date: fc.oneof(placeholder, value),
    old_date: fc.oneof({ weight: 4, arbitrary: fc.constant(day) }, { weight: 1, arbitrary: value }),
    new_date: fc.oneof(named.day, placeholder, value),
    new_time: fc.oneof(named.time, placeholder, value),
    old_time: fc.oneof(placeholder, value),
    customer_name: fc.oneof(placeholder, fc.constantFrom('Kunde', 'caller', '{{customer_name}}')),
    reason: value,
  },
  { requiredKeys: ['old_date', 'new_date', 'new_time'] },
);

/** Wrong names would lock them out, and nothing would be tried any more. */
const nameless = wild.map(args => Object.fromEntries(Object.entries(args).filter(([key]) => key !== 'customer_name')));

describe('from the customer himself', () => {
  /** A figure other than nought, or a word that names one, has to stand in it. */
  const names = (argument: unknown, words: RegExp): boolean => {
    const text = typeof argument === 'string' || typeof argument === 'number' ? String(argument) : '';
    return /[1-9]/.test(text) || words.test(text);
  };
  const dayWords = /morgen|heute|tomorrow|today/i;
  const timeWords = /drei|uhr|noon|mitternacht|midnight/i;
  let serial = 0;
  let heard = '';

  /** A customer with one appointment: one that was moved would stand beside the next, and be asked about. */
  const ownNumber = () => `+4915112360${String(serial).padStart(3, '0')}`;

  /** Asks on an appointment that nothing has happened to yet; gives what has happened to it. */
  async function asked(name: string, args: unknown): Promise<string[]> {
    const types = () => world.types(`appointment-salon.wild${serial}`);
    if (serial === 0 || (await types()).length > 1) {
      serial += 1;
      await world.customer(`wild${serial}`, 'Greta Wirklich', ownNumber());
      await world.appointment(`wild${serial}`, `wild${serial}`, `${day}T11:00:00.000Z`, null);
      await world.settle();
    }
    const body = JSON.stringify({ ...world.callBody(name, {}, { from: ownNumber() }), args });
    const response = await world.post('/retell/functions', body);
    expect(response.status).toBe(200);
    const answer = answerSchema.strict().parse(await response.json());
    expect(answer.message).not.toMatch(unspeakable);
    heard = `${answer.status} ${answer.code}: ${answer.message}`;
    return (await types()).slice(1);
  }

  test.each(callFunctions.map(({ name }) => name))('%s changes nothing unless day and time were named', async name => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(nameless, nearlyRight), async args => {
        const given: Record<string, unknown> = { ...args };
        const changes = await asked(name, args);
        if (changes.length === 0) return;
        expect(['cancel_appointment', 'reschedule_appointment']).toContain(name);
        // A day may stand in the field beside it.
        const [date, time] = name === 'cancel_appointment' ? ['appointment_date', 'appointment_time'] : ['old_date', 'old_time'];
        expect(
          [given[date ?? ''], given[time ?? '']].some(said => names(said, dayWords)),
          JSON.stringify(args),
        ).toBe(true);
        if (name === 'cancel_appointment') return;
        // Left out, the day stays.
        if ('new_date' in given) expect(names(given.new_date, dayWords), JSON.stringify(args)).toBe(true);
        expect(names(given.new_time, timeWords) || /T\d\d:/.test(String(given.new_date)), JSON.stringify(args)).toBe(true);
      }),
      { numRuns: runs * 4 },
    );
  });

  test('what is missing is never filled in: a move with a placeholder for the day or the time', async () => {
    const lacking = fc.oneof(
      fc.record({ new_date: named.day, new_time: placeholder }),
      fc.record({ new_date: placeholder, new_time: named.time }),
      fc.record({ new_date: placeholder, new_time: placeholder }),
    );
    await fc.assert(
      fc.asyncProperty(lacking, async args => {
        expect(await asked('reschedule_appointment', { old_date: day, ...args }), JSON.stringify(args)).toEqual([]);
      }),
      { numRuns: runs * 4 },
    );
  });

  test('what is named is done, so that the others could have been', async () => {
    const args = { old_date: day, new_date: '2026-12-03', new_time: '14:30', customer_name: 'Kunde' };
    const changes = await asked('reschedule_appointment', args);
    expect(changes, heard).toEqual(['AppointmentRescheduled', 'CalendarNotConcerned']);
  });
});

test('arguments that are no object are asked for again, and nothing is changed', async () => {
  for (const args of ['cancel', 7, [day], true]) {
    const response = await world.post(
      '/retell/functions',
      JSON.stringify({ ...world.callBody('cancel_appointment', {}, { from: number }), args }),
    );
    expect(response.status).toBe(200);
    expect(await world.types('appointment-salon.640')).toEqual(['AppointmentScheduled']);
  }
});

test('none of it was a fault of ours', () => {
  expect(logged.filter(entry => /internal_fault|"err":/.test(entry))).toEqual([]);
});

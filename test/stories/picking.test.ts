// What a caller points at after appointments were read out to them, and what they say twice: the right one, or a question.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, uidFor, type World } from '../support/world.ts';

let world: World;
let serial = 0;
const englishLine = '+493012345600';
const number = (id: number) => `+4915112380${String(100 + id)}`;

beforeAll(async () => {
  world = await createWorld();
  await world.company('saloon', englishLine, { language: 'en' });
});
afterAll(() => world?.stop());

interface Guest {
  ids: string[];
  /** Asks within one call. */
  ask(name: string, args: object): ReturnType<World['call']>;
  /** The ids of their appointments that something has happened to. */
  touched(): Promise<string[]>;
}

/** A caller on a call of their own, with appointments at these instants; one that begins with a date is at ten in Berlin. */
async function guest(startsAt: string[], companyId = 'salon'): Promise<Guest> {
  serial += 1;
  const id = `pick${serial}`;
  const ids = startsAt.map((_, index) => `${id}0${index + 1}`);
  await world.customer(id, `Gast Wahl${serial}`, number(serial), companyId);
  for (const [index, at] of startsAt.entries()) {
    const one = ids[index] ?? '';
    await world.appointment(one, id, at.includes('T') ? at : `${at}T09:00:00.000Z`, uidFor(one), {}, companyId);
  }
  await world.settle();
  const options = { from: number(serial), callId: `call_${id}`, ...(companyId === 'saloon' && { to: englishLine }) };
  return {
    ids,
    ask: (name, args) => world.call(name, args, options),
    async touched() {
      const types = await Promise.all(ids.map(one => world.types(`appointment-${companyId}.${one}`)));
      return ids.filter((_, index) => types[index]?.length !== 1);
    },
  };
}

const fourth = (...hours: number[]) => hours.map(hour => `2026-12-04T${String(hour - 1).padStart(2, '0')}:00:00.000Z`);

describe('after an offer a lone ordinal is a place in the list', () => {
  const cancel = 'cancel_appointment';
  test.each([
    ['the first one', 0],
    ['the second', 1],
    ['The third one, please', 2],
    ['the last one', 2],
    ['the one at ten', 0],
    ['the one at one', 1],
  ])('in English, "%s"', async (words, index) => {
    const one = await guest(fourth(10, 13, 15), 'saloon');
    expect(await one.ask(cancel, { appointment_date: '2026-12-04' })).toMatchObject({ code: 'choose_appointment' });
    const answer = await one.ask(cancel, { appointment_date: '2026-12-04', appointment_time: words });
    expect(answer).toMatchObject({ status: 'cancelled', appointment_id: one.ids[index] });
    expect(await one.touched()).toEqual([one.ids[index]]);
  });
  test.each([
    ['den ersten', 1],
    ['Den ersten bitte', 1],
    ['die zweite', 2],
    ['den letzten', 2],
    ['den um elf', 2],
    ['the first one', 1],
  ])('in German, "%s", though there is one on the first of the month', async (words, index) => {
    const one = await guest(['2026-12-01', ...fourth(10, 11)]);
    expect(await one.ask(cancel, { appointment_date: '2026-12-04' })).toMatchObject({
      choices: [{ time: '10:00' }, { time: '11:00' }],
    });
    const answer = await one.ask(cancel, { appointment_date: words });
    expect(answer).toMatchObject({ status: 'cancelled', appointment_id: one.ids[index] });
    expect(await one.touched()).toEqual([one.ids[index]]);
  });
  test.each([
    ['a place beyond the list', { appointment_date: 'den dritten' }, 'date_unclear'],
    ['a place on another day', { appointment_date: '2026-12-01', appointment_time: 'den ersten' }, 'date_unclear'],
    // Both are named: the first, and the one at eleven.
    ['a place at another time', { appointment_date: 'den ersten', appointment_time: '11:00' }, 'choose_appointment'],
    ['two places', { appointment_date: 'den ersten', appointment_time: 'den zweiten' }, 'date_unclear'],
  ])('%s is asked about', async (_, args, code) => {
    const one = await guest(['2026-12-01', '2026-12-03', ...fourth(10, 11)]);
    await one.ask(cancel, { appointment_date: '2026-12-04' });
    expect(await one.ask(cancel, args)).toMatchObject({ success: false, code });
    expect(await one.touched()).toEqual([]);
  });
  test('where it may be a place or the day of one that was offered, it is asked about', async () => {
    const one = await guest(['2026-12-02', '2026-12-04']);
    expect(await one.ask(cancel, { appointment_date: '2026-12-07' })).toMatchObject({ code: 'other_day_offered' });
    expect(await one.ask(cancel, { appointment_date: 'den zweiten' })).toMatchObject({
      code: 'choose_appointment',
      choices: [{ date: '2026-12-02' }, { date: '2026-12-04' }],
    });
    expect(await one.ask(cancel, { appointment_date: 'den vierten' })).toMatchObject({ appointment_id: one.ids[1] });
    expect(await one.touched()).toEqual([one.ids[1]]);
  });
  test('beyond the three that were read it is asked about, the last of them as well', async () => {
    const one = await guest(fourth(10, 11, 13, 14));
    await one.ask(cancel, { appointment_date: '2026-12-04' });
    for (const words of ['den letzten', 'den fünften'])
      expect(await one.ask(cancel, { appointment_date: words })).toMatchObject({ code: 'date_unclear' });
    expect(await one.ask(cancel, { appointment_date: 'den dritten' })).toMatchObject({ appointment_id: one.ids[2] });
  });
  test('the list that was asked for is one, and once something was done nobody counts on in it', async () => {
    const one = await guest(['2026-12-02', '2026-12-03', '2026-12-08']);
    expect(await one.ask('list_appointments', {})).toMatchObject({ code: 'listed' });
    expect(await one.ask(cancel, { appointment_date: 'den ersten' })).toMatchObject({ appointment_id: one.ids[0] });
    expect(await one.ask(cancel, { appointment_date: 'den dritten' })).toMatchObject({ code: 'date_unclear' });
    expect(await one.touched()).toEqual([one.ids[0]]);
  });
  test('it is the same one when the fee is agreed to', async () => {
    const one = await guest(['2026-12-01', ...fourth(10, 11)]);
    await world.policy('salon', { cancel: { fee: { kind: 'fixed', amount_cents: 1000 } } });
    await one.ask(cancel, { appointment_date: '2026-12-04' });
    const stated = await one.ask(cancel, { appointment_date: 'den ersten' });
    const agreed = await one.ask(cancel, { appointment_date: 'den ersten', fee_accepted: true });
    await world.policy('salon', {});
    expect([stated, agreed]).toMatchObject([
      { status: 'confirmation_required', appointment_id: one.ids[1] },
      { status: 'cancelled', appointment_id: one.ids[1] },
    ]);
    expect(await one.touched()).toEqual([one.ids[1]]);
  });
  test('where nothing was offered it is the day of the month', async () => {
    const one = await guest(['2026-12-01', ...fourth(10, 11)]);
    expect(await one.ask(cancel, { appointment_date: 'den ersten' })).toMatchObject({ appointment_id: one.ids[0] });
  });
});

describe('after one appointment was asked about', () => {
  const cancel = 'cancel_appointment';
  test.each([['den anderen'], ['nein, den danach'], ['no, the other one']])('"%s" is the other of two', async words => {
    const one = await guest(['2026-12-02', '2026-12-08']);
    expect(await one.ask(cancel, { appointment_date: '2026-12-02', appointment_time: '15:00' })).toMatchObject({
      code: 'choose_appointment',
      choices: [{ date: '2026-12-02' }],
    });
    expect(await one.ask(cancel, { appointment_date: words })).toMatchObject({ status: 'cancelled', appointment_id: one.ids[1] });
    expect(await one.touched()).toEqual([one.ids[1]]);
  });
  test('"den anderen" of three is asked about, and the one is not named', async () => {
    const one = await guest(['2026-12-02', '2026-12-08', '2026-12-09']);
    await one.ask(cancel, { appointment_date: '2026-12-02', appointment_time: '15:00' });
    expect(await one.ask(cancel, { appointment_date: 'den anderen' })).toMatchObject({
      code: 'choose_appointment',
      choices: [{ date: '2026-12-08' }, { date: '2026-12-09' }],
    });
    expect(await one.touched()).toEqual([]);
  });
});

describe('find_slots', () => {
  test('without a wanted day looks on that of the appointment, not on another one that was meant as well', async () => {
    const one = await guest(['2026-12-01']);
    const answer = await one.ask('find_slots', { appointment_date: 'nächsten Dienstag' });
    expect(answer).toMatchObject({ status: 'slots', appointment_id: one.ids[0] });
    expect(new Set(answer.alternatives?.map(({ date }) => date))).toEqual(new Set(['2026-12-01']));
  });
  test('asks which of two wanted days is meant', async () => {
    const one = await guest(['2026-12-03']);
    expect(await one.ask('find_slots', { appointment_date: '2026-12-03', wanted_date: 'nächsten Dienstag' })).toMatchObject({
      status: 'unclear',
      code: 'date_ambiguous',
      message:
        'Meinen Sie Dienstag, den vierundzwanzigsten November, um zehn Uhr oder Dienstag, den ersten Dezember, um zehn Uhr?',
      choices: [
        { date: '2026-11-24', time: '10:00' },
        { date: '2026-12-01', time: '10:00' },
      ],
    });
  });
  test('without an appointment named means the only one, and asks which of two', async () => {
    const one = await guest(['2026-12-01']);
    expect(await one.ask('find_slots', { wanted_date: '2026-12-02' })).toMatchObject({
      status: 'slots',
      appointment_id: one.ids[0],
    });
    const two = await guest(['2026-12-01', '2026-12-04']);
    expect(await two.ask('find_slots', { wanted_date: '2026-12-02' })).toMatchObject({ code: 'choose_appointment' });
    expect(await one.ask('cancel_appointment', {})).toMatchObject({ code: 'date_unclear' });
  });
  test('takes the one that was picked by its place', async () => {
    const one = await guest(['2026-12-01', ...fourth(10, 11)]);
    await one.ask('find_slots', { appointment_date: '2026-12-04' });
    expect(await one.ask('find_slots', { appointment_date: 'den zweiten' })).toMatchObject({ appointment_id: one.ids[2] });
  });
});

describe('what is said twice and differently is asked about', () => {
  test.each([
    ['another day in the time', { new_date: '2026-12-14', new_time: '2026-12-15T14:30' }, 'date_ambiguous'],
    ['another hour in the day', { new_date: '2026-12-16T10:00', new_time: 'am 17. um 15 Uhr' }, 'time_unclear'],
    ['midnight, which is how a day is written', { new_date: '2026-12-18T00:00:00' }, 'new_time_missing'],
    ['a placeholder for the time', { new_date: '2026-12-18', new_time: 'null' }, 'new_time_missing'],
    ['a placeholder for the day', { new_date: '{{new_date}}', new_time: '15:00' }, 'date_ambiguous'],
    [
      'another day in the old time',
      { old_time: '2026-12-03T10:00', new_date: '2026-12-18', new_time: '15:00' },
      'date_ambiguous',
    ],
    ['a time that comes twice', { new_date: '2027-10-31', new_time: '02:30' }, 'time_exists_twice'],
  ])('%s', async (_, args, code) => {
    const one = await guest(['2026-12-01']);
    const answer = await one.ask('reschedule_appointment', { old_date: '2026-12-01', ...args });
    expect(answer).toMatchObject({ success: false, status: 'unclear', code });
    expect(await one.touched()).toEqual([]);
  });
  test('with the days to choose from in words', async () => {
    const one = await guest(['2026-12-01']);
    const args = { old_date: '2026-12-01', new_date: '2026-12-14', new_time: '2026-12-15T14:30' };
    expect(await one.ask('reschedule_appointment', args)).toMatchObject({
      message:
        'Meinen Sie Montag, den vierzehnten Dezember, um vierzehn Uhr dreißig oder Dienstag, den fünfzehnten Dezember, um vierzehn Uhr dreißig?',
      choices: [{ date: '2026-12-14' }, { date: '2026-12-15' }],
    });
  });
  test('an hour that comes twice is named once', async () => {
    const one = await guest(['2026-12-01']);
    const answer = await one.ask('reschedule_appointment', {
      old_date: '2026-12-01',
      new_date: '2027-10-31',
      new_time: 'halb drei',
    });
    expect(answer.message).toBe(
      'Meinen Sie Sonntag, den einunddreißigsten Oktober zweitausendsiebenundzwanzig, um zwei Uhr dreißig oder um vierzehn Uhr dreißig?',
    );
  });
  test('what is said twice and alike is done', async () => {
    const one = await guest(['2026-12-01']);
    const args = { old_date: '2026-12-01T00:00:00', new_date: '2026-12-16T10:00', new_time: 'am 16. um zehn' };
    expect(await one.ask('reschedule_appointment', args)).toMatchObject({
      status: 'rescheduled',
      new_date: '2026-12-16',
      new_time: '10:00',
    });
  });
});

test('staff who moves what is cancelled into the past does not hear that it stands', async () => {
  const one = await guest(['2026-12-01']);
  await one.ask('cancel_appointment', { appointment_date: '2026-12-01' });
  const response = await world.api('POST', `/v1/appointments/${one.ids[0]}/reschedule`, {
    company_id: 'salon',
    new_starts_at: '2026-11-01T10:00:00.000Z',
  });
  const body = JSON.stringify(await response.json());
  expect(body).toContain('already_cancelled');
  expect(body).not.toContain('bleibt bestehen');
});

describe('an appointment that is named without a day', () => {
  const cancel = 'cancel_appointment';
  test.each([
    ['meinen nächsten Termin', 0],
    ['den nächste Woche', 1],
    ['meinen Termin um elf', 1],
  ])('"%s" is one of all that are ahead', async (words, index) => {
    const one = await guest(['2026-11-25', '2026-12-01T10:00:00.000Z']);
    expect(await one.ask(cancel, { appointment_date: words })).toMatchObject({
      status: 'cancelled',
      appointment_id: one.ids[index],
    });
    expect(await one.touched()).toEqual([one.ids[index]]);
  });
  test.each(['meinen nächsten Termin', 'den nächste Woche', 'meinen Termin um elf', 'meinen Termin'])(
    '"%s" of somebody who is known by a name alone is nobody’s, and tells nothing',
    async words => {
      const one = await guest(['2026-12-01T10:00:00.000Z']);
      const answer = await world.call(
        cancel,
        { appointment_date: words, customer_name: `Gast Wahl${serial}` },
        { callId: `nobody${serial}` },
      );
      expect(answer).toMatchObject({ success: false, choices: null, appointment_id: null });
      expect(await one.touched()).toEqual([]);
    },
  );
});

// Each way of identifying a caller, by itself and in its order: what it makes of what is known, and what it never does.
import { describe, expect, test } from 'vitest';
import { type Caller, type Evidence, gatherEvidence } from '../../src/calls/identify/evidence.ts';
import {
  byCall,
  byCallData,
  byCompanyAndDay,
  byExactName,
  byNumber,
  byPhonetic,
  tryWays,
} from '../../src/calls/identify/ways.ts';
import type { CustomerWithAppointments, FoundAppointment, KnownCustomer, Lookups } from '../../src/calls/lookups.ts';
import { call as callAggregate } from '../../src/domain/call/call.ts';

const number = '+4915112345678';
const day = { from: new Date('2026-12-01T23:00:00Z'), to: new Date('2026-12-02T23:00:00Z') };
const customer = (id: string, name: string): KnownCustomer => ({ id, name, phone: null });
const eva = customer('1', 'Eva Müller');
const appointment = (customerId: string): FoundAppointment => ({
  id: `of-${customerId}`,
  customerId,
  serviceId: null,
  staffId: null,
  branchId: null,
  startsAt: '2026-12-02T09:00:00.000Z',
  endsAt: '2026-12-02T09:30:00.000Z',
  bookingUid: null,
  awaitingConfirmation: false,
  foundBy: 'customer',
  revision: 0n,
});
const withOne = (known: KnownCustomer): CustomerWithAppointments => ({ customer: known, appointments: [appointment(known.id)] });
const withNone = (known: KnownCustomer): CustomerWithAppointments => ({ customer: known, appointments: [] });

const caller = (more: Partial<Caller> = {}): Caller => ({
  companyId: 'salon',
  callId: 'call',
  call: callAggregate.initial,
  callBegan: new Date('2026-11-23T09:00:00Z'),
  number,
  withheld: false,
  name: undefined,
  callData: { name: undefined, customerId: undefined },
  days: [day],
  times: [],
  operation: 'cancel',
  waysOff: [],
  ...more,
});
const withheld = (more: Partial<Caller> = {}): Caller => caller({ number: undefined, withheld: true, ...more });
const known = (more: Partial<Evidence> = {}): Evidence => ({
  linked: undefined,
  byNumber: [],
  named: [],
  inData: undefined,
  ofDay: [],
  booked: undefined,
  ...more,
});

describe('call: an earlier request of the call was answered for somebody', () => {
  test('it is them, with or without a name that fits', () => {
    expect(byCall(caller(), known({ linked: eva }))).toEqual({ outcome: 'found', customer: eva });
    expect(byCall(caller({ name: 'Frau Dr. Mueller' }), known({ linked: eva }))).toEqual({
      outcome: 'found',
      customer: eva,
      likeness: 1,
    });
  });
  test('another name on the same phone is asked about, and counts from the second time on', () => {
    const other = caller({ name: 'Otto Kurz' });
    expect(byCall(other, known({ linked: eva }))).toEqual({
      outcome: 'name_differs',
      ask: { code: 'name_differs', failure: false },
    });
    const asked = { ...other, call: { ...callAggregate.initial, nameAsked: true } };
    expect(byCall(asked, known({ linked: eva }))).toMatchObject({ ask: { failure: true } });
  });
  test('the name of another customer on the same number is left to the number', () => {
    const both = known({ linked: eva, byNumber: [eva, { id: 'q', name: 'Quirin Zacherl', phone: eva.phone }] });
    expect(byCall(caller({ name: 'Quirin Zacherl' }), both)).toBeUndefined();
    expect(byCall(caller({ name: 'Ottokar Wendelin' }), both)).toMatchObject({ outcome: 'name_differs' });
    expect(byCall(caller(), both)).toEqual({ outcome: 'found', customer: eva });
  });
  test('another name with the exact day and time is left to what has to fit, where the number is theirs', () => {
    const other = caller({ name: 'Otto Kurz', times: ['2026-12-02T09:00:00.000Z'] });
    expect(byCall(other, known({ linked: eva, byNumber: [eva] }))).toMatchObject({ outcome: 'found', isContradicted: true });
    expect(byCall(other, known({ linked: eva }))).toMatchObject({ outcome: 'name_differs' });
    const otto = customer('2', 'Otto Kurz');
    expect(byCall(other, known({ linked: eva, byNumber: [eva, otto] }))).toBeUndefined();
  });
  test('without a link it does not apply', () => expect(byCall(caller(), known())).toBeUndefined());
});

describe('number: whose it is', () => {
  const otto = customer('2', 'Otto Müller');
  const karl = customer('3', 'Karl Özdemir');
  test('one customer, no name: it is them', () =>
    expect(byNumber(caller(), known({ byNumber: [eva] }))).toEqual({ outcome: 'found', customer: eva }));
  test.each([
    ['as written', 'Eva Müller'],
    ['last name first', 'Müller, Eva'],
    ['a title', 'Frau Prof. Dr. Müller'],
    ['the last name alone', 'Müller'],
    ['another spelling', 'Eva Mueller'],
    ['dots lost', 'Eva Muller'],
    ['misheard', 'Eva Miller'],
    ['misheard first name', 'Ewa Müller'],
  ])('a name that fits: %s', (_, name) =>
    expect(byNumber(caller({ name }), known({ byNumber: [eva] }))).toMatchObject({ outcome: 'found', customer: eva }),
  );
  test.each([
    ['Turkish', 'Gülşen Çağlayan', 'Gulsen Caglayan'],
    ['Turkish, dotless i', 'Işıl Yıldız', 'Isil Yildiz'],
    ['Polish', 'Paweł Wójcik', 'Pawel Wojcik'],
    ['Polish, misheard', 'Agnieszka Kowalczyk', 'Agnieschka Kowalczik'],
    ['French', 'Renée Lefèvre', 'Renee Lefevre'],
    ['double name', 'Sabine Müller-Lüdenscheidt', 'Sabine Müller Lüdenscheidt'],
    ['half of a double name', 'Sabine Müller-Lüdenscheidt', 'Frau Lüdenscheidt'],
    ['hyphenated first name', 'Karl-Heinz Becker', 'Karl Heinz Beker'],
    ['the recogniser’s end', 'Berta Sputer', 'Berta Sputa'],
    ['one sound, another spelling', 'Jan Meyer', 'Jan Maier'],
  ])('names of other languages and what recognisers make of them: %s', (_, stored, said) =>
    expect(byNumber(caller({ name: said }), known({ byNumber: [customer('9', stored)] }))).toMatchObject({ outcome: 'found' }),
  );
  test.each([
    ['Möller is not Müller', 'Eva Möller'],
    ['another first name', 'Otto Müller'],
    ['another person', 'Hans Schmidt'],
    ['nothing that is a name', '...'],
  ])('a name that does not fit is asked about once: %s', (_, name) =>
    expect(byNumber(caller({ name }), known({ byNumber: [eva] }))).toEqual({
      outcome: 'name_differs',
      ask: { code: 'name_differs', failure: false },
    }),
  );
  test.each([
    ['somebody of the household', 'Petra Schmidt'],
    ['a first name alone', 'Petra'],
    ['another surname', 'Peter Schmitz'],
    ['another surname alone', 'Herr Schmitz'],
    ['a form of address', 'Frau Schmidt'],
    ['somebody else', 'Otto Kurz'],
  ])('a name that contradicts: asked, and with day and time only what fits exactly is meant: %s', (_, name) => {
    const peter = known({ byNumber: [customer('3', 'Peter Schmidt')] });
    expect(byNumber(caller({ name }), peter)).toMatchObject({ outcome: 'name_differs' });
    const timed = caller({ name, times: ['2026-12-02T09:00:00.000Z'] });
    expect(byNumber(timed, peter)).toMatchObject({ outcome: 'found', isContradicted: true });
    expect(byNumber({ ...timed, days: [] }, peter)).toMatchObject({ outcome: 'name_differs' });
  });
  test('a name that was contradicted is not taken back by saying none', () => {
    const asked = { ...callAggregate.initial, nameDiffers: true };
    const one = known({ byNumber: [eva] });
    expect(byNumber(caller({ call: asked }), one)).toMatchObject({ outcome: 'name_differs' });
    const timed = caller({ call: asked, times: ['2026-12-02T09:00:00.000Z'] });
    expect(byNumber(timed, one)).toEqual({ outcome: 'found', customer: eva, isContradicted: true });
    expect(byNumber(caller({ call: asked, name: 'Eva Müller' }), one)).toEqual({ outcome: 'found', customer: eva, likeness: 1 });
  });
  test('several on one number: the name decides by sound', () => {
    const family = known({ byNumber: [eva, otto, karl] });
    expect(byNumber(caller({ name: 'Ewa Müller' }), family)).toMatchObject({ outcome: 'found', customer: eva });
    expect(byNumber(caller({ name: 'Herr Ozdemir' }), family)).toMatchObject({ outcome: 'found', customer: karl });
  });
  test('several, and the name fits two: nobody is picked; asked once, it counts from the second time on', () => {
    const family = known({ byNumber: [eva, otto, karl] });
    const who = caller({ name: 'Familie Müller' });
    expect(byNumber(who, family)).toEqual({ outcome: 'several', ask: { code: 'name_needed', failure: false } });
    const asked = { ...who, call: { ...callAggregate.initial, nameAsked: true } };
    expect(byNumber(asked, family)).toEqual({ outcome: 'several', ask: { code: 'name_needed', failure: true } });
  });
  test('several, and the name fits none: a guess, which counts at once', () =>
    expect(byNumber(caller({ name: 'Hans Schmidt' }), known({ byNumber: [eva, otto, karl] }))).toEqual({
      outcome: 'name_differs',
      ask: { code: 'name_needed', failure: true },
    }));
  test('several, and the name fits two of which one is exact: it is that one', () => {
    const ewa = customer('4', 'Ewa Müller');
    expect(byNumber(caller({ name: 'Eva Müller' }), known({ byNumber: [ewa, eva] }))).toMatchObject({ customer: eva });
  });
  test('several without a name: asked for it, nothing counted, unless this call is linked to one of them', () => {
    expect(byNumber(caller(), known({ byNumber: [eva, otto] }))).toEqual({
      outcome: 'name_needed',
      ask: { code: 'name_needed', failure: false },
    });
    expect(byNumber(caller(), known({ byNumber: [eva, otto], linked: otto }))).toMatchObject({ customer: otto });
    expect(byNumber(caller(), known({ byNumber: [eva, otto], linked: karl }))).toMatchObject({ outcome: 'name_needed' });
  });
  test('a withheld number is nobody’s', () => expect(byNumber(withheld(), known({ byNumber: [eva] }))).toBeUndefined());
});

describe('phonetic: number unknown to us, and exactly one of the named day and time sounds like it', () => {
  const sputer = customer('5', 'Berta Sputer');
  const move = (name: string, more: Partial<Caller> = {}) =>
    caller({ name, operation: 'reschedule', times: ['2026-12-02T09:00:00.000Z'], ...more });
  test('one: it is her, and how alike the names are is kept', () =>
    expect(byPhonetic(move('Berta Sputa'), known({ ofDay: [eva, sputer] }))).toEqual({
      outcome: 'found',
      customer: sputer,
      likeness: 0.91,
    }));
  test('without a time nobody is looked at', async () => {
    const asked: string[] = [];
    const nobody = () => Promise.resolve([]);
    const queries: Lookups = {
      customerById: () => Promise.resolve(undefined),
      customersByPhone: nobody,
      customersOfNumber: nobody,
      customersByName: nobody,
      customersOfDays(_, days, times) {
        asked.push(...times);
        return Promise.resolve(days.length > 0 ? [sputer] : []);
      },
      justBooked: nobody,
      appointmentsOf: nobody,
      appointmentOfModification: () => Promise.resolve(undefined),
    };
    const without = await gatherEvidence(move('Berta Sputa', { times: [] }), queries);
    expect([without.ofDay, asked]).toEqual([[], []]);
    expect(tryWays(move('Berta Sputa', { times: [] }), without)).toMatchObject({ code: 'customer_not_found', failure: true });
    const timed = await gatherEvidence(move('Berta Sputa'), queries);
    expect([timed.ofDay, asked]).toEqual([[sputer], ['2026-12-02T09:00:00.000Z']]);
  });
  test.each([
    ['Eva Schmitz', 'Eva Schmidt'],
    ['Eva Schuster', 'Eva Schubert'],
    ['Petra Schmidt', 'Peter Schmidt'],
    ['Andrea Schmidt', 'Andreas Schmidt'],
    ['Christine Schmidt', 'Christian Schmidt'],
    ['Eva Hartwig', 'Eva Hartmann'],
    ['Eva Schneider', 'Eva Schröder'],
    ['Eva Krüger', 'Eva Krieger'],
    ['Eva Fischer', 'Eva Fichtner'],
    ['Maria Schmidt', 'Marion Schmidt'],
  ])('two names that many people carry are two, the right day and time or not: %s and %s', (said, stored) =>
    expect(byPhonetic(move(said), known({ ofDay: [customer('7', stored)] }))).toEqual({ outcome: 'nobody' }),
  );
  test('two alike: nobody', () =>
    expect(byPhonetic(move('Berta Sputa'), known({ ofDay: [sputer, customer('6', 'Bertha Sputar')] }))).toEqual({
      outcome: 'several',
    }));
  test.each([
    ['less alike than 85 in a hundred', 'Berta Spaeter'],
    ['a last name alone', 'Sputer'],
    ['another', 'Hans Schmidt'],
    ['first names alone', 'Hans-Peter'],
    ['what half the nobility is called', 'von der'],
    ['a surname missing', 'Ursula von der'],
    ['two names more than hers', 'Berta Sputa Karl Heinz'],
  ])('nobody: %s', (_, name) =>
    expect(
      byPhonetic(
        move(name),
        known({ ofDay: [eva, sputer, customer('10', 'Hans-Peter Müller'), customer('11', 'Ursula von der Leyen')] }),
      ),
    ).toEqual({ outcome: 'nobody' }),
  );
  test.each([
    ['a particle left out', 'Ursula Leyen'],
    ['a first name more', 'Ursula Gertrud von der Leyen'],
    ['misheard', 'Urzula von der Leien'],
  ])('somebody: %s', (_, name) =>
    expect(byPhonetic(move(name), known({ ofDay: [eva, customer('11', 'Ursula von der Leyen')] }))).toMatchObject({
      outcome: 'found',
    }),
  );
  test('who is stored by a surname alone is not known by a sound', () =>
    expect(byPhonetic(move('Eva Müller'), known({ ofDay: [customer('12', 'Müller')] }))).toEqual({ outcome: 'nobody' }));
  test('too many that day to tell apart: nobody', () =>
    expect(byPhonetic(move('Berta Sputa'), known({ ofDay: undefined }))).toEqual({ outcome: 'several' }));
  test.each([
    ['a withheld number', { number: undefined, withheld: true }, {}],
    ['a number that is somebody’s', {}, { byNumber: [eva] }],
    ['no day', { days: [] }, {}],
  ])('it does not apply to %s', (_, who, what) =>
    expect(byPhonetic(move('Berta Sputa', who), known({ ofDay: [sputer], ...what }))).toBeUndefined(),
  );
});

describe('exact_name: the full name, and only one who carries it', () => {
  test('withheld: it is her, with or without an appointment that day', () => {
    const who = withheld({ name: 'Müller, Eva' });
    expect(byExactName(who, known({ named: [withOne(eva)] }))).toMatchObject({ outcome: 'found', customer: eva, likeness: 1 });
    expect(byExactName(who, known({ named: [withNone(eva)] }))).toMatchObject({ outcome: 'found', appointments: [] });
  });
  test('a number unknown to us: only with an appointment that day', () => {
    const who = caller({ name: 'Eva Müller' });
    expect(byExactName(who, known({ named: [withOne(eva)] }))).toMatchObject({ outcome: 'found', customer: eva });
    expect(byExactName(who, known({ named: [withNone(eva)] }))).toEqual({ outcome: 'no_appointment' });
  });
  test('two of one name are nobody, even if only one has an appointment', () =>
    expect(
      byExactName(withheld({ name: 'Eva Müller' }), known({ named: [withOne(eva), withNone(customer('7', 'Eva Mueller'))] })),
    ).toEqual({ outcome: 'several' }));
  test('nobody carries it', () =>
    expect(byExactName(withheld({ name: 'Eva Miller' }), known({ named: [] }))).toEqual({ outcome: 'nobody' }));
  test('without a name, or where the number is somebody’s, it does not apply', () => {
    expect(byExactName(withheld(), known({ named: [withOne(eva)] }))).toBeUndefined();
    expect(byExactName(caller({ name: 'Eva Müller' }), known({ byNumber: [eva], named: [withOne(eva)] }))).toBeUndefined();
  });
});

describe('call_data: what the call brought with it', () => {
  const named = (name: string) => ({ name, customerId: undefined });
  test('a name counts under the rules of an exact name, and only where the caller gave none', () => {
    const who = withheld({ callData: named('Eva Müller') });
    expect(byCallData(who, known({ named: [withOne(eva)] }))).toMatchObject({ outcome: 'found', customer: eva });
    expect(byCallData(who, known({ named: [] }))).toEqual({ outcome: 'nobody' });
    expect(byCallData({ ...who, name: 'Otto Kurz' }, known({ named: [withOne(eva)] }))).toBeUndefined();
    const unknownNumber = caller({ callData: named('Eva Müller') });
    expect(byCallData(unknownNumber, known({ named: [withNone(eva)] }))).toEqual({ outcome: 'no_appointment' });
  });
  test('a customer’s id counts with an appointment that day and a name that fits', () => {
    const who = withheld({ callData: { name: undefined, customerId: eva.id } });
    expect(byCallData(who, known({ inData: withOne(eva) }))).toMatchObject({ outcome: 'found', customer: eva });
    expect(byCallData(who, known({ inData: withNone(eva) }))).toEqual({ outcome: 'no_appointment' });
    expect(byCallData({ ...who, name: 'Otto Kurz' }, known({ inData: withOne(eva) }))).toMatchObject({
      outcome: 'name_differs',
    });
  });
  test('for a move the call’s link comes here', () =>
    expect(tryWays(withheld({ operation: 'reschedule' }), known({ linked: eva }))).toMatchObject({
      kind: 'identified',
      way: 'call_data',
      customer: eva,
    }));
});

describe('company_and_day: who has just booked', () => {
  test('only one such appointment', () => {
    const booked = { customer: eva, appointment: appointment(eva.id) };
    expect(byCompanyAndDay([booked])).toEqual(booked);
    expect(byCompanyAndDay([booked, booked])).toBeUndefined();
    expect(byCompanyAndDay([])).toBeUndefined();
  });
});

describe('in order', () => {
  const all = known({ linked: eva, byNumber: [eva], named: [withOne(eva)], ofDay: [eva] });
  test('a cancellation asks the call first, a move the number', () => {
    expect(tryWays(caller(), all)).toMatchObject({ way: 'call', tried: [{ way: 'call', outcome: 'found' }] });
    expect(tryWays(caller({ operation: 'reschedule' }), all)).toMatchObject({ way: 'number' });
    expect(tryWays(caller({ operation: undefined }), all)).toMatchObject({ way: 'call' });
  });
  test('what was tried is recorded, up to what decided', () => {
    const stranger = caller({ name: 'Eva Müller', operation: 'reschedule', times: ['2026-12-02T09:00:00.000Z'] });
    expect(tryWays(stranger, known({ named: [withOne(eva)], ofDay: [] }))).toEqual({
      kind: 'identified',
      customer: eva,
      way: 'exact_name',
      likeness: 1,
      appointments: [appointment(eva.id)],
      tried: [
        { way: 'number', outcome: 'nobody' },
        { way: 'phonetic', outcome: 'nobody' },
        { way: 'exact_name', outcome: 'found' },
      ],
    });
  });
  test('a question ends it: no later way may answer for the number’s customer', () =>
    expect(
      tryWays(caller({ name: 'Otto Kurz' }), known({ byNumber: [eva], named: [withOne(customer('8', 'Otto Kurz'))] })),
    ).toMatchObject({ kind: 'not_identified', code: 'name_differs', tried: [{ way: 'number', outcome: 'name_differs' }] }));
  test.each(['call', 'number', 'phonetic', 'exact_name', 'call_data'] as const)('%s can be switched off', way => {
    const operation = way === 'phonetic' ? 'reschedule' : 'cancel';
    const who = caller({ operation, name: 'Eva Müller', waysOff: [way] });
    const result = tryWays(who, all);
    expect(result.tried.map(tried => tried.way)).not.toContain(way);
  });
  test('with all of them off nobody is identified', () => {
    const off = caller({ name: 'Eva Müller', waysOff: ['call', 'number', 'phonetic', 'exact_name', 'call_data'] });
    expect(tryWays(off, all)).toEqual({ kind: 'not_identified', code: 'customer_not_found', tried: [], failure: true });
  });
  test('nobody: a withheld number has a sentence of its own, and who gave no name has guessed nothing', () => {
    expect(tryWays(withheld({ name: 'Eva Müller' }), known())).toMatchObject({ code: 'caller_not_identified', failure: true });
    expect(tryWays(caller({ name: 'Eva Müller' }), known())).toMatchObject({ code: 'customer_not_found', failure: true });
    expect(tryWays(withheld(), known())).toMatchObject({ code: 'caller_not_identified', failure: false });
    const brought = withheld({ callData: { name: 'Niemand Bekannt', customerId: undefined } });
    expect(tryWays(brought, known())).toMatchObject({ code: 'caller_not_identified', failure: false });
  });
});

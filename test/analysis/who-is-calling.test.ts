// Who is calling, as a table: way × operation × outcome. Each cell states status, code, events, requests to Cal.com and rows,
// and how the caller was identified.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Asked, both, type Cells, createCells, type Guest, no, type Operation, yes } from '../support/cells.ts';
import type { Watched } from '../support/watch.ts';

let cells: Cells;
beforeAll(async () => {
  cells = await createCells(500);
});
afterAll(() => cells?.close());

const notFound = no('not_found', 'customer_not_found', false);
const notIdentified = no('not_identified', 'caller_not_identified', false);

interface Cell {
  cell: string;
  operations: readonly Operation[];
  given: () => Promise<Asked>;
  /** The way that identified; undefined where nobody was. */
  way: string | undefined;
  answer: 'done' | Watched;
  /** The call went on before, so it has begun already. */
  continued?: boolean;
}

const ways: Cell[] = [
  {
    cell: 'row 1, number: it matches',
    operations: both,
    given: async () => ({ of: await cells.guest() }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 31, number: nobody’s',
    operations: both,
    given: async () => ({ of: await cells.guest(), call: { from: cells.unknownNumber() } }),
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 2, number: with a name that sounds like it',
    operations: both,
    given: async () => ({ of: await cells.guest({ name: 'Berta Sputer' }), args: { customer_name: 'Berta Sputa' } }),
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'row 2, number: with another name',
    operations: both,
    given: async () => ({ of: await cells.guest({ name: 'Berta Sputer' }), args: { customer_name: 'Hans Kurz' } }),
    way: undefined,
    answer: no('not_identified', 'name_differs', false),
  },
  {
    cell: 'row 2, number shared: the name picks by sound',
    operations: both,
    given: async () => {
      const one = await cells.guest({ name: 'Dora Vogel' });
      await cells.guest({ name: 'Emil Vogel', number: one.number, appointment: false });
      return { of: one, args: { customer_name: 'Dora Fogel' } };
    },
    way: 'number',
    answer: 'done',
  },
  {
    cell: 'number shared: no name',
    operations: both,
    given: async () => {
      const one = await cells.guest();
      await cells.guest({ number: one.number, appointment: false, name: 'Zweite Person' });
      return { of: one };
    },
    way: undefined,
    answer: no('not_identified', 'name_needed', false),
  },
  {
    cell: 'call: linked by an earlier request',
    operations: ['cancel'],
    given: async () => linked(await cells.guest({ number: undefined })),
    way: 'call',
    answer: 'done',
    continued: true,
  },
  {
    cell: 'call: linked by an earlier request',
    operations: ['reschedule'],
    given: async () => linked(await cells.guest({ number: undefined })),
    way: 'call_data',
    answer: 'done',
    continued: true,
  },
  {
    cell: 'row 2, phonetic: an unknown number, a misheard name, the right day',
    operations: ['reschedule'],
    given: async () => misheard(),
    way: 'phonetic',
    answer: 'done',
  },
  {
    cell: 'row 2, phonetic: never cancels',
    operations: ['cancel'],
    given: async () => misheard(),
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 2, phonetic: the wrong day',
    operations: ['reschedule'],
    given: async () => ({ ...(await misheard()), day: '2027-10-20' }),
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 2, phonetic: two of that day sound like it',
    operations: ['reschedule'],
    given: async () => {
      const asked = await misheard();
      await cells.guest({ name: 'Klara Sputar', day: asked.of.day });
      return asked;
    },
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'row 3, exact_name: withheld, the exact full name',
    operations: both,
    given: async () => {
      const one = await cells.guest({ number: undefined, name: `Dr. Gül Öztürk${'a'.repeat(cells.next() % 7)}` });
      return { of: one, args: { customer_name: one.name.replace(/^Dr\. (\S+) (\S+)$/, '$2, $1') } };
    },
    way: 'exact_name',
    answer: 'done',
  },
  {
    cell: 'rows 3 and 32, exact_name: withheld, a misheard name',
    operations: both,
    given: async () => ({
      of: await cells.guest({ number: undefined, name: 'Frieda Sputer' }),
      args: { customer_name: 'Frieda Sputa' },
    }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'exact_name: withheld, a name that two carry',
    operations: both,
    given: async () => {
      const one = await cells.guest({ number: undefined, name: 'Anna Doppelt' });
      await cells.guest({ number: undefined, name: 'Anna Doppelt', appointment: false });
      return { of: one, args: { customer_name: 'Anna Doppelt' } };
    },
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'row 32, exact_name: withheld, and no name at all',
    operations: both,
    given: async () => ({ of: await cells.guest({ number: undefined }) }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'exact_name: a number unknown to us, an appointment that day',
    operations: ['cancel'],
    given: async () => {
      const one = await cells.guest();
      return { of: one, args: { customer_name: one.name }, call: { from: cells.unknownNumber() } };
    },
    way: 'exact_name',
    answer: 'done',
  },
  {
    cell: 'exact_name: a number unknown to us, two of that day sound alike and one is exact',
    operations: ['reschedule'],
    given: async () => {
      const one = await cells.guest({ name: 'Lena Spuder' });
      await cells.guest({ name: 'Lena Sputer', day: one.day });
      return { of: one, args: { customer_name: 'Lena Spuder' }, call: { from: cells.unknownNumber() } };
    },
    way: 'exact_name',
    answer: 'done',
  },
  {
    cell: 'exact_name: a number unknown to us, no appointment that day',
    operations: both,
    given: async () => {
      const one = await cells.guest();
      return { of: one, day: '2027-10-21', args: { customer_name: one.name }, call: { from: cells.unknownNumber() } };
    },
    way: undefined,
    answer: notFound,
  },
  {
    cell: 'call_data: the name the call brought with it',
    operations: both,
    given: async () => {
      const one = await cells.guest({ number: undefined, name: `Ida Daten${'b'.repeat(cells.next() % 9)}` });
      return { of: one, call: { data: { customer_name: one.name } } };
    },
    way: 'call_data',
    answer: 'done',
  },
  {
    cell: 'call_data: the name the call brought with it, from a number unknown to us, an appointment that day',
    operations: both,
    given: async () => {
      const one = await cells.guest();
      return { of: one, call: { from: cells.unknownNumber(), data: { customer_name: one.name } } };
    },
    way: 'call_data',
    answer: 'done',
  },
  {
    cell: 'call_data: a name that was never filled in is no guess',
    operations: both,
    given: async () => ({
      of: await cells.guest({ number: undefined }),
      call: { data: { customer_name: '{{customer_name}}' } },
    }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'call_data: the customer the call brought with it',
    operations: both,
    given: async () => {
      const one = await cells.guest({ number: undefined });
      return { of: one, call: { data: { customer_id: one.id } } };
    },
    way: 'call_data',
    answer: 'done',
  },
  {
    cell: 'call_data: the customer the call brought with it has nothing that day',
    operations: both,
    given: async () => {
      const one = await cells.guest({ number: undefined });
      return { of: one, day: '2027-10-22', call: { data: { customer_id: one.id } } };
    },
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'rows 9 and 34, company_and_day: just booked under a second entry of the same name',
    operations: ['cancel'],
    given: async () => namesakes({ justBooked: true }),
    way: 'company_and_day',
    answer: 'done',
  },
  {
    cell: 'row 9, company_and_day: never moves',
    operations: ['reschedule'],
    given: async () => namesakes({ justBooked: true }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'row 9, company_and_day: just booked, but at another time than they named',
    operations: ['cancel'],
    given: async () => {
      const asked = await namesakes({ justBooked: true });
      return { ...asked, args: { ...asked.args, appointment_time: '15:00' } };
    },
    way: 'company_and_day',
    answer: no('choose_appointment', 'choose_appointment', true),
  },
  {
    cell: 'row 9, company_and_day: booked long before the call',
    operations: ['cancel'],
    given: async () => namesakes({ justBooked: false }),
    way: undefined,
    answer: notIdentified,
  },
  {
    cell: 'row 34, company_and_day: the number’s customer has nothing that day, but has just booked as somebody else',
    operations: ['cancel'],
    given: async () => {
      const one = await cells.guest({ name: 'Nora Neugebucht', appointment: false });
      const again = await cells.guest({ name: 'Nora Neugebucht', number: undefined, booked: now() });
      return { of: one, day: again.day, args: { customer_name: 'Nora Neugebucht' }, appointment: again.id };
    },
    way: 'company_and_day',
    answer: 'done',
  },
  {
    cell: 'incident 2, company_and_day: a stranger’s booking of this minute',
    operations: ['cancel'],
    given: async () => {
      const stranger = await cells.guest({ number: undefined, booked: now() });
      return { of: stranger, args: { customer_name: 'Nicht Diese' } };
    },
    way: undefined,
    answer: notIdentified,
  },
];

const now = () => cells.world.clock.now().toISOString();

/** An earlier request of the call has identified its caller by their name. */
async function linked(one: Guest): Promise<Asked> {
  const callId = `linked_${one.id}`;
  await cells.world.call('find_slots', { appointment_date: one.day, customer_name: one.name }, { callId });
  return { of: one, call: { callId } };
}

async function misheard(): Promise<Asked> {
  return {
    of: await cells.guest({ name: 'Klara Sputer' }),
    args: { customer_name: 'Klara Sputa' },
    call: { from: cells.unknownNumber() },
  };
}

/** Two entries of one name; the second has an appointment, booked a moment ago or long before. */
async function namesakes({ justBooked }: { justBooked: boolean }): Promise<Asked> {
  const name = `Toni Zwilling${cells.next()}`;
  await cells.guest({ name, number: undefined, appointment: false });
  const second = await cells.guest({ name, number: undefined, ...(justBooked && { booked: now() }) });
  return { of: second, args: { customer_name: name } };
}

describe.each(ways)('$cell', ({ operations, given, way, answer: wanted, continued }) => {
  test.each(operations)('%s', async operation => {
    const { facts, identified, answer } = await cells.ask(operation, await given());
    const expected = wanted === 'done' ? yes[operation] : wanted;
    expect(facts).toEqual(continued ? { ...expected, call: expected.call.slice(1) } : expected);
    expect(identified?.way).toBe(way);
    if (identified) expect(identified.tried?.at(-1)).toEqual({ way, outcome: 'found' });
    expect(answer.message).not.toMatch(/\{|undefined|null/);
  });
});

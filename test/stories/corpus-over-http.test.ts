// Whole turns of the corpus over HTTP, signed, with stored appointments: the right one is cancelled or moved, and nothing else is touched.
import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corpus, corpusFiles, functionOf, type Utterance } from '../language/corpus/utterances.ts';
import { createWorld, movableClock, type World, zone } from '../support/world.ts';

const lines = { de: '+493012345671', en: '+493012345672' };
const companies = { de: 'turnsde', en: 'turnsen' };
const day = { opens: '09:00', closes: '18:00' };
const hours = { 1: [day], 2: [day], 3: [day], 4: [day], 5: [day], 6: [{ opens: '09:00', closes: '14:00' }] };

const instantOf = (local: string): string =>
  DateTime.fromFormat(local.slice(0, 16), 'yyyy-MM-dd HH:mm', { zone }).toUTC().toISO() ?? '';

/** What this service reads out: all appointments in their order, three at most. */
const isListOfAll = ({ heard, appointments }: Utterance): boolean =>
  heard?.list !== undefined && heard.list.length <= 3 && JSON.stringify(heard.list) === JSON.stringify([...appointments].sort());

/** Turns in the usual hours, after nothing or after a list; for a change. In the order of time, so that the clock never goes back. */
const turns = corpusFiles
  .flatMap(corpus)
  .filter(({ do: what, hours: own, country }) => what !== 'slots' && own === undefined && country === undefined)
  .filter(turn => turn.heard === undefined || isListOfAll(turn))
  .sort((a, b) => a.now.localeCompare(b.now));

/** Every second of those after a list, and every so many of the others. */
const everyNth = (some: readonly Utterance[], nth: number): Utterance[] => some.filter((_, index) => index % nth === 0);
const sampled = [
  ...everyNth(
    turns.filter(({ heard }) => heard !== undefined),
    2,
  ),
  ...everyNth(
    turns.filter(({ heard }) => heard === undefined),
    16,
  ),
].sort((a, b) => a.now.localeCompare(b.now));

let world: World;
let serial = 0;
/** Turns that were to be acted on, and those that were. */
let [toDo, done] = [0, 0];

beforeAll(async () => {
  world = await createWorld({ clock: movableClock(instantOf(sampled[0]?.now ?? '2026-01-01 09:00')) });
  for (const language of ['de', 'en'] as const) {
    await world.company(companies[language], lines[language], { language, hours });
  }
});
afterAll(() => world?.stop());

test('there are at least two hundred turns', () => {
  expect(sampled.length).toBeGreaterThanOrEqual(200);
});

test.each(sampled.map(turn => [`${turn.now} ${turn.do} ${JSON.stringify(turn.args)}`, turn] as const))('%s', async (_, turn) => {
  world.clock.moveTo(instantOf(turn.now));
  serial += 1;
  const companyId = companies[turn.lang];
  const id = `turn${serial}`;
  const number = `+4915112${String(500_000 + serial)}`;
  const ids = turn.appointments.map((_, index) => `${id}n${index + 1}`);
  await world.customer(id, `Gast Turnus${serial}`, number, companyId);
  for (const [index, at] of turn.appointments.entries())
    await world.appointment(ids[index] ?? '', id, instantOf(at), null, {}, companyId);
  await world.settle();
  const options = { from: number, to: lines[turn.lang], callId: `call_${id}` };
  if (turn.heard) await world.call('list_appointments', {}, options);

  const answer = await world.call(functionOf[turn.do], turn.args, options);

  const { right } = turn;
  const meant = typeof right === 'string' ? right : 'from' in right ? right.from : undefined;
  const types = await Promise.all(ids.map(one => world.types(`appointment-${companyId}.${one}`)));
  const touched = ids.filter((_, index) => types[index]?.length !== 1);
  if (meant !== undefined) toDo += 1;
  if (answer.success) {
    done += 1;
    expect(answer.appointment_id).toBe(ids[turn.appointments.indexOf(meant ?? '')]);
    if (typeof right === 'object' && 'to' in right) expect(`${answer.new_date} ${answer.new_time}`).toBe(right.to);
    expect(touched).toEqual([answer.appointment_id]);
  } else expect(touched).toEqual([]);
});

test('most of what was to be done was done', () => {
  // Some were written to be asked about as well.
  expect(done / toDo).toBeGreaterThan(0.7);
});

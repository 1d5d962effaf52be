// Three wrong identifications an hour, counted in the database: exactly, for every instance, and never for somebody else.
import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttemptScope, createLockout } from '../../src/calls/identify/lockout.ts';
import { connectDatabase } from '../../src/platform/postgres/database.ts';
import { migrate } from '../../src/platform/postgres/migrate.ts';
import { emptyDatabase } from '../support/database.ts';

const log = pino({ level: 'silent' });
const now = new Date('2026-11-23T10:00:00.000Z');
const later = (minutes: number, seconds = 0) => new Date(now.getTime() + minutes * 60_000 + seconds * 1_000);
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let connections: ReturnType<typeof connectDatabase>[];
let serial = 0;

beforeAll(async () => {
  database = await emptyDatabase();
  connections = [connectDatabase(database.url, log), connectDatabase(database.url, log)];
  await migrate(connections[0] ?? connectDatabase(database.url, log));
});
afterAll(async () => {
  await Promise.all((connections ?? []).map(connection => connection.destroy()));
  await database?.drop();
});

const instance = (index: number) => createLockout(connections[index] ?? connectDatabase(database.url, log));
function scope(kind: AttemptScope['kind'] = 'number', companyId = 'salon'): AttemptScope {
  serial += 1;
  return { companyId, kind, value: `${kind}-${serial}` };
}
const take = (of: AttemptScope, at = now, key: string = randomUUID(), which = 0) =>
  instance(which).take(of, key, at, { isGuess: true });
async function guess(of: AttemptScope, at = now, key: string = randomUUID(), most?: number) {
  const attempt = await instance(0).take(of, key, at, { isGuess: true, mostFailures: most });
  if (attempt.allowed) await instance(1).fail(of, key, at);
  return attempt;
}
async function fail(of: AttemptScope, times: number, at = now): Promise<void> {
  for (let time = 0; time < times; time += 1) expect((await guess(of, at)).allowed).toBe(true);
}

test('a thousand attempts at once over two instances: exactly three are taken', async () => {
  const one = scope();
  const taken = await Promise.all(Array.from({ length: 1_000 }, (_, index) => take(one, now, randomUUID(), index % 2)));
  expect(taken.filter(({ allowed }) => allowed)).toHaveLength(3);
});

test('a thousand attempts at once of many callers: three of each', async () => {
  const callers = Array.from({ length: 50 }, () => scope());
  const taken = await Promise.all(
    callers.flatMap(caller =>
      Array.from({ length: 20 }, async (_, index) => ({ caller, ...(await take(caller, now, randomUUID(), index % 2)) })),
    ),
  );
  for (const caller of callers) expect(taken.filter(attempt => attempt.caller === caller && attempt.allowed)).toHaveLength(3);
});

test('what one instance has counted another one knows, and one that is started again', async () => {
  const one = scope();
  await fail(one, 3);
  expect((await take(one, now, randomUUID(), 1)).allowed).toBe(false);
  const other = connectDatabase(database.url, log);
  expect((await createLockout(other).take(one, randomUUID(), now, { isGuess: true })).allowed).toBe(false);
  await other.destroy();
});

describe('the hour', () => {
  test('ends an hour after the oldest failure, however often it was tried meanwhile: nobody is locked out for longer', async () => {
    const one = scope();
    await fail(one, 3);
    for (const minute of [1, 10, 30, 59]) {
      expect(await take(one, later(minute))).toMatchObject({ allowed: false, until: later(60), timeNeeded: false });
    }
    expect((await take(one, later(60))).allowed).toBe(true);
  });
  test('slides: with failures at different times each is forgotten after its own hour', async () => {
    const one = scope();
    for (const minute of [0, 20, 40]) expect((await guess(one, later(minute))).allowed).toBe(true);
    expect((await take(one, later(59, 59))).until).toEqual(later(60));
    expect((await guess(one, later(60))).allowed).toBe(true);
    expect((await take(one, later(61))).until).toEqual(later(80));
  });
  test('the same three requests again and again do not begin it again', async () => {
    const one = scope();
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    for (const minute of [0, 20, 40, 59])
      for (const key of keys) expect((await guess(one, later(minute), key)).allowed).toBe(true);
    expect((await take(one, later(59))).allowed).toBe(false);
    expect((await take(one, later(60))).allowed).toBe(true);
  });
  test('after it the rows are swept away, no matter who tries next', async () => {
    const many = Array.from({ length: 20 }, () => scope());
    for (const one of many) await take(one, later(-600));
    for (let attempt = 0; attempt < 10; attempt += 1) await take(scope(), later(-500));
    const old = await connections[0]
      ?.selectFrom('identification_attempts')
      .select('scope')
      .where('attempted_at', '=', later(-600))
      .execute();
    expect(old).toEqual([]);
  });
});

test('success forgets all failures; an attempt given back is none; one request counts once', async () => {
  const one = scope();
  await fail(one, 2);
  await instance(0).clear(one);
  await fail(one, 2);
  const key = randomUUID();
  await take(one, now, key);
  await instance(1).giveBack(one, key);
  const repeated = randomUUID();
  for (const which of [0, 1, 0]) expect((await take(one, now, repeated, which)).allowed).toBe(true);
  await instance(0).fail(one, repeated, now);
  expect((await take(one)).allowed).toBe(false);
});

test('a number locked out here is not locked out there, and a call is not its number', async () => {
  const one = scope();
  await fail(one, 3);
  expect((await take({ ...one, companyId: 'bakery' })).allowed).toBe(true);
  expect((await take({ ...one, kind: 'call' })).allowed).toBe(true);
});

test('a company may allow more, or fewer', async () => {
  const strict = scope();
  expect((await guess(strict, now, randomUUID(), 1)).allowed).toBe(true);
  expect((await instance(0).take(strict, randomUUID(), now, { isGuess: true, mostFailures: 1 })).allowed).toBe(false);
  const lenient = scope();
  for (let attempt = 0; attempt < 5; attempt += 1) expect((await guess(lenient, now, randomUUID(), 5)).allowed).toBe(true);
  expect((await instance(0).take(lenient, randomUUID(), now, { isGuess: true, mostFailures: 5 })).allowed).toBe(false);
});

test('twenty failures of withheld numbers in an hour: from then on the time is asked for, of them and in this company alone', async () => {
  const at = later(10_000);
  for (let call = 0; call < 20; call += 1)
    expect(await guess(scope('call', 'guessed'), at)).toMatchObject({ allowed: true, timeNeeded: false });
  expect(await take(scope('call', 'guessed'), at)).toMatchObject({ allowed: true, timeNeeded: true });
  expect(await take(scope('number', 'guessed'), at)).toMatchObject({ timeNeeded: false });
  expect(await take(scope('call', 'spared'), at)).toMatchObject({ timeNeeded: false });
  expect(await take(scope('call', 'guessed'), later(10_060))).toMatchObject({ timeNeeded: false });
});

describe('a caller who guesses nothing', () => {
  const look = (of: AttemptScope, key: string = randomUUID()) => instance(0).take(of, key, now, { isGuess: false });
  const counted = async (of: AttemptScope): Promise<number> => {
    const free = [];
    for (let next = await take(of); next.allowed; next = await take(of)) free.push(next);
    return 3 - free.length;
  };

  test('is not counted, however often they call', async () => {
    const one = scope();
    for (let call = 0; call < 5; call += 1) expect(await look(one)).toMatchObject({ outcome: 'taken', leavesTrace: false });
    expect(await counted(one)).toBe(0);
  });
  test('is counted beside the failures of others, so that a success forgets them', async () => {
    const one = scope();
    await fail(one, 1);
    expect(await look(one)).toMatchObject({ outcome: 'taken', leavesTrace: true });
  });
  test('is locked out as everybody is', async () => {
    const one = { ...scope(), callId: 'the call' };
    await fail(one, 3);
    expect(await look(one)).toMatchObject({ outcome: 'call_locked', leavesTrace: true });
    expect(await look({ ...one, callId: 'another call' })).toMatchObject({ outcome: 'number_locked', leavesTrace: true });
  });
  test('whose guess turns out wrong all the same is counted then', async () => {
    const one = scope();
    const key = randomUUID();
    await look(one, key);
    await instance(1).fail(one, key, now);
    expect(await counted(one)).toBe(1);
  });
});

describe('attempts in flight', () => {
  test('are no failures: a fourth is to wait, and is let in as soon as one of them ends without a wrong guess', async () => {
    const one = scope();
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    for (const key of keys) expect(await take(one, now, key)).toMatchObject({ outcome: 'taken' });
    expect(await take(one)).toMatchObject({ outcome: 'under_way', allowed: false });
    await instance(1).giveBack(one, keys[0] ?? '');
    expect(await take(one)).toMatchObject({ outcome: 'taken' });
  });
  test('that all fail lock out the attempts that waited', async () => {
    const one = scope();
    const keys = [randomUUID(), randomUUID(), randomUUID()];
    for (const key of keys) await take(one, now, key);
    for (const key of keys) await instance(1).fail(one, key, now);
    expect(await take(one)).toMatchObject({ outcome: 'number_locked', until: later(60) });
  });
  test('whose process died, or whose request had a fault, say nothing half a minute later', async () => {
    const one = scope();
    for (let attempt = 0; attempt < 3; attempt += 1) await take(one);
    expect(await take(one, later(0, 29))).toMatchObject({ outcome: 'under_way' });
    expect(await take(one, later(0, 31))).toMatchObject({ outcome: 'taken' });
  });
  test('of withheld callers do not make the next one name the time', async () => {
    const at = later(20_000);
    for (let call = 0; call < 25; call += 1) await take(scope('call', 'busy'), at);
    expect(await take(scope('call', 'busy'), at)).toMatchObject({ allowed: true, timeNeeded: false });
  });
});

describe('a number and its call', () => {
  test('who fails three times in a call is locked out of it; from the number’s next call more has to be proved', async () => {
    const one = { ...scope(), callId: 'three times' };
    await fail(one, 3);
    expect(await take(one)).toMatchObject({ outcome: 'call_locked', until: later(60) });
    expect(await take({ ...one, callId: 'owner' })).toMatchObject({ outcome: 'number_locked' });
  });
  test('failures of several calls lock the number, and each of them goes on to its own three', async () => {
    const one = scope();
    for (const callId of ['a', 'b', 'c']) await fail({ ...one, callId }, 1);
    const again = { ...one, callId: 'a' };
    const keys = [randomUUID(), randomUUID()];
    for (const key of keys) {
      expect(await take(again, now, key)).toMatchObject({ outcome: 'number_locked' });
      await instance(0).fail(again, key, now);
    }
    expect(await take(again)).toMatchObject({ outcome: 'call_locked' });
  });
  test('a success clears the number and its own call, staff clears all calls from the number', async () => {
    const one = scope();
    await fail({ ...one, callId: 'guessing' }, 3);
    await instance(0).clear({ ...one, callId: 'owner' });
    expect(await take({ ...one, callId: 'guessing' })).toMatchObject({ outcome: 'call_locked' });
    expect(await take({ ...one, callId: 'owner' })).toMatchObject({ outcome: 'taken' });
    await instance(0).clear(one);
    expect(await take({ ...one, callId: 'guessing' })).toMatchObject({ outcome: 'taken' });
  });
});

// A stall of the database is nobody's wrong guess: a caller who calls while it lasts is served when it ends.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let holder: Client;
const number = '+4915112340001';
beforeAll(async () => {
  world = await createWorld();
  await world.customer('340', 'Hansi Hinterseher', number);
  await world.settle();
  holder = new Client({ connectionString: world.databaseUrl });
  await holder.connect();
});
afterAll(async () => {
  await holder?.end();
  await world?.stop();
});

const attempts = async () => (await world.sql('select 1 from identification_attempts where number_scope is null')).length;

test('four calls from one number at once are all served, though none of them could be decided for a while', async () => {
  await holder.query('begin; lock table customers in access exclusive mode');
  const calls = Array.from({ length: 4 }, (_, index) =>
    world.call('list_appointments', { customer_name: 'Hansi Hinterseher' }, { from: number, callId: `stalled_${index}` }),
  );
  while ((await attempts()) < 3) await new Promise(resolve => setImmediate(resolve));
  await holder.query('commit');
  expect((await Promise.all(calls)).map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'nothing_listed'));
  expect(await attempts()).toBe(0);
});

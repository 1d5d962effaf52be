// The instance that takes Cal.com's webhooks stands still. Cal.com waits for it before it answers anybody, so that every change runs
// out of time; the callers of the other instance are served all the same, and none hears that the calendar cannot be reached.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxKeyOf } from '../../src/app/servers.ts';
import type { Answer } from '../../src/calls/answer/answer.ts';
import { createWorld, retellKey, uidFor, type World } from '../support/world.ts';
import { eventually, type Service, startService } from './killable-service.ts';

/** More than the circuit takes in a row, of either kind. */
const callersOfAWave = 7;

let world: World;
let frozen: Service;
let dataDir: string;
beforeAll(async () => {
  world = await createWorld({
    replyBudgetMs: 8_000,
    secretsOf: () => ({
      retellApiKeys: [retellKey],
      calcomApiKey: sandboxKeyOf('salon'),
      calcomWebhookSecrets: [],
    }),
  });
  dataDir = await mkdtemp(join(tmpdir(), 'rebook-frozen-'));
  frozen = await startService(world.clock, {
    dataDir,
    databaseUrl: world.databaseUrl,
    eventstoreUrl: world.rebook.servers.eventStoreUrl,
    calcomBaseUrl: world.sandbox.url,
    calcomApiKey: sandboxKeyOf('salon'),
    replyBudgetMs: 8_000,
    now: world.clock.now().toISOString(),
  });
  world.sandbox.connectWebhooks({ urlOf: () => `${frozen.address}/calcom/webhook/salon`, secretOf: () => 'secret' });
  world.sandbox.setRateLimit('unlimited');
}, 240_000);
afterAll(async () => {
  frozen?.thaw();
  await frozen?.kill();
  await world?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

let serial = 0;
async function booked() {
  serial += 1;
  const id = `f${serial}`;
  const number = `+49151777770${String(serial).padStart(2, '0')}`;
  const day = `2026-12-${String(serial).padStart(2, '0')}`;
  await world.customer(id, `Gast ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[serial]}wald`, number);
  await world.appointment(id, id, `${day}T10:00:00.000Z`);
  return { id, number, day, stream: `appointment-salon.${id}` };
}
type Booked = Awaited<ReturnType<typeof booked>>;

const change = (one: Booked, index: number): Promise<Answer> =>
  index % 2 === 0
    ? world.call('reschedule_appointment', { old_date: one.day, new_date: one.day, new_time: '15:00' }, { from: one.number })
    : world.call('cancel_appointment', { appointment_date: one.day }, { from: one.number });

const looksAt = (ones: Booked[]) =>
  world.sandbox
    .requests()
    .filter(({ operation, path }) => operation === 'get' && ones.some(({ id }) => path.includes(uidFor(id))));

test('no caller of the other instance hears calendar_unavailable, and every change is made', { timeout: 240_000 }, async () => {
  const all: Booked[] = [];
  for (let index = 0; index < 2 * callersOfAWave; index += 1) all.push(await booked());
  const [first, second] = [all.slice(0, callersOfAWave), all.slice(callersOfAWave)];
  await world.settle();
  frozen.freeze();
  const early = await Promise.all(first.map(change));
  // Each of them has run out of time by then, and has been looked at.
  await eventually(async () => {
    for (const one of first) expect(looksAt([one])).not.toEqual([]);
  }, 60_000);
  const late = await Promise.all(second.map(change));
  const heard = [...early, ...late].map(({ status }) => status);
  expect(heard.filter(status => status === 'calendar_unavailable')).toEqual([]);
  expect(heard).toHaveLength(2 * callersOfAWave);
  frozen.thaw();
  await eventually(async () => {
    for (const [index, one] of all.entries()) {
      const made = (index % callersOfAWave) % 2 === 0 ? 'CalendarBookingRescheduled' : 'CalendarBookingCancelled';
      expect((await world.types(one.stream)).at(-1)).toBe(made);
    }
  }, 90_000);
});

// The list of what is pending, where more is pending than one page holds: nothing on it is out of reach.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCommand } from '../../support/run-command.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
const waiting = 1_100;

beforeAll(async () => {
  world = await createWorld({ companies: ['bakery'] });
  // Their next try is far away: nobody works on them.
  await world.sql(
    `insert into calendar_jobs (modification_id, company_id, appointment_id, kind, state, code, attempts, due_at, requested_at)
    select gen_random_uuid(), case when n = 7 then 'bakery' else 'salon' end, 'a' || n, 'cancel', 'retry',
      case when n > $1 then 'operator_needed' else 'timeout' end, 1, '2099-01-01', '2026-11-01'::timestamptz + n / 3 * interval '1 second'
    from generate_series(1, $1 + 2) n`,
    [waiting],
  );
});
afterAll(() => world?.stop());

const pageSchema = z.object({
  pending: z.array(z.object({ appointment_id: z.string(), state: z.string() })),
  next: z.string().nullable(),
});
async function page(query: Record<string, string>) {
  const response = await world.api('GET', `/v1/pending?${new URLSearchParams(query)}`);
  return pageSchema.parse(await response.json());
}
const program = (...args: string[]) => runCommand(world, ['pending', ...args]);

describe('the list of what is pending', () => {
  it('gives what waits for a decision, whatever else has waited longer', async () => {
    const { pending, next } = await page({ state: 'operator_needed' });
    expect(pending.map(one => one.appointment_id).sort()).toEqual([`a${waiting + 1}`, `a${waiting + 2}`]);
    expect(next).toBeNull();
  });

  it('is read page by page, each of them once, the oldest first', async () => {
    const read: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { pending, next }: z.infer<typeof pageSchema> = await page({
        limit: '400',
        state: 'waiting',
        company: 'salon',
        ...(cursor && { cursor }),
      });
      read.push(...pending.map(one => one.appointment_id));
      cursor = next;
    }
    expect(read).toHaveLength(waiting - 1);
    expect(new Set(read).size).toBe(waiting - 1);
    expect(read.slice(0, 2).sort()).toEqual(['a1', 'a2']);
    expect(read).not.toContain('a7');
  });

  it('refuses a cursor that is none of its own, and a filter it does not have', async () => {
    const foreign = Buffer.from(JSON.stringify(['2026-11-01T00:00:00+01:00', 'x'])).toString('base64url');
    for (const query of [{ cursor: foreign }, { kind: 'cancel' }]) {
      const { status } = await world.api('GET', `/v1/pending?${new URLSearchParams(query)}`);
      expect(status).toBe(400);
    }
  });

  it('is printed whole', async () => {
    const listed = await program('--company', 'salon');
    expect(listed.exitCode).toBe(0);
    expect(listed.out).toContain(`${waiting + 1} pending, 2 of them wait for a decision`);
    expect(listed.out).toContain('"rebook pending --help" says how to decide');
    const printed = z.array(z.unknown()).parse(JSON.parse((await program('--json')).out));
    expect(printed).toHaveLength(waiting + 2);
  });
});

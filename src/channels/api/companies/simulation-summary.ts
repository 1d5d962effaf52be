// What a simulation found, in figures: which answers would have been others, what fees would have come in, and examples.
import { z } from 'zod';
import type { Outcome, Simulated } from '../../../audit/simulate.ts';
import { moneySchema } from '../../../domain/values.ts';

const mostExamples = 20;
const outcomeSchema = z.object({ code: z.string(), fee: moneySchema.nullable() });

export const simulationSchema = z.object({
  /** Decided again; those that rest on no recorded facts are not among them. */
  considered: z.number(),
  /** True where there were more than could be considered: the latest were. */
  truncated: z.boolean(),
  changed: z.number(),
  groups: z.array(z.object({ operation: z.string(), was: z.string(), would: z.string(), count: z.number() })),
  /** What would have been charged, beside what was. */
  fees: z.array(z.object({ currency: z.string(), was_cents: z.number(), would_cents: z.number() })),
  examples: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      appointment_id: z.string(),
      operation: z.string(),
      at: z.string(),
      was: outcomeSchema,
      would: outcomeSchema,
    }),
  ),
});

/** `truncated` tells whether there were more cases than these. */
export function summaryOf(simulated: Simulated[], truncated: boolean): z.infer<typeof simulationSchema> {
  const changed = simulated.filter(({ was, would }) => was.code !== would.code || centsOf(was) !== centsOf(would));
  return {
    considered: simulated.length,
    truncated,
    changed: changed.length,
    groups: groupsOf(changed),
    fees: feesOf(simulated),
    examples: changed.slice(0, mostExamples).map(({ past, was, would }) => ({
      kind: past.kind,
      id: past.id,
      appointment_id: past.appointmentId,
      operation: past.operation,
      at: past.at,
      was,
      would,
    })),
  };
}

const centsOf = ({ fee }: Outcome): number => fee?.amountCents ?? 0;

function groupsOf(changed: Simulated[]) {
  const groups = new Map<string, { operation: string; was: string; would: string; count: number }>();
  for (const { past, was, would } of changed) {
    const key = `${past.operation} ${was.code} ${would.code}`;
    const group = groups.get(key) ?? { operation: past.operation, was: was.code, would: would.code, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function feesOf(simulated: Simulated[]) {
  const currencies = new Set(simulated.flatMap(({ was, would }) => [was, would].flatMap(({ fee }) => fee?.currency ?? [])));
  const sum = (outcomes: Outcome[], currency: string) =>
    outcomes.reduce((cents, { fee }) => cents + (fee?.currency === currency ? fee.amountCents : 0), 0);
  return [...currencies].map(currency => ({
    currency,
    was_cents: sum(
      simulated.map(({ was }) => was),
      currency,
    ),
    would_cents: sum(
      simulated.map(({ would }) => would),
      currency,
    ),
  }));
}

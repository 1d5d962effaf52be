// What a simulation found, in figures: which answers would have been others, what fees would have come in, and examples.
import { z } from 'zod';
import type { Outcome, Simulated } from '../../../audit/simulate.ts';
import { toApi } from '../field-names.ts';
import { money } from '../schemas/values.ts';

const mostExamples = 20;
const outcomeSchema = z.object({ code: z.string(), fee: money.nullable() });

export const simulationSchema = z.object({
  considered: z.number().describe('Decided again; those that rest on no recorded facts are not among them.'),
  truncated: z.boolean().describe('True where there were more than could be considered: the latest were.'),
  changed: z.number(),
  groups: z.array(z.object({ operation: z.string(), was: z.string(), would: z.string(), count: z.number() })),
  fees: z
    .array(z.object({ currency: z.string(), was_cents: z.number(), would_cents: z.number() }))
    .describe('What would have been charged, beside what was.'),
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

export const simulationExample = {
  considered: 40,
  truncated: false,
  changed: 1,
  groups: [{ operation: 'cancel', was: 'cancelled', would: 'too_late_to_cancel', count: 1 }],
  fees: [{ currency: 'EUR', was_cents: 500, would_cents: 0 }],
  examples: [
    {
      kind: 'modification',
      id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
      appointment_id: '640',
      operation: 'cancel',
      at: '2026-11-23T11:30:00.000Z',
      was: { code: 'cancelled', fee: { amount_cents: 500, currency: 'EUR' } },
      would: { code: 'too_late_to_cancel', fee: null },
    },
  ],
};

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
      was: outcomeToApi(was),
      would: outcomeToApi(would),
    })),
  };
}

const outcomeToApi = ({ code, fee }: Outcome): z.infer<typeof outcomeSchema> => ({ code, fee: fee && toApi(fee) });

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

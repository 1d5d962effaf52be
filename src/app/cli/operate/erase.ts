// `rebook erase`: erases what is personal of a customer, and prints what it does not reach.
import type { Command } from 'commander';
import { z } from 'zod';
import { type ApiOptions, ask, keyOption } from '../api-client.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

const erasureSchema = z.object({
  customer_id: z.string(),
  records: z.array(z.string()),
  state: z.enum(['erased', 'waiting']),
  waiting_for: z.array(z.object({ kind: z.string(), appointment_id: z.string().nullable(), stream: z.string().nullable() })),
  not_erased: z.object({
    calendar_bookings: z.array(z.object({ appointment_id: z.string(), booking_uid: z.string(), url: z.string() })),
    messages_sent: z.array(z.object({ notification_id: z.string(), sent_at: z.string() })),
    events_in_the_clear: z.number(),
  }),
});
type Erasure = z.infer<typeof erasureSchema>;

interface Options extends ApiOptions {
  company: string;
  reasonCode: string;
  json?: boolean;
}

/** Calls of nobody are read through, which takes long where there are many. */
const timeoutMs = 10 * 60_000;

export function addErase(program: Command, terminal: Terminal): void {
  program
    .command('erase')
    .argument('<customer>', 'id of the record; records merged with it are erased as well')
    .requiredOption('--company <id>', 'the company whose customer it is')
    .requiredOption('--reason-code <code>', 'why; it stays on record')
    .option('--url <url>', 'address of the service')
    .addOption(keyOption())
    .option('--json', 'print the answer as JSON')
    .addHelpText(
      'after',
      `
It needs an admin's key and cannot be taken back. Times, terms, fees and decisions stay. While a change of theirs is pending they are only
hidden from every search; the service erases them once it is settled. Exit code 1: it waits.

Example:
  rebook erase 340 --company salon --reason-code asked_for`,
    )
    .action(async (customer: string, options: Options) => {
      const erased = await ask(
        configurationOf(terminal),
        options,
        {
          method: 'DELETE',
          path: `/v1/customers/${encodeURIComponent(customer)}/personal-data?${new URLSearchParams({ company: options.company, reason_code: options.reasonCode })}`,
          timeoutMs,
        },
        erasureSchema,
      );
      terminal.out(options.json ? printable(erased) : readable(erased));
      if (erased.state === 'waiting') throw new CommandFailed();
    });
}

function readable({ customer_id: id, records, state, waiting_for: waits, not_erased: others }: Erasure): string {
  const who = records.length > 1 ? `customer ${id}, with ${records.length - 1} merged` : `customer ${id}`;
  const bookings = others.calendar_bookings.map(({ appointment_id, url }) => [appointment_id, url]);
  return [
    state === 'erased' ? `${who}: erased` : `${who}: found by no search any more, and erased once this has ended:`,
    ...waits.map(({ kind, appointment_id, stream }) => `  ${kind} ${appointment_id ?? stream ?? ''}`),
    ...(bookings.length > 0
      ? ['', 'Left at the calendar, to be deleted there:', table(['APPOINTMENT', 'BOOKING'], bookings)]
      : []),
    ...(others.messages_sent.length > 0 ? ['', `${others.messages_sent.length} messages had been sent already`] : []),
    ...(others.events_in_the_clear > 0
      ? [
          '',
          `${others.events_in_the_clear} events of theirs were written before there were keys: these words stay in the event store`,
        ]
      : []),
  ].join('\n');
}

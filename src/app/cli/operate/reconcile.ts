// `rebook reconcile`: compares the bookings at the calendar with ours, and repairs what no webhook has reported.
import type { Command } from 'commander';
import { z } from 'zod';
import { type ApiOptions, ask, keyOption } from '../api-client.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

const reportSchema = z.object({
  companies: z.array(z.object({ company_id: z.string(), bookings: z.number(), complete: z.boolean() })),
  running: z.array(z.string()).default([]),
  findings: z.array(
    z.object({
      company_id: z.string(),
      appointment_id: z.string().nullable(),
      booking_uid: z.string(),
      kind: z.string(),
      action: z.string(),
    }),
  ),
});
type Report = z.infer<typeof reportSchema>;

/** Long enough to list every booking of a calendar that gives 250 a request and lets two requests through a second. */
const timeoutMs = 30 * 60_000;

export function addReconcile(program: Command, terminal: Terminal): void {
  program
    .command('reconcile')
    .option('--company <id>', 'one company (default: all the key is for)')
    .option('--since <time>', 'only bookings that changed since, ISO 8601 (default: all to come)')
    .option('--url <url>', 'address of the service')
    .addOption(keyOption())
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
A running service does this by itself every RECONCILE_MINUTES. What could be repaired is repaired by events, so a second
run finds nothing of it. Exit code 1: something is left for people to decide (not what an operator has decided to keep), or
the calendar did not list all, or a company was being reconciled already.`,
    )
    .action(async (options: ApiOptions & { company?: string; since?: string; json?: boolean }) => {
      const body = {
        ...(options.company !== undefined && { company: options.company }),
        ...(options.since !== undefined && { updated_after: options.since }),
      };
      const report = await ask(
        configurationOf(terminal),
        options,
        { path: '/v1/reconciliations', body, timeoutMs },
        reportSchema,
      );
      terminal.out(options.json ? printable(report) : readable(report));
      const left = report.findings.some(({ action, kind }) => action === 'reported' && kind !== 'kept_by_operator');
      if (left || report.running.length > 0 || report.companies.some(one => !one.complete)) throw new CommandFailed();
    });
}

function readable({ companies, findings, running }: Report): string {
  const bookings = companies.reduce((sum, one) => sum + one.bookings, 0);
  const unread = companies.filter(({ complete }) => !complete).map(one => one.company_id);
  const rows = findings.map(one => [one.company_id, one.appointment_id ?? '-', one.booking_uid, one.kind, one.action]);
  return [
    ...(findings.length > 0 ? [table(['COMPANY', 'APPOINTMENT', 'BOOKING', 'FOUND', 'DONE'], rows), ''] : []),
    `${bookings} bookings of ${companies.length} companies compared, ${findings.length === 0 ? 'no difference' : `${findings.length} found`}`,
    ...(running.length > 0 ? [`being reconciled already, and left out: ${running.join(', ')}`] : []),
    ...(unread.length > 0
      ? [`The calendar did not list all bookings of ${unread.join(', ')}; run it again once the calendar answers (rebook status)`]
      : []),
  ].join('\n');
}

// `rebook pending`: lists changes without an outcome at the calendar, and which of them wait for a decision.
import type { Command } from 'commander';
import { z } from 'zod';
import type { Config } from '../../config/config.ts';
import { type ApiOptions, ask, keyOption } from '../api-client.ts';
import { configurationOf } from '../configuration.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

const pageSchema = z.object({
  next: z.string().nullable(),
  pending: z.array(
    z.looseObject({
      company_id: z.string(),
      modification_id: z.string(),
      appointment_id: z.string(),
      kind: z.string(),
      state: z.string(),
      code: z.string().nullable(),
      reason: z.string().nullish(),
      attempts: z.number(),
      age_seconds: z.number(),
      due_at: z.string().nullable(),
      starts_at: z.string().nullable(),
      new_starts_at: z.string().nullable(),
    }),
  ),
});
type Pending = z.infer<typeof pageSchema>['pending'][number];

interface Options extends ApiOptions {
  company?: string;
  json?: boolean;
}

/** As many as the service gives at once. */
const onPage = 500;

export function addPending(program: Command, terminal: Terminal): void {
  program
    .command('pending')
    .option('--company <id>', 'of one company')
    .option('--url <url>', 'address of the service')
    .addOption(keyOption())
    .option('--json', 'print the list as JSON')
    .addHelpText(
      'after',
      `
States: waiting and deferred go on by themselves. calendar_refused was taken back: its reason says what to put right at the calendar, and
POST /v1/notifications/:id/done ends the entry. operator_needed and booking_uid_unknown wait for a decision:
  POST /v1/appointments/:id/resolve {"company_id", "modification_id", "resolution", "reason_code"}
  keep: it stands, whatever the calendar has. revert: it is taken back. take_calendar: what the calendar has now counts.
  "booking_uid" names the booking where it is not known which one it is (codes booking_not_found, booking_uid_unknown).`,
    )
    .action(async (options: Options) => {
      const pending = await allPending(configurationOf(terminal), options);
      terminal.out(options.json ? printable(pending) : readable(pending));
    });
}

/** Page by page: the one that waits for a decision may be the last. */
async function allPending(config: Config, options: Options): Promise<Pending[]> {
  const pending: Pending[] = [];
  let next: string | null = null;
  do {
    const query = new URLSearchParams({
      limit: String(onPage),
      ...(options.company !== undefined && { company: options.company }),
      ...(next !== null && { cursor: next }),
    });
    const page: z.infer<typeof pageSchema> = await ask(config, options, { path: `/v1/pending?${query}` }, pageSchema);
    pending.push(...page.pending);
    next = page.next;
  } while (next !== null);
  return pending;
}

function readable(pending: Pending[]): string {
  if (pending.length === 0) return 'nothing is pending';
  const header = [
    'COMPANY',
    'APPOINTMENT',
    'CHANGE',
    'STATE',
    'SINCE',
    'TRIES',
    'LAST CODE',
    'STARTS AT',
    'MOVES TO',
    'NEXT',
    'MODIFICATION',
  ];
  const rows = pending.map(one => [
    one.company_id,
    one.appointment_id,
    one.kind,
    one.state,
    ageOf(one.age_seconds),
    String(one.attempts),
    one.reason ? `${one.code} (${one.reason})` : (one.code ?? '-'),
    minuteOf(one.starts_at),
    minuteOf(one.new_starts_at),
    minuteOf(one.due_at),
    one.modification_id,
  ]);
  const waiting = pending.filter(({ state }) => state !== 'waiting' && state !== 'deferred').length;
  const how = waiting > 0 ? '\n"rebook pending --help" says how to decide' : '';
  return `${table(header, rows)}\n\n${pending.length} pending, ${waiting} of them wait for a decision (times in UTC)${how}`;
}

const minuteOf = (instant: string | null): string => (instant === null ? '-' : `${instant.slice(0, 16)}Z`);

function ageOf(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

// `rebook import`: customers and appointments from an export.
import { stat } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { Fault } from '../../../domain/fault.ts';
import { keyOption, operatorKey } from '../api-client.ts';
import { CommandFailed } from '../command-failed.ts';
import { configurationOf } from '../configuration.ts';
import { progressBar } from '../progress-bar.ts';
import { serviceAddress } from '../send-request.ts';
import { printable, type Terminal } from '../terminal.ts';
import { type ImportReport, runImport } from './run.ts';
import type { Encoding } from './source.ts';
import { serviceTarget } from './target.ts';

const formats = `
The file is CSV (comma, semicolon or tab; the first line names the columns) or JSON Lines (.jsonl, .ndjson), UTF-8 unless
--encoding says otherwise. A row with starts_at is an appointment, any other a customer; a column kind (customer, appointment) decides
where it is there. Columns that are not named here are ignored; empty ones say nothing.

Customers:
  name            first and last name (needed)
  phone           +43… or as dialled in the country of its branch, else of the company; what is
                  no number is left out, and its line is named
  email
  external_id     the id in the system the export comes from
  id              the id in Rebook, where it should be a certain one: letters, digits, _ and -, up to 64

Appointments:
  starts_at       2026-03-05T14:00, 2026-03-05T14:00:00+01:00 or 05.03.2026 14:00; local time without an offset (needed)
  ends_at         the same, or
  minutes         how long it lasts (one of the two is needed)
  customer        external_id of its customer, or
  customer_id     the customer's id in Rebook, or
  name, phone, email   the customer in person, who is imported as well (one of the three is needed)
  time_zone       where it differs from the company's
  branch, service, staff     ids as set up in the company
  price, currency            45,00 or 45.00, and EUR
  status          pending, scheduled, confirmed, booked
  booking_uid, booking_numeric_id, calendar_service_id     the booking at the calendar
  form            single, seated, recurring: of that booking; left out, it is looked at before it is changed
  booked_at       when it was booked
  external_id, id            as for customers

It goes through the API of a running service. Ids are derived from the company and external_id (without one, from what the
row says), so a file may be imported again: what is there stays, what is new is added, and a customer's changed contact is
changed. A customer without an id is the one with that number, else that e-mail, and a name that fits, or a new one. Lines that cannot be imported are listed by number, and the rest is imported; the exit code is then 1.

Example:
  rebook import examples/customers.csv --company salon`;

interface ImportOptions {
  company: string;
  url?: string;
  key?: string;
  encoding: Encoding;
  dryRun?: boolean;
  json?: boolean;
}

export function addImport(program: Command, terminal: Terminal): void {
  program
    .command('import')
    .argument('<file>', 'CSV or JSON Lines')
    .requiredOption('--company <id>', 'the company they belong to')
    .option('--url <url>', 'address of the service')
    .addOption(keyOption())
    .addOption(new Option('--encoding <name>', 'of the file').choices(['utf8', 'latin1']).default('utf8'))
    .option('--dry-run', 'check every line and import nothing')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', formats)
    .action(async (file: string, options: ImportOptions) => {
      const config = configurationOf(terminal);
      const key = operatorKey(config, options.key);
      const { size } = await stat(file).catch(() => {
        throw new Fault('import_file_unreadable', 'the file cannot be read');
      });
      const target = serviceTarget(await serviceAddress(config, options.url), key, terminal.clock);
      const settings = await target.settings(options.company);
      const progress = progressBar(terminal, 'importing');
      try {
        const { encoding, dryRun = false } = options;
        const report = await runImport({
          file,
          encoding,
          settings,
          target,
          dryRun,
          onProgress: done => progress.update(done, size * 2),
        });
        progress.stop();
        terminal.out(options.json ? printable(report) : readable(report, dryRun));
        if (report.failed.length > 0) throw new CommandFailed();
      } finally {
        progress.stop();
      }
    });
}

function readable(report: ImportReport, dryRun: boolean): string {
  const counted = ({ written, known }: ImportReport['customers']) =>
    dryRun ? `${written} could be imported` : `${written} new or changed, ${known} as before`;
  return [
    `customers     ${counted(report.customers)}`,
    `appointments  ${counted(report.appointments)}`,
    `phones that are no number, left out: ${report.phonesDropped.length}`,
    ...(report.phonesDropped.length > 0 ? [`  their customers cannot be found by number: ${linesOf(report.phonesDropped)}`] : []),
    `lines not imported: ${report.failed.length}`,
    ...report.failed.map(({ line, reason }) => `  line ${line}: ${reason}`),
  ].join('\n');
}

const mostLines = 20;
const linesOf = (lines: number[]): string =>
  `lines ${lines.slice(0, mostLines).join(', ')}${lines.length > mostLines ? ' …, all with --json' : ''}`;

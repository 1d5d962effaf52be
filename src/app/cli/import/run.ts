// Runs an import: customers first, then the appointments that name them, several at a time.
import { type ImportSettings, parseRow } from './records.ts';
import { type Encoding, readRows } from './source.ts';
import type { ImportOutcome, ImportTarget } from './target.ts';

export interface ImportReport {
  customers: Record<'written' | 'known', number>;
  appointments: Record<'written' | 'known', number>;
  /** Lines whose phone is no number: their customers were imported without, in the order of the file. */
  phonesDropped: number[];
  /** Lines that were not imported, and why; never their content. */
  failed: { line: number; reason: string }[];
}

export interface ImportRun {
  file: string;
  encoding: Encoding;
  settings: ImportSettings;
  target: ImportTarget;
  /** Checks every row and sends nothing. */
  dryRun: boolean;
  /** Bytes read so far; the file is read twice. */
  onProgress(bytes: number): void;
}

const atOnce = 8;

/** Imports every row that is valid; a second run adds nothing that is there. Throws only where going on makes no sense. */
export async function runImport(run: ImportRun): Promise<ImportReport> {
  const report: ImportReport = {
    customers: { written: 0, known: 0 },
    appointments: { written: 0, known: 0 },
    phonesDropped: [],
    failed: [],
  };
  const { settings, target, dryRun } = run;
  const sentCustomers = new Set<string>();
  const customerIsThere = new Map<string, Promise<boolean>>();
  /** By the file's id, where the service knows the customer by another one. */
  const knownAs = new Map<string, string>();
  let bytesBefore = 0;

  for (const pass of ['customers', 'appointments'] as const) {
    let bytes = 0;
    await inParallel(readRows(run.file, run.encoding), async row => {
      bytes = Math.max(bytes, row.bytes);
      run.onProgress(bytesBefore + bytes);
      const parsed = 'unreadable' in row ? undefined : parseRow(row.values, settings);
      if (parsed?.kind !== 'record') {
        const reason = 'unreadable' in row ? row.unreadable : (parsed?.problems.join('; ') ?? 'unreadable');
        if (pass === 'customers') report.failed.push({ line: row.line, reason });
        return;
      }
      const { customer, appointment } = parsed;
      if (pass === 'customers' && parsed.phoneDropped) report.phonesDropped.push(row.line);
      const outcome =
        pass === 'customers' ? customer && (await sendCustomer(customer)) : appointment && (await sendAppointment(appointment));
      if (outcome?.kind === 'refused') report.failed.push({ line: row.line, reason: outcome.reason });
      else if (outcome) report[pass][outcome.kind] += 1;
    });
    bytesBefore += bytes;
  }
  report.failed.sort((a, b) => a.line - b.line);
  report.phonesDropped.sort((a, b) => a - b);
  return report;

  type Parsed = Extract<ReturnType<typeof parseRow>, { kind: 'record' }>;

  /** A customer named by many appointments is sent once. */
  async function sendCustomer(customer: NonNullable<Parsed['customer']>): Promise<ImportOutcome | undefined> {
    const content = JSON.stringify(customer);
    if (sentCustomers.has(content)) return undefined;
    sentCustomers.add(content);
    const outcome: ImportOutcome = dryRun ? { kind: 'written' } : await target.customer(settings.companyId, customer);
    if (outcome.kind === 'refused') return outcome;
    customerIsThere.set(customer.customerId, Promise.resolve(true));
    if (outcome.customerId !== undefined) knownAs.set(customer.customerId, outcome.customerId);
    return outcome;
  }

  async function sendAppointment(appointment: NonNullable<Parsed['appointment']>): Promise<ImportOutcome> {
    if (!(await isCustomer(appointment.customerId))) return { kind: 'refused', reason: 'customer: not known' };
    return dryRun
      ? { kind: 'written' }
      : target.appointment(settings.companyId, {
          ...appointment,
          customerId: knownAs.get(appointment.customerId) ?? appointment.customerId,
        });
  }

  /** From this file, or imported before: an appointment of nobody could never be found by its caller. */
  function isCustomer(customerId: string): Promise<boolean> {
    const known = customerIsThere.get(customerId) ?? target.hasCustomer(settings.companyId, customerId);
    customerIsThere.set(customerId, known);
    return known;
  }
}

/** The first failure stops the reading; rows in flight are waited for. */
async function inParallel<T>(items: AsyncIterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const underWay = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  for await (const item of items) {
    if (failure) break;
    const task: Promise<void> = work(item)
      .catch(error => {
        failure ??= { error };
      })
      .finally(() => underWay.delete(task));
    underWay.add(task);
    if (underWay.size >= atOnce) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  if (failure) throw failure.error;
}

// Ends requests whose process died before it answered, or before it recorded its answer, without anybody asking again. A decision
// that holds gets its answer; a request without one is closed, and staff are notified where the caller may have heard that it is
// recorded.
import type { Logger } from 'pino';
import { appointment } from '../domain/appointment/appointment.ts';
import { kindAskedWith } from '../domain/appointment/modification-kinds.ts';
import { call } from '../domain/call/call.ts';
import type { ClosingCode } from '../domain/call/events.ts';
import { company } from '../domain/company/company.ts';
import type { Recorded } from '../domain/event-catalogue.ts';
import { Fault } from '../domain/fault.ts';
import { appointmentStream, commandIdOf, companyStream, modificationIdOf } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import { createPollLoop, type PollLoop } from '../platform/jobs/poll-loop.ts';
import type { Calls } from './calls.ts';
import type { CallsDependencies } from './dependencies.ts';
import { closeRequest, recordAnswer } from './ledger/ledger.ts';
import type { OpenRow } from './ledger/open-request-rows.ts';
import { pendingResult } from './ledger/progress.ts';
import { changeMade } from './ledger/resume.ts';
import type { Lookups } from './lookups.ts';
import { answeredData } from './result.ts';

export type OpenRequests = Pick<PollLoop, 'start' | 'stop'>;

export interface OpenRequestsOptions extends Pick<CallsDependencies, 'executor' | 'caughtUp' | 'history' | 'clock' | 'log'> {
  /** The oldest first. */
  rows(limit: number): Promise<OpenRow[]>;
  queries: Pick<Lookups, 'appointmentOfModification' | 'customersByPhone'>;
  calls: Pick<Calls, 'knows'>;
}

const passEveryMs = 5_000;
const longestPauseMs = 10_000;
const mostRows = 500;
/** By then every deadline has passed, and every process that waited for a store has recorded its answers. */
const patienceMs = 120_000;
/** A process that knows what the caller heard goes first. */
const ownPatienceMs = 30_000;

export function createOpenRequests(options: OpenRequestsOptions): OpenRequests {
  const { calls, clock, log } = options;
  /** When this process first saw them open, by its own time: what was written by a wrong clock waits as long. */
  let seen = new Map<string, number>();

  async function pass(stopping: AbortSignal): Promise<void> {
    const rows = await options.rows(mostRows);
    seen = new Map(rows.map(row => [idOf(row), seen.get(idOf(row)) ?? clock.elapsed()]));
    for (const row of rows) {
      if (stopping.aborted) return;
      const knows = calls.knows(row.stream, row.requestKey);
      const wasFault = typeof knows === 'object' && knows.faultAnsweredSince <= row.calledAt;
      const waitedMs = clock.elapsed() - (seen.get(idOf(row)) ?? 0);
      if (knows === 'at_it' || waitedMs < (wasFault ? ownPatienceMs : patienceMs)) continue;
      await endRequest(row, wasFault ? 'fault_answered' : 'answer_unknown', options).catch(error => logFault(log, error, row));
    }
  }

  return createPollLoop({
    name: 'open-requests',
    async pass({ signal }) {
      await pass(signal);
      return passEveryMs;
    },
    afterFault: { firstMs: passEveryMs, mostMs: longestPauseMs },
    failed: 'open requests could not be read',
    describe: error => ({ code: codeOf(error) }),
    clock,
    log,
  });
}

const idOf = ({ requestKey, n }: OpenRow): string => `${requestKey} ${n}`;

/** Brings one request to its end, by what stands in the streams. */
async function endRequest(row: OpenRow, code: ClosingCode, options: OpenRequestsOptions): Promise<void> {
  const { executor } = options;
  const { requestKey, n, companyId, stream } = row;
  const called = (await options.history(stream)).find(
    event => event.type === 'FunctionCalled' && event.data.requestKey === requestKey && event.data.n === n,
  );
  if (called?.type !== 'FunctionCalled') return;
  const context: RequestContext = {
    correlationId: called.metadata.$correlationId,
    companyId,
    actor: { kind: 'system', id: 'open-requests' },
    channel: called.metadata.channel,
  };
  const request = { requestKey, n, commandId: commandIdOf(requestKey, n) };
  const made = kindAskedWith(row.function) !== undefined ? await changeMade(request, companyId, options) : undefined;
  const { settings } = (await executor.load(company, companyStream(companyId))).state;
  options.log.warn(
    { callId: context.correlationId, companyId, function: row.function, code, made: made !== undefined },
    'an open request is ended',
  );
  if (made && settings) {
    const scope = { settings, now: options.clock.now(), progress: { identified: made.events } };
    const result = pendingResult(scope, {
      ...made.decided,
      change: { operation: made.operation, appointmentId: made.appointment.id },
    });
    await recordAnswer(executor, stream, context, request, result.events, answeredData(row, request, result, settings.language));
    return;
  }
  const { appointmentId, customerId } = await subjectOf(called, row, options);
  await closeRequest(
    executor,
    stream,
    { ...context, ...(customerId !== undefined && { subject: customerId }) },
    {
      requestKey,
      n,
      function: row.function,
      code,
      modificationId: modificationIdOf(request.commandId),
      ...(appointmentId !== undefined && { appointmentId }),
    },
  );
}

/** Staff name an appointment by its id; a caller is known by their call, or where one customer alone has their number. */
async function subjectOf(
  called: Extract<Recorded, { type: 'FunctionCalled' }>,
  { companyId, stream }: OpenRow,
  { executor, queries }: OpenRequestsOptions,
): Promise<{ appointmentId?: string; customerId?: string | undefined }> {
  const { appointmentId } = called.data.personal?.arguments ?? {};
  if (called.metadata.channel === 'operator' && typeof appointmentId === 'string') {
    const { state } = await executor.load(appointment, appointmentStream(companyId, appointmentId));
    return state.details ? { appointmentId, customerId: state.details.customerId } : {};
  }
  const { state } = await executor.load(call, stream);
  if (state.customerId !== undefined) return { customerId: state.customerId };
  const number = state.started?.personal?.customerNumber;
  const [only, ...others] = number === undefined ? [] : await queries.customersByPhone(companyId, number);
  return others.length === 0 ? { customerId: only?.id } : {};
}

const codeOf = (error: unknown): string => (error instanceof Fault ? error.code : 'internal_fault');

function logFault(log: Logger, error: unknown, row: OpenRow): void {
  log.warn({ code: codeOf(error), companyId: row.companyId, function: row.function }, 'an open request could not be ended');
}

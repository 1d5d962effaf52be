// What is counted, for Prometheus. Labels are codes and names of ours, never anything of a person.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type ReconciliationFinding, reconciliationFindingKinds } from '../../../calendar/sync/compare-appointment.ts';
import type { ProjectionLag } from '../../../platform/projector/admin/lag.ts';

type CircuitStatus = 'closed' | 'open' | 'half_open';

/** What the Cal.com client tells of itself. */
type CalendarObservation =
  | { type: 'call'; operation: string; outcome: string; code?: string; milliseconds: number }
  | { type: 'circuit'; account: string; state: CircuitStatus }
  | { type: 'key'; account: string };

/** What stands to be done, as it is read when the metrics are asked for. */
export interface Load {
  pending: { state: string; count: number; oldestSeconds: number }[];
  queue: { active: number; caller: number; background: number };
  accounts: {
    account: string;
    companies: readonly string[];
    state: CircuitStatus;
    /** Cal.com turns the account's key away. */
    keyRefused: boolean;
    waiting: { caller: number; background: number };
  }[];
  lags: Pick<ProjectionLag, 'projection' | 'position' | 'events' | 'seconds' | 'parked'>[];
}

export type Metrics = ReturnType<typeof createMetrics>;

const latency = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1, 2, 4, 8, 16];

/** A registry of its own, so that two services in one process do not share counts. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const answers = new Counter({
    name: 'rebook_decisions_total',
    help: 'Answers by operation, status and code.',
    labelNames: ['operation', 'status', 'code'],
    registers,
  });
  const duration = new Histogram({
    name: 'rebook_answer_seconds',
    help: 'From request to answer.',
    labelNames: ['operation'],
    buckets: latency,
    registers,
  });
  const underWay = new Gauge({
    name: 'rebook_requests_in_flight',
    help: 'Requests of callers and staff that are not answered yet.',
    registers,
  });
  const lockouts = new Counter({ name: 'rebook_lockouts_total', help: 'Callers locked out.', registers });
  const calls = new Counter({
    name: 'rebook_calcom_requests_total',
    help: 'Requests to Cal.com by operation, outcome and, of a refusal, its code.',
    labelNames: ['operation', 'outcome', 'code'],
    registers,
  });
  const callDuration = new Histogram({
    name: 'rebook_calcom_request_seconds',
    help: 'Duration of requests to Cal.com.',
    labelNames: ['operation'],
    buckets: latency,
    registers,
  });
  const circuit = new Gauge({
    name: 'rebook_calcom_circuit_open',
    help: '1 while the circuit of an account is open or half open.',
    labelNames: ['account'],
    registers,
  });
  const keyRefused = new Gauge({
    name: 'rebook_calcom_key_refused',
    help: '1 for each company whose key Cal.com turns away.',
    labelNames: ['account', 'company'],
    registers,
  });
  const outcomes = new Counter({
    name: 'rebook_calendar_outcomes_total',
    help: 'What became of changes at Cal.com, by operation, outcome and code.',
    labelNames: ['operation', 'outcome', 'code'],
    registers,
  });
  const published = new Counter({
    name: 'rebook_published_total',
    help: 'Public events put into JetStream, by type.',
    labelNames: ['type'],
    registers,
  });
  const interruptions = new Counter({
    name: 'rebook_publication_interruptions_total',
    help: 'Times publication had to wait, by what was away.',
    labelNames: ['code'],
    registers,
  });
  const position = new Gauge({
    name: 'rebook_projection_position',
    help: 'Position in the event store a projection has passed.',
    labelNames: ['projection'],
    registers,
  });
  const lag = new Gauge({
    name: 'rebook_projection_lag_seconds',
    help: 'Age of the oldest event a projection has not applied; 0 while there is none.',
    labelNames: ['projection'],
    registers,
  });
  const lagEvents = new Gauge({
    name: 'rebook_projection_lag_events',
    help: 'Events a projection has not applied yet, counted up to 10000.',
    labelNames: ['projection'],
    registers,
  });
  const parked = new Gauge({
    name: 'rebook_projection_parked_streams',
    help: 'Streams held back from a projection, because it could not apply an event of theirs.',
    labelNames: ['projection'],
    registers,
  });
  const pendingChanges = new Gauge({
    name: 'rebook_pending_changes',
    help: 'Changes Cal.com has not answered for, by state: waiting, deferred, operator_needed, booking_uid_unknown, calendar_refused.',
    labelNames: ['state'],
    registers,
  });
  const oldestPending = new Gauge({
    name: 'rebook_pending_oldest_seconds',
    help: 'Age of the oldest such change, by state.',
    labelNames: ['state'],
    registers,
  });
  const readable = new Gauge({
    name: 'rebook_stores_readable',
    help: '0 while what is pending and how far the projections are cannot be read.',
    registers,
  });
  const queued = new Gauge({
    name: 'rebook_calendar_queue',
    help: 'Runs of the calendar worker, by what they do: active, caller (waiting), background (waiting).',
    labelNames: ['place'],
    registers,
  });
  const heldBack = new Gauge({
    name: 'rebook_calcom_held_back',
    help: 'Requests the rate limit of an account holds back at the moment.',
    labelNames: ['account', 'priority'],
    registers,
  });
  const findings = new Counter({
    name: 'rebook_reconciliation_findings_total',
    help: 'Differences between Cal.com and the streams, by kind and what was done about them.',
    labelNames: ['kind', 'action'],
    registers,
  });
  const notifications = new Counter({
    name: 'rebook_notifications_posted_total',
    help: 'Tries to post a notification, by outcome: sent, failed, given_up.',
    labelNames: ['outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'rebook_requests_refused_total',
    help: 'Requests that were not worked on or failed, by code; the log holds only some of them.',
    labelNames: ['code'],
    registers,
  });
  // An increase is counted from a value: a counter that first appears with its first count would hide that one.
  for (const kind of reconciliationFindingKinds) findings.inc({ kind, action: 'reported' }, 0);
  for (const outcome of ['sent', 'failed', 'given_up']) notifications.inc({ outcome }, 0);
  const circuitOf = (account: string, state: CircuitStatus): void => {
    // Half open, too: until two trials have succeeded most calls are not let through.
    circuit.set({ account }, state === 'closed' ? 0 : 1);
  };
  return {
    registry,
    answered(operation: string, status: string, code: string, milliseconds: number): void {
      answers.inc({ operation, status, code });
      duration.observe({ operation }, milliseconds / 1000);
    },
    refused: (code: string) => refusals.inc({ code }),
    underWay: (count: number) => underWay.set(count),
    lockedOut: () => lockouts.inc(),
    calcom(observation: CalendarObservation): void {
      if (observation.type === 'circuit') {
        circuitOf(observation.account, observation.state);
        return;
      }
      // Which companies a key is for is read with the load.
      if (observation.type === 'key') return;
      const { operation, outcome, code = '', milliseconds } = observation;
      calls.inc({ operation, outcome, code });
      callDuration.observe({ operation }, milliseconds / 1000);
    },
    recorded: (operation: string, outcome: string, code: string | undefined) =>
      outcomes.inc({ operation, outcome, code: code ?? '' }),
    found: ({ kind, action }: Pick<ReconciliationFinding, 'kind' | 'action'>) => findings.inc({ kind, action }),
    notification: (outcome: string) => notifications.inc({ outcome }),
    /** What is read when the metrics are asked for. */
    load(load: Load | undefined): void {
      readable.set(load ? 1 : 0);
      for (const gauge of [position, lag, lagEvents, parked, pendingChanges, oldestPending]) gauge.reset();
      if (!load) return;
      for (const one of load.lags) {
        const { projection } = one;
        position.set({ projection }, Number(one.position));
        lag.set({ projection }, one.seconds);
        lagEvents.set({ projection }, one.events);
        parked.set({ projection }, one.parked);
      }
      for (const { state, count, oldestSeconds } of load.pending) {
        pendingChanges.set({ state }, count);
        oldestPending.set({ state }, oldestSeconds);
      }
      for (const [place, count] of Object.entries(load.queue)) queued.set({ place }, count);
      keyRefused.reset();
      for (const { account, companies, state, keyRefused: refused, waiting } of load.accounts) {
        circuitOf(account, state);
        for (const company of companies) keyRefused.set({ account, company }, refused ? 1 : 0);
        for (const [priority, count] of Object.entries(waiting)) heldBack.set({ account, priority }, count);
      }
    },
    published: (type: string) => published.inc({ type }),
    interrupted: (code: string) => interruptions.inc({ code }),
  };
}

// What is counted, for Prometheus. Labels are codes and names of ours, never anything of a person.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type ReconciliationFinding, reconciliationFindingKinds } from '../../../calendar/sync/compare-appointment.ts';
import type { AdmissionLoad } from '../../../platform/jobs/admission.ts';
import type { StoreCounts } from '../../../platform/store-counts.ts';
import type { CircuitStatus, DataFolder, Load } from './load.ts';

/** What the calendar's client reports of itself. */
type CalendarObservation =
  | { type: 'call'; operation: string; outcome: string; code?: string; milliseconds: number }
  | { type: 'circuit'; account: string; state: CircuitStatus }
  | { type: 'key'; account: string };

export type Metrics = ReturnType<typeof createMetrics>;

const latency = [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 1, 2, 4, 8, 16];

/** A registry of its own, so that two services in one process do not share counts. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Histogram({ name, help, labelNames, buckets: latency, registers });

  const answers = counter('rebook_decisions_total', 'Answers by operation, status and code.', 'operation', 'status', 'code');
  const duration = histogram('rebook_answer_seconds', 'From request to answer.', 'operation');
  const stages = histogram(
    'rebook_call_stage_seconds',
    'The parts of it: ledger.open, identify, find, decide, outcome (at the calendar), ledger.answer.',
    'stage',
  );
  const underWay = gauge('rebook_requests_in_flight', 'Requests of callers and staff that are not answered yet.');
  const places = gauge(
    'rebook_admission_places',
    'Places for requests that are worked on: the limit, those taken, and the requests that wait for one.',
    'kind',
  );
  const lockouts = counter('rebook_lockouts_total', 'Callers locked out.');
  const calls = counter(
    'rebook_calendar_requests_total',
    'Requests to the calendar by operation, outcome and, of a refusal, its code.',
    'operation',
    'outcome',
    'code',
  );
  const callDuration = histogram('rebook_calendar_request_seconds', 'Duration of requests to the calendar.', 'operation');
  const circuit = gauge('rebook_calendar_circuit_open', '1 while the circuit of an account is open or half open.', 'account');
  const keyRefused = gauge(
    'rebook_calendar_key_refused',
    '1 for each company whose key the calendar turns away.',
    'account',
    'company',
  );
  const outcomes = counter(
    'rebook_calendar_outcomes_total',
    'What became of changes at the calendar, by operation, outcome and code.',
    'operation',
    'outcome',
    'code',
  );
  const webhooks = counter(
    'rebook_calendar_webhooks_total',
    'Signed webhooks of the calendar by what became of them: echo (it repeats what a change of ours has come to), stored, duplicate, ignored.',
    'result',
  );
  const published = counter('rebook_published_total', 'Public events put into JetStream, by type.', 'type');
  const interruptions = counter(
    'rebook_publication_interruptions_total',
    'Times publication had to wait, by what was away.',
    'code',
  );
  const proofLeaves = gauge('rebook_proof_leaves', 'Events in the transparency log.');
  const proofUnsigned = gauge(
    'rebook_proof_unsigned_seconds',
    'Since the last checkpoint of the transparency log, while events have come that are not in one; else 0.',
  );
  const proofFaults = counter(
    'rebook_proof_faults_total',
    'Times the transparency log or a copy of it did not get on, by code.',
    'code',
  );
  const vaultKeys = gauge(
    'rebook_vault_keys_amiss',
    'Keys of what is personal that are damaged, and those of people who had been erased, which the vault held at the start.',
    'kind',
  );
  const position = gauge('rebook_projection_position', 'Position in the event store a projection has passed.', 'projection');
  const lag = gauge(
    'rebook_projection_lag_seconds',
    'Age of the oldest event a projection has not applied; 0 while there is none.',
    'projection',
  );
  const lagEvents = gauge(
    'rebook_projection_lag_events',
    'Events a projection has not applied yet, counted up to 10000.',
    'projection',
  );
  const parked = gauge(
    'rebook_projection_parked_streams',
    'Streams held back from a projection, because it could not apply an event of theirs.',
    'projection',
  );
  const pendingChanges = gauge(
    'rebook_pending_changes',
    'Changes the calendar has not answered for, by state: waiting, deferred, operator_needed, booking_uid_unknown, calendar_refused.',
    'state',
  );
  const oldestPending = gauge('rebook_pending_oldest_seconds', 'Age of the oldest such change, by state.', 'state');
  const readable = gauge('rebook_stores_readable', '0 while what is pending and how far the projections are cannot be read.');
  const queued = gauge(
    'rebook_calendar_queue',
    'Runs of the calendar worker, by what they do: active, caller (waiting), background (waiting).',
    'place',
  );
  const heldBack = gauge(
    'rebook_calendar_held_back',
    'Requests the rate limit of an account holds back at the moment.',
    'account',
    'priority',
  );
  const findings = counter(
    'rebook_reconciliation_findings_total',
    'Differences between the calendar and the streams, by kind and what was done about them.',
    'kind',
    'action',
  );
  const notifications = counter(
    'rebook_notifications_posted_total',
    'Tries to post a notification, by outcome: sent, failed, given_up.',
    'outcome',
  );
  const refusals = counter(
    'rebook_requests_refused_total',
    'Requests that were not worked on or failed, by code; the log holds only some of them.',
    'code',
  );
  const statements = counter(
    'rebook_database_statements_total',
    'Statements sent to PostgreSQL, by the name of the connection.',
    'connection',
  );
  const storeRequests = counter('rebook_event_store_requests_total', 'Appends to the event store and reads of it.', 'kind');
  const decoded = counter('rebook_events_decoded_total', 'Events of subscriptions that were decoded.');
  const storeCounts: StoreCounts = {
    statement: connection => statements.inc({ connection }),
    request: kind => storeRequests.inc({ kind }),
    decoded: () => decoded.inc(),
  };
  const replyBudget = gauge('rebook_reply_budget_seconds', 'How long a call waits for the calendar at most: REPLY_BUDGET_MS.');
  const disk = gauge('rebook_data_disk_bytes', 'The disk of DATA_DIR: free, size.', 'kind');
  const backupAge = gauge('rebook_backup_age_seconds', 'Age of the last backup of the embedded data.');
  // Zero, where it begins, would be a backup of just now.
  backupAge.remove({});
  // An increase is counted from a value: a counter that first appears with its first count would hide that one.
  for (const kind of reconciliationFindingKinds) findings.inc({ kind, action: 'reported' }, 0);
  for (const outcome of ['sent', 'failed', 'given_up']) notifications.inc({ outcome }, 0);
  for (const code of ['proof_log_shrunk', 'proof_log_forked', 'proof_copy_silent', 'proof_copy_failed', 'broker_unavailable'])
    proofFaults.inc({ code }, 0);
  const circuitOf = (account: string, state: CircuitStatus): void => {
    // Half open, too: until two trials have succeeded most calls are not let through.
    circuit.set({ account }, state === 'closed' ? 0 : 1);
  };
  return {
    registry,
    ...storeCounts,
    answered(operation: string, status: string, code: string, milliseconds: number): void {
      answers.inc({ operation, status, code });
      duration.observe({ operation }, milliseconds / 1000);
    },
    stage: (stage: string, milliseconds: number) => stages.observe({ stage }, milliseconds / 1000),
    refused: (code: string) => refusals.inc({ code }),
    underWay: (count: number) => underWay.set(count),
    admission({ limit, used, queued }: AdmissionLoad): void {
      places.set({ kind: 'limit' }, limit);
      places.set({ kind: 'used' }, used);
      places.set({ kind: 'queued' }, queued);
    },
    lockedOut: () => lockouts.inc(),
    calendar(observation: CalendarObservation): void {
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
    webhook: (result: string) => webhooks.inc({ result }),
    found: ({ kind, action }: Pick<ReconciliationFinding, 'kind' | 'action'>) => findings.inc({ kind, action }),
    notification: (outcome: string) => notifications.inc({ outcome }),
    /** What is read when the metrics are asked for. */
    load(load: Load | undefined): void {
      readable.set(load ? 1 : 0);
      for (const gauge of [position, lag, lagEvents, parked, pendingChanges, oldestPending]) gauge.reset();
      if (!load) return;
      vaultKeys.set({ kind: 'damaged' }, load.keys.damaged);
      vaultKeys.set({ kind: 'of_erased' }, load.keys.ofErased);
      if (load.proof) {
        proofLeaves.set(load.proof.leaves);
        proofUnsigned.set(load.proof.unsignedSeconds);
      }
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
    replyBudget: (milliseconds: number) => replyBudget.set(milliseconds / 1000),
    dataFolder(seen: DataFolder | undefined): void {
      disk.reset();
      backupAge.remove({});
      if (!seen) return;
      disk.set({ kind: 'free' }, seen.freeBytes);
      disk.set({ kind: 'size' }, seen.sizeBytes);
      if (seen.backupAgeSeconds !== undefined) backupAge.set(seen.backupAgeSeconds);
    },
    published: (type: string) => published.inc({ type }),
    interrupted: (code: string) => interruptions.inc({ code }),
    proofFault: (code: string) => proofFaults.inc({ code }),
  };
}

// What is counted, for Prometheus. Labels are codes and names of ours, never anything of a person.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the Cal.com client tells of itself. */
type CalendarObservation =
  | { type: 'call'; operation: string; outcome: string; milliseconds: number }
  | { type: 'circuit'; account: string; state: string };

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
    name: 'rebook_requests_under_way',
    help: 'Requests of callers and staff that are not answered yet.',
    registers,
  });
  const lockouts = new Counter({ name: 'rebook_lockouts_total', help: 'Callers locked out.', registers });
  const calls = new Counter({
    name: 'rebook_calcom_requests_total',
    help: 'Requests to Cal.com by operation and outcome.',
    labelNames: ['operation', 'outcome'],
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
    help: '1 while the circuit of an account is open.',
    labelNames: ['account'],
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
  const parked = new Gauge({
    name: 'rebook_projection_parked_events',
    help: 'Events a projection could not apply.',
    labelNames: ['projection'],
    registers,
  });
  return {
    registry,
    answered(operation: string, status: string, code: string, milliseconds: number): void {
      answers.inc({ operation, status, code });
      duration.observe({ operation }, milliseconds / 1000);
    },
    underWay: (count: number) => underWay.set(count),
    lockedOut: () => lockouts.inc(),
    calcom(observation: CalendarObservation): void {
      if (observation.type === 'circuit') {
        circuit.set({ account: observation.account }, observation.state === 'open' ? 1 : 0);
        return;
      }
      const { operation, outcome, milliseconds } = observation;
      calls.inc({ operation, outcome });
      callDuration.observe({ operation }, milliseconds / 1000);
    },
    recorded: (operation: string, outcome: string, code: string | undefined) =>
      outcomes.inc({ operation, outcome, code: code ?? '' }),
    published: (type: string) => published.inc({ type }),
    interrupted: (code: string) => interruptions.inc({ code }),
    projection(name: string, at: bigint, parkedEvents: number): void {
      position.set({ projection: name }, Number(at));
      parked.set({ projection: name }, parkedEvents);
    },
  };
}

// Takes a stream of a call, or of a request of staff, apart into the requests made in it.
import type { Recorded } from '../../domain/event-catalogue.ts';

/** One try of a request: what was asked, who was identified, what was answered. */
export interface Asked {
  events: Recorded[];
  /** Customers that were identified in it, or whom its refusal or callback names. */
  customerIds: string[];
  appointmentIds: string[];
  /** Names the caller gave. */
  names: string[];
  /** Of its last event. */
  position: bigint;
}

export interface CallTaken {
  requests: Asked[];
  /** Of the call itself. */
  rest: Recorded[];
  started: Extract<Recorded, { type: 'CallStarted' }> | undefined;
  /** All who were identified in it. */
  customerIds: ReadonlySet<string>;
}

export function takeApart(events: readonly Recorded[]): CallTaken {
  const requests = new Map<string, Asked>();
  const rest: Recorded[] = [];
  for (const event of events) {
    if (!('requestKey' in event.data) || !('n' in event.data)) {
      rest.push(event);
      continue;
    }
    const key = `${event.data.requestKey} ${event.data.n}`;
    const asked = requests.get(key) ?? { events: [], customerIds: [], appointmentIds: [], names: [], position: 0n };
    requests.set(key, asked);
    asked.events.push(event);
    asked.position = event.position;
    const { customerIds, appointmentIds, names } = namedIn(event);
    asked.customerIds.push(...customerIds);
    asked.appointmentIds.push(...appointmentIds);
    asked.names.push(...names);
  }
  const all = [...requests.values()];
  return {
    requests: all,
    rest,
    started: rest.find(event => event.type === 'CallStarted'),
    customerIds: new Set(all.flatMap(({ customerIds }) => customerIds)),
  };
}

function namedIn(event: Recorded): Pick<Asked, 'customerIds' | 'appointmentIds' | 'names'> {
  const some = (...values: unknown[]) => values.filter(value => typeof value === 'string' && value.trim() !== '').map(String);
  switch (event.type) {
    case 'FunctionCalled': {
      const { customer_name: name, appointmentId } = event.data.personal?.arguments ?? {};
      return { customerIds: [], appointmentIds: some(appointmentId), names: some(name) };
    }
    case 'CallerIdentified':
      return { customerIds: [event.data.customerId], appointmentIds: [], names: [] };
    case 'ModificationRefused':
      return { customerIds: some(event.data.customerId), appointmentIds: some(event.data.appointmentId), names: [] };
    case 'CallbackPromised': {
      const { customerId, appointmentId, personal } = event.data;
      return { customerIds: some(customerId), appointmentIds: some(appointmentId), names: some(personal?.name) };
    }
    case 'FunctionAnswered': {
      const { appointmentId, personal } = event.data;
      return { customerIds: [], appointmentIds: some(appointmentId), names: some(personal?.customerName) };
    }
    case 'RequestClosed':
      return { customerIds: [], appointmentIds: some(event.data.appointmentId), names: [] };
    default:
      return { customerIds: [], appointmentIds: [], names: [] };
  }
}

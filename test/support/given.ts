// given / when / then for decisions: past events, one command, and what must come of it.
import type { Aggregate, Decision } from '../../src/domain/decision.ts';
import type { DomainEvent, NewEvent, Recorded } from '../../src/domain/event-catalogue.ts';
import { derivedId } from '../../src/domain/ids.ts';

/** Events as they would stand in a stream, one command id each unless given. */
export function recorded<E extends DomainEvent>(
  events: (NewEvent<E> & { commandId?: string })[],
  stream = 'appointment-salon.1',
): Recorded<E>[] {
  return events.map((event, index) => {
    const { commandId = derivedId('given', index), id = derivedId('given-event', index), ...rest } = event;
    return {
      ...rest,
      id,
      stream,
      revision: BigInt(index),
      position: BigInt(index * 10),
      recordedAt: '2026-11-01T08:00:00.000Z',
      metadata: {
        $correlationId: 'test',
        commandId,
        companyId: 'salon',
        actor: { kind: 'system', id: 'test' },
        channel: 'phone',
        schemaVersion: 1,
        rulesVersion: 1,
        tzdata: 'test',
        occurredAt: '2026-11-01T08:00:00.000Z',
      },
    } as unknown as Recorded<E>;
  });
}

export function stateAfter<S, E extends DomainEvent>(aggregate: Aggregate<S, E>, events: Recorded<E>[]): S {
  return events.reduce((state, event) => aggregate.evolve(state, event), aggregate.initial);
}

/** The types of the events a decision gives, or its refusal's code. */
export function outcome<E extends DomainEvent>(decision: Decision<E>): string[] | string {
  return decision.kind === 'accepted' ? decision.events.map(event => event.type) : decision.code;
}

// All event types with their schemas and versions, and the steps that bring old versions up to date.
import type { z } from 'zod';
import { appointmentEvents } from './appointment/events.ts';
import { callEvents, withOutcomes } from './call/events.ts';
import { claimEvents, companyEvents } from './company/events.ts';
import { customerEvents } from './customer/events.ts';
import type { EventMetadata } from './metadata.ts';

export const eventSchemas = { ...appointmentEvents, ...callEvents, ...customerEvents, ...companyEvents, ...claimEvents };

export type EventType = keyof typeof eventSchemas;
type EventOf<T extends EventType> = T extends EventType ? { type: T; data: z.infer<(typeof eventSchemas)[T]> } : never;
export type DomainEvent = EventOf<EventType>;
export type AppointmentEvent = EventOf<keyof typeof appointmentEvents>;
export type CallEvent = EventOf<keyof typeof callEvents>;
export type CustomerEvent = EventOf<keyof typeof customerEvents>;
export type CompanyEvent = EventOf<keyof typeof companyEvents>;
export type ClaimEvent = EventOf<keyof typeof claimEvents>;
/** The data of one event type. */
export type DataOf<T extends EventType> = Extract<DomainEvent, { type: T }>['data'];

/** An event a decision produced; `id` only where it must be the same for everyone who finds the same thing out. */
export type NewEvent<E extends DomainEvent = DomainEvent> = E extends DomainEvent ? E & { id?: string } : never;

/** Data as it is read: what is personal is gone once its person was erased, so whoever reads it must say what then. */
export type Readable<D> = D extends { personal: infer P } ? Omit<D, 'personal'> & { personal?: P } : D;
/** The data of one event type as it is read. */
export type ReadDataOf<T extends EventType> = Readable<DataOf<T>>;

/** An event as it stands in the store. */
export type Recorded<E extends DomainEvent = DomainEvent> = E extends DomainEvent
  ? {
      type: E['type'];
      data: Readable<E['data']>;
      id: string;
      stream: string;
      revision: bigint;
      position: bigint;
      metadata: EventMetadata;
      recordedAt: string;
      /** It held something personal of a person who was erased. */
      erased?: true;
    }
  : never;

/** Brings the data of one version to the next; indexed by the version it starts from, less one. */
export type Upcaster = (data: unknown) => unknown;

/** Old versions by type. A type that is not named is at version 1; with N upcasters it is at version N + 1. */
export const upcasters: Partial<Record<EventType, Upcaster[]>> = { CallerNotIdentified: [withOutcomes] };

/**
 * The earliest version of a type as which what is written today may be read, by a program that leaves out what it does not know: 0 for a type
 * that may be passed over. Not named: the version it is written in. docs/upgrade.md has the rules, `test/domain/released.test.ts` holds them.
 */
export const readableFrom: Partial<Record<EventType, number>> = {};

/** Types the last release cannot read: this one can, and the next one writes them. */
export const notWrittenYet: readonly EventType[] = [];

/** The current schema version of an event type. */
export const schemaVersionOf = (type: EventType): number => (upcasters[type]?.length ?? 0) + 1;

export const isEventType = (type: string): type is EventType => Object.hasOwn(eventSchemas, type);

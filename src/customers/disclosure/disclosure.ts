// What is stored of one person, as it is handed to them (GDPR Article 15): their events, and the rows beside them.
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { AppointmentVersion } from './owners.ts';
import type { DisclosedAccess, DisclosedNotification } from './rows.ts';

export interface DisclosedRecord {
  customerId: string;
  events: Recorded[];
}
export interface DisclosedAppointment {
  appointmentId: string;
  /** As long as it was theirs. */
  versions: AppointmentVersion[];
}
/** A call, or a request that staff made about the person. */
export interface DisclosedCall {
  stream: string;
  /** The call's, or the request's. */
  id: string;
  events: Recorded[];
  /** Requests of the same call that are, or may be, another person's. */
  leftOut: number;
}

export type ErasureState =
  | { state: 'stored' }
  | { state: 'erasure_requested'; requestedAt: string; reasonCode: string }
  | { state: 'erased'; requestedAt: string; erasedAt: string; reasonCode: string };

export interface Disclosure {
  companyId: string;
  /** The record that was asked for. */
  customerId: string;
  erasure: ErasureState;
  /** The record that stands for the person first. */
  records: DisclosedRecord[];
  appointments: DisclosedAppointment[];
  calls: DisclosedCall[];
  requests: DisclosedCall[];
  notifications: DisclosedNotification[];
  access: DisclosedAccess[];
  /** Calls that may be theirs or another's: a number of several customers, nobody identified. */
  unclearCalls: number;
}

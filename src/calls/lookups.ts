// The questions handling a call asks of the read models; each names the company first, and is one indexed query.
import type { ModificationKind } from '../domain/values.ts';

/** A person, by the record that stands for all of theirs. */
export interface KnownCustomer {
  id: string;
  name: string;
  phone: string | null;
  /** The names of records that were merged into it. */
  otherNames?: string[];
}

export interface FoundAppointment {
  id: string;
  customerId: string;
  serviceId: string | null;
  staffId: string | null;
  branchId: string | null;
  startsAt: string;
  endsAt: string;
  bookingUid: string | null;
  /** The host has yet to confirm it at the calendar. */
  awaitingConfirmation: boolean;
  /**
   * The host has taken it back and asked for another time: a caller who speaks of it finds it, and it is never reported as
   * standing.
   */
  newTimeRequested?: boolean;
  /** A change that is on record and not at the calendar yet; left out where `startsAt` shows it already. */
  underWay?: ModificationKind;
  /** Why it counts as the customer's: they are its customer, or its booking's metadata names them, booked in this call or not. */
  foundBy: 'customer' | 'call' | 'metadata';
  /** How much of its stream the read models have seen. */
  revision: bigint;
}

export interface Between {
  from: Date;
  to: Date;
}

/** A customer and their live future appointments on the days that were named. */
export interface CustomerWithAppointments {
  customer: KnownCustomer;
  appointments: FoundAppointment[];
}

export interface JustBooked {
  customer: KnownCustomer;
  appointment: FoundAppointment;
}

export interface Lookups {
  customerById(companyId: string, customerId: string): Promise<KnownCustomer | undefined>;
  customersByPhone(companyId: string, phone: string): Promise<KnownCustomer[]>;
  /** The same, each with their live future appointments of the period, in one query. */
  customersOfNumber(companyId: string, phone: string, period: Between, callId: string): Promise<CustomerWithAppointments[]>;
  /** By the normalised full name, in either order. */
  customersByName(companyId: string, name: string, days: Between[], callId: string): Promise<CustomerWithAppointments[]>;
  /**
   * Those who have a live future appointment on one of the days that starts at one of the times, to the second; undefined where they are
   * too many to tell apart.
   */
  customersOfDays(companyId: string, days: Between[], times: string[]): Promise<KnownCustomer[] | undefined>;
  /** Appointments on these days of customers of exactly this name, booked since then and in no other call. */
  justBooked(companyId: string, name: string, days: Between[], since: Date, callId: string): Promise<JustBooked[]>;
  /** A customer's live future appointments that start in the period, in order. */
  appointmentsOf(companyId: string, customerId: string, callId: string, between: Between): Promise<FoundAppointment[]>;
  /** The appointment one of these decisions changed. */
  appointmentOfModification(companyId: string, modificationIds: string[]): Promise<string | undefined>;
}

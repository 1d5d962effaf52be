// What reception asks of the read models; every question names the company first.

export interface KnownCustomer {
  id: string;
  name: string;
  phone: string | null;
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
}

export interface Between {
  from: Date;
  to: Date;
}

export interface ReceptionQueries {
  customerById(companyId: string, customerId: string): Promise<KnownCustomer | undefined>;
  customersByPhone(companyId: string, phone: string): Promise<KnownCustomer[]>;
  /** By the normalised full name, in either order. */
  customersByName(companyId: string, name: string): Promise<KnownCustomer[]>;
  /** Live future appointments of a customer that start in the period, in order. */
  appointmentsOf(companyId: string, customerId: string, between: Between): Promise<FoundAppointment[]>;
  /** The same, of bookings whose metadata names this call or customer. */
  appointmentsByMetadata(companyId: string, customerId: string, callId: string, between: Between): Promise<FoundAppointment[]>;
  /** The appointment one of these decisions changed. */
  appointmentOfModification(companyId: string, modificationIds: string[]): Promise<string | undefined>;
  /** Is the staff member busy with another appointment in the period? */
  staffIsBusy(
    companyId: string,
    staffId: string,
    exceptAppointmentId: string,
    period: { startsAt: string; endsAt: string },
  ): Promise<boolean>;
}

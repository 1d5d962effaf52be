// Takes out of a person's events what is another's: ids of other customers, and which member of staff it was. Staff are people with rights
// of their own: who works for the company is no recipient, and a key's name may be a person's (GDPR Article 15(4); Court of Justice,
// C-579/21 of 22 June 2023).
import type { Recorded } from '../../domain/event-catalogue.ts';
import type { Person } from './person.ts';

/** Stands for the id of a record that is not the person's. */
export const anotherCustomer = 'another_customer';
/** Stands for the name of a key. */
export const staff = 'staff';

/** Parts of the program that act by themselves, and no key. */
const ofTheProgram = new Set(['retention', 'notifier', 'eraser']);
const withoutName = (by: string): string => (ofTheProgram.has(by) ? by : staff);

/** The event as the person may read it. */
export function withoutOthers(event: Recorded, { recordIds }: Pick<Person, 'recordIds'>): Recorded {
  const own = (id: string): string => (recordIds.includes(id) ? id : anotherCustomer);
  const by = <D extends { by: string }>(data: D): D => ({ ...data, by: withoutName(data.by) });
  switch (event.type) {
    case 'CustomerMerged':
      return { ...event, data: { ...by(event.data), into: own(event.data.into) } };
    case 'CustomerUnmerged':
      return { ...event, data: { ...by(event.data), from: own(event.data.from) } };
    case 'DuplicateAdded':
      return { ...event, data: { ...event.data, duplicateId: own(event.data.duplicateId) } };
    case 'DuplicateRemoved':
      return { ...event, data: { ...event.data, duplicateId: own(event.data.duplicateId) } };
    case 'CustomerErasureRequested':
      return { ...event, data: by(event.data) };
    case 'CustomerErased':
      return { ...event, data: by(event.data) };
    case 'CustomerNotified':
      return { ...event, data: by(event.data) };
    case 'CallbackDone':
      return { ...event, data: by(event.data) };
    case 'CallerNotified':
      return { ...event, data: by(event.data) };
    case 'ModificationResolved':
      return { ...event, data: by(event.data) };
    case 'AppointmentNoShowRecorded':
      return { ...event, data: { ...event.data, ...(event.data.by !== undefined && { by: withoutName(event.data.by) }) } };
    case 'AppointmentRescheduled':
      return { ...event, data: { ...event.data, ...decidedBy(event.data) } };
    case 'AppointmentCancelled':
      return { ...event, data: { ...event.data, ...decidedBy(event.data) } };
    case 'AppointmentScheduled': {
      const { bookingMetadata, customerId } = event.data;
      const { customerId: booked, ...rest } = bookingMetadata ?? {};
      return {
        ...event,
        data: {
          ...event.data,
          customerId: own(customerId),
          ...(bookingMetadata && { bookingMetadata: { ...rest, ...(booked !== undefined && { customerId: own(booked) }) } }),
        },
      };
    }
    case 'CalendarBookingChanged': {
      const { customer } = event.data;
      return customer
        ? { ...event, data: { ...event.data, customer: { from: own(customer.from), to: own(customer.to) } } }
        : event;
    }
    case 'CallerIdentified':
      return { ...event, data: { ...event.data, customerId: own(event.data.customerId) } };
    case 'ModificationRefused':
      return {
        ...event,
        data: { ...event.data, ...(event.data.customerId !== undefined && { customerId: own(event.data.customerId) }) },
      };
    case 'CallbackPromised':
      return {
        ...event,
        data: { ...event.data, ...(event.data.customerId !== undefined && { customerId: own(event.data.customerId) }) },
      };
    default:
      return event;
  }
}

type Decided = Extract<Recorded, { type: 'AppointmentCancelled' }>['data'];
function decidedBy({ override, waiver }: Pick<Decided, 'override' | 'waiver'>) {
  return {
    ...(override && { override: { ...override, by: withoutName(override.by) } }),
    ...(waiver && { waiver: { ...waiver, by: withoutName(waiver.by) } }),
  };
}

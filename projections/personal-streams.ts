// Whom the streams of calls and requests speak of: what is personal in them goes when that person is erased.
import type { Recorded } from '../src/domain/event-catalogue.ts';
import type { Projection, RowRef } from '../src/platform/projector/projection.ts';

const name = 'personal_streams';

/** A stream may speak of several customers, and of appointments whose customer it does not name. */
const about = (event: Recorded): { customer_id: string } | { appointment_id: string } | { lockout: true } | undefined => {
  switch (event.type) {
    case 'CallerIdentified':
      return { customer_id: event.data.customerId };
    case 'ModificationRefused':
    case 'CallbackPromised':
      if (event.data.customerId !== undefined) return { customer_id: event.data.customerId };
      return event.data.appointmentId === undefined ? undefined : { appointment_id: event.data.appointmentId };
    case 'FunctionAnswered':
    case 'RequestClosed':
      return event.data.appointmentId === undefined ? undefined : { appointment_id: event.data.appointmentId };
    case 'LockoutReleased':
      return { lockout: true };
    default:
      return undefined;
  }
};

const refsOf = (event: Recorded): RowRef[] => {
  const whom = about(event);
  return whom ? [{ table: name, key: { stream: event.stream, about: JSON.stringify(whom) } }] : [];
};

export const personalStreams: Projection = {
  name,
  version: 1,
  ofOneStream: true,
  tables: [
    {
      name,
      columns: {
        stream: 'text not null',
        about: 'text not null',
        company_id: 'text not null',
        customer_id: 'text',
        appointment_id: 'text',
        /** It names a number that was locked out, and nobody knows whose. */
        lockout: 'boolean not null default false',
      },
      key: ['stream', 'about'],
      indexes: [
        '(company_id, customer_id) where customer_id is not null',
        '(company_id, appointment_id) where appointment_id is not null',
        '(company_id) where lockout',
      ],
    },
  ],
  refs: refsOf,
  apply: event =>
    refsOf(event).map(ref => ({
      ...ref,
      row: { ...ref.key, company_id: event.metadata.companyId, lockout: false, ...about(event) },
    })),
};

// How what was typed is looked for: a number, an e-mail address and a name are told apart by their form.
import { answered, api } from '../../api/client.ts';

export type SearchBy = 'customer' | 'appointment' | 'booking';

export interface Sought {
  by: SearchBy;
  text: string;
}

/** Digits with what people write between them; long enough for a phone number. */
const numberForm = /^\+?[\d\s()/.-]{5,}$/;

export const searchCustomers = (companyId: string, text: string, signal: AbortSignal) =>
  answered(
    api.POST('/v1/customers/search', {
      body: {
        company_id: companyId,
        ...(text.includes('@') ? { email: text } : numberForm.test(text) ? { phone: text } : { name: text }),
      },
      signal,
    }),
  );

export const searchByBooking = (companyId: string, booking: string, signal: AbortSignal) =>
  answered(api.GET('/v1/appointments', { params: { query: { company: companyId, booking, limit: 1 } }, signal })).then(
    ({ appointments }) => appointments,
  );

export const searchById = (companyId: string, id: string, signal: AbortSignal) =>
  answered(api.GET('/v1/appointments/{id}', { params: { path: { id }, query: { company: companyId } }, signal })).then(one => [
    one,
  ]);

/** What was looked for last, kept while the console is open: one who comes back from a customer finds it as it was. Never in an address. */
export const lastSought: { now: Sought; asked: Sought | undefined } = { now: { by: 'customer', text: '' }, asked: undefined };

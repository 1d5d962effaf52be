// The example of the answer about a person in the API's document.
import { defaultLanguage } from '../../../domain/values.ts';
import type { DisclosedEventBody, PersonalData } from './schema.ts';

const registered: DisclosedEventBody = {
  event_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a11',
  stream: 'customer-salon.340',
  revision: '0',
  type: 'CustomerRegistered',
  at: '2026-11-23T11:30:00.000Z',
  by: 'staff',
  channel: 'operator',
  what: 'Your customer record was made',
  said: null,
  meaning: null,
  details: [
    { label: 'Customer number', value: '340' },
    { label: 'Name', value: 'Erika Beispiel' },
    { label: 'Phone', value: '+4915112345671' },
  ],
  erased: false,
  data: { companyId: 'salon', customerId: '340', personal: { name: 'Erika Beispiel', phone: '+4915112345671' } },
};

const answered: DisclosedEventBody = {
  ...registered,
  event_id: '0b9d1c5e-5a52-5b58-9c1a-0b8f6a0f4a12',
  stream: 'call-call_1',
  revision: '3',
  type: 'FunctionAnswered',
  by: 'caller',
  channel: 'phone',
  what: 'This was answered',
  said: 'Ihr Termin ist abgesagt.',
  meaning: 'Your appointment is cancelled.',
  details: [{ label: 'Request', value: 'Cancellation' }],
  data: { function: 'cancel_appointment', status: 'cancelled', code: 'cancelled', language: defaultLanguage, parameters: {} },
};

export const personalDataExample: PersonalData = {
  company: { company_id: 'salon', name: 'Salon', time_zone: 'Europe/Berlin' },
  customer_id: '340',
  records: ['340'],
  language: 'en',
  generated_at: '2026-12-01T09:00:00.000Z',
  state: 'stored',
  erasure: null,
  general: [{ name: 'purposes', title: 'What the data are for', texts: ['To keep appointments.'] }],
  rules: [],
  rules_text: 'The company has set no rules: cancelling and moving are allowed and cost nothing.',
  customer: {
    source: 'From the history of your customer record, with all earlier values.',
    items: [
      {
        customer_id: '340',
        contacts: [
          { from: '2026-11-23T11:30:00.000Z', until: null, name: 'Erika Beispiel', phone: '+4915112345671', email: null },
        ],
        events: [registered],
      },
    ],
  },
  appointments: { source: 'From the history of each appointment, as long as it was yours.', items: [] },
  calls: {
    source: 'From the history of each call in which you were recognised, or that came from your number.',
    items: [{ call_id: 'call_1', left_out: 0, left_out_text: null, events: [answered] }],
  },
  requests: { source: 'From the history of what the company entered.', items: [] },
  notifications: { source: 'From the list of messages; the text is made from it as it is sent.', items: [] },
  access: {
    source: 'From the access record.',
    items: [
      {
        access_id: '1f6a2f7c-2d2e-4b53-9f0e-5b8f0c7a9d11',
        at: '2026-11-24T08:00:00.000Z',
        kind: 'read',
        text: 'Data of yours were shown',
        role: 'operator',
        role_text: 'Reception',
        operation: 'getCustomer',
      },
    ],
  },
  left_out: { calls: 0, text: null },
};

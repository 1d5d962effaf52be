// Erases what is personal of a customer, and says what it does not reach.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Erasure } from '../../../customers/erasure/eraser.ts';
import { idSchema } from '../../../domain/values.ts';
import { notFound } from '../../server/errors.ts';
import { accessOf, requireCompany } from '../access/access.ts';
import { recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { staffContext } from '../write.ts';

const params = z.object({ id: idSchema });
const query = z.object({ company: idSchema, reason_code: z.string().min(1).max(50) });

const erasureSchema = z.object({
  company_id: z.string(),
  customer_id: z.string(),
  records: z.array(z.string()).describe('All records of the person: those that were merged go together.'),
  state: z
    .enum(['erased', 'waiting'])
    .describe('`waiting`: no search finds them any more, and the rest follows by itself once what is named has ended.'),
  waiting_for: z
    .array(
      z.object({
        kind: z
          .enum(['change', 'request', 'webhook'])
          .describe('A change without an outcome; a request that is being answered; what the calendar has posted about them.'),
        appointment_id: z.string().nullable(),
        stream: z.string().nullable(),
      }),
    )
    .describe('Empty once they are erased.'),
  not_erased: z
    .object({
      calendar_bookings: z
        .array(z.object({ appointment_id: z.string(), booking_uid: z.string(), url: z.string() }))
        .describe('The calendar’s own copies of name, number and address: to be deleted there.'),
      messages_sent: z
        .array(z.object({ notification_id: z.string(), sent_at: z.string() }))
        .describe('What was handed over to be sent has left this system.'),
      events_in_the_clear: z
        .int()
        .describe('Events of theirs that were written before there were keys: their words stay in the event store.'),
    })
    .describe('What it does not reach. Logs, metrics and published events hold nothing personal.'),
});

const example: z.output<typeof erasureSchema> = {
  company_id: 'salon',
  customer_id: '340',
  records: ['340'],
  state: 'erased',
  waiting_for: [],
  not_erased: {
    calendar_bookings: [{ appointment_id: '3c7f', booking_uid: 'bk_8fY2', url: 'https://calendar.example/booking/bk_8fY2' }],
    messages_sent: [],
    events_in_the_clear: 0,
  },
};

export function customerErasureRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).delete(
    '/v1/customers/:id/personal-data',
    operation(
      {
        id: 'eraseCustomer',
        roles: [],
        tag: 'customers',
        summary: 'Erase name, number, address and words of a customer for good',
        description:
          'For admins. The key their data is encrypted with is destroyed. Times, terms, fees and decisions stay as they are; it cannot be taken back. Asked again, it says how far it is.',
        errors: ofWrites,
        response: erasureSchema,
        example,
      },
      { params, querystring: query },
    ),
    async request => {
      const { company: companyId, reason_code: reasonCode } = request.query;
      const { id: customerId } = request.params;
      requireCompany(request, companyId);
      const command = { companyId, customerId, by: accessOf(request).name, reasonCode };
      const erasure = await deps.eraser.erase(command, staffContext(request, companyId));
      if (erasure.state === 'unknown') throw notFound('customer', customerId, companyId);
      recordAccessed(request, { kind: 'erasure', companyId, customerIds: [...new Set([customerId, ...erasure.records])] });
      return { company_id: companyId, customer_id: customerId, ...said(erasure, deps.bookingUrl) };
    },
  );
}

const said = (erasure: Exclude<Erasure, { state: 'unknown' }>, bookingUrl: (uid: string) => string) => ({
  records: erasure.records,
  state: erasure.state,
  waiting_for:
    erasure.state === 'waiting'
      ? erasure.for.map(one => ({
          kind: one.kind,
          appointment_id: one.kind === 'change' ? one.appointmentId : null,
          stream: one.kind === 'request' ? one.stream : null,
        }))
      : [],
  not_erased: {
    calendar_bookings: erasure.beyondUs.bookings.map(({ appointmentId, bookingUid }) => ({
      appointment_id: appointmentId,
      booking_uid: bookingUid,
      url: bookingUrl(bookingUid),
    })),
    messages_sent: erasure.beyondUs.messages.map(({ notificationId, sentAt }) => ({
      notification_id: notificationId,
      sent_at: sentAt,
    })),
    events_in_the_clear: erasure.eventsInTheClear,
  },
});

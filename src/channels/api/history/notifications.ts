// Staff say that a customer has been notified.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { recordNotification } from '../../../../commands/customer/record-notification.ts';
import { call } from '../../../domain/call/call.ts';
import { customer } from '../../../domain/customer/customer.ts';
import { accepted } from '../../../domain/decision.ts';
import type { CallEvent } from '../../../domain/event-catalogue.ts';
import { callStream, customerStream } from '../../../domain/ids.ts';
import { notFound } from '../../server/errors.ts';
import { accessOf, companiesOf } from '../access/access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { staffContext, writeVisibly } from '../write.ts';

export function notificationRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.post(
    '/v1/notifications/:id/done',
    operation(
      {
        id: 'markNotificationDone',
        roles: ['operator'],
        tag: 'history',
        summary: 'The customer knows',
        description:
          'Ends an entry of the notifications, and one of `calendar_refused` of the pending changes. A repeat changes nothing.',
        errors: ofWrites,
        response: z.object({ done: z.boolean() }),
        example: { done: true },
      },
      { params: z.object({ id: z.uuid() }) },
    ),
    async request => {
      const companies = companiesOf(request, undefined);
      const { rows } = await sql<{ company_id: string; customer_id: string | null; call_id: string | null }>`
        select company_id, customer_id, call_id from notifications where notification_id = ${request.params.id} ${companies ? sql`and company_id = any(${companies})` : sql``}`.execute(
        deps.db,
      );
      const [found] = rows;
      if (!found) throw notFound('notification', request.params.id);
      const { company_id: companyId, customer_id: customerId, call_id: callId } = found;
      const context = staffContext(request, companyId);
      const notification = { notificationId: request.params.id, by: accessOf(request).name };
      if (customerId !== null)
        await writeVisibly(
          deps,
          request,
          { ...context, subject: customerId },
          {
            aggregate: customer,
            stream: customerStream(companyId, customerId),
            decide: state => recordNotification(state, notification),
          },
        );
      else if (callId !== null)
        await writeVisibly(deps, request, context, {
          aggregate: call,
          stream: callStream(callId),
          decide: ({ notified }) =>
            notified.includes(notification.notificationId)
              ? accepted<CallEvent>()
              : accepted<CallEvent>({ type: 'CallerNotified', data: notification }),
        });
      else throw notFound('notification', request.params.id);
      return { done: true };
    },
  );
}

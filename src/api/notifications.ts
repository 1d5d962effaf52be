// Staff says that a customer has been told.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { recordNotification } from '../../commands/record-notification.ts';
import { customer } from '../domain/customer.ts';
import { customerStream } from '../domain/ids.ts';
import { accessOf, companiesOf } from './access.ts';
import { type ApiDependencies, typed } from './dependencies.ts';
import { ApiFault } from './errors.ts';
import { staffContext, writeVisibly } from './write.ts';

export function notificationRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);
  routes.post(
    '/v1/notifications/:id/done',
    {
      config: { roles: ['operator'] },
      schema: {
        summary: 'The customer has been told',
        tags: ['history'],
        params: z.object({ id: z.uuid() }),
        response: { 200: z.object({ done: z.boolean() }) },
      },
    },
    async request => {
      const companies = companiesOf(request, undefined);
      const { rows } = await sql<{ company_id: string; customer_id: string }>`
        select company_id, customer_id from notifications where notification_id = ${request.params.id} ${companies ? sql`and company_id = any(${companies})` : sql``}`.execute(
        deps.db,
      );
      const [found] = rows;
      if (!found) throw new ApiFault('resource_not_found');
      await writeVisibly(
        deps,
        request,
        { ...staffContext(request, found.company_id), subject: found.customer_id },
        {
          aggregate: customer,
          stream: customerStream(found.company_id, found.customer_id),
          decide: state => recordNotification(state, { notificationId: request.params.id, by: accessOf(request).name }),
        },
      );
      return { done: true };
    },
  );
}

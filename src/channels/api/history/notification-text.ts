// What staff read to a customer who must still hear of a change, and how to reach them.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { company } from '../../../domain/company/company.ts';
import { companyStream } from '../../../domain/ids.ts';
import { defaultLanguage } from '../../../domain/values.ts';
import { notificationFor } from '../../notifications/deliveries.ts';
import { notificationMessage } from '../../notifications/message.ts';
import { notFound } from '../../server/errors.ts';
import { companiesOf } from '../access/access.ts';
import { concernedIn } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { operation } from '../operation.ts';

const forPersonal = z.string().nullable().describe('Null where there is none, and for keys without `personal`.');

/** Registers `GET /v1/notifications/:id/text`. */
export function notificationTextRoute(app: FastifyInstance, deps: Pick<ApiDependencies, 'db' | 'executor'>): void {
  typed(app).get(
    '/v1/notifications/:id/text',
    operation(
      {
        id: 'getNotificationText',
        roles: ['operator'],
        tag: 'history',
        summary: 'The text for the customer, and how to reach them',
        description:
          'In the company’s language, as it is sent. `text` is null where staff must find out first what is so: `booking_uid_unknown`, `calendar_refused`, `answer_unknown`.',
        response: z.object({
          notification_id: z.string(),
          company_id: z.string(),
          customer_id: z.string().nullable(),
          name: forPersonal,
          phone: forPersonal,
          email: forPersonal,
          language: z.string(),
          text: z.object({ subject: z.string(), mail: z.string(), sms: z.string() }).nullable(),
        }),
        example: {
          notification_id: '9a1f6f0e-8f21-5d3b-9b59-7d5e2a9d1e05',
          company_id: 'salon',
          customer_id: '340',
          name: 'Erika Beispiel',
          phone: '+4915112345671',
          email: null,
          language: defaultLanguage,
          text: {
            subject: 'Ihr Termin ist abgesagt',
            mail: 'Ihr Termin am Dienstag, dem 1. Dezember, um 11 Uhr ist abgesagt.',
            sms: 'Ihr Termin am 1. Dezember um 11 Uhr ist abgesagt.',
          },
        },
        shows: found => concernedIn([found]),
      },
      { params: z.object({ id: z.uuid() }) },
    ),
    async request => {
      const { id } = request.params;
      const found = await notificationFor(deps.db, id, companiesOf(request, undefined));
      if (!found) throw notFound('notification', id);
      const { settings } = (await deps.executor.load(company, companyStream(found.company_id))).state;
      if (!settings) throw notFound('company', found.company_id);
      const { text } = notificationMessage(found, settings);
      const seen = request.access?.personal === true;
      return {
        notification_id: id,
        company_id: found.company_id,
        customer_id: found.person_id,
        name: seen ? found.customer_name : null,
        phone: seen ? found.customer_phone : null,
        email: seen ? found.customer_email : null,
        language: settings.language,
        text,
      };
    },
  );
}

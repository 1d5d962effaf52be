// What is posted about a notification: ids and times for programs, and the text for the customer.
import { createHmac } from 'node:crypto';
import type { CompanyState } from '../../domain/company/company.ts';
import { modificationKindSchema } from '../../domain/values.ts';
import { notificationText } from '../../language/render/notification.ts';
import { notificationKindOf } from '../../language/render/notification-kind.ts';
import type { DueNotification } from './deliveries.ts';

/** The body; the same for each try of one notification. */
export function notificationMessage(due: DueNotification, settings: NonNullable<CompanyState['settings']>) {
  const { name: company, language, timeZone: zone } = settings;
  const { data: change } = modificationKindSchema.safeParse(due.change);
  const kind = notificationKindOf({ kind: due.kind, code: due.code, change, byCalendar: due.channel === 'calendar' });
  const text =
    kind === undefined || due.previous_starts_at === null
      ? null
      : notificationText(
          kind,
          {
            zone,
            oldStartsAt: due.previous_starts_at,
            newStartsAt: due.new_starts_at ?? undefined,
            newEndsAt: due.new_ends_at ?? undefined,
            company,
          },
          language,
        );
  return {
    id: due.notification_id,
    kind: due.kind,
    code: due.code,
    created_at: due.created_at,
    company: { id: due.company_id, name: company, language, time_zone: zone },
    customer:
      due.person_id === null
        ? null
        : { id: due.person_id, name: due.customer_name, phone: due.customer_phone, email: due.customer_email },
    appointment_id: due.appointment_id,
    modification_id: due.modification_id,
    call_id: due.call_id,
    previous_starts_at: due.previous_starts_at,
    new_starts_at: due.new_starts_at,
    new_ends_at: due.new_ends_at,
    text,
  };
}

/** The value of `X-Rebook-Signature`: HMAC-SHA256 over the body and the time (Unix milliseconds), as Retell signs what it posts. */
export function signNotification(body: string, secret: string, timestampMs: number): string {
  const digest = createHmac('sha256', secret).update(body).update(String(timestampMs)).digest('hex');
  return `v=${timestampMs},d=${digest}`;
}

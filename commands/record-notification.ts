// Staff told the customer what a notification said.
import { z } from 'zod';
import type { CustomerState } from '../src/domain/customer.ts';
import { accepted, type Decision, refused } from '../src/domain/decision.ts';
import type { CustomerEvent } from '../src/domain/events/catalogue.ts';

export const recordNotificationSchema = z.object({ notificationId: z.string(), by: z.string() });
export type RecordNotification = z.infer<typeof recordNotificationSchema>;

/** Records it once. */
export function recordNotification(state: CustomerState, command: RecordNotification): Decision<CustomerEvent> {
  if (!state.contact) return refused('customer_not_found');
  if (state.notified.includes(command.notificationId)) return accepted<CustomerEvent>();
  return accepted<CustomerEvent>({ type: 'CustomerNotified', data: command });
}

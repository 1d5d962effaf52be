// Records that a notification was posted to the system that sends it, or that staff spoke with the customer.
import type { CustomerState } from '../../src/domain/customer/customer.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { CustomerEvent } from '../../src/domain/event-catalogue.ts';

export interface RecordNotification {
  notificationId: string;
  by: string;
  sent?: true | undefined;
}

/** Records each of the two once. A customer who has been spoken to is not sent the notification any more. */
export function recordNotification(state: CustomerState, command: RecordNotification): Decision<CustomerEvent> {
  if (!state.contact) return refused('customer_not_found');
  if (state.notified.includes(command.notificationId)) return accepted<CustomerEvent>();
  if (command.sent && state.sent.includes(command.notificationId)) return accepted<CustomerEvent>();
  return accepted<CustomerEvent>({ type: 'CustomerNotified', data: command });
}

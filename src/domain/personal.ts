// Whose data it is that stands in an event's `personal`: the one place that decides it.
import { companyStream, customerStream } from './ids.ts';

/** The subject of a member of staff, whose name stands in their company's stream. */
export const staffSubject = (companyId: string, staffId: string): string => `staff-${companyId}.${staffId}`;

/**
 * The person an event's personal data belongs to, as a plain id: under its key the data is encrypted.
 *
 * - In a customer's stream it is the customer: the subject is the stream's name.
 * - In the stream of a call, or of a request of staff, it is that call or request. Who called may never be known, and where it is
 *   known the call is joined to the customer when they are erased.
 * - In an appointment's stream it is the customer whose appointment it was then, whom the metadata name.
 * - In a company's stream it is the member of staff.
 */
export function subjectOf(stream: string, event: { type: string; data: unknown; metadata?: unknown }): string {
  const { companyId, subject } = fieldsOf(event.metadata, ['companyId', 'subject']);
  if (stream.startsWith('appointment-') && companyId !== undefined && subject !== undefined)
    return customerStream(companyId, subject);
  const { staffId } = fieldsOf(event.data, ['staffId']);
  if (companyId !== undefined && staffId !== undefined && stream === companyStream(companyId))
    return staffSubject(companyId, staffId);
  return stream;
}

/** The telephone number of the person that stands in an event, where one does. */
export function customerNumberIn({ data }: { data: object }): string | undefined {
  const { phone, customerNumber, number } = fieldsOf('personal' in data ? data.personal : undefined, [
    'phone',
    'customerNumber',
    'number',
  ]);
  return phone ?? customerNumber ?? number;
}

function fieldsOf<K extends string>(value: unknown, names: readonly K[]): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  if (typeof value !== 'object' || value === null) return found;
  for (const name of names) {
    const field: unknown = Reflect.get(value, name);
    if (typeof field === 'string') found[name] = field;
  }
  return found;
}

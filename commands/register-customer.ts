// A customer becomes known, or his contact changes.
import { z } from 'zod';
import type { CustomerState } from '../src/domain/customer.ts';
import { accepted, type Decision } from '../src/domain/decision.ts';
import type { CustomerEvent } from '../src/domain/events/catalogue.ts';
import { idSchema } from '../src/domain/values.ts';

export const registerCustomerSchema = z.object({
  companyId: idSchema,
  customerId: idSchema,
  name: z.string().min(1).max(200),
  /** Full E.164. */
  phone: z.string().optional(),
  email: z.string().optional(),
});
export type RegisterCustomer = z.infer<typeof registerCustomerSchema>;

/** Registers, or changes the contact of one registered before; the same contact again adds nothing. */
export function registerCustomer(state: CustomerState, command: RegisterCustomer): Decision<CustomerEvent> {
  const { companyId, customerId, name, phone, email } = command;
  const personal = { name, ...(phone !== undefined && { phone }), ...(email !== undefined && { email }) };
  const data = { companyId, customerId, personal };
  if (!state.contact) return accepted<CustomerEvent>({ type: 'CustomerRegistered', data });
  const same = state.contact.name === name && state.contact.phone === phone && state.contact.email === email;
  return same ? accepted<CustomerEvent>() : accepted<CustomerEvent>({ type: 'CustomerContactChanged', data });
}

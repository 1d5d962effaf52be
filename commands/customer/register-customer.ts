// Registers a customer, or changes their contact.
import type { CustomerState } from '../../src/domain/customer/customer.ts';
import { accepted, type Decision, refused } from '../../src/domain/decision.ts';
import type { CustomerEvent } from '../../src/domain/event-catalogue.ts';

export interface RegisterCustomer {
  companyId: string;
  customerId: string;
  name: string;
  /** Full E.164. */
  phone?: string | undefined;
  email?: string | undefined;
}

/** Registers, or changes the contact of one registered before; the same contact again adds nothing. Nothing is kept of an erased one. */
export function registerCustomer(state: CustomerState, command: RegisterCustomer): Decision<CustomerEvent> {
  if (state.erasure) return refused('customer_erased');
  const { companyId, customerId, name, phone, email } = command;
  const personal = { name, ...(phone !== undefined && { phone }), ...(email !== undefined && { email }) };
  const data = { companyId, customerId, personal };
  if (!state.contact) return accepted<CustomerEvent>({ type: 'CustomerRegistered', data });
  const same = state.contact.name === name && state.contact.phone === phone && state.contact.email === email;
  return same ? accepted<CustomerEvent>() : accepted<CustomerEvent>({ type: 'CustomerContactChanged', data });
}

export type GainContact = Omit<RegisterCustomer, 'name'>;

/** Registers a customer nobody knows yet; `conflict` where the id was taken meanwhile, perhaps by another person. */
export function registerCustomerIfNew(state: CustomerState, command: RegisterCustomer): Decision<CustomerEvent> {
  return state.contact ? refused('conflict') : registerCustomer(state, command);
}

/** Adds a number or an address to a record that has none; existing ones stay. `conflict` where there is no such record. */
export function gainContact(state: CustomerState, { companyId, customerId, phone, email }: GainContact): Decision<CustomerEvent> {
  const { contact } = state;
  if (!contact) return refused('conflict');
  return registerCustomer(state, {
    companyId,
    customerId,
    name: contact.name,
    phone: contact.phone ?? phone,
    email: contact.email ?? email,
  });
}

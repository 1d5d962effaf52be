// What Retell sends about a call before the caller has said anything.
import type { DataOf } from '../domain/event-catalogue.ts';
import { isWithheld, parsePhoneNumber } from '../domain/phone-number.ts';
import type { Country } from '../domain/values.ts';

/** Where a request comes from: a call, with Retell's data about it. */
export interface CallSource {
  callId: string;
  callType: string;
  direction: 'inbound' | 'outbound' | undefined;
  agentId: string | undefined;
  /** The company's side: the called number inbound, `from_number` outbound. */
  companyNumber: string | undefined;
  /** The customer's side, as sent. */
  customerNumber: string | undefined;
  startedAt: string | undefined;
  /** The name and customer id from the call's own data. */
  callData: { name: string | undefined; customerId: string | undefined };
  /** An id of the signature it came under: the same signed bytes get the same answer, however often and late they come. */
  delivery?: string | undefined;
}

/** A call whose company is known, and with it the country national numbers are read by. */
export interface PlacedCall extends CallSource {
  country: Country;
  /** Whose line was called, where the line is one branch's. */
  branchId?: string | undefined;
}

/** The customer's number in E.164; undefined where it is withheld or no number at all. */
export const customerNumberOf = ({
  customerNumber,
  country,
}: Pick<PlacedCall, 'customerNumber' | 'country'>): string | undefined => parsePhoneNumber(customerNumber, country);

/** Withheld, or there is none: a web call. */
export const withholdsNumber = (source: CallSource): boolean =>
  source.customerNumber === undefined || isWithheld(source.customerNumber);

/** The first event of a call's stream. */
export function startedEvent(companyId: string, source: PlacedCall): DataOf<'CallStarted'> {
  const customerNumber = customerNumberOf(source);
  const { name, customerId } = source.callData;
  return {
    callId: source.callId,
    companyId,
    callType: source.callType,
    ...(source.direction !== undefined && { direction: source.direction }),
    ...(source.agentId !== undefined && { agentId: source.agentId }),
    ...(source.startedAt !== undefined && { startedAt: source.startedAt }),
    personal: {
      ...(customerNumber !== undefined && { customerNumber }),
      ...(name !== undefined && { name }),
      ...(customerId !== undefined && { customerId }),
    },
  };
}

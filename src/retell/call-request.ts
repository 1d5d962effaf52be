// From Retell's payload to reception's words.
import type { CallRequest } from '../reception/request.ts';
import type { RetellCall } from './payloads.ts';

/** Everything of a call but the function and its arguments. */
export type CallOrigin = Omit<CallRequest, 'function' | 'arguments'>;

/** Inbound the customer is `from_number`, outbound `to_number`; a web call has neither. */
export function originOf(call: RetellCall): CallOrigin {
  const outbound = call.direction === 'outbound';
  return {
    callId: call.call_id,
    callType: call.call_type,
    direction: call.direction ?? undefined,
    agentId: call.agent_id ?? undefined,
    companyNumber: (outbound ? call.from_number : call.to_number) ?? undefined,
    customerNumber: (outbound ? call.to_number : call.from_number) ?? undefined,
    startedAt: instantOf(call.start_timestamp),
    callData: {
      name: firstText(call, ['customer_name', 'caller_name', 'name']),
      customerId: firstText(call, ['customer_id', 'rebook_customer_id']),
    },
  };
}

/** A Unix time in milliseconds as an instant; undefined where it is none. */
export function instantOf(milliseconds: number | null | undefined): string | undefined {
  if (milliseconds === null || milliseconds === undefined) return undefined;
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function firstText(call: RetellCall, keys: string[]): string | undefined {
  for (const source of [call.retell_llm_dynamic_variables, call.metadata]) {
    for (const key of keys) {
      const value = source?.[key];
      if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 200);
    }
  }
  return undefined;
}

/** The function's name without a version suffix a model was configured with: `cancel_appointment_v17`. */
export const functionNameOf = (name: string): string => name.replace(/_v\d+$/, '');

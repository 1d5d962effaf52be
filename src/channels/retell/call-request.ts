// Translates Retell's payload into a request.

import type { CallSource } from '../../calls/call-source.ts';
import { saidName, saidText } from '../../language/parse/placeholders.ts';
import type { RetellCall } from './payloads.ts';

/** Inbound the customer is `from_number`, outbound `to_number`; a web call has neither. */
export function originOf(call: RetellCall): CallSource {
  const outbound = call.direction === 'outbound';
  return {
    callId: call.call_id,
    callType: call.call_type,
    direction: call.direction,
    agentId: call.agent_id,
    companyNumber: outbound ? call.from_number : call.to_number,
    customerNumber: outbound ? call.to_number : call.from_number,
    startedAt: instantOf(call.start_timestamp),
    callData: {
      name: firstSaid(call, ['customer_name', 'caller_name', 'name'], saidName),
      customerId: firstSaid(call, ['customer_id', 'rebook_customer_id'], saidText),
    },
  };
}

/** A Unix time in milliseconds as an instant; undefined where it is none. */
export function instantOf(milliseconds: number | undefined): string | undefined {
  if (milliseconds === undefined) return undefined;
  const at = new Date(milliseconds);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** The first real value: where a template was not filled in, a call's own data is full of field names. */
function firstSaid(call: RetellCall, keys: string[], said: typeof saidText): string | undefined {
  for (const source of [call.retell_llm_dynamic_variables, call.metadata]) {
    for (const key of keys) {
      const value = source?.[key];
      const text = typeof value === 'string' ? said(value.trim().slice(0, 200)) : undefined;
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

/** The function's name without a version suffix a model was configured with: `cancel_appointment_v17`. */
export const functionNameOf = (name: string): string => name.replace(/_v\d+$/, '');

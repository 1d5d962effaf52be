// The call a program speaks for: one that its vendor has reported under a signature, and that is still under way.
import type { CallSource } from '../../calls/call-source.ts';
import type { CompanyOfCall } from '../../calls/line.ts';
import { call } from '../../domain/call/call.ts';
import type { Clock } from '../../domain/clock.ts';
import { company, countryOf } from '../../domain/company/company.ts';
import { callStream, companyStream } from '../../domain/ids.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import { type Access, maySee } from '../api/access/access.ts';
import { callId } from '../voice/call-data.ts';

export interface KnownCall {
  company: CompanyOfCall;
  source: CallSource;
}

/** A vendor may lose the message that a call has ended: no call counts as under way for longer. */
const longestCallMs = 4 * 3_600_000;

/**
 * Who has a key is a program, and no caller: it may act only in a call whose caller is known from elsewhere. Undefined where there is no
 * such call, it is another company's than the key is for, or it is over; which of these, nobody learns.
 */
export async function knownCall(
  named: unknown,
  access: Access,
  { executor, clock }: { executor: Executor; clock: Clock },
): Promise<KnownCall | undefined> {
  const { data: id } = callId.safeParse(named);
  if (id === undefined) return undefined;
  const { started, ended, requests } = (await executor.load(call, callStream(id))).state;
  if (!started || ended || !maySee(access, started.companyId)) return undefined;
  const began = started.startedAt ?? [...requests.values()].map(({ calledAt }) => calledAt).sort()[0];
  if (began === undefined || clock.now().getTime() - Date.parse(began) > longestCallMs) return undefined;
  const { state } = await executor.load(company, companyStream(started.companyId));
  // Whose words are gone is a caller of whom nothing is known.
  const { customerNumber, name, customerId } = started.personal ?? {};
  return {
    company: { companyId: started.companyId, country: countryOf(state) },
    source: {
      callId: id,
      callType: started.callType,
      direction: started.direction,
      agentId: started.agentId,
      companyNumber: undefined,
      customerNumber,
      startedAt: started.startedAt,
      callData: { name, customerId },
    },
  };
}

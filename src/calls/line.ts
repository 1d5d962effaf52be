// Finds the company a call belongs to: the one its line is assigned to.
import { LRUCache } from 'lru-cache';
import { claim } from '../domain/claim.ts';
import type { SpokenCode } from '../domain/codes.ts';
import { company } from '../domain/company/company.ts';
import { companyStream, lineStream } from '../domain/ids.ts';
import type { Executor } from '../platform/eventstore/execute.ts';
import { parsePhoneNumber } from '../platform/phone-number.ts';
import type { CallSource } from './call-source.ts';
import type { Deadline } from './deadline.ts';

export type CompanyFound = { kind: 'company'; companyId: string } | { kind: 'unknown'; code: SpokenCode };

export interface Lines {
  /** Throws where the event store is away and the call was not here before. */
  companyOf(source: CallSource, deadline?: Deadline): Promise<CompanyFound>;
  /** Its line has shown that the call is this company's. */
  remember(callId: string, companyId: string): void;
}

export function createLines(executor: Executor): Lines {
  const companiesOfCalls = new LRUCache<string, string>({ max: 10_000 });

  /** Who has claimed the line, as long as it is assigned to them. */
  async function ownerOf(line: string): Promise<string | undefined> {
    const { owner } = (await executor.load(claim, lineStream(line))).state;
    if (owner === undefined) return undefined;
    const { state } = await executor.load(company, companyStream(owner));
    return state.lines.has(line) ? owner : undefined;
  }

  async function byLine({ companyNumber, agentId }: CallSource): Promise<CompanyFound> {
    const [byNumber, byAgent] = await Promise.all([
      companyNumber === undefined ? undefined : ownerOf(parsePhoneNumber(companyNumber) ?? companyNumber),
      agentId === undefined ? undefined : ownerOf(agentId),
    ]);
    if (byNumber !== undefined && byAgent !== undefined && byNumber !== byAgent)
      return { kind: 'unknown', code: 'line_conflict' };
    // A call with a number belongs to the company that has the number; an agent's id decides only where there is no number.
    const companyId = companyNumber === undefined ? byAgent : (byNumber ?? byAgent);
    return companyId === undefined ? { kind: 'unknown', code: 'unknown_line' } : { kind: 'company', companyId };
  }

  return {
    async companyOf(source, deadline) {
      try {
        return await (deadline ? deadline.within(() => byLine(source)) : byLine(source));
      } catch (error) {
        const companyId = companiesOfCalls.get(source.callId);
        if (companyId === undefined) throw error;
        return { kind: 'company', companyId };
      }
    },
    remember(callId, companyId) {
      companiesOfCalls.set(callId, companyId);
    },
  };
}

// Finds the company a call belongs to: the one its line is assigned to.
import { LRUCache } from 'lru-cache';
import { claim } from '../domain/claim.ts';
import type { SpokenCode } from '../domain/codes.ts';
import { company, countryOf } from '../domain/company/company.ts';
import { companyStream, lineStream } from '../domain/ids.ts';
import { numberByCode, numbersDialledSo } from '../domain/phone-number.ts';
import type { Country } from '../domain/values.ts';
import type { Executor } from '../platform/eventstore/execute.ts';
import type { CallSource } from './call-source.ts';
import type { Deadline } from './deadline.ts';

/** The company of a call, and the country its national numbers are read by. */
export interface CompanyOfCall {
  companyId: string;
  country: Country;
  /** The branch whose line it is. */
  branchId?: string | undefined;
}

export type CompanyFound = ({ kind: 'company' } & CompanyOfCall) | { kind: 'unknown'; code: SpokenCode };

export interface Lines {
  /** Throws where the event store is away and the call was not here before. */
  companyOf(source: CallSource, deadline?: Deadline): Promise<CompanyFound>;
  /** Its line has shown that the call is this company's. */
  remember(callId: string, found: CompanyOfCall): void;
}

export function createLines(executor: Executor): Lines {
  const companiesOfCalls = new LRUCache<string, CompanyOfCall>({ max: 10_000 });

  /** Who has claimed the line, as long as it is assigned to them. */
  async function ownerOf(line: string): Promise<CompanyOfCall | undefined> {
    const { owner } = (await executor.load(claim, lineStream(line))).state;
    if (owner === undefined) return undefined;
    const { state } = await executor.load(company, companyStream(owner));
    if (!state.lines.has(line)) return undefined;
    return { companyId: owner, country: countryOf(state, { line }), branchId: state.branchesOfLines.get(line) };
  }

  /**
   * The owners of a called number. Written in full, or as somebody has claimed it, it is one line. Without a calling code nobody knows
   * the country before the company: then it is any line that is dialled so in its own country.
   */
  async function ownersOf(called: string): Promise<CompanyOfCall[]> {
    const exact = [numberByCode(called), called.trim()].filter(line => line !== undefined);
    const [owner] = (await Promise.all(exact.map(ownerOf))).filter(found => found !== undefined);
    if (owner !== undefined) return [owner];
    const found = await Promise.all(numbersDialledSo(called).map(ownerOf));
    return found.filter(one => one !== undefined);
  }

  async function byLine({ companyNumber, agentId }: CallSource): Promise<CompanyFound> {
    const [byNumber, byAgent] = await Promise.all([
      companyNumber === undefined ? [] : ownersOf(companyNumber),
      agentId === undefined ? undefined : ownerOf(agentId),
    ]);
    const owner = byNumber.find(({ companyId }) => companyId === byAgent?.companyId) ?? byNumber[0];
    const companies = new Set(byNumber.map(({ companyId }) => companyId));
    if (owner !== undefined && (byAgent ? owner.companyId !== byAgent.companyId : companies.size > 1))
      return { kind: 'unknown', code: 'line_conflict' };
    // A call with a number belongs to the company that has the number; an agent's id decides only where there is no number.
    const found = owner ?? byAgent;
    return found === undefined ? { kind: 'unknown', code: 'unknown_line' } : { kind: 'company', ...found };
  }

  return {
    async companyOf(source, deadline) {
      try {
        return await (deadline ? deadline.within(() => byLine(source)) : byLine(source));
      } catch (error) {
        const found = companiesOfCalls.get(source.callId);
        if (!found) throw error;
        return { kind: 'company', ...found };
      }
    },
    remember(callId, found) {
      companiesOfCalls.set(callId, found);
    },
  };
}

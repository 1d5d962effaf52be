// An answer that cannot be recorded, since there is no company, no call or no store: it promises nothing that needs a record.
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../domain/clock.ts';
import { codes, type SpokenCode } from '../../domain/codes.ts';
import { company } from '../../domain/company/company.ts';
import { handOverAt } from '../../domain/company/hand-over.ts';
import { companyStream } from '../../domain/ids.ts';
import { defaultLanguage } from '../../domain/values.ts';
import type { HandedOver } from '../../language/render/parameters.ts';
import type { Executor } from '../../platform/eventstore/execute.ts';
import type { CompanyOfCall } from '../line.ts';
import { type Answer, answerFrom } from './answer.ts';

/** Whose line was called, as far as it is known. */
export type LineOwner = Pick<CompanyOfCall, 'companyId' | 'branchId'>;

/** From the cache alone: it is asked where stores may be away. Callers are put through to a number that is known so, or not at all. */
export function unrecordedAnswer(
  code: SpokenCode,
  called: LineOwner | undefined,
  { executor, clock }: { executor: Pick<Executor, 'peek'>; clock: Clock },
): Answer {
  const state = called && executor.peek(company, companyStream(called.companyId))?.state;
  const reached = state && handOverAt(state, called.branchId, clock.now());
  const handover: HandedOver = reached?.kind === 'reachable' ? { kind: 'transfer', number: reached.number } : { kind: 'none' };
  const language = state?.settings?.language ?? defaultLanguage;
  const key = [code, language, handover.kind === 'transfer' ? handover.number : ''].join(' ');
  const answer =
    rendered.get(key) ?? answerFrom({ status: codes[code].status, code, parameters: { handover }, language }, undefined);
  rendered.set(key, answer);
  return answer;
}

/** Many callers hear the same at once where there is too much to do, and each must cost little. */
const rendered = new LRUCache<string, Answer>({ max: 1_000 });

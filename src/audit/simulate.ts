// What a changed policy would have made of the past: each decision is made again from its recorded facts, and nothing is appended.

import { isDecision } from '../domain/appointment/modification-kinds.ts';
import type { CompanyState } from '../domain/company/company.ts';
import type { Decision } from '../domain/decision.ts';
import type { AppointmentEvent, Recorded } from '../domain/event-catalogue.ts';
import { appointmentStream, companyStream } from '../domain/ids.ts';
import { type Policy, type PolicyScope, scopeName } from '../domain/policy/policy.ts';
import type { Facts } from '../domain/policy/terms.ts';
import type { Money } from '../domain/values.ts';
import type { EventStore } from '../platform/eventstore/store.ts';
import { companyAt, decideAgain, refuseAgain } from './decide-again.ts';
import type { PastChange } from './past-changes.ts';

/** `allowed`, or the code of the refusal; and the fee where it is allowed. */
export interface Outcome {
  code: string;
  fee: Money | null;
}

export interface Simulated {
  past: PastChange;
  was: Outcome;
  would: Outcome;
}

export interface ChangedPolicy {
  companyId: string;
  scope: PolicyScope;
  policy: Policy;
}

const readAtOnce = 8;

/** Decides each again; cases that rest on no facts (the calendar said no, staff changed it there) are left out. */
export async function simulate(store: EventStore, changed: ChangedPolicy, cases: PastChange[]): Promise<Simulated[]> {
  const companyEvents = await store.read(companyStream(changed.companyId));
  const simulated: Simulated[] = [];
  for (let from = 0; from < cases.length; from += readAtOnce) {
    const part = cases.slice(from, from + readAtOnce);
    const outcomes = await Promise.all(part.map(past => simulateOne(store, companyEvents, changed, past)));
    simulated.push(...outcomes.flatMap(outcome => outcome ?? []));
  }
  return simulated;
}

async function simulateOne(
  store: EventStore,
  companyEvents: Recorded[],
  changed: ChangedPolicy,
  past: PastChange,
): Promise<Simulated | undefined> {
  const history = await store.read(appointmentStream(changed.companyId, past.appointmentId));
  const again =
    past.kind === 'modification' ? madeAgain(history, past.id) : refusedAgain(history, await around(store, past), past.id);
  if (!again) return undefined;
  const { facts, decide } = again;
  const folded = companyAt(companyEvents, facts);
  const policies = new Map(folded.policies).set(scopeName(changed.scope), changed.policy);
  // Where no quota was in force nothing was claimed, so the read model's count is used; a fee that must be said would be said.
  const then: Facts = { ...facts, allowanceUsed: facts.allowanceUsed ?? past.usedBefore, feeStated: undefined };
  return { past, was: outcomeOf(decide(facts, folded)), would: outcomeOf(decide(then, { ...folded, policies })) };
}

interface Again {
  facts: Facts;
  decide(facts: Facts, company: CompanyState): Decision<AppointmentEvent>;
}

function madeAgain(history: Recorded[], id: string): Again | undefined {
  const decision = history.find(event => event.id === id);
  if (!decision || !isDecision(decision)) return undefined;
  const { facts } = decision.data;
  return facts ? { facts, decide: (then, folded) => decideAgain(history, decision, then, folded) } : undefined;
}

const around = (store: EventStore, { stream }: PastChange): Promise<Recorded[]> =>
  stream === null ? Promise.resolve([]) : store.read(stream);

function refusedAgain(history: Recorded[], call: Recorded[], id: string): Again | undefined {
  const refused = call.find(event => event.id === id);
  if (refused?.type !== 'ModificationRefused' || !refused.data.facts) return undefined;
  const { data, metadata } = refused;
  const answered = call.find(
    event => event.type === 'FunctionAnswered' && event.data.requestKey === data.requestKey && event.data.n === data.n,
  );
  const wanted = answered?.type === 'FunctionAnswered' ? answered.data.parameters.newStartsAt : undefined;
  const past = { refusal: data, metadata, newStartsAt: typeof wanted === 'string' ? wanted : undefined };
  return { facts: refused.data.facts, decide: (then, folded) => refuseAgain(history, past, then, folded) };
}

/** A fee that is only announced counts as allowed: the caller would have been asked to accept it. */
function outcomeOf(decision: Decision<AppointmentEvent>): Outcome {
  if (decision.kind === 'already') return { code: 'allowed', fee: null };
  if (decision.kind === 'refused') {
    const { code, detail } = decision;
    return code === 'fee_confirmation_required' ? { code: 'allowed', fee: detail.fee ?? null } : { code, fee: null };
  }
  const made = decision.events.find(event => 'terms' in event.data);
  const terms = made && 'terms' in made.data ? made.data.terms : null;
  return { code: 'allowed', fee: terms?.fee ?? null };
}

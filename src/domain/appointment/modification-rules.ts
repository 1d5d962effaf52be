// The rules cancellations and moves share: is the change permitted, and on what terms?

import type { SpokenCode } from '../codes.ts';
import type { CompanyState } from '../company/company.ts';
import { type AlreadyDone, alreadyDone, type Refusal, refused } from '../decision.ts';
import { type EffectivePolicy, effectivePolicy, feeFor, hoursOfNotice, type RuleKey } from '../policy/policy.ts';
import type { Facts, Rule, Seen, Terms } from '../policy/terms.ts';
import type { ModificationKind, Money } from '../values.ts';
import { type AppointmentState, pendingOf } from './appointment-state.ts';
import { notConcerned } from './booking-reference.ts';
import { modificationKinds } from './modification-kinds.ts';

/** What every request to change an appointment carries. */
export interface ModificationRequest {
  commandId: string;
  companyId: string;
  appointmentId: string;
  seen: Seen | null;
  callId?: string | undefined;
  feeAccepted: boolean;
  override?: { by: string; reasonCode: string } | undefined;
  /** Staff waive the fee. */
  waiver?: { by: string; reasonCode: string } | undefined;
}

/** The decision's surroundings: recorded facts, and the company its stream was folded to at `facts.companyRevision`. */
export interface DecisionContext {
  facts: Facts;
  company: CompanyState;
}

export interface Permission {
  kind: 'permitted';
  terms: Terms;
  /** A deferred move that this change supersedes. */
  superseded: string | undefined;
}

/**
 * For so long a change is answered as being in progress: its caller may still be on the line. After that it is answered as
 * recorded.
 */
const justNowMs = 20_000;

/**
 * Judges a change by the stream first (is there something to change, is it still what was seen), then by the policy,
 * then by the calendar's circuit, and asks for the fee last, so that nobody agrees to a fee for what cannot be done.
 */
export function judge(
  state: AppointmentState,
  request: ModificationRequest,
  kind: ModificationKind,
  context: DecisionContext,
): Permission | AlreadyDone | Refusal<SpokenCode> {
  const { facts } = context;
  const { codes, moves } = modificationKinds[kind];
  const details = state.details;
  if (!details || details.companyId !== request.companyId) return refused('appointment_not_found');
  if (state.status === 'cancelled') return whenCancelled(state, request, kind);

  const pending = pendingOf(state);
  if (pending && pending.state !== 'deferred') {
    const mine = pending.callId !== undefined && pending.callId === request.callId && pending.kind === kind && !moves;
    if (mine) return alreadyDone(codes.pending, pending.modificationId);
    const justNow = Date.parse(facts.now) - Date.parse(pending.requestedAt) < justNowMs;
    if (justNow && !pending.operatorNeeded) return refused('change_in_progress');
    return refused(modificationKinds[pending.kind].codes.unconfirmed);
  }
  const now = new Date(facts.now);
  if (Date.parse(state.period.startsAt) <= now.getTime()) return refused('appointment_past', { ...state.period });
  if (request.seen && !sameAsSeen(state, request.seen))
    return refused('appointment_changed', { startsAt: state.period.startsAt });

  const judged = judgeByPolicy(state, request, kind, context);
  if (judged.kind === 'refused') return judged;
  if (facts.circuit === 'open' && notConcerned(state.booking) === undefined) {
    return refused('calendar_unavailable', { terms: judged.terms, facts });
  }
  const { terms, policy } = judged;
  if (terms.fee.amountCents > 0 && !terms.feeAccepted) {
    const rule = ruleOf(policy, kind, 'fee');
    return refused('fee_confirmation_required', { fee: terms.fee, startsAt: state.period.startsAt, rule, terms, facts });
  }
  return { kind: 'permitted', terms: judged.terms, superseded: pending?.modificationId };
}

function whenCancelled(
  state: AppointmentState,
  request: ModificationRequest,
  kind: ModificationKind,
): AlreadyDone | Refusal<SpokenCode> {
  if (state.newTimeWanted) return refused('new_time_requested', { startsAt: state.period.startsAt });
  const last = state.last;
  const mine = last !== undefined && last.callId !== undefined && last.callId === request.callId;
  const { codes, moves } = modificationKinds[kind];
  return mine && !moves ? alreadyDone(codes.alreadyDone, last.modificationId) : refused('already_cancelled');
}

/** An old search without a uid does not contradict one the stream has learnt since. */
function sameAsSeen(state: AppointmentState, seen: Seen): boolean {
  const sameStart = Date.parse(seen.startsAt) === Date.parse(state.period.startsAt);
  return sameStart && (seen.bookingUid === null || seen.bookingUid === (state.booking?.uid ?? null));
}

function judgeByPolicy(
  state: AppointmentState,
  request: ModificationRequest,
  kind: ModificationKind,
  { facts, company }: DecisionContext,
): { kind: 'judged'; terms: Terms; policy: EffectivePolicy } | Refusal<SpokenCode> {
  const { codes, moves } = modificationKinds[kind];
  const details = state.details ?? {};
  const policy = effectivePolicy(company.policies, kind, details);
  const now = new Date(facts.now);
  const hoursNotice = hoursOfNotice(now, state.period.startsAt);
  const violation = violated();
  const price = priceOf(state, company);
  const due = feeFor(policy.fee, hoursNotice, price, company.settings?.currency ?? 'EUR');
  const waived = request.waiver !== undefined && due.amountCents > 0;
  const fee = waived ? { ...due, amountCents: 0 } : due;
  const terms: Terms = {
    withinPolicy: violation === undefined,
    hoursNotice,
    fee,
    feeAccepted: request.feeAccepted && fee.amountCents > 0 && wasStated(fee, facts.feeStated),
    ...(waived && { feeWaived: due }),
    policyScope: policy.scope,
    policyRevision: company.policyRevision?.toString() ?? null,
  };
  if (violation && !request.override) return { ...violation, detail: { ...violation.detail, terms, facts } };
  return { kind: 'judged', terms, policy };

  function violated(): Refusal<SpokenCode> | undefined {
    const by = (key: RuleKey) => ruleOf(policy, kind, key);
    if (!policy.allowed) return refused(codes.notAllowed, { rule: by('allowed') });
    // Compared in milliseconds: the rounded figure is for people.
    const latest = Date.parse(state.period.startsAt) - (policy.hoursBefore ?? 0) * 3_600_000;
    if (policy.hoursBefore !== null && now.getTime() > latest) {
      const until = new Date(latest).toISOString();
      return refused(codes.tooLate, {
        until,
        hoursBefore: policy.hoursBefore,
        rule: by('hoursBefore'),
      });
    }
    if (moves && policy.maxPerAppointment !== null && state.reschedules >= policy.maxPerAppointment) {
      return refused('appointment_reschedule_limit', { quota: policy.maxPerAppointment, rule: by('maxPerAppointment') });
    }
    if (policy.maxPerMonth !== null && (facts.allowanceUsed ?? 0) >= policy.maxPerMonth) {
      return refused(codes.quotaUsed, {
        quota: policy.maxPerMonth,
        rule: by('maxPerMonth'),
      });
    }
    return undefined;
  }
}

const ruleOf = ({ sources }: EffectivePolicy, kind: ModificationKind, key: RuleKey): Rule => ({
  key: `${kind}.${key}`,
  scope: sources[key] ?? 'none',
});

/** A fee is charged only if the caller has heard it: one that has risen since is announced again. */
const wasStated = (fee: Money, stated: Facts['feeStated']): boolean =>
  stated === undefined || (stated !== null && stated.currency === fee.currency && stated.amountCents >= fee.amountCents);

/** The appointment's own price, else its service's. */
function priceOf(state: AppointmentState, company: CompanyState) {
  const serviceId = state.details?.serviceId;
  return state.details?.price ?? (serviceId !== undefined ? company.services.get(serviceId)?.price : undefined);
}

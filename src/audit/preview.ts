// Shows the terms a change would have now, and the message the customer would get. It changes nothing.

import { saidOf } from '../calls/answer/answer-change.ts';
import { changeText } from '../calls/answer/change-text.ts';
import { wouldDecide } from '../calls/decide/decide.ts';
import type { ChangeDependencies } from '../calls/dependencies.ts';
import { appointment } from '../domain/appointment/appointment.ts';
import type { Clock } from '../domain/clock.ts';
import { type CompanyState, company } from '../domain/company/company.ts';
import { handOverAt } from '../domain/company/hand-over.ts';
import type { SpokenDecision } from '../domain/decision.ts';
import type { AppointmentEvent } from '../domain/event-catalogue.ts';
import { appointmentStream, companyStream, derivedId } from '../domain/ids.ts';
import type { Terms } from '../domain/policy/terms.ts';
import type { ModificationKind } from '../domain/values.ts';
import type { NotificationText } from '../language/render/notification.ts';
import type { HandedOver } from '../language/render/parameters.ts';
import { renderAnswer } from '../language/render/say.ts';

export interface PreviewRequest {
  companyId: string;
  appointmentId: string;
  operation: ModificationKind;
  /** UTC instant; for a move. */
  newStartsAt: string | undefined;
}

export interface Preview {
  allowed: boolean;
  /** The refusal's code, and what a caller would hear. */
  refusal: { code: string; message: string } | null;
  terms: Terms | null;
  /** What the customer would be sent; null where it would be refused. */
  text: NotificationText | null;
}

/** Decides without appending. Undefined where there is no such appointment. */
export async function previewChange(
  { companyId, appointmentId, operation, newStartsAt }: PreviewRequest,
  clock: Clock,
  deps: ChangeDependencies,
): Promise<Preview | undefined> {
  const { state } = await deps.executor.load(appointment, appointmentStream(companyId, appointmentId), { fresh: true });
  const companyState = (await deps.executor.load(company, companyStream(companyId))).state;
  const { settings } = companyState;
  if (!state.details || !settings) return undefined;
  const now = clock.now();
  const correlationId = derivedId('preview', companyId, appointmentId);
  const decision = await wouldDecide(
    {
      commandId: correlationId,
      companyId,
      appointmentId,
      operation,
      newStartsAt,
      seen: null,
      callId: undefined,
      identifiedBy: undefined,
      reasonCode: undefined,
      reason: undefined,
      feeAccepted: true,
      override: undefined,
      waiver: undefined,
      feeStated: undefined,
      context: { correlationId, companyId, actor: { kind: 'staff', id: 'preview' }, channel: 'operator' },
      now,
    },
    deps,
  );
  const { language, timeZone: zone, name } = settings;
  const asked = {
    zone,
    operation,
    answeredAt: now.toISOString(),
    oldStartsAt: state.period.startsAt,
    ...(newStartsAt && { newStartsAt }),
  };
  const terms = termsOf(decision);
  if (decision.kind === 'refused') {
    const handover = callersHandOver(companyState, state.details.branchId, now);
    const message = renderAnswer(decision.code, { ...asked, handover, ...saidOf(decision.detail) }, language);
    return { allowed: false, refusal: { code: decision.code, message }, terms, text: null };
  }
  const text = changeText({ ...asked, company: name, ...(terms && { fee: terms.fee }) }, language);
  return { allowed: true, refusal: null, terms, text };
}

/** As callers hear it: outside its hours they are called back. */
function callersHandOver(state: CompanyState, branchId: string | undefined, now: Date): HandedOver {
  const handOver = handOverAt(state, branchId, now);
  if (handOver.kind === 'reachable') return { kind: 'transfer', number: handOver.number };
  return { kind: handOver.kind === 'closed' ? 'callback' : 'none' };
}

function termsOf(decision: SpokenDecision<AppointmentEvent>): Terms | null {
  if (decision.kind === 'refused') return decision.detail.terms ?? null;
  if (decision.kind === 'already') return null;
  for (const { data } of decision.events) if ('terms' in data) return data.terms;
  return null;
}

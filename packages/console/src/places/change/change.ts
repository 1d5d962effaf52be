// A change as staff make it: what it would come to, and the change itself.
import { answered, api } from '../../api/client.ts';
import type { Appointment, SpokenAnswer } from '../../api/types.ts';

export type Change = 'cancel' | 'reschedule';

type Sent = { params: { path: { id: string } }; headers: { 'idempotency-key': string }; body: ReturnType<typeof bodyOf> };

interface KindOfChange {
  /** A new time has to be entered. */
  moves: boolean;
  /** Of the button that makes it. */
  color: string;
  send(sent: Sent, entered: Entered): Promise<SpokenAnswer>;
}

/** A kind that is added does not compile until it has an entry here. */
export const changes: Record<Change, KindOfChange> = {
  cancel: {
    moves: false,
    color: 'red.9',
    send: sent => answered(api.POST('/v1/appointments/{id}/cancel', sent)),
  },
  reschedule: {
    moves: true,
    color: 'cyan',
    send: ({ body, ...sent }, { newStartsAt = '' }) =>
      answered(api.POST('/v1/appointments/{id}/reschedule', { ...sent, body: { ...body, new_starts_at: newStartsAt } })),
  },
};

/** What was entered for a change. */
export interface Entered {
  /** With its offset; undefined for a cancellation, and while none was entered. */
  newStartsAt: string | undefined;
  /** Nobody agrees to a fee by default: staff ask, or waive it. */
  fee: 'undecided' | 'accepted' | 'waived';
  waiveReason: string;
  override: boolean;
  overrideReason: string;
  note: string;
}

export const previewOf = (
  { appointment_id: id, company_id: company }: Appointment,
  change: Change,
  newStartsAt: string | undefined,
  signal: AbortSignal,
) =>
  answered(
    api.GET('/v1/appointments/{id}/preview', {
      params: { path: { id }, query: { company, change, ...(newStartsAt !== undefined && { new_starts_at: newStartsAt }) } },
      signal,
    }),
  );

/** What is sent for it: the same words for the same entries. */
export const bodyOf = ({ company_id: companyId }: Appointment, entered: Entered) => ({
  company_id: companyId,
  fee_accepted: entered.fee === 'accepted',
  ...(entered.note.trim() !== '' && { reason: entered.note.trim() }),
  ...(entered.fee === 'waived' && { waive_fee: { reason_code: entered.waiveReason.trim() } }),
  ...(entered.override && { override: { reason_code: entered.overrideReason.trim() } }),
});

export function make(appointment: Appointment, change: Change, entered: Entered, idempotencyKey: string): Promise<SpokenAnswer> {
  const params = { path: { id: appointment.appointment_id } };
  const headers = { 'idempotency-key': idempotencyKey };
  return changes[change].send({ params, headers, body: bodyOf(appointment, entered) }, entered);
}

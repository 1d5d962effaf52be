// A change as staff make it: what it would come to, and the change itself.
import { answered, api } from '../../api/client.ts';
import type { Appointment, SpokenAnswer } from '../../api/types.ts';

export type Change = 'cancel' | 'reschedule';

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
  const body = bodyOf(appointment, entered);
  return change === 'cancel'
    ? answered(api.POST('/v1/appointments/{id}/cancel', { params, headers, body }))
    : answered(
        api.POST('/v1/appointments/{id}/reschedule', {
          params,
          headers,
          body: { ...body, new_starts_at: entered.newStartsAt ?? '' },
        }),
      );
}

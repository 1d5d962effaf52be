// Sends what staff have decided of a change that no machine can settle.
import { answered, api } from '../../api/client.ts';
import type { Pending } from '../../api/types.ts';

export type Resolution = 'keep' | 'revert' | 'take_calendar' | 'send_again';

export interface Decided {
  resolution: Resolution;
  reasonCode: string;
  /** Only where the operator knows which booking it is now. */
  bookingUid: string;
}

export const resolve = (
  { appointment_id: id, company_id: companyId, modification_id: modificationId }: Pending,
  { resolution, reasonCode, bookingUid }: Decided,
  idempotencyKey: string,
) =>
  answered(
    api.POST('/v1/appointments/{id}/resolve', {
      params: { path: { id } },
      headers: { 'idempotency-key': idempotencyKey },
      body: {
        company_id: companyId,
        modification_id: modificationId,
        resolution,
        reason_code: reasonCode,
        ...(bookingUid !== '' && { booking_uid: bookingUid }),
      },
    }),
  );

// What a comparison of a booking at the calendar with ours can find.

export const reconciliationFindingKinds = [
  'missed_booking',
  'missed_move',
  'missed_cancellation',
  'missed_confirmation',
  'missed_change',
  'lost_uid',
  'change_pending',
  'kept_by_operator',
  'live_though_cancelled',
  'second_booking',
  'booking_claimed',
  'not_at_calendar',
  'unseen',
] as const;

/** What was found, and what was done about it: `reported` is for people to decide. */
export interface ReconciliationFinding {
  companyId: string;
  appointmentId: string | null;
  bookingUid: string;
  kind: (typeof reconciliationFindingKinds)[number];
  action: 'repaired' | 'looked_at' | 'reported';
}

export type Found = Omit<ReconciliationFinding, 'companyId'>;

// The diary behind the port every calendar has: appointments without a booking, which no calendar but ours keeps. Free is what the
// branch's opening hours leave of the staff member's day.
import type { AppointmentState } from '../../../domain/appointment/appointment-state.ts';
import { type CompanyState, hoursOf } from '../../../domain/company/company.ts';
import { type Diary, freeTimes, slotState } from '../../../domain/company/free-times.ts';
import type { Period } from '../../../domain/values.ts';
import type { CalendarProvider, TimeWanted } from '../../provider.ts';
import type { CalendarRefusal } from '../../result.ts';
import type { SlotHolds } from './slot-holds.ts';

export interface DiaryDependencies {
  holds: SlotHolds;
  /** What else a member of staff has to do in a period. */
  busyPeriods(companyId: string, staffId: string, exceptAppointmentId: string, between: Between): Promise<Period[]>;
}

type Between = { from: Date; to: Date };

const noSuchBooking: CalendarRefusal = { kind: 'refused', httpStatus: 404, code: 'not_found', message: '' };

/** It keeps no bookings: there is none to be found, none to be changed, and nobody tells of any. */
const withoutBookings = {
  change: async () => noSuchBooking,
  look: async () => ({ kind: 'not_found' }),
  read: async () => noSuchBooking,
  findUid: async () => ({ kind: 'not_found' }),
  async *list() {},
  isFree: async () => 'unknown',
  judge: () => undefined,
  webhooks: {
    name: 'diary',
    signatureHeader: 'x-signature',
    isSignature: (_header): _header is string => false,
    isSignedWith: () => false,
    read: () => ({ kind: 'unreadable', trigger: null }),
  },
  accountOf: () => undefined,
} satisfies Partial<CalendarProvider>;

export function createDiaryProvider(deps: DiaryDependencies): CalendarProvider {
  return {
    ...withoutBookings,
    async slots({ state, company, between }) {
      const diary = await diaryOf(state, company, between, deps);
      return diary.hours && freeTimes(diary, lengthOf(state.period), between);
    },
    async reserve(wanted, wouldAccept) {
      const { companyId, appointmentId, state, company, now } = wanted;
      const period = periodWanted(wanted);
      if (!period) return { slot: null, held: false };
      const between = { from: new Date(period.startsAt), to: new Date(period.endsAt) };
      const slot = slotState(period, await diaryOf(state, company, between, deps));
      const staffId = state.details?.staffId;
      if (!wanted.hold || staffId === undefined || !wouldAccept(slot)) return { slot, held: false };
      wanted.signal?.throwIfAborted();
      const held = await deps.holds.hold(companyId, staffId, appointmentId, period, now);
      return { slot: held ? slot : 'taken', held };
    },
    release: (companyId, appointmentId) => deps.holds.release(companyId, appointmentId),
  };
}

/** What is known of a period; an appointment without a member of staff is in nobody's way, and its own time is no blocker. */
async function diaryOf(
  { details }: AppointmentState,
  company: CompanyState,
  between: Between,
  { busyPeriods }: DiaryDependencies,
): Promise<Diary> {
  const { companyId = '', appointmentId = '', branchId, staffId, timeZone = 'UTC' } = details ?? {};
  return {
    hours: hoursOf(company, branchId),
    busy: staffId === undefined ? [] : await busyPeriods(companyId, staffId, appointmentId, between),
    zone: timeZone,
  };
}

/** Where the appointment would be, its length unchanged. */
function periodWanted({ newStartsAt, state: { details, period } }: TimeWanted): Period | undefined {
  if (newStartsAt === undefined || !details) return undefined;
  const start = Date.parse(newStartsAt);
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(start + lengthOf(period)).toISOString() };
}

const lengthOf = ({ startsAt, endsAt }: Period): number => Date.parse(endsAt) - Date.parse(startsAt);

// The port to a calendar: what calls and the saga ask of whatever keeps an appointment's time.
import type { AppointmentState } from '../domain/appointment/appointment-state.ts';
import type { CompanyState } from '../domain/company/company.ts';
import type { Facts } from '../domain/policy/terms.ts';
import type { ModificationKind, Period } from '../domain/values.ts';
import type { AnnouncedBooking, Booking, BookingOrSeries } from './booking.ts';
import type { CalendarResult, Cause } from './result.ts';

/**
 * Why: the saga and calls must not know whose calendar it is. A provider changes bookings, looks at them, lists them, knows what
 * is free, and reads its own webhooks. It answers with values and decides nothing: what a refusal or a look means is the saga's.
 *
 *     const tried = await calendar.change(companyId, { kind: 'cancel', bookingUid }, options);
 *     if (tried.kind !== 'ok') seen = await calendar.look(companyId, { bookingUid, startsAt }, options);
 *
 * A method throws only where the fault is ours: a company without an account, a database that cannot be read.
 */
export interface CalendarProvider {
  /** One try: the same arguments on every repeat, and nothing of what the caller said. */
  change(companyId: string, change: BookingChange, options: CallOptions): Promise<Tried>;
  /** Reads the booking and follows it to where it stands now. Changes nothing and may be repeated. */
  look(companyId: string, wanted: LookedFor, options: CallOptions): Promise<Look>;
  /** The booking of exactly this uid, or the bookings of the series it names; it is not followed. */
  read(companyId: string, uid: string, options: CallOptions): Promise<CalendarResult<BookingOrSeries>>;
  /** The uid behind a numeric id. */
  findUid(companyId: string, wanted: NumericIdWanted, options: CallOptions): Promise<FoundUid>;
  /**
   * All bookings, each once, in pages. `unseen` ends the list, or stands among its pages: it is then not all there is, and nothing may
   * be concluded from what is missing.
   */
  list(companyId: string, listing: Listing, signal?: AbortSignal): AsyncIterable<Booking[] | 'unseen'>;
  /** Whether a booking may be moved to this time; `unknown` where the calendar does not tell. */
  isFree(companyId: string, wanted: MoveWanted, options: CallOptions): Promise<Slot>;
  /** What a look has shown of a change that ran out of time, which by itself says nothing of the calendar's health. */
  judge(companyId: string, verdict: 'success' | 'failure'): void;

  /** Free starts in the period for this appointment, in order, its own time being no blocker; undefined where nobody can tell. */
  slots(wanted: SlotsWanted): Promise<string[] | undefined>;
  /**
   * What is known of the time a move is to take. Where it is free and `wouldAccept` says that the move would be made, it is held for
   * the appointment, if the calendar cannot guard it itself. `hold: false` only asks.
   */
  reserve(wanted: TimeWanted, wouldAccept: (slot: Facts['slot']) => boolean): Promise<Reserved>;
  /** Gives back what was held for the appointment. */
  release(companyId: string, appointmentId: string): Promise<void>;

  /** How its webhooks are signed and read. */
  readonly webhooks: WebhookFormat;
  /** The account's name in logs; the same for companies that share one, undefined where the company has none. */
  accountOf(companyId: string): string | undefined;
}

/** What calls ask of whatever calendar keeps an appointment. */
export type AppointmentTimes = Pick<CalendarProvider, 'slots' | 'reserve' | 'release'>;

/** A caller is waiting on the phone; the background can wait. */
export type CallPriority = 'caller' | 'background';

export type CallOptions = {
  /** Default: 5 s for a caller, 30 s in the background. */
  timeoutMs?: number;
  /** Giving up: the outcome is `timeout`, and says nothing about the calendar's health. */
  signal?: AbortSignal;
  /** Default `caller`. */
  priority?: CallPriority;
  /** How long our limiter may hold the call back before it answers `rate_limited`; default 0. */
  maxWaitMs?: number;
  /** Awaited just before the first byte leaves, and only if it will; what it throws is thrown, and nothing is sent. */
  onSend?: () => Promise<void>;
};

/** What nobody waits for. */
export const inBackground: CallOptions = { priority: 'background', maxWaitMs: 20_000 };

export type BookingChange =
  | { kind: Extract<ModificationKind, 'cancel'>; bookingUid: string }
  | { kind: Extract<ModificationKind, 'reschedule'>; bookingUid: string; startsAt: string };

export interface LookedFor {
  bookingUid: string;
  /** Where we wanted it moved: there a successor may stand whose pointer is missing. */
  wantedStart?: string | undefined;
  /** Picks the instance, where the uid names a series. */
  startsAt: string;
}

export interface NumericIdWanted {
  numericId: number;
  startsAt: string;
  calendarServiceId?: number | undefined;
}

export type FoundUid = { kind: 'found'; uid: string } | { kind: 'not_found' } | { kind: 'unseen'; cause: Cause };

export type Listing = { updatedAfter: Date } | { startingAfter: Date };

export interface MoveWanted {
  bookingUid: string;
  calendarServiceId: number | undefined;
  to: Period | undefined;
}

/** `unknown`: the calendar did not tell. */
export type Slot = 'free' | 'taken' | 'unknown';

/** An appointment, and what its company has given of itself. */
interface AppointmentWanted {
  companyId: string;
  state: AppointmentState;
  company: CompanyState;
  /** Somebody waits until then: nothing is begun after it is aborted. */
  signal?: AbortSignal | undefined;
  /** Somebody waits no longer than this, in milliseconds. */
  withinMs?: number | undefined;
}

export interface SlotsWanted extends AppointmentWanted {
  between: { from: Date; to: Date };
}

export interface TimeWanted extends AppointmentWanted {
  appointmentId: string;
  /** Undefined for a cancellation: no time is wanted. */
  newStartsAt: string | undefined;
  /** An operator has decided that it is to be so, whatever the calendar says. */
  overridden: boolean;
  hold: boolean;
  now: Date;
}

/** `held`: to be given back with `release` where nothing comes of it. */
export interface Reserved {
  slot: Facts['slot'];
  held: boolean;
}

/** A try's result: of a cancellation the booking as it was answered; undefined where the answer names several. */
export type Tried = CalendarResult<Booking | undefined>;

/** What a look found at the booking's uid and at what followed from it. */
export type Look =
  | { kind: 'live'; booking: Booking }
  /** Its successors in order; the last is where the appointment stands, live or ended. */
  | { kind: 'moved'; successors: [Booking, ...Booking[]] }
  /** Cancelled or rejected, and no successor is to be found. */
  | { kind: 'ended'; booking: Booking }
  | { kind: 'not_found' }
  /** It could not be read. */
  | { kind: 'unseen'; cause: Cause };

/** What a webhook reports of a booking. `booked` is reported once more when the host has confirmed it. */
export type BookingNews = 'booked' | 'requested' | 'moved' | 'cancelled' | 'rejected';

/** `trigger` is the calendar's own word, for logs. */
export type Webhook =
  | { kind: 'booking'; trigger: string; news: BookingNews; createdAt: string; booking: AnnouncedBooking }
  /** The booking is named; whatever else it tells cannot be used, so the calendar is to be asked. */
  | { kind: 'named'; trigger: string; uid: string; hostChanged: boolean }
  | { kind: 'other'; trigger: string; createdAt: string | null }
  /** Of a kind that is known, with content that cannot be used; or none of its webhooks at all. */
  | { kind: 'unreadable'; trigger: string | null };

export interface WebhookFormat {
  /** Whose webhooks they are; part of the address they are posted to. */
  readonly name: string;
  /** The header the signature stands in, in lower case. */
  readonly signatureHeader: string;
  /** Whether the header's value is a signature at all. */
  isSignature(header: unknown): header is string;
  /** Whether it signs exactly these bytes. */
  isSignedWith(secret: string, rawBody: Buffer, signature: string): boolean;
  /** Never throws. */
  read(body: string): Webhook;
}

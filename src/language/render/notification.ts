// What a customer is written after a change, as mail and as text message; also the preview of it.
import { DateTime } from 'luxon';
import type { Language, Money } from '../../domain/values.ts';

/** Settled changes, and corrections of an answer that turned out otherwise. */
export const notificationKinds = [
  'cancelled',
  'rescheduled',
  'reschedule_noted',
  'reschedule_requested',
  'cancellation_reverted',
  'reschedule_reverted',
  'moved_by_calendar',
  'cancelled_by_calendar',
  'cancellation_not_made',
  'reschedule_not_made',
  'move_rejected',
  'new_time_requested',
  'host_changed',
  'length_changed',
  'host_and_length_changed',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Instants in UTC; `company` is the company's own name, which signs the message. Nothing personal is needed. */
export interface NotificationParameters {
  zone: string;
  /** Where the appointment was before the change that was asked for. */
  oldStartsAt: string;
  /** Where it is, or was to be, after it. */
  newStartsAt?: string | undefined;
  /** Until when it lasts, where its length has changed. */
  newEndsAt?: string | undefined;
  fee?: Money | undefined;
  company?: string | undefined;
}

export interface NotificationText {
  subject: string;
  mail: string;
  sms: string;
}

/**
 * Reasons of a change that came to nothing which do not say where the appointment stands: it has ended or moved meanwhile, or an
 * operator has decided. That it stands as it was is not said then.
 */
const saysNothingOfWhatStands: ReadonlySet<string> = new Set([
  'operator_decided',
  'already_cancelled',
  'moved_elsewhere',
  'booking_not_found',
  'promise_not_kept',
]);

/** The text's kind for a row of the notifications; undefined for what is for staff alone. */
export function notificationKindOf(row: {
  kind: string;
  code: string | null;
  isMove: boolean;
  byCalendar: boolean;
}): NotificationKind | undefined {
  switch (row.kind) {
    case 'cancellation_confirmed':
    case 'reschedule_confirmed':
      if (row.byCalendar) return row.isMove ? 'moved_by_calendar' : 'cancelled_by_calendar';
      return row.isMove ? 'rescheduled' : 'cancelled';
    case 'reschedule_requested':
      return 'reschedule_requested';
    case 'change_correction':
      if (row.code === 'move_rejected') return 'move_rejected';
      if (row.code !== null && saysNothingOfWhatStands.has(row.code))
        return row.isMove ? 'reschedule_not_made' : 'cancellation_not_made';
      return row.isMove ? 'reschedule_reverted' : 'cancellation_reverted';
    case 'new_time_requested':
    case 'host_changed':
    case 'length_changed':
    case 'host_and_length_changed':
      return row.kind;
    default:
      return undefined;
  }
}

/** The same kind and parameters always give the same text. */
export function notificationText(
  kind: NotificationKind,
  parameters: NotificationParameters,
  language: Language,
): NotificationText {
  const { zone, company } = parameters;
  const words = written[language];
  const from = momentOf(parameters.oldStartsAt, zone, language);
  const to = momentOf(parameters.newStartsAt ?? parameters.oldStartsAt, zone, language);
  const until = momentOf(parameters.newEndsAt ?? parameters.oldStartsAt, zone, language);
  const sentence = words[kind](from, isOfLength(kind) ? until : to);
  const charges = kind === 'cancelled' || kind === 'rescheduled';
  const fee =
    charges && parameters.fee && parameters.fee.amountCents > 0 ? ` ${words.fee(moneyOf(parameters.fee, language))}` : '';
  const sender = company === undefined ? '' : `${company}: `;
  return {
    subject: words.subjects[kind],
    mail: `${words.greeting}\n\n${sentence}${fee}\n\n${words.closing}${company === undefined ? '' : `\n${company}`}`,
    sms: `${sender}${sentence}${fee}`,
  };
}

const isOfLength = (kind: NotificationKind): boolean => kind === 'length_changed' || kind === 'host_and_length_changed';

/** The second moment is where it is to be, or until when it lasts. */
type Sentences = Record<NotificationKind, (from: string, to: string) => string> & {
  subjects: Record<NotificationKind, string>;
  greeting: string;
  closing: string;
  fee: (amount: string) => string;
};

const written: Record<Language, Sentences> = {
  de: {
    greeting: 'Guten Tag,',
    closing: 'Freundliche Grüße',
    fee: amount => `Dafür fallen ${amount} an.`,
    subjects: {
      cancelled: 'Ihr Termin ist abgesagt',
      rescheduled: 'Ihr Termin ist verlegt',
      reschedule_noted: 'Ihr Termin ist vorgemerkt',
      reschedule_requested: 'Ihr Termin ist angefragt',
      cancellation_reverted: 'Ihr Termin besteht weiter',
      reschedule_reverted: 'Ihr Termin bleibt, wie er war',
      moved_by_calendar: 'Ihr Termin ist verlegt',
      cancelled_by_calendar: 'Ihr Termin ist abgesagt',
      cancellation_not_made: 'Ihre Absage',
      reschedule_not_made: 'Ihr Wunsch nach einer anderen Zeit',
      move_rejected: 'Die neue Zeit wurde abgelehnt',
      new_time_requested: 'Ihr Termin braucht eine neue Zeit',
      host_changed: 'Ihr Termin ist bei jemand anderem',
      length_changed: 'Ihr Termin dauert anders als geplant',
      host_and_length_changed: 'Ihr Termin hat sich geändert',
    },
    cancelled: from => `Ihr Termin am ${from} ist abgesagt.`,
    rescheduled: (from, to) => `Ihr Termin am ${from} ist verlegt auf ${to}.`,
    reschedule_noted: (from, to) => `Ihr Termin am ${from} ist für ${to} vorgemerkt. Wir bestätigen ihn noch.`,
    reschedule_requested: (from, to) =>
      `Statt Ihres Termins am ${from} ist jetzt ${to} angefragt. Wir müssen ihn noch bestätigen und geben Ihnen Bescheid.`,
    cancellation_reverted: from =>
      `Ihr Termin am ${from} konnte nicht abgesagt werden und besteht weiter. Bitte melden Sie sich bei uns.`,
    reschedule_reverted: (from, to) =>
      `Ihr Termin konnte nicht auf ${to} verlegt werden und bleibt am ${from}. Bitte melden Sie sich bei uns.`,
    moved_by_calendar: (from, to) => `Ihr Termin am ${from} wurde von uns verlegt auf ${to}.`,
    cancelled_by_calendar: from => `Ihr Termin am ${from} wurde von uns abgesagt.`,
    cancellation_not_made: from =>
      `Ihre Absage des Termins am ${from} konnte nicht ausgeführt werden. Bitte melden Sie sich bei uns.`,
    reschedule_not_made: (from, to) =>
      `Ihr Termin am ${from} konnte nicht auf ${to} verlegt werden. Bitte melden Sie sich bei uns.`,
    move_rejected: (from, to) =>
      `Die Verlegung Ihres Termins auf ${to} wurde abgelehnt. Auch der alte Termin am ${from} besteht nicht mehr. Für die Verlegung fällt keine Gebühr an. Bitte melden Sie sich bei uns.`,
    host_changed: from => `Für Ihren Termin am ${from} ist jetzt jemand anderes aus unserem Team da. Die Zeit bleibt.`,
    length_changed: (from, until) => `Ihr Termin am ${from} dauert jetzt bis ${until}. Der Beginn bleibt.`,
    host_and_length_changed: (from, until) =>
      `Für Ihren Termin am ${from} ist jetzt jemand anderes aus unserem Team da, und er dauert bis ${until}. Der Beginn bleibt.`,
    new_time_requested: from =>
      `Ihr Termin am ${from} kann so nicht stattfinden. Bitte wählen Sie eine neue Zeit über den Link in der E-Mail, die Sie dazu bekommen, oder melden Sie sich bei uns. Es fällt keine Gebühr an.`,
  },
  en: {
    greeting: 'Hello,',
    closing: 'Kind regards',
    fee: amount => `The fee is ${amount}.`,
    subjects: {
      cancelled: 'Your appointment is cancelled',
      rescheduled: 'Your appointment is moved',
      reschedule_noted: 'Your appointment is noted',
      reschedule_requested: 'Your appointment is requested',
      cancellation_reverted: 'Your appointment still stands',
      reschedule_reverted: 'Your appointment stays as it was',
      moved_by_calendar: 'Your appointment is moved',
      cancelled_by_calendar: 'Your appointment is cancelled',
      cancellation_not_made: 'Your cancellation',
      reschedule_not_made: 'Your wish for another time',
      move_rejected: 'The new time was declined',
      new_time_requested: 'Your appointment needs a new time',
      host_changed: 'Your appointment is with someone else',
      length_changed: 'Your appointment has another length',
      host_and_length_changed: 'Your appointment has changed',
    },
    cancelled: from => `Your appointment on ${from} is cancelled.`,
    rescheduled: (from, to) => `Your appointment on ${from} is moved to ${to}.`,
    reschedule_noted: (from, to) => `Your appointment on ${from} is noted for ${to}. We will confirm it.`,
    reschedule_requested: (from, to) =>
      `Instead of your appointment on ${from}, ${to} is now requested. We still have to confirm it and will let you know.`,
    cancellation_reverted: from => `Your appointment on ${from} could not be cancelled and still stands. Please contact us.`,
    reschedule_reverted: (from, to) => `Your appointment could not be moved to ${to} and stays on ${from}. Please contact us.`,
    moved_by_calendar: (from, to) => `We have moved your appointment on ${from} to ${to}.`,
    cancelled_by_calendar: from => `We have cancelled your appointment on ${from}.`,
    cancellation_not_made: from => `The cancellation of your appointment on ${from} could not be carried out. Please contact us.`,
    reschedule_not_made: (from, to) => `Your appointment on ${from} could not be moved to ${to}. Please contact us.`,
    move_rejected: (from, to) =>
      `The move of your appointment to ${to} was declined. Your old appointment on ${from} no longer stands either. There is no fee for the move. Please contact us.`,
    host_changed: from => `Someone else from our team will see you at your appointment on ${from}. The time stays.`,
    length_changed: (from, until) => `Your appointment on ${from} now lasts until ${until}. The start stays.`,
    host_and_length_changed: (from, until) =>
      `Someone else from our team will see you at your appointment on ${from}, and it lasts until ${until}. The start stays.`,
    new_time_requested: from =>
      `Your appointment on ${from} cannot take place as planned. Please choose a new time with the link in the email about it, or contact us. There is no fee.`,
  },
};

/** Written, so in figures: "Freitag, 10. Oktober 2026, 14:30 Uhr", "Friday, 10 October 2026, 14:30". */
function momentOf(instant: string, zone: string, language: Language): string {
  const local = DateTime.fromISO(instant, { zone }).setLocale(language === 'de' ? 'de' : 'en-GB');
  return local.toFormat(language === 'de' ? "cccc, d. LLLL yyyy, HH:mm 'Uhr'" : 'cccc, d LLLL yyyy, HH:mm');
}

const moneyOf = ({ amountCents, currency }: Money, language: Language): string =>
  new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB', { style: 'currency', currency }).format(amountCents / 100);

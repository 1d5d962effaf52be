// Renders the message to a customer after a change, as mail and as text message; also its preview.
import { DateTime } from 'luxon';
import type { Language, Money } from '../../domain/values.ts';
import type { LanguagePack } from '../pack.ts';
import { packOf } from '../packs.ts';
import { isTextOfMade, type NotificationKind } from './notification-kind.ts';

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

/** The same kind and parameters always give the same text. */
export function notificationText(
  kind: NotificationKind,
  parameters: NotificationParameters,
  language: Language,
): NotificationText {
  const { zone, company } = parameters;
  const pack = packOf(language);
  const { greeting, closing, subjects, sentences } = pack.written;
  const from = momentOf(parameters.oldStartsAt, zone, pack);
  const second = isOfLength(kind) ? parameters.newEndsAt : parameters.newStartsAt;
  const sentence = sentences[kind](from, momentOf(second ?? parameters.oldStartsAt, zone, pack));
  const fee =
    isTextOfMade(kind) && parameters.fee && parameters.fee.amountCents > 0
      ? ` ${pack.written.fee(moneyOf(parameters.fee, pack))}`
      : '';
  const sender = company === undefined ? '' : `${company}: `;
  return {
    subject: subjects[kind],
    mail: `${greeting}\n\n${sentence}${fee}\n\n${closing}${company === undefined ? '' : `\n${company}`}`,
    sms: `${sender}${sentence}${fee}`,
  };
}

const isOfLength = (kind: NotificationKind): boolean => kind === 'length_changed' || kind === 'host_and_length_changed';

/** Written, so in figures: "Freitag, 10. Oktober 2026, 14:30 Uhr", "Friday, 10 October 2026, 14:30". */
const momentOf = (instant: string, zone: string, { locale, written }: LanguagePack): string =>
  DateTime.fromISO(instant, { zone }).setLocale(locale).toFormat(written.momentFormat);

const moneyOf = ({ amountCents, currency }: Money, { locale }: LanguagePack): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amountCents / 100);

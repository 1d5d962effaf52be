// Dates, times and amounts as people of a language read them, in the time zone of their company.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isLanguage, localeOf } from './languages.ts';

export interface Format {
  /** `10:00` */
  time(instant: string): string;
  /** `10:00–10:30` */
  span(from: string, to: string): string;
  /** `Tuesday, 1 December` */
  day(instant: string): string;
  /** `Tue, 1 Dec 2026, 10:00` */
  moment(instant: string): string;
  /** With seconds: for the record. */
  exact(instant: string): string;
  /** Of hundredths of a currency. */
  money(of: { amount_cents: number; currency: string }): string;
  number(value: number, digits?: number): string;
  /** `2 min ago`, from an age in seconds. */
  ago(seconds: number): string;
}

export function formatOf(locale: string, zone: string): Format {
  const written = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
  const time = written({ hour: '2-digit', minute: '2-digit' });
  const day = written({ weekday: 'long', day: 'numeric', month: 'long' });
  const moment = written({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const exact = written({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short' });
  return {
    time: instant => time.format(new Date(instant)),
    span: (from, to) => `${time.format(new Date(from))}–${time.format(new Date(to))}`,
    day: instant => day.format(new Date(instant)),
    moment: instant => moment.format(new Date(instant)),
    exact: instant => exact.format(new Date(instant)),
    money: ({ amount_cents: cents, currency }) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100),
    number: (value, digits = 0) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    ago: seconds => {
      if (seconds < 90) return relative.format(-Math.max(1, Math.round(seconds / 60)), 'minute');
      if (seconds < 5_400) return relative.format(-Math.round(seconds / 60), 'minute');
      return seconds < 129_600
        ? relative.format(-Math.round(seconds / 3_600), 'hour')
        : relative.format(-Math.round(seconds / 86_400), 'day');
    },
  };
}

export function useFormat(zone: string): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatOf(isLanguage(i18n.language) ? localeOf[i18n.language] : 'en-GB', zone), [i18n.language, zone]);
}

/** The day of an instant in a zone, `YYYY-MM-DD`. */
export const dayOf = (instant: Date, zone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);

/** So many days later. Days have no zone. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

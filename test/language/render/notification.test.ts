// What a customer is written: every kind in both languages, complete and without gaps.
import { describe, expect, test } from 'vitest';
import { languageSchema, type ModificationKind, modificationKindSchema } from '../../../src/domain/values.ts';
import { notificationText } from '../../../src/language/render/notification.ts';
import { notificationKindOf, notificationKinds } from '../../../src/language/render/notification-kind.ts';

const parameters = {
  zone: 'Europe/Berlin',
  oldStartsAt: '2026-12-31T22:30:00.000Z',
  newStartsAt: '2027-01-01T09:00:00.000Z',
  fee: { amountCents: 1250, currency: 'EUR' },
  company: 'Salon Beispiel',
};

test('a move names both times in the company’s zone, the fee, and the sender', () => {
  expect(notificationText('rescheduled', parameters, 'de')).toEqual({
    subject: 'Ihr Termin ist verlegt',
    mail: `Guten Tag,

Ihr Termin am Donnerstag, 31. Dezember 2026, 23:30 Uhr ist verlegt auf Freitag, 1. Januar 2027, 10:00 Uhr. Dafür fallen 12,50\u00a0€ an.

Freundliche Grüße
Salon Beispiel`,
    sms: 'Salon Beispiel: Ihr Termin am Donnerstag, 31. Dezember 2026, 23:30 Uhr ist verlegt auf Freitag, 1. Januar 2027, 10:00 Uhr. Dafür fallen 12,50\u00a0€ an.',
  });
  expect(notificationText('rescheduled', parameters, 'en').sms).toBe(
    'Salon Beispiel: Your appointment on Thursday, 31 December 2026, 23:30 has been moved to Friday, 1 January 2027, 10:00. The fee is €12.50.',
  );
});

test('a move that the host has yet to confirm is written as asked for, without a fee', () => {
  const { fee: _, company: __, ...times } = parameters;
  expect(notificationText('reschedule_requested', parameters, 'de').mail).not.toContain('12,50');
  expect(notificationText('reschedule_requested', times, 'de').sms).toBe(
    'Statt Ihres Termins am Donnerstag, 31. Dezember 2026, 23:30 Uhr ist jetzt Freitag, 1. Januar 2027, 10:00 Uhr angefragt. Wir müssen ihn noch bestätigen und geben Ihnen Bescheid.',
  );
  expect(notificationText('reschedule_requested', times, 'en').sms).toBe(
    "We've put in your request for Friday, 1 January 2027, 10:00 instead of your appointment on Thursday, 31 December 2026, 23:30. We still have to confirm it, and we'll let you know.",
  );
});

test('no text is kept for a kind that no notification has', () => {
  const rowKinds = ['cancellation_confirmed', 'reschedule_confirmed', 'reschedule_requested', 'change_correction'];
  const ofTheBooking = ['new_time_requested', 'host_changed', 'length_changed', 'host_and_length_changed'];
  const codes = [null, 'calendar_refused', 'move_rejected', 'operator_decided'];
  const sides = [true, false];
  const given = [...rowKinds, ...ofTheBooking].flatMap(kind =>
    codes.flatMap(code =>
      modificationKindSchema.options.flatMap(change =>
        sides.map(byCalendar => notificationKindOf({ kind, code, change, byCalendar })),
      ),
    ),
  );
  expect(new Set(given)).toEqual(new Set(notificationKinds));
});

describe.each(languageSchema.options)('in %s', language => {
  test.each(notificationKinds)('%s has no gaps, with everything given and with the least', kind => {
    const { zone, oldStartsAt } = parameters;
    for (const given of [parameters, { zone, oldStartsAt }]) {
      const { subject, mail, sms } = notificationText(kind, given, language);
      for (const text of [subject, mail, sms]) expect(text).not.toMatch(/undefined|null|NaN|[{}[\]]|T\d\d:| {2}/);
      expect(sms.length).toBeLessThanOrEqual(306); // two parts of a text message
    }
  });
  test('no fee is named where nothing was done', () => {
    expect(notificationText('reschedule_reverted', parameters, language).mail).not.toMatch(/12[.,]50/);
  });
});

test.each<[string, ModificationKind, boolean, string | undefined]>([
  ['reschedule_confirmed', 'reschedule', false, 'rescheduled'],
  ['cancellation_confirmed', 'cancel', false, 'cancelled'],
  ['reschedule_confirmed', 'reschedule', true, 'moved_by_calendar'],
  ['cancellation_confirmed', 'cancel', true, 'cancelled_by_calendar'],
  ['reschedule_requested', 'reschedule', false, 'reschedule_requested'],
  ['reschedule_requested', 'reschedule', true, 'reschedule_requested'],
  ['change_correction', 'reschedule', false, 'reschedule_reverted'],
  ['change_correction', 'cancel', false, 'cancellation_reverted'],
  ['booking_uid_unknown', 'reschedule', false, undefined],
  ['new_time_requested', 'cancel', true, 'new_time_requested'],
])('%s (of a %s, by the calendar: %s) is written as %s', (kind, change, byCalendar, expected) => {
  expect(notificationKindOf({ kind, code: null, change, byCalendar })).toBe(expected);
});

test.each<[string, ModificationKind, string]>([
  ['move_rejected', 'reschedule', 'move_rejected'],
  ['operator_decided', 'reschedule', 'reschedule_not_made'],
  ['operator_decided', 'cancel', 'cancellation_not_made'],
  ['moved_elsewhere', 'cancel', 'cancellation_not_made'],
  ['already_cancelled', 'reschedule', 'reschedule_not_made'],
  ['slot_unavailable', 'reschedule', 'reschedule_reverted'],
])('a correction because of %s does not say that the appointment stands where nobody knows', (code, change, expected) => {
  const kind = notificationKindOf({ kind: 'change_correction', code, change, byCalendar: false });
  expect(kind).toBe(expected);
  if (kind === undefined || expected.endsWith('_reverted')) return;
  const { sms } = notificationText(
    kind,
    { zone: 'Europe/Berlin', oldStartsAt: '2026-10-09T08:00:00.000Z', newStartsAt: '2026-10-09T12:00:00.000Z' },
    'de',
  );
  expect(sms).not.toMatch(/besteht weiter|bleibt/);
});

test('a correction of a change that is not known is not written as one of another kind', () => {
  const row = { code: null, change: undefined, byCalendar: false };
  expect(notificationKindOf({ ...row, kind: 'change_correction' })).toBeUndefined();
  expect(notificationKindOf({ ...row, kind: 'reschedule_confirmed' })).toBe('rescheduled');
});

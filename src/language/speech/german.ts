// Every code as a German caller hears it: Sie-form, first what was done, then the fee, then what follows.
import type { Code } from '../../domain/codes.ts';
import type { Sayer } from './say.ts';

const quotaOnce = (s: Sayer): string => (s.quota === 'eins' ? 'einmal' : `${s.quota.replace(/^eins$/, 'ein')}mal`);
const alternatives = (s: Sayer): string =>
  s.alternatives === undefined ? 'Nennen Sie mir bitte eine andere Zeit.' : `Frei wäre ${s.alternatives}.`;

export const german: Record<Code, (s: Sayer) => string> = {
  cancelled: s => `Ihr Termin am ${s.old} ist abgesagt.${s.fee ? ` Dafür fallen ${s.fee} an.` : ''}`,
  already_cancelled_by_this_call: s => `Ihr Termin am ${s.old} ist bereits abgesagt.`,
  rescheduled: s => `Ihr Termin ist verlegt auf ${s.new}.${s.fee ? ` Dafür fallen ${s.fee} an.` : ''}`,
  already_at_that_time: s => `Ihr Termin ist bereits verlegt auf ${s.new}.`,
  listed: s =>
    s.choiceCount === 1 ? `Sie haben einen Termin am ${s.choices('and')}.` : `Sie haben Termine am ${s.choices('and')}.`,
  nothing_listed: () => 'Ich finde keinen kommenden Termin von Ihnen.',
  slots: s => `Frei wäre ${s.alternatives ?? s.day}.`,
  no_slots: s => `Am ${s.day} ist nichts mehr frei. Nennen Sie mir bitte einen anderen Tag.`,
  cancellation_pending: s => `Ihre Absage für ${s.old} ist aufgenommen. Sie wird Ihnen noch bestätigt.`,
  reschedule_pending: s => `Ihr Wunsch, den Termin auf ${s.new} zu verlegen, ist aufgenommen. Er wird Ihnen noch bestätigt.`,
  reschedule_noted: s => `Ihr Termin ist für ${s.new} vorgemerkt. Er wird Ihnen noch bestätigt.`,
  fee_confirmation_required: s =>
    `Für diese Änderung Ihres Termins am ${s.old} fallen ${s.fee ?? 'Gebühren'} an. Sind Sie damit einverstanden?`,
  choose_appointment: s =>
    s.choiceCount === 1
      ? `Ich finde an diesem Tag einen Termin: ${s.choices('or')}. Meinen Sie diesen?`
      : `Ich finde mehrere Termine: ${s.choices('or')}. Welchen meinen Sie?`,
  other_day_offered: s => `An diesem Tag finde ich keinen Termin von Ihnen, aber am ${s.choices('and')}. Meinen Sie einen davon?`,
  customer_not_found: () =>
    'Ich kann Sie unter diesen Angaben leider nicht finden. Nennen Sie mir bitte Ihren vollständigen Namen und den Tag Ihres Termins.',
  appointment_not_found: () => 'An diesem Tag finde ich keinen Termin von Ihnen. An welchem Tag ist Ihr Termin?',
  caller_not_identified: () =>
    'Da Ihre Nummer unterdrückt ist, brauche ich Ihren vollständigen Namen genau so, wie Sie gebucht haben. Damit konnte ich Sie leider noch nicht finden.',
  name_differs: () => 'Der Name passt nicht zu dieser Telefonnummer. Auf welchen Namen ist der Termin gebucht?',
  name_needed: () => 'Unter dieser Nummer kennen wir mehrere Personen. Nennen Sie mir bitte Ihren vollständigen Namen.',
  time_needed: () => 'Nennen Sie mir bitte noch die Uhrzeit Ihres Termins.',
  too_late_to_cancel: s => `Absagen war nur bis ${s.until} möglich. Deshalb kann ich den Termin am ${s.old} nicht mehr absagen.`,
  too_late_to_reschedule: s =>
    `Verlegen war nur bis ${s.until} möglich. Deshalb kann ich den Termin am ${s.old} nicht mehr verlegen.`,
  cancel_not_allowed: s => `Diesen Termin kann ich nicht absagen. ${s.handover}`,
  reschedule_not_allowed: s => `Diesen Termin kann ich nicht verlegen. ${s.handover}`,
  cancel_quota_used: s => `Absagen sind ${quotaOnce(s)} im Monat möglich, und das ist bereits ausgeschöpft.`,
  reschedule_quota_used: s => `Verlegen ist ${quotaOnce(s)} im Monat möglich, und das ist bereits ausgeschöpft.`,
  appointment_reschedule_limit: s => `Ein Termin kann ${quotaOnce(s)} verlegt werden, und das ist bereits geschehen.`,
  appointment_past: s => `Der Termin am ${s.at} hat bereits begonnen oder ist vorbei. Er lässt sich nicht mehr ändern.`,
  already_cancelled: () => 'Dieser Termin ist bereits abgesagt.',
  change_in_progress: () => 'An diesem Termin wird gerade etwas geändert. Bitte versuchen Sie es gleich noch einmal.',
  appointment_changed: s => `Der Termin wurde inzwischen geändert, er ist jetzt am ${s.at}. Was möchten Sie tun?`,
  moved_elsewhere: s => `Der Termin wurde inzwischen verlegt, er ist jetzt am ${s.at}. Was möchten Sie tun?`,
  not_supported: s => `Diesen Termin kann ich am Telefon nicht ändern. ${s.handover}`,
  calendar_refused: s => `Der Kalender lässt diese Änderung nicht zu, Ihr Termin bleibt am ${s.at}. ${s.handover}`,
  same_time: s => `Ihr Termin ist schon am ${s.at}. Auf welche Zeit möchten Sie ihn verlegen?`,
  slot_unavailable: s => `Diese Zeit ist leider nicht frei, Ihr Termin bleibt bestehen. ${alternatives(s)}`,
  new_time_past: s => `Diese Zeit ist schon vorbei, Ihr Termin bleibt bestehen. ${alternatives(s)}`,
  outside_opening_hours: s => `Zu dieser Zeit ist geschlossen, Ihr Termin bleibt bestehen. ${alternatives(s)}`,
  locked_out: s => `Ich konnte Sie mehrmals nicht erkennen und darf es vorerst nicht weiter versuchen. ${s.handover}`,
  calendar_unavailable: () =>
    'Unser Kalender ist gerade nicht erreichbar, es wurde nichts geändert. Bitte rufen Sie etwas später noch einmal an.',
  date_unclear: () => 'Den Tag habe ich nicht verstanden. Nennen Sie ihn mir bitte mit Tag und Monat.',
  date_ambiguous: s =>
    s.choiceCount === 0
      ? 'Welchen Tag meinen Sie genau? Nennen Sie ihn mir bitte mit Tag und Monat.'
      : `Meinen Sie ${s.choices('or')}?`,
  time_unclear: () => 'Die Uhrzeit habe ich nicht verstanden. Um wie viel Uhr genau?',
  time_ambiguous: () => 'Meinen Sie vormittags oder nachmittags?',
  date_past: () => 'Dieser Tag liegt schon zurück. Welchen Tag meinen Sie?',
  date_too_far: () => 'Dieser Tag liegt mehr als ein Jahr voraus. Welchen Tag meinen Sie?',
  time_does_not_exist: () => 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung nicht. Nennen Sie mir bitte eine andere.',
  time_exists_twice: () => 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung zweimal. Nennen Sie mir bitte eine andere.',
  new_date_missing: () => 'Auf welchen Tag möchten Sie den Termin verlegen?',
  new_time_missing: () => 'Auf welche Uhrzeit möchten Sie den Termin verlegen?',
  arguments_invalid: () => 'Das habe ich nicht verstanden. Bitte sagen Sie es noch einmal.',
  internal_fault: s => `Das hat gerade nicht geklappt. ${s.handover}`,
  unknown_line: s => `Das kann ich unter dieser Nummer leider nicht tun. ${s.handover}`,
  unknown_function: s => `Das kann ich leider nicht tun. ${s.handover}`,
  caller_untrusted: s => `Das kann ich so leider nicht tun. ${s.handover}`,
  line_conflict: s => `Das kann ich unter dieser Nummer leider nicht tun. ${s.handover}`,
  company_paused: s => `Termine kann ich gerade nicht ändern. ${s.handover}`,
  signature_invalid: () => 'Die Anfrage ist nicht gültig unterschrieben.',
  key_invalid: () => 'Der Schlüssel fehlt oder gilt nicht.',
  forbidden: () => 'Das darf dieser Schlüssel nicht.',
  resource_not_found: () => 'Das gibt es hier nicht.',
  conflict: () => 'Das steht im Widerspruch zu dem, was schon gilt.',
  body_invalid: () => 'Der Inhalt der Anfrage ist nicht lesbar.',
  request_invalid: () => 'Die Anfrage ist unvollständig oder falsch.',
  body_too_large: () => 'Die Anfrage ist zu groß.',
  rate_limited: () => 'Es waren zu viele Anfragen. Bitte warten Sie.',
};

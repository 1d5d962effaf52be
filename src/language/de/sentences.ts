// Every code as a German caller hears it: Sie-form, first what was done, then the fee, then what follows.
import type { SpokenCode } from '../../domain/codes.ts';
import type { Sayer } from '../pack.ts';

const fee = (s: Sayer): string => (s.fee === undefined ? '' : ` Dafür ${s.oneCoin ? 'fällt' : 'fallen'} ${s.fee} an.`);
const free = (s: Sayer): string =>
  s.alternatives === undefined
    ? 'Nennen Sie mir bitte eine andere Zeit.'
    : `Frei ${s.alternativesCount === 1 ? 'wäre' : 'wären'} ${s.alternatives}.`;
/** The second time other days are offered, after that the caller is handed over: nobody hears the same sentence again and again. */
const refusedTime = (s: Sayer, first: string, again: string): string => {
  if (s.refusedBefore === 0) return `${first}, Ihr Termin bleibt bestehen. ${free(s)}`;
  if (s.refusedBefore > 1) return `${again}, Ihr Termin bleibt bestehen. ${s.handover}`;
  if (s.alternatives === undefined) return `${again}. Nennen Sie mir bitte einen anderen Tag.`;
  return `${again}, deshalb nenne ich Ihnen andere Tage. ${free(s)}`;
};
const quota = (s: Sayer, what: string): string => {
  if (s.quota === undefined) return `${what} ist in diesem Monat leider nicht mehr möglich.`;
  return `${what} ist ${s.quota}mal im Monat möglich, und das ist für diesen Monat ausgeschöpft.`;
};
const tooLate = (s: Sayer, what: string, verb: string): string => {
  const rest = `Deshalb kann ich den Termin${s.old(' am')} leider nicht mehr ${verb}.`;
  const until = s.until(' war nur bis');
  if (until !== '') return `${what}${until} möglich. ${rest}`;
  if (s.hours === undefined) return `Dafür ist es zu spät. ${rest}`;
  return `${what} ist nur bis ${s.hoursIsOne ? 'eine Stunde' : `${s.hours} Stunden`} vorher möglich. ${rest}`;
};

const nothing = 'Ich finde keinen kommenden Termin von Ihnen.';
const notThatDay = 'An diesem Tag finde ich keinen Termin von Ihnen. An welchem Tag ist Ihr Termin?';

export const germanSentences: Record<SpokenCode, (s: Sayer) => string> = {
  cancelled: s => `Ihr Termin${s.old(' am')} ist abgesagt.${fee(s)}`,
  already_cancelled_by_this_call: s => `Ihr Termin${s.old(' am')} ist bereits abgesagt.`,
  rescheduled: s => `Ihr Termin ist verlegt${s.new(' auf')}.${fee(s)}`,
  already_at_that_time: s => `Ihr Termin ist bereits verlegt${s.new(' auf')}.`,
  listed: s =>
    s.choiceCount === 0 ? nothing : `Sie haben ${s.choiceCount === 1 ? 'einen Termin' : 'Termine'} am ${s.choices('and')}.`,
  nothing_listed: () => nothing,
  slots: s => (s.alternatives === undefined ? 'Nennen Sie mir bitte die Zeit, die Ihnen passt.' : free(s)),
  no_slots: s =>
    `${s.day('Am') || 'An diesem Tag'} ist leider nichts mehr frei. ${s.alternatives === undefined ? 'Nennen Sie mir bitte einen anderen Tag.' : free(s)}`,
  slots_not_available_now: () =>
    'Freie Zeiten kann ich gerade nicht nachsehen. Nennen Sie mir bitte den Tag und die Uhrzeit, die Ihnen passen.',
  cancellation_pending: s => `Ihre Absage${s.old(' für')} ist aufgenommen. Sie wird Ihnen noch bestätigt.`,
  reschedule_pending: s => `Ihr Wunsch, den Termin${s.new(' auf')} zu verlegen, ist aufgenommen. Er wird Ihnen noch bestätigt.`,
  reschedule_deferred: s => `Ihr Termin ist${s.new(' für')} vorgemerkt. Er wird Ihnen noch bestätigt.`,
  reschedule_requested: s => `Ihr Termin ist${s.new(' für')} angefragt. Wir müssen ihn noch bestätigen und geben Ihnen Bescheid.`,
  cancellation_needs_operator: s =>
    `Ihre Absage${s.old(' für')} ist aufgenommen, steht aber noch nicht im Kalender. Jemand aus unserem Team kümmert sich darum und gibt Ihnen Bescheid.`,
  reschedule_needs_operator: s =>
    `Ihr Wunsch, den Termin${s.new(' auf')} zu verlegen, ist aufgenommen, steht aber noch nicht im Kalender. Jemand aus unserem Team kümmert sich darum und gibt Ihnen Bescheid.`,
  fee_confirmation_required: s =>
    `Für die ${s.isMove ? 'Verlegung' : 'Absage'} Ihres Termins${s.old(' am')} ${s.oneCoin ? 'fällt' : 'fallen'} ${s.fee ?? 'Gebühren'} an. Sind Sie damit einverstanden?`,
  choose_appointment: s => {
    if (s.choiceCount === 0) return 'Ich finde mehrere Termine. Um wie viel Uhr ist Ihrer?';
    return s.choiceCount === 1
      ? `An diesem Tag finde ich einen Termin: ${s.choices('or')}. Meinen Sie diesen?`
      : `Ich finde mehrere Termine: ${s.choices('or')}. Welchen meinen Sie?`;
  },
  other_day_offered: s => {
    if (s.choiceCount === 0) return notThatDay;
    const other = s.choiceCount === 1 ? 'diesen' : 'einen davon';
    return `An diesem Tag finde ich keinen Termin von Ihnen, aber am ${s.choices('and')}. Meinen Sie ${other}?`;
  },
  customer_not_found: () =>
    'Ich kann Sie unter diesen Angaben leider nicht finden. Nennen Sie mir bitte Ihren vollständigen Namen, den Tag und die Uhrzeit Ihres Termins.',
  appointment_not_found: () => notThatDay,
  caller_not_identified: () =>
    'Ich sehe Ihre Telefonnummer nicht, und unter diesen Angaben konnte ich Sie nicht finden. Nennen Sie mir bitte Ihren vollständigen Namen genau so, wie Sie gebucht haben, und den Tag Ihres Termins.',
  name_differs: () =>
    'Der Name passt nicht zu dieser Telefonnummer. Nennen Sie mir bitte Tag und Uhrzeit des Termins und den Namen, auf den er gebucht ist.',
  name_needed: () => 'Mit dieser Nummer allein kann ich Sie nicht zuordnen. Nennen Sie mir bitte Ihren vollständigen Namen.',
  number_needed: s => `Termine nenne ich nur, wenn Sie mit Ihrer eigenen Telefonnummer anrufen. ${s.handover}`,
  time_needed: () => 'Nennen Sie mir bitte noch die Uhrzeit Ihres Termins.',
  too_late_to_cancel: s => tooLate(s, 'Absagen', 'absagen'),
  too_late_to_reschedule: s => tooLate(s, 'Verlegen', 'verlegen'),
  cancel_not_allowed: s => `Diesen Termin kann ich nicht absagen. ${s.handover}`,
  reschedule_not_allowed: s => `Diesen Termin kann ich nicht verlegen. ${s.handover}`,
  cancel_quota_used: s => quota(s, 'Absagen'),
  reschedule_quota_used: s => quota(s, 'Verlegen'),
  appointment_reschedule_limit: s =>
    s.quota === undefined
      ? 'Dieser Termin kann leider nicht mehr verlegt werden.'
      : `Ein Termin kann ${s.quota}mal verlegt werden, und das ist bei diesem bereits geschehen.`,
  appointment_past: s => `Der Termin${s.at(' am')} hat bereits begonnen oder ist vorbei. Er lässt sich nicht mehr ändern.`,
  already_cancelled: () => 'Dieser Termin ist bereits abgesagt.',
  change_in_progress: () => 'An diesem Termin wird gerade etwas geändert. Bitte versuchen Sie es gleich noch einmal.',
  cancellation_unconfirmed: () =>
    'Für diesen Termin ist eine Absage aufgenommen, die noch nicht bestätigt ist. Sobald sie bestätigt ist, geben wir Ihnen Bescheid.',
  reschedule_unconfirmed: () =>
    'Für diesen Termin ist eine Verlegung aufgenommen, die noch nicht bestätigt ist. Sobald sie bestätigt ist, geben wir Ihnen Bescheid.',
  new_time_requested: s =>
    `Den Termin${s.at(' am')} mussten wir zurücknehmen und haben Sie um eine neue Zeit gebeten. ${s.handover}`,
  appointment_changed: s => `Der Termin wurde inzwischen geändert${s.at(', er ist jetzt am')}. Was möchten Sie tun?`,
  moved_elsewhere: s => `Der Termin wurde inzwischen verlegt${s.at(', er ist jetzt am')}. Was möchten Sie tun?`,
  not_supported: s => `Diesen Termin kann ich am Telefon nicht ändern. ${s.handover}`,
  calendar_refused: s =>
    `Der Kalender lässt diese Änderung nicht zu, Ihr Termin bleibt${s.at(' am') || ' bestehen'}. ${s.handover}`,
  same_time: s => `Ihr Termin ist schon${s.at(' am') || ' zu dieser Zeit'}. Auf welche Zeit möchten Sie ihn verlegen?`,
  slot_unavailable: s => refusedTime(s, 'Diese Zeit ist leider nicht frei', 'Auch diese Zeit ist leider nicht frei'),
  new_time_past: s => refusedTime(s, 'Diese Zeit ist schon vorbei', 'Auch diese Zeit ist schon vorbei'),
  outside_opening_hours: s => refusedTime(s, 'Zu dieser Zeit ist geschlossen', 'Auch zu dieser Zeit ist geschlossen'),
  day_full: s =>
    s.refusedBefore > 0
      ? refusedTime(s, '', 'Auch an diesem Tag ist leider kein weiterer Termin möglich')
      : `An diesem Tag ist leider kein weiterer Termin möglich, Ihr Termin bleibt bestehen. ${s.alternatives === undefined ? 'Nennen Sie mir bitte einen anderen Tag.' : free(s)}`,
  too_many_attempts_in_flight: () =>
    'Es werden gerade noch andere Anfragen geprüft. Bitte sagen Sie es mir in einem Moment noch einmal.',
  locked_out: s => `Ich konnte Sie mehrmals nicht erkennen und darf es vorerst nicht weiter versuchen. ${s.handover}`,
  calendar_unavailable: () =>
    'Unser Kalender ist gerade nicht erreichbar, es wurde nichts geändert. Bitte rufen Sie etwas später noch einmal an.',
  date_unclear: () => 'Den Tag habe ich nicht verstanden. Nennen Sie ihn mir bitte mit Tag und Monat.',
  date_ambiguous: s =>
    s.choiceCount === 0
      ? 'Welchen Tag meinen Sie genau? Nennen Sie ihn mir bitte mit Tag und Monat.'
      : `Meinen Sie ${s.choices('or')}?`,
  time_unclear: () => 'Die Uhrzeit habe ich nicht verstanden. Um wie viel Uhr genau?',
  time_ambiguous: s =>
    s.alternativesCount < 2 ? 'Meinen Sie am Vormittag oder später am Tag?' : `Meinen Sie ${s.alternatives}?`,
  date_past: () => 'Dieser Tag liegt schon zurück. Welchen Tag meinen Sie?',
  date_too_far: () => 'Dieser Tag liegt mehr als ein Jahr voraus. Welchen Tag meinen Sie?',
  time_does_not_exist: () => 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung nicht. Nennen Sie mir bitte eine andere.',
  time_exists_twice: () => 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung zweimal. Nennen Sie mir bitte eine andere.',
  new_date_missing: () => 'Auf welchen Tag möchten Sie den Termin verlegen?',
  new_time_missing: () => 'Auf welche Uhrzeit möchten Sie den Termin verlegen?',
  arguments_invalid: () => 'Das habe ich nicht verstanden. Bitte sagen Sie es noch einmal.',
  internal_fault: s => `Das hat gerade nicht geklappt. ${s.handover}`,
  change_not_visible: s => `Ob Ihre Änderung schon eingetragen ist, kann ich gerade nicht sehen. ${s.handover}`,
  overloaded: s => `Im Augenblick kann ich nicht nachsehen. ${s.handover}`,
  unknown_line: s => `Das kann ich unter dieser Nummer leider nicht tun. ${s.handover}`,
  unknown_function: s => `Das kann ich leider nicht tun. ${s.handover}`,
  function_mismatch: s => `Das kann ich so leider nicht tun. ${s.handover}`,
  call_missing: s => `Das kann ich so leider nicht tun. ${s.handover}`,
  line_conflict: s => `Das kann ich unter dieser Nummer leider nicht tun. ${s.handover}`,
  company_paused: s => `Termine kann ich gerade nicht ändern. ${s.handover}`,
  function_disabled: s => `Das kann ich am Telefon leider nicht für Sie tun. ${s.handover}`,
};

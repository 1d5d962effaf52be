// Every code as a German caller hears it: Sie-form, first what was done, then the fee, then what follows.
import type { SpokenCode } from '../../domain/codes.ts';
import type { ModificationKind } from '../../domain/values.ts';
import type { DateForm, Sayer, UnclearThing } from '../pack.ts';

type Placed = (before: string, form: DateForm) => string;
/** "am Freitag, dem …" */
const on = (placed: Placed): string => placed(' am', 'dative');
/** "auf Freitag, den …" */
const to = (placed: Placed): string => placed(' auf', 'accusative');
/** "für Freitag, den …" */
const forDay = (placed: Placed): string => placed(' für', 'accusative');

const confirmation = 'Sie bekommen noch eine Bestätigung.';
const otherDay = 'Nennen Sie mir bitte einen anderen Tag.';
const fee = (s: Sayer): string => (s.fee === undefined ? '' : ` Dafür ${s.oneCoin ? 'fällt' : 'fallen'} ${s.fee} an.`);
/** "Frei wäre Freitag, der …": what is free stands in the nominative. */
const free = (s: Sayer, none = 'Nennen Sie mir bitte eine andere Zeit.'): string => {
  if (s.alternativesCount === 0) return none;
  const times = s.alternatives({ joint: 'or', days: 'and' });
  return `Frei ${s.alternativesCount === 1 ? 'wäre' : 'wären'}${s.alternativesGoOn ? ' zum Beispiel' : ''} ${times}.`;
};
const choicesOn = (s: Sayer): string => s.choices({ joint: 'and', each: 'am', form: 'dative' });
/** The second time other days are offered, after that the caller is handed over: nobody hears the same sentence again and again. */
const refusedTime = (s: Sayer, first: string, again: string): string => {
  if (s.refusedBefore === 0) return `${first}, Ihr Termin bleibt bestehen. ${free(s)}`;
  if (s.handsOver) return `${again}, Ihr Termin bleibt bestehen. ${s.handover}`;
  if (s.alternativesCount === 0) return `${again}. ${otherDay}`;
  return `${again}, deshalb nenne ich Ihnen andere Tage. ${free(s)}`;
};
const notFree = (s: Sayer, first: string, again: string): string => {
  const closed = s.closed('Am');
  if (closed === '') return refusedTime(s, first, again);
  return refusedTime(s, `${closed} ist geschlossen`, `${s.closed('Auch am')} ist geschlossen`);
};
const quota = (s: Sayer, what: string): string => {
  if (s.quota === undefined) return `${what} ist in diesem Monat leider nicht mehr möglich.`;
  return `${what} ist nur ${s.quota}mal im Monat möglich, und das ist für diesen Monat schon ausgeschöpft.`;
};
const tooLate = (s: Sayer, what: string, verb: string): string => {
  const rest = `Deshalb kann ich den Termin${on(s.old)} leider nicht mehr ${verb}.`;
  const until = s.until(' war nur bis', 'accusative');
  if (until !== '') return `${what}${until} möglich. ${rest}`;
  if (s.notice === undefined) return `Dafür ist es zu spät. ${rest}`;
  return `${what} ist nur bis ${s.notice} vorher möglich. ${rest}`;
};

const changeNouns: Record<ModificationKind, string> = { cancel: 'Absage', reschedule: 'Verlegung' };
export const germanUnderWay: Record<ModificationKind, string> = {
  cancel: 'bereits zur Absage aufgenommen',
  reschedule: 'bereits zur Verlegung aufgenommen',
};
const days: Record<UnclearThing, string> = {
  only: 'Den Tag',
  appointment: 'Den Tag Ihres jetzigen Termins',
  new_time: 'Den neuen Tag',
};
const times: Record<UnclearThing, string> = {
  only: 'Die Uhrzeit',
  appointment: 'Die Uhrzeit Ihres jetzigen Termins',
  new_time: 'Die neue Uhrzeit',
};
const named: Record<UnclearThing, string> = {
  only: 'Dieser Tag',
  appointment: 'Der Tag, den Sie für Ihren jetzigen Termin genannt haben,',
  new_time: 'Der neue Tag',
};
/** Twice the question, then an example of what to say, then the hand-over. */
const notUnderstood = (s: Sayer, what: string, question: string, example: string): string => {
  if (s.handsOver) return `${what} habe ich leider nicht verstanden. ${s.handover}`;
  if (s.unclearBefore < 2 || example === '') return `${what} habe ich nicht verstanden. ${question}`;
  return `${what} habe ich wieder nicht verstanden. Sagen Sie${example}.`;
};
const wholeExample = (s: Sayer): string => s.example(' zum Beispiel:', 'nominative');

const nothing = 'Ich finde keinen kommenden Termin von Ihnen.';
const notThatDay = 'An diesem Tag finde ich keinen Termin von Ihnen. An welchem Tag ist Ihr Termin?';
const dayAndMonth = 'Nennen Sie mir bitte Tag und Monat.';

export const germanSentences: Record<SpokenCode, (s: Sayer) => string> = {
  cancelled: s => `Ihr Termin${on(s.old)} ist abgesagt.${fee(s)}`,
  already_cancelled_by_this_call: s => `Ihr Termin${on(s.old)} ist bereits abgesagt.`,
  rescheduled: s => `Ihr Termin ist verlegt${to(s.new)}.${fee(s)}`,
  already_at_that_time: s => `Ihr Termin ist bereits verlegt${to(s.new)}.`,
  listed: s => {
    if (s.choiceCount === 0) return nothing;
    if (s.choicesGoOn) return `Sie haben ${s.choiceWords} Termine, die nächsten sind ${choicesOn(s)}.`;
    return `Sie haben ${s.choiceCount === 1 ? 'einen Termin' : 'Termine'} ${choicesOn(s)}.`;
  },
  nothing_listed: () => nothing,
  slots: s => free(s, 'Nennen Sie mir bitte die Zeit, die Ihnen passt.'),
  no_slots: s => {
    const closed = s.closed('Am');
    if (closed !== '') return `${closed} ist geschlossen. ${free(s, otherDay)}`;
    const day = s.day('Am', 'dative');
    return `${day === '' ? 'An diesem Tag' : `${day},`} ist leider nichts mehr frei. ${free(s, otherDay)}`;
  },
  slots_not_available_now: () =>
    'Freie Zeiten kann ich gerade nicht nachsehen. Nennen Sie mir bitte den Tag und die Uhrzeit, die Ihnen passen.',
  cancellation_pending: s => `Ihre Absage${forDay(s.old)} ist aufgenommen. ${confirmation}`,
  reschedule_pending: s => `Ihr Wunsch, den Termin${to(s.new)} zu verlegen, ist aufgenommen. ${confirmation}`,
  reschedule_deferred: s => `Ihr Termin ist${forDay(s.new)} vorgemerkt. ${confirmation}`,
  reschedule_requested: s => `Ihr Termin ist${forDay(s.new)} angefragt. Wir müssen ihn noch bestätigen und geben Ihnen Bescheid.`,
  cancellation_needs_operator: s =>
    `Ihre Absage${forDay(s.old)} ist aufgenommen, steht aber noch nicht im Kalender. Jemand von uns kümmert sich darum und gibt Ihnen Bescheid.`,
  reschedule_needs_operator: s =>
    `Ihr Wunsch, den Termin${to(s.new)} zu verlegen, ist aufgenommen, steht aber noch nicht im Kalender. Jemand von uns kümmert sich darum und gibt Ihnen Bescheid.`,
  fee_confirmation_required: s =>
    `Für die ${changeNouns[s.operation]} Ihres Termins${on(s.old)} ${s.oneCoin ? 'fällt' : 'fallen'} ${s.fee ?? 'Gebühren'} an. Sind Sie damit einverstanden?`,
  choose_appointment: s => {
    if (s.choiceCount === 0) return 'Ich finde mehrere Termine. Um wie viel Uhr ist Ihrer?';
    if (s.choiceCount === 1) return `Ich finde einen Termin ${choicesOn(s)}. Meinen Sie diesen?`;
    if (s.handsOver) return `Ich finde Termine, die ich nicht unterscheiden kann: ${choicesOn(s)}. ${s.handover}`;
    if (s.choicesGoOn) return `Ich finde ${s.choiceWords} Termine, die nächsten sind ${choicesOn(s)}. Welchen meinen Sie?`;
    return `Ich finde mehrere Termine: ${choicesOn(s)}. Welchen meinen Sie?`;
  },
  other_day_offered: s => {
    if (s.choiceCount === 0) return notThatDay;
    const other = s.choiceCount === 1 ? 'diesen' : 'einen davon';
    const but = s.choicesGoOn ? `die nächsten sind ${choicesOn(s)}` : `aber ${choicesOn(s)}`;
    return `An diesem Tag finde ich keinen Termin von Ihnen, ${but}. Meinen Sie ${other}?`;
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
      : `Ein Termin kann nur ${s.quota}mal verlegt werden, und das ist bei diesem schon geschehen.`,
  appointment_past: s =>
    `Ihr Termin${on(s.at)} ${s.hasEnded ? 'ist schon vorbei' : 'hat schon begonnen'}. Deshalb kann ich ihn nicht mehr ändern.`,
  already_cancelled: () => 'Dieser Termin ist bereits abgesagt.',
  change_in_progress: () => 'An diesem Termin wird gerade etwas geändert. Bitte versuchen Sie es gleich noch einmal.',
  cancellation_unconfirmed: () =>
    'Für diesen Termin ist eine Absage aufgenommen, die noch nicht bestätigt ist. Sobald sie bestätigt ist, geben wir Ihnen Bescheid.',
  reschedule_unconfirmed: () =>
    'Für diesen Termin ist eine Verlegung aufgenommen, die noch nicht bestätigt ist. Sobald sie bestätigt ist, geben wir Ihnen Bescheid.',
  new_time_requested: s =>
    `Wir mussten den Termin${on(s.at)} zurücknehmen und haben Sie um eine neue Zeit gebeten. ${s.handover}`,
  appointment_changed: s => `Der Termin wurde inzwischen geändert${s.at(', er ist jetzt am', 'dative')}. Was möchten Sie tun?`,
  moved_elsewhere: s => `Der Termin wurde inzwischen verlegt${s.at(', er ist jetzt am', 'dative')}. Was möchten Sie tun?`,
  not_supported: s => `Diesen Termin kann ich am Telefon nicht ändern. ${s.handover}`,
  calendar_refused: s => `Der Kalender lässt diese Änderung nicht zu, Ihr Termin bleibt${on(s.at) || ' bestehen'}. ${s.handover}`,
  same_time: s => `Ihr Termin ist schon${on(s.at) || ' zu dieser Zeit'}. Auf welche Zeit möchten Sie ihn verlegen?`,
  slot_unavailable: s => notFree(s, 'Diese Zeit ist leider nicht frei', 'Auch diese Zeit ist leider nicht frei'),
  new_time_past: s => refusedTime(s, 'Diese Zeit ist schon vorbei', 'Auch diese Zeit ist schon vorbei'),
  outside_opening_hours: s => notFree(s, 'Zu dieser Zeit ist geschlossen', 'Auch zu dieser Zeit ist geschlossen'),
  day_full: s =>
    s.refusedBefore > 0
      ? refusedTime(s, '', 'Auch an diesem Tag ist leider kein weiterer Termin möglich')
      : `An diesem Tag ist leider kein weiterer Termin möglich, Ihr Termin bleibt bestehen. ${free(s, otherDay)}`,
  too_many_attempts_in_flight: () =>
    'Es werden gerade noch andere Anfragen geprüft. Bitte sagen Sie es mir in einem Moment noch einmal.',
  locked_out: s => `Ich konnte Sie mehrmals nicht erkennen und darf es vorerst nicht weiter versuchen. ${s.handover}`,
  calendar_unavailable: () =>
    'Unser Kalender ist gerade nicht erreichbar, es wurde nichts geändert. Bitte rufen Sie etwas später noch einmal an.',
  date_unclear: s => notUnderstood(s, days[s.unclear], dayAndMonth, wholeExample(s)),
  date_ambiguous: s => {
    if (s.choiceCount > 0) return `Meinen Sie ${s.choices({ joint: 'or', form: 'accusative' })}?`;
    return s.unclearBefore < 2
      ? `Welchen ${s.unclear === 'new_time' ? 'neuen Tag' : 'Tag'} genau meinen Sie? ${dayAndMonth}`
      : notUnderstood(s, days[s.unclear], dayAndMonth, wholeExample(s));
  },
  time_unclear: s => notUnderstood(s, times[s.unclear], 'Um wie viel Uhr genau?', s.exampleTime(' zum Beispiel:')),
  time_ambiguous: s =>
    s.alternativesCount < 2
      ? 'Meinen Sie am Vormittag oder später am Tag?'
      : `Meinen Sie ${s.alternatives({ joint: 'or', form: 'accusative' })}?`,
  date_past: s => `${named[s.unclear]} liegt schon zurück. Welchen Tag meinen Sie?`,
  date_too_far: s => `${named[s.unclear]} liegt mehr als ein Jahr voraus. Welchen Tag meinen Sie?`,
  time_does_not_exist: () => 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung nicht. Nennen Sie mir bitte eine andere.',
  time_exists_twice: () => 'Diese Uhrzeit gibt es an dem Tag wegen der Zeitumstellung zweimal. Nennen Sie mir bitte eine andere.',
  new_date_missing: () => 'Auf welchen Tag möchten Sie den Termin verlegen?',
  new_time_missing: () => 'Auf welche Uhrzeit möchten Sie den Termin verlegen?',
  arguments_invalid: s => notUnderstood(s, 'Das', 'Bitte sagen Sie es noch einmal.', wholeExample(s)),
  internal_fault: s => `Das hat gerade nicht geklappt. ${s.handover}`,
  change_not_visible: s => `Ob Ihre Änderung schon eingetragen ist, kann ich gerade nicht sehen. ${s.handover}`,
  overloaded: s => `Im Moment sind alle Leitungen belegt. ${s.handover}`,
  unknown_line: s => `Das kann ich unter dieser Nummer leider nicht tun. ${s.handover}`,
  unknown_function: s => `Das kann ich leider nicht tun. ${s.handover}`,
  function_mismatch: s => `Das kann ich so leider nicht tun. ${s.handover}`,
  call_missing: s => `Das kann ich so leider nicht tun. ${s.handover}`,
  line_conflict: s => `Das kann ich unter dieser Nummer leider nicht tun. ${s.handover}`,
  company_paused: s => `Termine kann ich gerade nicht ändern. ${s.handover}`,
  function_disabled: s => `Das kann ich am Telefon leider nicht für Sie tun. ${s.handover}`,
};

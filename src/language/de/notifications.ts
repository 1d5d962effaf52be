// The German texts a customer is sent after a change.
import type { WrittenLanguage } from '../pack.ts';

export const germanNotifications: WrittenLanguage = {
  greeting: 'Guten Tag,',
  closing: 'Freundliche Grüße',
  momentFormat: "cccc, d. LLLL yyyy, HH:mm 'Uhr'",
  fee: amount => `Dafür fallen ${amount} an.`,
  subjects: {
    cancelled: 'Ihr Termin ist abgesagt',
    rescheduled: 'Ihr Termin ist verlegt',
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
  sentences: {
    cancelled: from => `Ihr Termin am ${from} ist abgesagt.`,
    rescheduled: (from, to) => `Ihr Termin am ${from} ist verlegt auf ${to}.`,
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
    host_changed: from => `Für Ihren Termin am ${from} ist jetzt jemand anderes aus unserem Team da. Die Zeit bleibt dieselbe.`,
    length_changed: (from, until) => `Ihr Termin am ${from} dauert jetzt bis ${until}. Der Beginn bleibt derselbe.`,
    host_and_length_changed: (from, until) =>
      `Für Ihren Termin am ${from} ist jetzt jemand anderes aus unserem Team da, und er dauert bis ${until}. Der Beginn bleibt derselbe.`,
    new_time_requested: from =>
      `Ihr Termin am ${from} kann so nicht stattfinden. Bitte wählen Sie eine neue Zeit über den Link in der E-Mail, die Sie dazu bekommen, oder melden Sie sich bei uns. Es fällt keine Gebühr an.`,
  },
};

// The German texts of what a person is told that is stored of them.
import type { DisclosedLanguage } from '../../disclosed.ts';
import { germanEvents } from './events.ts';
import { germanFields } from './fields.ts';
import { germanStatements } from './statements.ts';
import { germanWords } from './words.ts';

export const germanDisclosed: DisclosedLanguage = {
  ...germanWords,
  ...germanStatements,
  momentFormat: "ccc, d. LLL yyyy, HH:mm 'Uhr'",
  events: germanEvents,
  fields: germanFields,
  headings: {
    title: 'Auskunft über Ihre Daten',
    contents: 'Inhalt',
    company: 'Betrieb',
    records: 'Kundennummer',
    madeAt: 'Stand',
    times: 'Alle Zeiten in der Zeitzone',
    howToRead:
      'Diese Auskunft nach Artikel 15 der Datenschutz-Grundverordnung (DSGVO) enthält alles, was in diesem System über Sie gespeichert ist. Daten anderer Menschen sind weggelassen.',
    copies: 'Dieselben Daten gibt es als Datei für Programme (JSON); darin stehen auch die technischen Angaben zu jedem Eintrag.',
    customer: 'Ihre Person',
    appointments: 'Ihre Termine',
    appointment: 'Termin',
    calls: 'Ihre Anrufe',
    call: 'Anruf',
    requests: 'Was der Betrieb für Sie eingegeben hat',
    request: 'Eingabe',
    notifications: 'Nachrichten an Sie',
    access: 'Wer Ihre Daten gesehen hat',
    leftOut: 'Was weggelassen ist',
    general: 'Allgemeine Angaben',
    none: 'Dazu ist nichts gespeichert.',
    when: 'Wann',
    what: 'Was',
    details: 'Angaben',
    by: 'Über',
    stands: 'Danach',
    text: 'Text',
    sentTo: 'An',
    state: 'Stand',
    role: 'Wer',
    operation: 'Vorgang',
    sourceOfPart: 'Herkunft',
    said: 'gesagt',
    meaning: 'Bedeutung',
    personalGone: 'Hierzu gehörte etwas Persönliches, das gelöscht ist.',
    history: 'Verlauf',
    contacts: 'Name und Kontaktdaten, auch frühere',
    from: 'ab',
    until: 'bis',
    now: 'heute',
    forStaffOnly: 'Hinweis nur für den Betrieb',
    yes: 'ja',
    no: 'nein',
  },
  parts: {
    customer: 'Aus dem Verlauf Ihres Kundensatzes, mit allen früheren Werten.',
    appointments: 'Aus dem Verlauf jedes Termins, solange er Ihrer war.',
    calls: 'Aus dem Verlauf jedes Anrufs, in dem Sie erkannt wurden oder der von Ihrer Nummer kam.',
    requests: 'Aus dem Verlauf der Eingaben des Betriebs.',
    notifications: 'Aus der Liste der Nachrichten; der Text wird aus ihr gebildet, so wie er versendet wird.',
    access:
      'Aus dem Zugriffsverzeichnis. Welche Person es war, steht nicht dabei: Mitarbeitende haben eigene Rechte (Artikel 15 Absatz 4 DSGVO).',
  },
};

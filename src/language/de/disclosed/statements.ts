// German: what a person is told beside their data (GDPR Article 15(1)), and the rules that decide about their appointments.
import type { DisclosedLanguage } from '../../disclosed.ts';

type Statements = Pick<
  DisclosedLanguage,
  'statements' | 'rules' | 'fees' | 'scopes' | 'noRules' | 'erasure' | 'leftOut' | 'quoted'
>;

export const germanStatements: Statements = {
  statements: {
    controller: {
      title: 'Wer verantwortlich ist',
      texts: ({ company }) => [
        `Verantwortlich ist ${company}. Anschrift und, wo es sie gibt, die oder der Datenschutzbeauftragte stehen in dem Schreiben, mit dem Sie diese Auskunft bekommen.`,
      ],
    },
    purposes: {
      title: 'Wozu die Daten dienen',
      texts: () => [
        'Termine zu führen, am Telefon abzusagen und zu verlegen, und Sie über Änderungen zu unterrichten.',
        'Zu erkennen, wer anruft, damit niemand anderes Ihre Termine erfährt oder ändert.',
        'Später zeigen zu können, was gesagt, entschieden und berechnet wurde.',
      ],
    },
    categories: {
      title: 'Welche Arten von Daten',
      texts: () => [
        'Name, Telefonnummer, E-Mail-Adresse; Termine mit Leistung, Zeit und Gebühren; Anrufe mit Ihren Angaben und unseren Antworten; Gründe, die Sie nennen; Nachrichten an Sie; wer Ihre Daten angesehen hat.',
        'Tonaufnahmen und Mitschriften werden in diesem System nicht gespeichert. Ob der Anbieter des Sprachassistenten welche hat, sagt Ihnen der Betrieb.',
      ],
    },
    recipients: {
      title: 'Wer die Daten bekommt',
      texts: ({ notifies, publishes }) => [
        'Der Kalender Cal.com: Ihre Buchungen und deren Änderungen, mit den Kontaktdaten, mit denen gebucht wurde.',
        'Der Anbieter des Sprachassistenten am Telefon (zum Beispiel Retell oder Vapi): was im Anruf gesagt und geantwortet wird.',
        notifies
          ? 'Der Dienst, der Nachrichten versendet: Ihr Name, Ihre Kontaktdaten und der Text der Nachricht.'
          : 'Nachrichten an Sie werden an keinen Dienst weitergegeben, der sie versendet.',
        publishes
          ? 'Weitere Programme des Betriebs, über einen Nachrichtenverteiler: Termine und Änderungen mit Nummern und Zeiten, ohne Namen und Kontaktdaten.'
          : 'Änderungen werden an keine weiteren Programme verteilt.',
        'Ob einer von ihnen Daten außerhalb der Europäischen Union verarbeitet und welche Garantien dafür gelten, sagt Ihnen der Betrieb.',
      ],
    },
    retention: {
      title: 'Wie lange die Daten bleiben',
      texts: ({ retentionMonths, accessRecordDays, keepDays }) => [
        retentionMonths === null
          ? 'Eine feste Frist ist nicht eingestellt: Ihre Daten bleiben, bis Sie die Löschung verlangen oder der Betrieb sie löscht.'
          : `${retentionMonths} Monate nach Ihrem letzten Termin werden Name, Kontaktdaten und Worte von selbst gelöscht.`,
        `Wer Ihre Daten angesehen hat, bleibt ${accessRecordDays} Tage gespeichert. Kopien, die der Betrieb des Systems braucht, bleiben höchstens ${keepDays} Tage.`,
        'Nach einer Löschung bleiben Termine, Zeiten, Gebühren und Entscheidungen ohne Namen und Worte.',
      ],
    },
    sources: {
      title: 'Woher die Daten kommen',
      texts: () => [
        'Von Ihnen selbst: am Telefon und bei der Buchung.',
        'Aus dem Kalender Cal.com: Buchungen und deren Änderungen.',
        'Vom Betrieb: Einträge und Dateien, die er übernommen hat.',
        'Vom Anbieter des Sprachassistenten: Nummer, Beginn, Ende und Auswertung des Anrufs.',
      ],
    },
    rights: {
      title: 'Ihre Rechte',
      texts: () => [
        'Sie können verlangen, dass falsche Daten berichtigt (Artikel 16 DSGVO), Ihre Daten gelöscht (Artikel 17) oder nur eingeschränkt verarbeitet werden (Artikel 18).',
        'Sie können die Daten, die Sie gegeben haben, in einem maschinenlesbaren Format bekommen (Artikel 20) und der Verarbeitung widersprechen (Artikel 21).',
        'Sie können sich bei einer Aufsichtsbehörde für den Datenschutz beschweren (Artikel 77), zum Beispiel an Ihrem Wohnort.',
      ],
    },
    automated_decisions: {
      title: 'Was selbsttätig entschieden wird',
      texts: () => [
        'Ob ein Termin am Telefon abgesagt oder verlegt werden kann und welche Gebühr anfällt, entscheidet ein Programm nach den Regeln des Betriebs. Sie können verlangen, dass ein Mensch die Entscheidung prüft; der Betrieb kann von jeder Regel abweichen.',
        'Ein Profil Ihrer Person wird nicht gebildet. Wer dreimal in einer Stunde falsche Angaben macht, wird für den Rest der Stunde gesperrt; der Betrieb kann eine andere Zahl festlegen.',
      ],
    },
  },
  rules: {
    cancel: {
      allowed: isAllowed =>
        isAllowed ? 'Termine können am Telefon abgesagt werden.' : 'Termine können am Telefon nicht abgesagt werden.',
      hoursBefore: hours => `Absagen sind bis ${hours} Stunden vor dem Termin möglich.`,
      maxPerAppointment: times => `Ein Termin kann höchstens ${times}-mal abgesagt werden.`,
      maxPerMonth: times => `Im Monat sind höchstens ${times} Absagen möglich.`,
      fee: fee => `Gebühr für eine Absage: ${fee}.`,
    },
    reschedule: {
      allowed: isAllowed =>
        isAllowed ? 'Termine können am Telefon verlegt werden.' : 'Termine können am Telefon nicht verlegt werden.',
      hoursBefore: hours => `Verlegungen sind bis ${hours} Stunden vor dem Termin möglich.`,
      maxPerAppointment: times => `Ein Termin kann höchstens ${times}-mal verlegt werden.`,
      maxPerMonth: times => `Im Monat sind höchstens ${times} Verlegungen möglich.`,
      fee: fee => `Gebühr für eine Verlegung: ${fee}.`,
    },
  },
  fees: {
    fixed: amount => amount,
    tier: (hours, amount) => `weniger als ${hours} Stunden vorher ${amount}`,
    percentage: percent => `${percent} % des Preises`,
  },
  scopes: {
    company: () => 'im ganzen Betrieb',
    branch: name => `in der Filiale ${name}`,
    service: name => `für die Leistung ${name}`,
    staff: name => `bei ${name}`,
  },
  noRules: 'Der Betrieb hat keine Regeln festgelegt: Absagen und Verlegungen sind erlaubt und kosten nichts.',
  erasure: {
    erased: (requestedAt, erasedAt, reasonCode) =>
      `Ihre Daten wurden gelöscht: verlangt am ${requestedAt}, gelöscht am ${erasedAt}, Grund (Kürzel): ${reasonCode}. Name, Kontaktdaten und Worte sind nicht mehr lesbar, auch nicht für uns. Übrig sind die Nummern, Zeiten und Kürzel, die hier stehen.`,
    erasure_requested: (requestedAt, _erasedAt, reasonCode) =>
      `Die Löschung Ihrer Daten wurde am ${requestedAt} verlangt, Grund (Kürzel): ${reasonCode}. Sie folgt von selbst, sobald nichts mehr offen ist.`,
  },
  leftOut: {
    requests: count =>
      `In diesem Anruf ${count === 1 ? 'ist eine Anfrage' : `sind ${count} Anfragen`} weggelassen: Sie ${count === 1 ? 'kann' : 'können'} eine andere Person betreffen, etwa weil ein anderer Name genannt wurde.`,
    calls: count =>
      `${count === 1 ? 'Ein Anruf ist' : `${count} Anrufe sind`} weggelassen: Die Nummer gehört mehreren Personen, oder es wurde ein anderer Name genannt, und niemand wurde erkannt. Wenn Sie glauben, dass ein Anruf Ihrer war, nennen Sie dem Betrieb Tag und Uhrzeit.`,
  },
  quoted: text => `„${text}“`,
};

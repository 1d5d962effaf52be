// English: what a person is told beside their data (GDPR Article 15(1)), and the rules that decide about their appointments.
import type { DisclosedLanguage } from '../../disclosed.ts';

type Statements = Pick<
  DisclosedLanguage,
  'statements' | 'rules' | 'fees' | 'scopes' | 'noRules' | 'erasure' | 'leftOut' | 'quoted'
>;

export const englishStatements: Statements = {
  statements: {
    controller: {
      title: 'Who is responsible',
      texts: ({ company }) => [
        `${company} is the controller. The address and, where there is one, the data protection officer are named in the letter this answer comes with.`,
      ],
    },
    purposes: {
      title: 'What the data are for',
      texts: () => [
        'To keep appointments, to cancel and move them on the phone, and to tell you of changes.',
        'To recognise who is calling, so that nobody else hears of your appointments or changes them.',
        'To be able to show later what was said, decided and charged.',
      ],
    },
    categories: {
      title: 'Which kinds of data',
      texts: () => [
        'Name, phone number, e-mail address; appointments with service, time and fees; calls with what you said and what we answered; reasons you gave; messages to you; who looked at your data.',
        'Recordings and transcripts of calls are not stored in this system. The company can tell you whether the provider of the voice agent has any.',
      ],
    },
    recipients: {
      title: 'Who gets the data',
      texts: ({ notifies, publishes }) => [
        'The calendar Cal.com: your bookings and their changes, with the contact details they were booked with.',
        'The provider of the voice agent on the phone (Retell or Vapi, for example): what is said and answered in a call.',
        notifies
          ? 'The service that sends messages: your name, your contact details and the text of the message.'
          : 'Messages to you are handed to no service that sends them.',
        publishes
          ? 'Other programs of the company, over a message broker: appointments and changes with numbers and times, without names and contact details.'
          : 'Changes are passed on to no other programs.',
        'The company can tell you whether one of them processes data outside the European Union, and which safeguards hold there.',
      ],
    },
    retention: {
      title: 'How long the data are kept',
      texts: ({ retentionMonths, accessRecordDays, keepDays }) => [
        retentionMonths === null
          ? 'No period is set: your data stay until you ask for their erasure or the company erases them.'
          : `${retentionMonths} months after your last appointment, name, contact details and words are erased by themselves.`,
        `Who looked at your data is kept for ${accessRecordDays} days. Copies that running the system needs are kept for ${keepDays} days at most.`,
        'After an erasure appointments, times, fees and decisions stay, without names and words.',
      ],
    },
    sources: {
      title: 'Where the data come from',
      texts: () => [
        'From you: on the phone and when you booked.',
        'From the calendar Cal.com: bookings and their changes.',
        'From the company: what it entered, and files it took over.',
        'From the provider of the voice agent: number, beginning, end and evaluation of a call.',
      ],
    },
    rights: {
      title: 'Your rights',
      texts: () => [
        'You can ask for wrong data to be rectified (Article 16 GDPR), for your data to be erased (Article 17), and for their processing to be restricted (Article 18).',
        'You can have the data you gave in a machine-readable form (Article 20), and object to their processing (Article 21).',
        'You can lodge a complaint with a supervisory authority for data protection (Article 77), for example where you live.',
      ],
    },
    automated_decisions: {
      title: 'What is decided automatically',
      texts: () => [
        'Whether an appointment can be cancelled or moved on the phone, and which fee is due, is decided by a program, by the rules of the company. You can ask for a person to review the decision; the company can make an exception from every rule.',
        'No profile of you is made. Who gives wrong details three times in an hour is blocked for the rest of the hour; the company can set another number.',
      ],
    },
  },
  rules: {
    cancel: {
      allowed: isAllowed =>
        isAllowed ? 'Appointments can be cancelled on the phone.' : 'Appointments cannot be cancelled on the phone.',
      hoursBefore: hours => `Cancelling is possible until ${hours} hours before the appointment.`,
      maxPerAppointment: times => `An appointment can be cancelled ${times} times at most.`,
      maxPerMonth: times => `At most ${times} cancellations are possible in a month.`,
      fee: fee => `Fee for a cancellation: ${fee}.`,
    },
    reschedule: {
      allowed: isAllowed =>
        isAllowed ? 'Appointments can be moved on the phone.' : 'Appointments cannot be moved on the phone.',
      hoursBefore: hours => `Moving is possible until ${hours} hours before the appointment.`,
      maxPerAppointment: times => `An appointment can be moved ${times} times at most.`,
      maxPerMonth: times => `At most ${times} moves are possible in a month.`,
      fee: fee => `Fee for a move: ${fee}.`,
    },
  },
  fees: {
    fixed: amount => amount,
    tier: (hours, amount) => `less than ${hours} hours before, ${amount}`,
    percentage: percent => `${percent}% of the price`,
  },
  scopes: {
    company: () => 'everywhere in the company',
    branch: name => `in the branch ${name}`,
    service: name => `for the service ${name}`,
    staff: name => `with ${name}`,
  },
  noRules: 'The company has set no rules: cancelling and moving are allowed and cost nothing.',
  erasure: {
    erased: (requestedAt, erasedAt, reasonCode) =>
      `Your data were erased: asked for on ${requestedAt}, erased on ${erasedAt}, reason (code): ${reasonCode}. Name, contact details and words cannot be read any more, not even by us. What is left are the numbers, times and codes shown here.`,
    erasure_requested: (requestedAt, _erasedAt, reasonCode) =>
      `The erasure of your data was asked for on ${requestedAt}, reason (code): ${reasonCode}. It follows by itself once nothing is open any more.`,
  },
  leftOut: {
    requests: count =>
      `${count === 1 ? 'One request' : `${count} requests`} in this call ${count === 1 ? 'is' : 'are'} left out: ${count === 1 ? 'it' : 'they'} may concern another person, for example because another name was given.`,
    calls: count =>
      `${count === 1 ? 'One call is' : `${count} calls are`} left out: several people have the number, or another name was given, and nobody was recognised. If you believe that a call was yours, tell the company its day and time.`,
  },
  quoted: text => `“${text}”`,
};

// What may happen to a person whose every word holds a mark: for promise 8 at length.
import type { NewEvent } from '../../src/domain/event-catalogue.ts';
import { appointmentStream, callStream, customerStream, derivedId, requestStream } from '../../src/domain/ids.ts';

export const companyId = 'salon';

/** The same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Step = { stream: string; subject?: string; events: NewEvent[] };

/** What may happen to one person, in an order that can be; each word of theirs holds their mark. */
export function historyOf(person: string, number: string, random: () => number): { before: Step[]; after: Step[] } {
  const mark = `mark${person}`;
  const chance = (share: number): boolean => random() < share;
  const at = (days: number) => new Date(Date.UTC(2026, 0, 10 + days, 9)).toISOString();
  const customer = customerStream(companyId, person);
  const facts = {
    now: at(0),
    companyRevision: '1',
    openingHoursRevision: null,
    allowanceUsed: null,
    circuit: 'closed' as const,
    slot: null,
    seen: null,
  };
  const call = (id: string, days: number, { names = chance(0.7) } = {}): Step[] => {
    const callId = `${person}-${id}`;
    const stream = callStream(callId);
    const request = { requestKey: derivedId('privacy', callId), n: 1 };
    const words = { customer_name: `${mark} gerufen`, appointment_date: 'morgen', note: `${mark} sagt` };
    const identified: NewEvent[] = names
      ? [{ type: 'CallerIdentified', data: { ...request, customerId: person, way: 'number' } }]
      : [{ type: 'CallerNotIdentified', data: { ...request, code: 'customer_not_found', tried: [] } }];
    const callback: NewEvent[] = chance(0.3)
      ? [
          {
            type: 'CallbackPromised',
            data: {
              ...request,
              callbackId: derivedId('cb', callId),
              code: 'internal_fault',
              ...(names && { customerId: person }),
              personal: { number, name: `${mark} bitte` },
            },
          },
        ]
      : [];
    const answered: NewEvent = {
      type: 'FunctionAnswered',
      data: {
        ...request,
        function: 'list_appointments',
        status: 'listed',
        code: 'listed',
        parameters: {},
        language: 'de',
        personal: { customerName: `${mark} gesagt` },
      },
    };
    return [
      {
        stream,
        events: [
          {
            type: 'CallStarted',
            data: {
              callId,
              companyId,
              callType: 'phone_call',
              startedAt: at(days),
              personal: { customerNumber: number, name: `${mark} angerufen` },
            },
          },
        ],
      },
      {
        stream,
        events: [{ type: 'FunctionCalled', data: { ...request, function: 'list_appointments', personal: { arguments: words } } }],
      },
      { stream, ...(names && { subject: person }), events: [...identified, ...callback, answered] },
      ...(chance(0.5)
        ? [
            {
              stream,
              events: [
                {
                  type: 'CallAnalyzed',
                  data: { callSuccessful: true, personal: { summary: `${mark} wollte` } },
                } satisfies NewEvent,
              ],
            },
          ]
        : []),
    ];
  };
  const appointment = (id: string, days: number): Step[] => {
    const appointmentId = `${person}-${id}`;
    const stream = appointmentStream(companyId, appointmentId);
    const modificationId = derivedId('privacy', appointmentId);
    const period = { startsAt: at(days), endsAt: at(days + 0.02) };
    const terms = {
      withinPolicy: chance(0.5),
      hoursNotice: 30,
      fee: { amountCents: Math.floor(random() * 50) * 100, currency: 'EUR' },
      feeAccepted: true,
      policyScope: 'company',
      policyRevision: '1',
    };
    const decision = { from: period, timeZone: 'Europe/Berlin', terms, facts, personal: { reason: `${mark} krank` } };
    const code = chance(0.5) ? { reasonCode: 'ill' } : {};
    return [
      {
        stream,
        subject: person,
        events: [
          {
            type: 'AppointmentScheduled',
            data: { companyId, appointmentId, customerId: person, ...period, timeZone: 'Europe/Berlin', origin: 'api' },
          },
        ],
      },
      ...(chance(0.7)
        ? [
            {
              stream,
              subject: person,
              events: [{ id: modificationId, type: 'AppointmentCancelled', data: { ...decision, ...code } } satisfies NewEvent],
            },
            {
              stream,
              subject: person,
              events: [{ type: 'CalendarNotConcerned', data: { modificationId, reason: 'no_booking' } } satisfies NewEvent],
            },
          ]
        : []),
    ];
  };
  const contact = (word: string) => ({
    name: `${mark} ${word}`,
    ...(chance(0.8) && { phone: number }),
    ...(chance(0.4) && { email: `${mark}@gast.example` }),
  });
  const before: Step[] = [
    {
      stream: customer,
      subject: person,
      events: [
        { type: 'CustomerRegistered', data: { companyId, customerId: person, personal: { ...contact('Erst'), phone: number } } },
      ],
    },
    ...(chance(0.5) ? call('c1', 1) : []),
    ...(chance(0.8) ? appointment('a1', 3) : []),
    ...(chance(0.4)
      ? [
          {
            stream: customer,
            subject: person,
            events: [
              {
                type: 'CustomerContactChanged',
                data: { companyId, customerId: person, personal: contact('Neu') },
              } satisfies NewEvent,
            ],
          },
        ]
      : []),
    ...(chance(0.6) ? appointment('a2', 8) : []),
    ...(chance(0.5) ? call('c2', 9) : []),
    ...(chance(0.2)
      ? [
          {
            stream: requestStream(companyId, `${person}-r`),
            events: [
              {
                type: 'LockoutReleased',
                data: { scope: 'number', reasonCode: 'known', personal: { number } },
              } satisfies NewEvent,
            ],
          },
        ]
      : []),
  ];
  // A call under way: it began before, or is heard of only after; and staff who write a reason once more.
  const after: Step[] = [...(chance(0.5) ? call('c3', 12, { names: true }) : []), ...(chance(0.3) ? appointment('a3', 15) : [])];
  return { before, after };
}

// Makes the answer about a person from what is stored of them: in a language, with sentences beside the codes.
import type { DisclosedCall, Disclosure } from '../../../customers/disclosure/disclosure.ts';
import type { AppointmentVersion } from '../../../customers/disclosure/owners.ts';
import type { DisclosedNotification } from '../../../customers/disclosure/rows.ts';
import { modificationKindSchema } from '../../../domain/values.ts';
import { notificationText } from '../../../language/render/notification.ts';
import { notificationKindOf } from '../../../language/render/notification-kind.ts';
import { type DisclosedKind, disclosedKinds } from '../access/access-record.ts';
import { type Contact, contactsOfRecord } from './contacts.ts';
import { wordIn } from './details.ts';
import { eventBody } from './events.ts';
import type { Reader } from './reader.ts';
import type { PersonalData } from './schema.ts';
import { generalStatements, rulesInForce, type StatementSettings } from './statements.ts';

/** Everything but the calls and appointments, of which there may be thousands: they are made one by one. */
export type PersonalDataHead = Omit<PersonalData, 'appointments' | 'calls' | 'requests'>;

export function headOf(found: Disclosure, reader: Reader, setUp: StatementSettings, now: Date): PersonalDataHead {
  const { texts, settings } = reader;
  const rules = rulesInForce(reader);
  const contacts = found.records.map(({ events }) => contactsOfRecord(events));
  return {
    company: { company_id: found.companyId, name: settings.name, time_zone: settings.timeZone },
    customer_id: found.customerId,
    records: found.records.map(({ customerId }) => customerId),
    language: reader.language,
    generated_at: now.toISOString(),
    ...erasureOf(found, reader),
    general: generalStatements(reader, setUp),
    rules,
    rules_text: rules.length === 0 ? texts.noRules : null,
    customer: {
      source: texts.parts.customer,
      items: found.records.map(({ customerId, events }, index) => ({
        customer_id: customerId,
        contacts: contacts[index] ?? [],
        events: events.map(event => eventBody(event, reader)),
      })),
    },
    notifications: {
      source: texts.parts.notifications,
      items: found.notifications.map(one => notification(one, contacts, reader)),
    },
    access: {
      source: texts.parts.access,
      items: found.access.map(({ accessId, accessedAt, kind, role, operation }) => ({
        access_id: accessId,
        at: accessedAt,
        kind: accessKind(kind),
        text: texts.access[accessKind(kind)],
        role,
        role_text: wordIn(texts.roles, role) ?? role,
        operation,
      })),
    },
    left_out: {
      calls: found.unclearCalls,
      text: found.unclearCalls > 0 ? texts.leftOut.calls(found.unclearCalls) : null,
    },
  };
}

export const appointmentOf = (
  { appointmentId, versions }: Disclosure['appointments'][number],
  reader: Reader,
): PersonalData['appointments']['items'][number] => ({
  appointment_id: appointmentId,
  time_zone: versions.at(-1)?.stands.details?.timeZone ?? null,
  versions: versions.map(({ event, stands }) => ({ ...eventBody(event, reader), stands: standing(stands, reader) })),
});

export const callOf = (call: DisclosedCall, reader: Reader): PersonalData['calls']['items'][number] => ({
  call_id: call.id,
  ...bodyOfCall(call, reader),
});

export const requestOf = (call: DisclosedCall, reader: Reader): PersonalData['requests']['items'][number] => ({
  request_id: call.id,
  ...bodyOfCall(call, reader),
});

const bodyOfCall = ({ leftOut, events }: DisclosedCall, reader: Reader) => ({
  left_out: leftOut,
  left_out_text: leftOut > 0 ? reader.texts.leftOut.requests(leftOut) : null,
  events: events.map(event => eventBody(event, reader)),
});

function standing(stands: AppointmentVersion['stands'], { nameOf }: Reader) {
  const { status, newTimeWanted, period, details } = stands;
  const named = (kind: 'branch' | 'service' | 'staff', id: string | undefined) => (id === undefined ? null : nameOf(kind, id));
  return {
    status: newTimeWanted ? 'new_time_requested' : status,
    starts_at: period.startsAt || null,
    ends_at: period.endsAt || null,
    branch: named('branch', details?.branchId),
    service: named('service', details?.serviceId),
    staff: named('staff', details?.staffId),
  };
}

function erasureOf({ erasure }: Disclosure, { texts, moment }: Reader): Pick<PersonalData, 'state' | 'erasure'> {
  if (erasure.state === 'stored') return { state: 'stored', erasure: null };
  const { state, requestedAt, reasonCode } = erasure;
  const erasedAt = erasure.state === 'erased' ? erasure.erasedAt : null;
  const text = texts.erasure[state](moment(requestedAt), erasedAt === null ? '' : moment(erasedAt), reasonCode);
  return { state, erasure: { requested_at: requestedAt, erased_at: erasedAt, reason_code: reasonCode, text } };
}

function notification(
  one: DisclosedNotification,
  contacts: readonly (readonly Contact[])[],
  { texts, settings }: Reader,
): PersonalData['notifications']['items'][number] {
  const { data: change } = modificationKindSchema.safeParse(one.change);
  const kind = notificationKindOf({ kind: one.kind, code: one.code, change, byCalendar: one.channel === 'calendar' });
  const text =
    kind === undefined || one.previousStartsAt === null
      ? undefined
      : notificationText(
          kind,
          {
            zone: settings.timeZone,
            oldStartsAt: one.previousStartsAt,
            newStartsAt: one.newStartsAt ?? undefined,
            newEndsAt: one.newEndsAt ?? undefined,
            company: settings.name,
          },
          settings.language,
        );
  const { sentAt } = one;
  const sentTo =
    sentAt === null
      ? undefined
      : contacts[0]?.findLast(({ from, until }) => from <= sentAt && (until === null || sentAt < until));
  return {
    notification_id: one.notificationId,
    kind: one.kind,
    code: one.code,
    state: one.state,
    state_text: wordIn(texts.words, one.state) ?? one.state,
    appointment_id: one.appointmentId,
    call_id: one.callId,
    created_at: one.createdAt,
    sent_at: sentAt,
    done_at: one.doneAt,
    subject: text?.subject ?? null,
    text: text?.mail ?? null,
    sent_to: sentTo ? { name: sentTo.name, phone: sentTo.phone, email: sentTo.email } : null,
  };
}

/** A kind that a later program has written counts as data that were shown. */
const accessKind = (kind: string): DisclosedKind => disclosedKinds.find(known => known === kind) ?? 'read';

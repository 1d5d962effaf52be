// The type of what a language has for telling a person what is stored of them (GDPR Article 15). A text that is missing in a language does
// not compile.
import type { ClosingCode } from '../domain/call/events.ts';
import type { TriedWay, Way } from '../domain/call/identification.ts';
import type { AppointmentEvent, CallEvent, CustomerEvent } from '../domain/event-catalogue.ts';
import type { Actor, Channel } from '../domain/metadata.ts';
import type { RuleKey } from '../domain/policy/policy.ts';
import type { ModificationKind } from '../domain/values.ts';
import type { DisclosedField } from './disclosed-fields.ts';

/** The events that may speak of a customer. */
export type PersonEventType = CustomerEvent['type'] | AppointmentEvent['type'] | CallEvent['type'];

/** Headings and captions of the page, and short texts beside its tables. */
export type DisclosedHeading =
  | 'title'
  | 'contents'
  | 'company'
  | 'records'
  | 'madeAt'
  | 'times'
  | 'howToRead'
  | 'copies'
  | 'customer'
  | 'appointments'
  | 'appointment'
  | 'calls'
  | 'call'
  | 'requests'
  | 'request'
  | 'notifications'
  | 'access'
  | 'leftOut'
  | 'general'
  | 'none'
  | 'when'
  | 'what'
  | 'details'
  | 'by'
  | 'stands'
  | 'text'
  | 'sentTo'
  | 'state'
  | 'role'
  | 'operation'
  | 'sourceOfPart'
  | 'said'
  | 'meaning'
  | 'personalGone'
  | 'history'
  | 'contacts'
  | 'from'
  | 'until'
  | 'now'
  | 'forStaffOnly'
  | 'yes'
  | 'no';

/** Who may have been shown something, and what they did. */
export type DisclosedRole = 'operator' | 'analyst' | 'auditor' | 'admin' | 'shell';
export type DisclosedAccessKind = 'read' | 'export' | 'override' | 'waiver' | 'resolution' | 'release' | 'erasure' | 'key_change';

/** Codes that no caller hears: why the calendar did not do what it was asked to, and what became of a change. */
export const unspokenCodes = [
  'in_the_past',
  'outside_booking_window',
  'minimum_notice',
  'limit_reached',
  'calendar_key_refused',
  'already_ended',
  'cancellation_disabled',
  'rescheduling_disabled',
  'operator_needed',
  'operator_decided',
  'booking_not_found',
  'move_rejected',
  'move_not_confirmed',
  'promise_not_kept',
  'superseded',
  'conflict',
  'unreadable',
  'calendar_unreachable',
] as const;
export type UnspokenCode = (typeof unspokenCodes)[number];

/** The parts of the answer, each with where it comes from. */
export type DisclosedPart = 'customer' | 'appointments' | 'calls' | 'requests' | 'notifications' | 'access';

/** A rule in words; `value` is written out already: hours, how often. */
export interface RuleTexts extends Record<Exclude<RuleKey, 'allowed' | 'fee'>, (value: string) => string> {
  allowed: (isAllowed: boolean) => string;
  fee: (fee: string) => string;
}

/** What the general statements depend on. */
export interface StatementFacts {
  company: string;
  /** Null: nobody is erased by themselves. */
  retentionMonths: number | null;
  accessRecordDays: number;
  keepDays: number;
  /** Notifications are posted to a system that sends them; changes are published to a broker. */
  notifies: boolean;
  publishes: boolean;
}

export const statementNames = [
  'controller',
  'purposes',
  'categories',
  'recipients',
  'retention',
  'sources',
  'rights',
  'automated_decisions',
] as const;
export type StatementName = (typeof statementNames)[number];

export interface DisclosedLanguage {
  /** As luxon formats a moment in a table. */
  momentFormat: string;
  headings: Record<DisclosedHeading, string>;
  /** What each event says happened. */
  events: Record<PersonEventType, string>;
  fields: Record<DisclosedField, string>;
  parts: Record<DisclosedPart, string>;
  actors: Record<Actor['kind'], string>;
  channels: Record<Channel, string>;
  kinds: Record<ModificationKind, string>;
  ways: Record<Way, string>;
  outcomes: Record<TriedWay['outcome'], string>;
  closings: Record<ClosingCode, string>;
  codes: Record<UnspokenCode, string>;
  roles: Record<DisclosedRole, string>;
  access: Record<DisclosedAccessKind, string>;
  /** Other words of a closed list, as stored: states, origins, directions. */
  words: Record<DisclosedWord, string>;
  statements: Record<StatementName, { title: string; texts: (facts: StatementFacts) => string[] }>;
  rules: Record<ModificationKind, RuleTexts>;
  fees: {
    fixed: (amount: string) => string;
    tier: (hours: string, amount: string) => string;
    percentage: (percent: string) => string;
  };
  /** Where a rule holds; the name of the branch, service or member of staff it is for. */
  scopes: Record<'company' | 'branch' | 'service' | 'staff', (name: string) => string>;
  noRules: string;
  erasure: Record<'erased' | 'erasure_requested', (requestedAt: string, erasedAt: string, reasonCode: string) => string>;
  leftOut: { requests: (count: number) => string; calls: (count: number) => string };
  quoted: (text: string) => string;
}

export type DisclosedWord =
  | 'scheduled'
  | 'cancelled'
  | 'pending'
  | 'confirmed'
  | 'booked'
  | 'new_time_requested'
  | 'open'
  | 'sent'
  | 'done'
  | 'impossible'
  | 'import'
  | 'api'
  | 'calendar'
  | 'inbound'
  | 'outbound'
  | 'number'
  | 'call'
  | 'keep'
  | 'revert'
  | 'take_calendar'
  | 'send_again'
  | 'no_booking'
  | 'invalid_booking_id'
  | 'kept_by_operator'
  | 'staff'
  | 'retention'
  | 'notifier'
  | 'eraser'
  | 'another_customer'
  | 'list_appointments'
  | 'find_slots';

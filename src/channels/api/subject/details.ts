// Writes out the fields of an event for the person it speaks of. A field nobody has thought of is shown under its own name, so that none is
// silently left out; only what serves the program alone is not shown here, and stands in the event's data.
import { kindAskedWith } from '../../../domain/appointment/modification-kinds.ts';
import type { Recorded } from '../../../domain/event-catalogue.ts';
import { instantSchema, moneySchema, periodSchema } from '../../../domain/values.ts';
import type { Reader } from './reader.ts';

export interface Detail {
  label: string;
  value: string;
}

const technical = new Set(
  'companyId requestKey n delivery modificationId notificationId callbackId supersedes externalCause facts parameters appointmentRevision policyRevision cleared language'.split(
    ' ',
  ),
);

/** Of an answer its sentence is shown, and not its code and status. */
const saidOtherwise: Partial<Record<Recorded['type'], readonly string[]>> = { FunctionAnswered: ['code', 'status', 'terms'] };

export function detailsOf({ type, data }: Recorded, reader: Reader): Detail[] {
  const left = saidOtherwise[type] ?? [];
  return Object.entries(data)
    .filter(([field]) => !left.includes(field))
    .flatMap(([field, value]) =>
      field === 'personal' ? within(value, true, reader, '') : detail(field, value, false, reader, ''),
    );
}

function within(value: unknown, isPersonal: boolean, reader: Reader, before: string): Detail[] {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([field, one]) => detail(field, one, isPersonal, reader, before))
    : [];
}

function detail(field: string, value: unknown, isPersonal: boolean, reader: Reader, before: string): Detail[] {
  if (value === undefined || value === null || value === '' || technical.has(field)) return [];
  const label = before + labelOf(field, reader);
  if (field === 'arguments') return within(value, isPersonal, reader, '');
  if (Array.isArray(value)) return [{ label, value: value.map(one => listed(one, reader)).join(', ') }];
  if (typeof value !== 'object') return [{ label, value: textOf(field, value, isPersonal, reader) }];
  const money = moneySchema.safeParse(value);
  if (money.success) return [{ label, value: reader.money(money.data) }];
  const period = periodSchema.safeParse(value);
  if (period.success) return [{ label, value: `${reader.moment(period.data.startsAt)} – ${reader.moment(period.data.endsAt)}` }];
  if (field === 'terms' || field === 'rule') return within(value, isPersonal, reader, before);
  if (field === 'staffNames') return [{ label, value: Object.values(value).map(String).join(', ') }];
  return within(value, isPersonal, reader, `${label}: `);
}

const labelOf = (field: string, { texts }: Reader): string => wordIn(texts.fields, field) ?? field;

function textOf(field: string, value: unknown, isPersonal: boolean, reader: Reader): string {
  const { texts } = reader;
  if (typeof value === 'boolean') return value ? texts.headings.yes : texts.headings.no;
  if (typeof value === 'number') return numberOf(field, value, reader);
  const text = String(value);
  if (isPersonal && field !== 'function') return instantSchema.safeParse(text).success ? reader.moment(text) : text;
  switch (field) {
    case 'branchId':
      return reader.nameOf('branch', text);
    case 'serviceId':
      return reader.nameOf('service', text);
    case 'staffId':
      return reader.nameOf('staff', text);
    case 'function':
    case 'operation':
    case 'kind': {
      const kind = kindAskedWith(text);
      return kind ? texts.kinds[kind] : (wordIn(texts.kinds, text) ?? wordIn(texts.words, text) ?? text);
    }
    case 'way':
    case 'identifiedBy':
      return wordIn(texts.ways, text) ?? text;
    case 'code':
    case 'refused':
      return reader.sentence(text) ?? wordIn(texts.closings, text) ?? text;
    case 'policyScope':
      return reader.scope(text);
    case 'scope':
      return wordIn(texts.words, text) ?? reader.scope(text);
    default:
      if (instantSchema.safeParse(text).success) return reader.moment(text);
      return wordIn(texts.words, text) ?? text;
  }
}

function numberOf(field: string, value: number, { number }: Reader): string {
  if (field === 'durationMs')
    return `${Math.floor(value / 60_000)}:${String(Math.floor(value / 1_000) % 60).padStart(2, '0')} min`;
  return field === 'likeness' ? `${number(value * 100)} %` : number(value);
}

/** Of a list: a way that was tried, or anything else as it is. */
function listed(one: unknown, { texts }: Reader): string {
  if (typeof one !== 'object' || one === null) return String(one);
  const { way, outcome }: { way?: unknown; outcome?: unknown } = one;
  if (way === undefined) return JSON.stringify(one);
  return `${wordIn(texts.ways, String(way)) ?? String(way)}: ${wordIn(texts.outcomes, String(outcome)) ?? String(outcome)}`;
}

/** A word of a closed list; undefined where it is not in it. */
export const wordIn = (words: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(words, word) ? words[word] : undefined;

// The sandbox's memory; with a data file every change is one appended line, so a killed process loses none and leaves no half.
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type EventTypeInput,
  eventTypeSchema,
  type SandboxBooking,
  type SandboxEventType,
  type SeedBooking,
  seedBookingSchema,
} from './model.ts';

export interface SandboxStore {
  bookings(): Iterable<SandboxBooking>;
  booking(uid: string): SandboxBooking | undefined;
  series(recurringUid: string): SandboxBooking[];
  eventType(account: string, id: number): SandboxEventType | undefined;
  /** For a caller without a key: the first account that has it. */
  anyEventType(id: number): SandboxEventType | undefined;
  /** Replaces or adds the bookings, all of them or none. */
  save(...bookings: SandboxBooking[]): void;
  addEventType(account: string, input: EventTypeInput): SandboxEventType;
  /** A booking from what a test or a person says of it; not saved. */
  draft(account: string, seed: SeedBooking, now: Date): SandboxBooking;
  /** A uid of 22 characters that follows from `origin`, so that runs can be compared. */
  freshUid(origin: string): string;
  freshId(): number;
}

/** Letters of Cal.com's uids: no 0, O, I, l, 1. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

type Line = { bookings?: SandboxBooking[]; eventTypes?: SandboxEventType[] };

/** Lines of our own making; the last one may be torn by a kill. */
function readLines(dataFile: string): Line[] {
  const lines: Line[] = [];
  for (const line of readFileSync(dataFile, 'utf8').split('\n')) {
    try {
      if (line) lines.push(JSON.parse(line));
    } catch {
      break;
    }
  }
  return lines;
}

export function openStore(dataFile?: string): SandboxStore {
  const bookings = new Map<string, SandboxBooking>();
  const series = new Map<string, Set<string>>();
  const eventTypes = new Map<string, SandboxEventType>();
  let lastId = 1000;

  function remember(line: Line) {
    for (const booking of line.bookings ?? []) {
      bookings.set(booking.uid, booking);
      lastId = Math.max(lastId, booking.id);
      if (!booking.recurringBookingUid) continue;
      const members = series.get(booking.recurringBookingUid) ?? new Set();
      series.set(booking.recurringBookingUid, members.add(booking.uid));
    }
    for (const eventType of line.eventTypes ?? []) eventTypes.set(`${eventType.account}:${eventType.id}`, eventType);
  }

  function keep(line: Line) {
    if (dataFile) appendFileSync(dataFile, `${JSON.stringify(line)}\n`);
    remember(line);
  }

  if (dataFile) {
    mkdirSync(dirname(dataFile), { recursive: true });
    if (existsSync(dataFile)) for (const line of readLines(dataFile)) remember(line);
    const whole = { bookings: [...bookings.values()], eventTypes: [...eventTypes.values()] };
    writeFileSync(`${dataFile}.new`, `${JSON.stringify(whole)}\n`);
    renameSync(`${dataFile}.new`, dataFile);
  }

  const store: SandboxStore = {
    bookings: () => bookings.values(),
    booking: uid => bookings.get(uid),
    series: recurringUid => [...(series.get(recurringUid) ?? [])].flatMap(uid => bookings.get(uid) ?? []),
    eventType: (account, id) => eventTypes.get(`${account}:${id}`),
    anyEventType: id => [...eventTypes.values()].find(eventType => eventType.id === id),
    save: (...changed) => keep({ bookings: changed }),
    addEventType: (account, input) => {
      const { apiKey: _unused, ...eventType } = eventTypeSchema.parse(input);
      const added = { ...eventType, account };
      keep({ eventTypes: [added] });
      return added;
    },
    draft: (account, seed, now) => {
      const parsed = seedBookingSchema.parse(seed);
      const eventType = store.eventType(account, parsed.eventTypeId) ?? store.addEventType(account, { id: parsed.eventTypeId });
      const minutes = parsed.minutes ?? eventType.lengthInMinutes;
      const id = parsed.id ?? store.freshId();
      return {
        id,
        uid: parsed.uid ?? store.freshUid(`${account}:${id}`),
        account,
        eventTypeId: eventType.id,
        hostId: parsed.hostId ?? eventType.hosts[0] ?? 1,
        title: parsed.title ?? eventType.title,
        status: parsed.status,
        start: parsed.start,
        end: parsed.end ?? new Date(Date.parse(parsed.start) + minutes * 60_000).toISOString(),
        attendees: parsed.attendees ?? (parsed.attendee ? [parsed.attendee] : []),
        metadata: parsed.metadata,
        responses: parsed.responses,
        cancellationReason: '',
        reschedulingReason: null,
        rescheduledFromUid: parsed.rescheduledFromUid ?? null,
        rescheduledToUid: null,
        recurringBookingUid: parsed.recurringBookingUid ?? null,
        createdAt: now.toISOString(),
        updatedAt: now.toISOString(),
      };
    },
    freshUid: origin => {
      for (let attempt = 0; ; attempt += 1) {
        const digest = createHash('sha256').update(`${origin}#${attempt}`).digest();
        const uid = [...digest.subarray(0, 22)].map(byte => alphabet.charAt(byte % alphabet.length)).join('');
        if (!bookings.has(uid)) return uid;
      }
    },
    freshId: () => {
      lastId += 1;
      return lastId;
    },
  };
  return store;
}

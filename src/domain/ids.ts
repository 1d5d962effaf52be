// Stream names and derived ids. An id is derived, never random, where a repeat must meet its first try.
import { createHash } from 'node:crypto';

/** The namespace of all derived ids; changing it would make every repeat look new. */
export const namespace = '5f0c7c0e-6a6b-5d2b-9a64-1d6f0d3b7c11';
const namespaceBytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');

/**
 * A UUID v5 (RFC 9562, 5.5) of the parts; parts are kept apart, so ("a", "bc") differs from ("ab", "c"). Made here, since a call makes a
 * dozen and the library's are four times as dear.
 */
export function derivedId(...parts: (string | number)[]): string {
  const hash = createHash('sha1').update(namespaceBytes).update(JSON.stringify(parts)).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const requestKeyOf = (callOrRequestId: string, functionName: string, args: unknown): string =>
  derivedId('request', callOrRequestId, functionName, canonicalJson(args));
/** The id of try `n` of a request. */
export const commandIdOf = (requestKey: string, n: number): string => derivedId('command', requestKey, n);
/** The id of the event that a command appends at `index`. */
export const eventIdAt = (commandId: string, index: number): string => derivedId('event', commandId, index);
/** A modification's id: that of its decision event, whatever its place among the command's events. */
export const modificationIdOf = (commandId: string): string => eventIdAt(commandId, 0);
/** The same outcome found by worker, webhook or reconciliation has the same id. */
export const outcomeIdOf = (modificationId: string, outcome: string, uid: string): string =>
  derivedId('outcome', modificationId, outcome, uid);

export const appointmentStream = (companyId: string, id: string): string => `appointment-${companyId}.${id}`;
export const callStream = (callId: string): string => `call-${callId}`;
export const requestStream = (companyId: string, id: string): string => `request-${companyId}.${id}`;
export const customerStream = (companyId: string, id: string): string => `customer-${companyId}.${id}`;
export const companyStream = (id: string): string => `company-${id}`;
export const bookingStream = (companyId: string, uid: string): string => `booking-${companyId}.${uid}`;
export const lineStream = (line: string): string => `line-${line}`;

/** The category (the part before the first hyphen) of a stream name. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));

/** JSON with sorted keys, so that the order a language model wrote its arguments in does not matter. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

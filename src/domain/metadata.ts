// The metadata every event carries besides its data: actor, channel, rules, time.
import { z } from 'zod';
import { instantSchema } from './values.ts';

export const actorSchema = z.object({ kind: z.enum(['caller', 'staff', 'calendar', 'system']), id: z.string() });
export type Actor = z.infer<typeof actorSchema>;
export const channelSchema = z.enum(['phone', 'operator', 'calendar']);
export type Channel = z.infer<typeof channelSchema>;

/** The version of the rules in force; raised when a decision or its answer would come out differently. */
export const rulesVersion = 2;

export const eventMetadataSchema = z.object({
  $correlationId: z.string(),
  $causationId: z.string().optional(),
  commandId: z.string(),
  companyId: z.string(),
  subject: z.string().optional(),
  actor: actorSchema,
  channel: channelSchema,
  schemaVersion: z.int().positive(),
  /** A program that knows the type only in this version may read it as that one; 0: one that does not know it may pass it over. */
  readableFrom: z.int().nonnegative().optional(),
  rulesVersion: z.int().positive(),
  tzdata: z.string(),
  occurredAt: instantSchema,
  /** The span it was appended in (W3C trace context); only where requests were traced. Nothing rests on it. */
  traceparent: z.string().optional(),
});
export type EventMetadata = z.infer<typeof eventMetadataSchema>;

/** What a request knows of itself; with a command id and a time it becomes an event's metadata. */
export interface RequestContext {
  /** Call or request id. */
  correlationId: string;
  causationId?: string;
  companyId: string;
  /** Customer id, once known. */
  subject?: string;
  actor: Actor;
  channel: Channel;
}

/** The metadata of the events one command appends at `now`; the codec adds the schema version. */
export function metadataOf(
  context: RequestContext,
  commandId: string,
  now: Date,
  traceparent?: string,
): Omit<EventMetadata, 'schemaVersion'> {
  return {
    $correlationId: context.correlationId,
    ...(context.causationId !== undefined && { $causationId: context.causationId }),
    commandId,
    companyId: context.companyId,
    ...(context.subject !== undefined && { subject: context.subject }),
    actor: context.actor,
    channel: context.channel,
    rulesVersion,
    tzdata: process.versions.tz ?? 'unknown',
    occurredAt: now.toISOString(),
    ...(traceparent !== undefined && { traceparent }),
  };
}

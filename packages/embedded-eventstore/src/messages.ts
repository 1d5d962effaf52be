// What the main thread gives the event store's thread, and what that reports. While it runs it gets one message: to stop.
import { z } from 'zod';

export const fromWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number() }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('log'), line: z.string() }),
]);

export type FromWorker = z.infer<typeof fromWorker>;

export interface WorkerInput {
  databaseUrl: string;
  host: string;
  port: number;
  secret: string;
  /** Undefined: the default. */
  maxAppendSize?: number | undefined;
  level: string;
}

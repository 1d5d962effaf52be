// What the event store's thread tells the main one. The other way there is one message: stop.
import { z } from 'zod';

export const fromWorker = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening'), port: z.number() }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('log'), line: z.string() }),
]);

export type FromWorker = z.infer<typeof fromWorker>;

// The messages to and from the rebuilding thread.
import { z } from 'zod';

export const rebuildInput = z.object({
  databaseUrl: z.string(),
  eventStoreUrl: z.string(),
  vault: z
    .object({
      databaseUrl: z.string(),
      masterKey: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('given'), keys: z.string() }),
        z.object({ kind: z.literal('file'), path: z.string() }),
      ]),
    })
    .optional(),
  names: z.array(z.string()),
  level: z.string(),
});

/** Asks it to drop its tables, and to end. */
export const cancelRebuild = 'cancel';

const heldUpBy = z.enum(['nothing', 'transactions', 'later_program']);
const progress = { events: z.number(), position: z.bigint(), head: z.bigint(), heldUpBy };
export const fromRebuild = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), ...progress }),
  z.object({ kind: z.literal('done'), ...progress }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({ kind: z.literal('log'), line: z.string() }),
]);
export type FromRebuild = z.infer<typeof fromRebuild>;

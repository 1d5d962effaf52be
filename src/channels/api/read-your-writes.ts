// A client reads what it has written: writes tell a position, and a query that names one waits until the read models have passed it.

import type { FastifyInstance } from 'fastify';
import { ApiFault } from '../server/errors.ts';
import { problemWith } from '../server/problems.ts';
import { type ApiDependencies, readYourWritesMs } from './dependencies.ts';

/** Of an answer: where the store stood after the write. Of a query: what it must have seen. */
export const positionHeader = 'rebook-position';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of what this request has appended. */
    appendedAt: bigint | undefined;
  }
}

/** Answers `read_models_behind` where they do not get there within `readYourWritesMs`. */
export function addReadYourWrites(app: FastifyInstance, deps: Pick<ApiDependencies, 'caughtUp' | 'store' | 'clock'>): void {
  app.decorateRequest('appendedAt', undefined);
  app.addHook('preHandler', async (request, reply) => {
    const asked = request.headers[positionHeader];
    if (asked === undefined || request.method !== 'GET') return;
    if (typeof asked !== 'string' || !/^\d{1,20}$/.test(asked))
      throw new ApiFault('request_invalid', [
        problemWith(positionHeader, asked, 'the value of that header in the answer to a write'),
      ]);
    if (await deps.caughtUp(BigInt(asked), readYourWritesMs)) return;
    reply.header('retry-after', '1');
    throw new ApiFault('read_models_behind');
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' && reply.statusCode < 300) {
      const position = request.appendedAt ?? (await headSoon(deps));
      if (position !== undefined) reply.header(positionHeader, String(position));
    }
    return payload;
  });
}

/** Where the store stands; undefined where it does not say so soon. What was written stands all the same. */
async function headSoon({ store, clock }: Pick<ApiDependencies, 'store' | 'clock'>): Promise<bigint | undefined> {
  const over = new AbortController();
  const late = clock.sleep(readYourWritesMs, over.signal).catch(() => undefined);
  const head = store.head().catch(() => undefined);
  try {
    return (await Promise.race([head, late])) ?? undefined;
  } finally {
    over.abort();
  }
}

// One rule for every write under /v1 that carries an Idempotency-Key: the same key and request, the same answer.

import { createHash, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../domain/clock.ts';
import { canonicalJson, requestStream } from '../../domain/ids.ts';
import { idSchema } from '../../domain/values.ts';
import type { EventStore } from '../../platform/eventstore/store.ts';
import { ApiFault } from '../server/errors.ts';
import { problemWith } from '../server/problems.ts';
import { accessOf, requireCompany } from './access/access.ts';
import { heldSeconds, type IdempotencyKeys, type KeptAnswer, type KeyScope, type Run } from './idempotency-keys.ts';
import { positionHeader } from './read-your-writes.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What this write is known by in events; one without a key is known by nothing else. */
    run: Run;
    /** The key it holds while it is worked on. */
    heldKey: { scope: KeyScope; stopHolding(): void } | undefined;
  }
}

export interface IdempotencyDependencies {
  keys: IdempotencyKeys;
  store: Pick<EventStore, 'read'>;
  clock: Clock;
}

/** Long enough for any answer but a comparison with all of the calendar. */
const joinMs = 20_000;
const lookEveryMs = 100;
const header = 'idempotency-key';
const keySchema = z.string().regex(/^[A-Za-z0-9_.:-]{1,128}$/);
const namingCompany = z.looseObject({ company_id: idSchema.optional(), company: idSchema.optional() }).catch({});
const namingId = z.looseObject({ id: idSchema }).catch({ id: '' });

/**
 * A key belongs to the name of the API key and the company. It is taken after the body was found valid, by one instance at a time.
 * An answer (2xx) is kept with it. A refusal is not: nothing was done, so the key may come again, with a corrected body too. A
 * request that failed or whose process died is resumed by its repeat. Throws `idempotency_key_reused`, `request_in_progress`.
 */
export function answerRepeats(app: FastifyInstance, deps: IdempotencyDependencies): void {
  app.decorateRequest('heldKey', undefined);
  app.decorateRequest('run');
  app.addHook('preHandler', async (request, reply) => {
    request.run = { requestId: randomUUID(), runId: randomUUID(), resumed: false };
    const key = request.headers[header];
    if (request.method === 'GET' || request.routeOptions.config.reads || key === undefined) return;
    const parsed = keySchema.safeParse(key);
    if (!parsed.success)
      throw new ApiFault('request_invalid', [problemWith(header, key, 'up to 128 letters, digits and any of `_.:-`')]);
    const companyId = companyOf(request);
    if (companyId !== '') requireCompany(request, companyId);
    const scope: KeyScope = { actor: accessOf(request).name, companyId, key: parsed.data };
    return begin(request, reply, scope);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const held = request.heldKey;
    if (!held) return payload;
    request.heldKey = undefined;
    held.stopHolding();
    const position = reply.getHeader(positionHeader);
    const body = typeof payload === 'string' ? payload : '';
    const answer = { status: reply.statusCode, body, position: position === undefined ? null : String(position) };
    // What was done stays true where that cannot be written: the key is free again in a while, and a repeat resumes.
    await end(held.scope, answer).catch(() => request.log.warn({ code: 'idempotency_key_not_kept' }, 'an answer was not kept'));
    return payload;
  });

  async function end(scope: KeyScope, answer: KeptAnswer): Promise<void> {
    if (answer.status >= 500) return deps.keys.letGo(scope);
    return answer.status >= 300 ? deps.keys.forget(scope) : deps.keys.keep(scope, answer);
  }

  async function begin(request: FastifyRequest, reply: FastifyReply, scope: KeyScope) {
    const digest = digestOf(request);
    const requestId = await requestIdFor(scope);
    const giveUpAt = deps.clock.elapsed() + joinMs;
    for (;;) {
      const taken = await deps.keys.take(scope, digest, requestId);
      switch (taken.kind) {
        case 'ours':
          request.run = taken;
          request.heldKey = { scope, stopHolding: holding(scope) };
          return undefined;
        case 'answered': {
          const { status, body, position } = taken.answer;
          if (position !== null) request.appendedAt = BigInt(position);
          return reply.code(status).type('application/json; charset=utf-8').send(body);
        }
        case 'reused':
          throw new ApiFault('idempotency_key_reused');
        case 'held':
          if (deps.clock.elapsed() > giveUpAt) {
            reply.header('retry-after', '1');
            throw new ApiFault('request_in_progress');
          }
          await deps.clock.sleep(lookEveryMs);
      }
    }
  }

  /** A key that has a stream from long ago does not go on in it: its row is gone, so what was asked then is not known. */
  async function requestIdFor({ companyId, key }: KeyScope): Promise<string> {
    const events = companyId === '' ? [] : await deps.store.read(requestStream(companyId, key));
    return events.length === 0 ? key : randomUUID();
  }

  /** A missed one is made up for by the next; a process that misses all of them is taken for dead. */
  function holding(scope: KeyScope): () => void {
    const timer = setInterval(() => void deps.keys.hold(scope).catch(() => undefined), (heldSeconds * 1_000) / 3);
    timer.unref();
    return () => clearInterval(timer);
  }
}

/** The company the request names: in its body, its query or its address. */
function companyOf(request: FastifyRequest): string {
  const { company_id: companyId, company } = namingCompany.parse(Object.assign({}, request.query, request.body));
  const isCompanys = request.routeOptions.url?.startsWith('/v1/companies/:id') ?? false;
  return companyId ?? company ?? (isCompanys ? namingId.parse(request.params).id : '');
}

/** Where it goes and what it says, in whatever order its fields came. */
function digestOf(request: FastifyRequest): string {
  const { method, routeOptions, params, query, body } = request;
  const asked = { method, route: routeOptions.url, params, query, body: body ?? null };
  return createHash('sha256').update(canonicalJson(asked)).digest('hex');
}

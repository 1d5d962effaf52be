// One write of staff: executed, refused with a fault of the catalogue, visible in the read models when it returns.
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Aggregate, Decision } from '../domain/decision.ts';
import type { DomainEvent } from '../domain/events/catalogue.ts';
import { derivedId } from '../domain/ids.ts';
import type { RequestContext } from '../domain/metadata.ts';
import { accessOf } from './access.ts';
import { type ApiDependencies, ownWriteMs } from './dependencies.ts';
import { ApiFault } from './errors.ts';

/** Who asks, as events remember it; the request's id is its correlation. */
export function staffContext(request: FastifyRequest, companyId: string): RequestContext {
  return {
    correlationId: requestIdOf(request),
    companyId,
    actor: { kind: 'staff', id: accessOf(request).name },
    channel: 'operator',
  };
}

/** The `Idempotency-Key`, or a fresh id. Throws `request_invalid` for a key that cannot be part of a stream's name. */
export function requestIdOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return randomUUID();
  if (typeof key !== 'string' || !/^[A-Za-z0-9_.:-]{1,128}$/.test(key))
    throw new ApiFault('request_invalid', ['idempotency-key']);
  return key;
}

export interface Write<S, E extends DomainEvent> {
  aggregate: Aggregate<S, E>;
  stream: string;
  decide(state: S): Decision<E>;
}

/** Executes; `created` tells whether anything was added. A refusal becomes a fault with its code. */
export async function write<S, E extends DomainEvent>(
  deps: ApiDependencies,
  request: FastifyRequest,
  context: RequestContext,
  { aggregate, stream, decide }: Write<S, E>,
): Promise<{ state: S; created: boolean; position: bigint | undefined }> {
  const commandId = derivedId('staff', context.companyId, context.correlationId, stream, randomUUID());
  const executed = await deps.executor.execute({ aggregate, stream, commandId, context, decide });
  if (executed.kind !== 'appended') throw new ApiFault(executed.code);
  request.appendedAt = executed.position ?? request.appendedAt;
  return { state: executed.state, created: executed.events.length > 0, position: executed.position };
}

/** Executes and waits until the read models show it. */
export async function writeVisibly<S, E extends DomainEvent>(
  deps: ApiDependencies,
  request: FastifyRequest,
  context: RequestContext,
  command: Write<S, E>,
) {
  const written = await write(deps, request, context, command);
  if (written.position !== undefined) await deps.caughtUp(written.position, ownWriteMs);
  return written;
}

// One write of staff: executed, refused with a fault of the catalogue, visible in the read models when it returns.
import type { FastifyRequest } from 'fastify';
import { type SetUpCompany, setUpCompany } from '../../../commands/set-up-company.ts';
import { company } from '../../domain/company/company.ts';
import type { Aggregate, Decision } from '../../domain/decision.ts';
import type { DomainEvent } from '../../domain/event-catalogue.ts';
import { companyStream, derivedId } from '../../domain/ids.ts';
import type { RequestContext } from '../../domain/metadata.ts';
import { ApiFault } from '../server/errors.ts';
import { accessOf, requireCompany } from './access/access.ts';
import { type ApiDependencies, readYourWritesMs } from './dependencies.ts';

/** Who asks, as events remember it; the request's id, its idempotency key where there is one, is its correlation. */
export function staffContext(request: FastifyRequest, companyId: string): RequestContext {
  return {
    correlationId: request.run.requestId,
    companyId,
    actor: { kind: 'staff', id: accessOf(request).name },
    channel: 'operator',
  };
}

export interface Write<S, E extends DomainEvent> {
  aggregate: Aggregate<S, E>;
  stream: string;
  decide(state: S): Decision<E>;
  /** Tells two writes of one request to the same stream apart. */
  step?: string;
}

/**
 * Executes; `created` tells whether anything was added. A refusal becomes a fault with its code. A request that is resumed finds what it
 * had appended before its process died.
 */
export async function write<S, E extends DomainEvent>(
  deps: ApiDependencies,
  request: FastifyRequest,
  context: RequestContext,
  { aggregate, stream, decide, step = '' }: Write<S, E>,
): Promise<{ state: S; created: boolean; position: bigint | undefined }> {
  const { runId, resumed } = request.run;
  const commandId = derivedId('staff', context.companyId, runId, stream, step);
  const before = resumed
    ? (await deps.store.read(stream)).findLast(({ metadata }) => metadata.commandId === commandId)
    : undefined;
  if (before) {
    const { state } = await deps.executor.load(aggregate, stream, { fresh: true });
    request.appendedAt = before.position;
    return { state, created: true, position: before.position };
  }
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
  if (written.position !== undefined) await deps.caughtUp(written.position, readYourWritesMs);
  return written;
}

/** A company or one of its parts. Throws `resource_not_found` for a company the key is not for. */
export async function writeSetUp(deps: ApiDependencies, request: FastifyRequest, companyId: string, command: SetUpCompany) {
  requireCompany(request, companyId);
  return writeVisibly(deps, request, staffContext(request, companyId), {
    aggregate: company,
    stream: companyStream(companyId),
    decide: state => setUpCompany(state, command),
  });
}

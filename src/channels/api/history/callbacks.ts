// Staff say that a caller has been called back.
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import { finishCallback } from '../../../../commands/finish-callback.ts';
import { call } from '../../../domain/call/call.ts';
import { callStream } from '../../../domain/ids.ts';
import { notFound } from '../../server/errors.ts';
import { accessOf, companiesOf } from '../access/access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { staffContext, writeVisibly } from '../write.ts';

export function callbackRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).post(
    '/v1/callbacks/:id/done',
    operation(
      {
        id: 'markCallbackDone',
        roles: ['operator'],
        tag: 'history',
        summary: 'The caller was called back',
        description: 'Or it was settled otherwise. A repeat changes nothing.',
        errors: ofWrites,
        response: z.object({ done: z.boolean() }),
        example: { done: true },
      },
      { params: z.object({ id: z.uuid() }) },
    ),
    async request => {
      const { id: callbackId } = request.params;
      const companies = companiesOf(request, undefined);
      const { rows } = await sql<{ company_id: string; call_id: string }>`
        select company_id, call_id from callbacks where callback_id = ${callbackId} ${companies ? sql`and company_id = any(${companies})` : sql``}`.execute(
        deps.db,
      );
      const [found] = rows;
      if (!found) throw notFound('callback', request.params.id);
      await writeVisibly(deps, request, staffContext(request, found.company_id), {
        aggregate: call,
        stream: callStream(found.call_id),
        decide: state => finishCallback(state, { callbackId, by: accessOf(request).name }),
      });
      return { done: true };
    },
  );
}

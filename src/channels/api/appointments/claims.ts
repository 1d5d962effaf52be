// Lines and bookings belong to who claimed them first, and are given back here: nothing is claimed for good.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { claimOwnership, releaseOwnership } from '../../../../commands/claim.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { claim } from '../../../domain/claim.ts';
import { company } from '../../../domain/company/company.ts';
import { appointmentStream, bookingStream, companyStream, lineStream } from '../../../domain/ids.ts';
import { idSchema } from '../../../domain/values.ts';
import { parsePhoneNumber } from '../../../platform/phone-number.ts';
import { ApiFault } from '../../server/errors.ts';
import { requireCompany } from '../access.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { staffContext, write, writeSetUp } from '../write.ts';

const operator = { config: { roles: ['operator' as const] } };
const tags = ['companies'];
const params = z.object({ id: idSchema });
/** A number in any spelling becomes E.164; anything else is an agent's id. */
const lineSchema = z
  .string()
  .min(2)
  .max(128)
  .regex(/^[+A-Za-z0-9 ()/_.-]+$/);
const reasonSchema = z.string().min(1).max(50);
const written = z.object({ created: z.boolean() });

export function claimRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/companies/:id/lines',
    {
      ...operator,
      schema: {
        summary: 'Assign a number or an agent to the company',
        description: '`conflict`: it is another company’s. That company’s operators, or an admin, release it first.',
        tags,
        params,
        body: z.object({ line: lineSchema }),
        response: { 200: written },
      },
    },
    async request => {
      const companyId = request.params.id;
      requireCompany(request, companyId);
      const { state } = await deps.executor.load(company, companyStream(companyId));
      if (!state.settings) throw new ApiFault('resource_not_found');
      const line = normalisedLine(request.body.line);
      // The claim is appended first and decides who owns the line. A repeated request continues from it.
      await write(deps, request, staffContext(request, companyId), {
        aggregate: claim,
        stream: lineStream(line),
        decide: current => claimOwnership(current, { type: 'LineClaimed', data: { line, companyId } }),
      });
      const { created } = await writeSetUp(deps, request, companyId, { type: 'LineAssigned', data: { line } });
      return { created };
    },
  );

  routes.delete(
    '/v1/companies/:id/lines/:line',
    {
      ...operator,
      schema: {
        summary: 'Release a number or an agent: another company may claim it then',
        description:
          'Calls on it are `unknown_line` until somebody does. An admin may release any company’s line, also one that was claimed and never used; the reason stays on record.',
        tags,
        params: params.extend({ line: lineSchema }),
        querystring: z.strictObject({ reason_code: reasonSchema.optional() }),
        response: { 200: z.object({ released: z.boolean() }) },
      },
    },
    async request => {
      const companyId = request.params.id;
      const { reason_code: reasonCode } = request.query;
      const line = normalisedLine(request.params.line);
      // The company gives it up first, so that no call is taken for it any more; a repeat completes from there.
      const given = await writeSetUp(deps, request, companyId, { type: 'LineReleased', data: { line } });
      const data = { line, companyId, ...(reasonCode !== undefined && { reasonCode }) };
      const released = await write(deps, request, staffContext(request, companyId), {
        aggregate: claim,
        stream: lineStream(line),
        decide: current => releaseOwnership(current, { type: 'LineClaimReleased', data }),
      });
      return { released: given.created || released.created };
    },
  );

  routes.delete(
    '/v1/companies/:id/bookings/:uid',
    {
      ...operator,
      schema: {
        summary: 'Release a booking that was claimed for an appointment which never came about',
        description: '`conflict`: the appointment is there and the booking is, or was, its own.',
        tags,
        params: params.extend({ uid: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
        querystring: z.strictObject({ reason_code: reasonSchema }),
        response: { 200: z.object({ released: z.boolean() }) },
      },
    },
    async request => {
      const { id: companyId, uid } = request.params;
      requireCompany(request, companyId);
      const stream = bookingStream(companyId, uid);
      const { owner } = (await deps.executor.load(claim, stream, { fresh: true })).state;
      if (owner === undefined) {
        if ((await deps.store.read(stream)).length === 0) throw new ApiFault('resource_not_found');
        return { released: false };
      }
      const { state } = await deps.executor.load(appointment, appointmentStream(companyId, owner), { fresh: true });
      if (state.booking?.uid === uid || state.previousUids.includes(uid)) throw new ApiFault('conflict');
      const { created } = await write(deps, request, staffContext(request, companyId), {
        aggregate: claim,
        stream,
        decide: current =>
          releaseOwnership(current, {
            type: 'BookingClaimReleased',
            data: { companyId, uid, appointmentId: owner, reasonCode: request.query.reason_code },
          }),
      });
      return { released: created };
    },
  );
}

const normalisedLine = (line: string): string => parsePhoneNumber(line) ?? line.replace(/\s/g, '');

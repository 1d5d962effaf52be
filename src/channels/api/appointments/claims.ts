// Lines and bookings belong to who claimed them first, and are given back here: nothing is claimed for good.

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { claimOwnership, releaseOwnership } from '../../../../commands/claim.ts';
import { appointment } from '../../../domain/appointment/appointment.ts';
import { bookingUidSchema } from '../../../domain/appointment/booking-reference.ts';
import { claim } from '../../../domain/claim.ts';
import { type CompanyState, company, countryOf } from '../../../domain/company/company.ts';
import { appointmentStream, bookingStream, companyStream, lineStream } from '../../../domain/ids.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { problemWith } from '../../server/problems.ts';
import { requireCompany } from '../access/access.ts';
import { recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { created, createdExample } from '../schemas/values.ts';
import { staffContext, write, writeSetUp } from '../write.ts';

const params = z.object({ id: idSchema });
const lineSchema = z.string().min(2).max(128).describe('A number in any spelling, or an agent’s id.');
/** It becomes part of a stream's name. */
const agentSchema = z.string().regex(/^[+A-Za-z0-9()/_.-]{2,128}$/);
const reasonSchema = z.string().min(1).max(50);
const released = z.object({ released: z.boolean().describe('False where it was nobody’s already.') });
const releasedExample = { released: true };

export function claimRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  const routes = typed(app);

  routes.post(
    '/v1/companies/:id/lines',
    operation(
      {
        id: 'assignLine',
        roles: ['operator'],
        tag: 'companies',
        summary: 'Assign a number or an agent to the company',
        description: '`conflict`: it is another company’s. That company’s operators, or an admin, release it first.',
        errors: [...ofWrites, 'conflict'],
        response: created,
        example: createdExample,
      },
      {
        params,
        body: z
          .object({ line: lineSchema, branch_id: idSchema.optional().describe('Where the line is that branch’s alone.') })
          .meta({ examples: [{ line: '+493012345678' }] }),
      },
    ),
    async request => {
      const companyId = request.params.id;
      requireCompany(request, companyId);
      const { state } = await deps.executor.load(company, companyStream(companyId));
      if (!state.settings) throw notFound('company', companyId);
      const line = lineNamed(request.body.line, state);
      const { branch_id: branchId } = request.body;
      if (branchId !== undefined && !state.branches.has(branchId)) throw new ApiFault('resource_not_found');
      const assignment = { line, ...(branchId !== undefined && { branchId }) };
      // The claim is appended first and decides who owns the line. A repeated request continues from it.
      await write(deps, request, staffContext(request, companyId), {
        aggregate: claim,
        stream: lineStream(line),
        decide: current => claimOwnership(current, { type: 'LineClaimed', data: { line, companyId } }),
      });
      const assigned = await writeSetUp(deps, request, companyId, { type: 'LineAssigned', data: assignment });
      return { created: assigned.created };
    },
  );

  routes.delete(
    '/v1/companies/:id/lines/:line',
    operation(
      {
        id: 'releaseLine',
        roles: ['operator'],
        tag: 'companies',
        summary: 'Release a number or an agent: another company may claim it then',
        description:
          'Calls on it are `unknown_line` until somebody does. An admin may release any company’s line, also one that was claimed and never used; the reason stays on record.',
        errors: [...ofWrites, 'conflict'],
        response: released,
        example: releasedExample,
      },
      { params: params.extend({ line: lineSchema }), querystring: z.strictObject({ reason_code: reasonSchema.optional() }) },
    ),
    async request => {
      const companyId = request.params.id;
      const { reason_code: reasonCode } = request.query;
      requireCompany(request, companyId);
      const { state } = await deps.executor.load(company, companyStream(companyId));
      const line = lineNamed(request.params.line, state);
      // The company gives it up first, so that no call is taken for it any more; a repeat completes from there.
      const given = await writeSetUp(deps, request, companyId, { type: 'LineReleased', data: { line } });
      const data = { line, companyId, ...(reasonCode !== undefined && { reasonCode }) };
      const claimReleased = await write(deps, request, staffContext(request, companyId), {
        aggregate: claim,
        stream: lineStream(line),
        decide: current => releaseOwnership(current, { type: 'LineClaimReleased', data }),
      });
      recordAccessed(request, { kind: 'release', companyId, customerIds: [], subjects: [lineStream(line)] });
      return { released: given.created || claimReleased.created };
    },
  );

  routes.delete(
    '/v1/companies/:id/bookings/:uid',
    operation(
      {
        id: 'releaseBooking',
        roles: ['operator'],
        tag: 'companies',
        summary: 'Release a booking that was claimed for an appointment which never came about',
        description: '`conflict`: the appointment is there and the booking is, or was, its own.',
        errors: [...ofWrites, 'conflict'],
        response: released,
        example: releasedExample,
      },
      {
        params: params.extend({ uid: bookingUidSchema }),
        querystring: z.strictObject({ reason_code: reasonSchema }),
      },
    ),
    async request => {
      const { id: companyId, uid } = request.params;
      requireCompany(request, companyId);
      const stream = bookingStream(companyId, uid);
      const { owner } = (await deps.executor.load(claim, stream, { fresh: true })).state;
      if (owner === undefined) {
        if ((await deps.store.read(stream)).length === 0) throw notFound('booking', uid, companyId);
        return { released: false };
      }
      const { state } = await deps.executor.load(appointment, appointmentStream(companyId, owner), { fresh: true });
      if (state.booking?.uid === uid || state.previousUids.includes(uid)) throw new ApiFault('conflict');
      const written = await write(deps, request, staffContext(request, companyId), {
        aggregate: claim,
        stream,
        decide: current =>
          releaseOwnership(current, {
            type: 'BookingClaimReleased',
            data: { companyId, uid, appointmentId: owner, reasonCode: request.query.reason_code },
          }),
      });
      recordAccessed(request, { kind: 'release', companyId, customerIds: [], subjects: [stream] });
      return { released: written.created };
    },
  );
}

/** A number in any spelling becomes E.164, by the company's country where it is national; anything else is an agent's id. */
function lineNamed(text: string, its: CompanyState): string {
  const agent = agentSchema.safeParse(text.replace(/\s/g, ''));
  const line = parsePhoneNumber(text, countryOf(its)) ?? agent.data;
  if (line === undefined)
    throw new ApiFault('request_invalid', [
      problemWith('line', text, 'a telephone number, or the id of an agent', '+493012345678'),
    ]);
  return line;
}

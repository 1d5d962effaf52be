// Staff releases a lockout, with a reason that stays on record.

import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { releaseLockout } from '../../../../commands/release-lockout.ts';
import { call } from '../../../domain/call/call.ts';
import { company, countryOf } from '../../../domain/company/company.ts';
import { callStream, companyStream, requestStream } from '../../../domain/ids.ts';
import { parsePhoneNumber } from '../../../domain/phone-number.ts';
import { idSchema } from '../../../domain/values.ts';
import { ApiFault, notFound } from '../../server/errors.ts';
import { exampleNumber, problemWith, wantedNumber } from '../../server/problems.ts';
import { requireCompany } from '../access/access.ts';
import { recordAccessed } from '../access/access-record.ts';
import { type ApiDependencies, typed } from '../dependencies.ts';
import { ofWrites, operation } from '../operation.ts';
import { staffContext, write } from '../write.ts';

const body = z
  .strictObject({
    company_id: idSchema,
    number: z.string().max(40).optional().describe('The caller’s number, in any spelling.'),
    call_id: z.string().min(1).max(128).optional().describe('Of a call whose number was withheld.'),
    reason_code: z.string().min(1).max(50),
  })
  .refine(({ number, call_id }) => (number === undefined) !== (call_id === undefined), {
    error: 'either number or call_id',
    path: ['number'],
  })
  .meta({ examples: [{ company_id: 'salon', number: '+4915112345679', reason_code: 'known_in_person' }] });

export function lockoutRoutes(app: FastifyInstance, deps: ApiDependencies): void {
  typed(app).post(
    '/v1/lockouts/release',
    operation(
      {
        id: 'releaseLockout',
        roles: ['operator'],
        tag: 'callers',
        summary: 'Let a caller who was locked out try again at once',
        description:
          'Named by their number or, where it was withheld, by the call. The reason stays on record. Answered alike where nobody was locked out.',
        errors: ofWrites,
        response: z.object({ released: z.boolean() }),
        example: { released: true },
      },
      { body },
    ),
    async request => {
      const { company_id: companyId, call_id: callId, reason_code: reasonCode } = request.body;
      requireCompany(request, companyId);
      const { state } = await deps.executor.load(company, companyStream(companyId));
      if (!state.settings) throw notFound('company', companyId);
      const number = parsePhoneNumber(request.body.number, countryOf(state));
      const value = callId ?? number;
      if (value === undefined)
        throw new ApiFault('request_invalid', [problemWith('number', request.body.number, wantedNumber, exampleNumber)]);
      const context = staffContext(request, companyId);
      await write(deps, request, context, {
        aggregate: call,
        stream: requestStream(companyId, context.correlationId),
        decide: () => releaseLockout({ callId, number, reasonCode }),
      });
      // After the record: a repeat of a request that died here releases what it had recorded.
      await deps.lockout.clear({ companyId, kind: callId === undefined ? 'number' : 'call', value });
      recordAccessed(request, {
        kind: 'release',
        companyId,
        customerIds: [],
        subjects: callId === undefined ? [] : [callStream(callId)],
      });
      return { released: true };
    },
  );
}

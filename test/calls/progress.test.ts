// What may be answered of a change whose append has an unknown end.
import { expect, test } from 'vitest';
import type { Change } from '../../src/calls/change.ts';
import { decidedBy } from '../../src/calls/ledger/progress.ts';
import { commandIdOf, derivedId, modificationIdOf } from '../../src/domain/ids.ts';
import { scheduled, startsAt } from '../support/appointment.ts';

test('the change that is answered as recorded is the one that would stand, also where it takes the place of another', () => {
  const commandId = commandIdOf(derivedId('test', 'request'), 1);
  const change: Change = {
    ...{ commandId, companyId: 'salon', appointmentId: '1', operation: 'cancel', newStartsAt: undefined, seen: null },
    ...{ callId: 'c1', identifiedBy: 'number', reasonCode: undefined, reason: undefined, feeAccepted: false },
    ...{ override: undefined, waiver: undefined, feeStated: null, now: new Date(startsAt) },
    context: { correlationId: 'c1', companyId: 'salon', actor: { kind: 'caller', id: 'c1' }, channel: 'phone' },
  };
  const { startsAt: from, endsAt, timeZone } = scheduled.data;
  const superseded = derivedId('test', 'superseded');
  const decided = decidedBy(change, [
    { type: 'AppointmentRescheduleReverted', data: { modificationId: superseded, code: 'superseded' } },
    {
      type: 'AppointmentCancelled',
      data: { from: { startsAt: from, endsAt }, timeZone, terms: null, facts: null, supersedes: superseded },
    },
  ]);
  expect(decided?.modificationId).toBe(modificationIdOf(commandId));
});

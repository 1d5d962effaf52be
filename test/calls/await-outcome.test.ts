// What is told of a change is what the stream holds of it, also where another instance has carried out the same request and was first.
import { expect, test } from 'vitest';
import { awaitOutcome } from '../../src/calls/await-outcome.ts';
import { deadlineIn } from '../../src/calls/deadline.ts';
import type { CallsDependencies } from '../../src/calls/dependencies.ts';
import type { RequestScope } from '../../src/calls/result.ts';
import { appointment } from '../../src/domain/appointment/appointment.ts';
import type { Modification } from '../../src/domain/appointment/appointment-state.ts';
import { systemClock } from '../../src/domain/clock.ts';

const sent = { modificationId: 'm', state: 'pending' } as Partial<Modification> as Modification;
const held: Modification = { ...sent, fee: { amountCents: 1_000, currency: 'EUR' } };
const change = { operation: 'cancel', companyId: 'salon', appointmentId: '1' } as const;
const scope = { deadline: deadlineIn(5_000, systemClock) } as Partial<RequestScope> as RequestScope;

test.each(['confirmed', 'not known in time'])('a change whose outcome is %s is told as it stands', async outcome => {
  const deps: Partial<CallsDependencies> = {
    outcomeOf: async () => (outcome === 'confirmed' ? { kind: 'confirmed', revision: 8n } : undefined),
  };
  const settled = await awaitOutcome(
    {
      ...{ kind: 'stands', code: undefined, modification: sent, state: appointment.initial, revision: 3n },
      confirmed: async () => ({ modification: held, revision: 7n }),
      isOwn: async () => false,
    },
    change,
    scope,
    deps as CallsDependencies,
  );
  expect(settled).toMatchObject({ kind: 'stands', modification: held, revision: outcome === 'confirmed' ? 8n : 7n });
});

// Callers as a call serves them: decided, handed over, and answered with what has become of it within the reply budget.
import { derivedId } from '../../../../src/domain/ids.ts';
import { metadataOf } from '../../../../src/domain/metadata.ts';
import { encode } from '../../../../src/platform/eventstore/codec.ts';
import type { CallerAnswer } from '../judge/judge.ts';
import { companyId, replyBudgetMs, type World } from '../world.ts';
import { claimOf, releaseOf } from './claims.ts';

export function createCallers(world: World) {
  const answers: CallerAnswer[] = [];

  /** The answer stands in the call's stream before it is spoken. */
  async function answered(appointmentId: string, modificationId: string, said: CallerAnswer['said']): Promise<void> {
    const requestKey = derivedId('test', 'answer', modificationId);
    const status = { done: 'cancelled', pending: 'pending', no: 'refused' }[said];
    const metadata = metadataOf(
      { correlationId: requestKey, companyId, actor: { kind: 'caller', id: 'call-1' }, channel: 'phone' },
      requestKey,
      world.clock.now(),
    );
    const data = {
      requestKey,
      n: 1,
      function: 'cancel_appointment',
      status,
      code: status,
      parameters: {},
      language: 'de' as const,
      appointmentId,
      modificationId,
    };
    const event = encode({ type: 'FunctionAnswered', data }, derivedId('test', 'answered', modificationId), metadata);
    await world.store.append(`call-${requestKey}`, [event], -1n);
  }

  return {
    answers,
    /**
     * `lost`: the process dies over it, the caller hears that it will be confirmed, and another finds it. `beforeItIsSent`: what
     * happens between the decision and the request.
     */
    async change(
      process: ReturnType<World['startProcess']>,
      appointmentId: string,
      wanted: string | undefined,
      { lost = false, beforeItIsSent }: { lost?: boolean; beforeItIsSent?: () => Promise<void> } = {},
    ) {
      const at = world.clock.now().toISOString();
      const { executor } = process;
      let claimed = '';
      const claim = async (id: string) => {
        claimed = id;
        await claimOf(executor, appointmentId, id, wanted === undefined ? 'cancel' : 'reschedule');
      };
      const work = await world.decide(wanted, executor, appointmentId, { feeCents: 500, claim });
      const what = `caller ${wanted === undefined ? 'cancels' : `moves to ${wanted}`} ${appointmentId}`;
      if (!work.decided) {
        // A process that dies here leaves it to the sweeper.
        if (!lost) await releaseOf(executor, claimed, 'refused');
        return `${what}, refused`;
      }
      await beforeItIsSent?.();
      if (!lost) process.worker.handOver(work);
      const { modificationId } = work;
      process.hub.outcomeOf(modificationId, replyBudgetMs).then(async outcome => {
        const done = outcome?.kind === 'confirmed' && !outcome.awaitingConfirmation;
        const said = done ? 'done' : outcome?.kind === 'reverted' ? 'no' : 'pending';
        await answered(appointmentId, modificationId, said);
        answers.push({ modificationId, appointmentId, said, wanted, at });
      });
      return what;
    },
  };
}

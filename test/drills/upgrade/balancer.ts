// Several instances behind one address, as a load balancer has them: a call goes to one that is ready, by turns, and where it meets one that
// is just ending it is repeated once at another, as Retell does.
import { setTimeout as sleep } from 'node:timers/promises';
import type { startProgram } from '../program.ts';

export type Instance = Awaited<ReturnType<typeof startProgram>>;

/** How often the health is looked at, and how long that may take. */
const lookEveryMs = 1_000;

export function createBalancer() {
  const behind = new Map<Instance, { ready: boolean }>();
  let turn = 0;
  let over = false;

  const looking = (async () => {
    while (!over) {
      await Promise.all(
        [...behind].map(async ([instance, state]) => {
          state.ready = await fetch(`${instance.address}/health/ready`, { signal: AbortSignal.timeout(lookEveryMs) }).then(
            response => response.ok,
            () => false,
          );
        }),
      );
      await sleep(lookEveryMs);
    }
  })();

  function next(without?: Instance): Instance | undefined {
    const ready = [...behind].flatMap(([instance, state]) => (state.ready && instance !== without ? [instance] : []));
    turn += 1;
    return ready[turn % ready.length];
  }

  return {
    /** It gets calls once it is found ready. */
    add: (instance: Instance) => void behind.set(instance, { ready: false }),
    remove: (instance: Instance) => void behind.delete(instance),
    isReady: (instance: Instance) => behind.get(instance)?.ready === true,
    /** The instance that was asked last, and its answer; none where nobody answered. It goes to `wanted` first, where that is given. */
    async call(
      raw: string,
      wanted?: Instance,
    ): Promise<{ by: Instance | undefined; answer: Record<string, unknown> | undefined }> {
      const first = wanted ?? next();
      const answer = await first?.call(raw);
      if (typeof answer?.status === 'string') return { by: first, answer };
      const second = next(first);
      return { by: second, answer: await second?.call(raw) };
    },
    /** For staff, who try again at another themselves. */
    async must(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
      const first = next();
      if (!first) throw new Error('no instance is ready');
      return first.must(method, path, body).catch(error => {
        const second = next(first);
        if (!second) throw error;
        return second.must(method, path, body);
      });
    },
    async close(): Promise<void> {
      over = true;
      await looking;
    },
  };
}

// Changes as they happen, as server-sent events: ids alone, so that those who watch ask again for what they may see.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { idSchema } from '../../../domain/values.ts';
import { Refused } from '../../ingress/refused.ts';
import { companiesOf } from '../access/access.ts';
import { roles } from '../access/keys.ts';
import { type ApiDependencies, readYourWritesMs, typed } from '../dependencies.ts';
import { operation } from '../operation.ts';
import { type Change, changeOf } from './change-of.ts';

type Dependencies = Pick<ApiDependencies, 'store' | 'caughtUp' | 'clock'>;

/** Each has a reader of the feed: so many people do not watch one instance. */
const mostWatching = 500;
const busyRetryMs = 10_000;
/** Shorter than any proxy's patience. At each one it is asked again whether the key still opens this. */
const heartbeatMs = 15_000;
/** What happens together comes together. */
const gatherMs = 50;

/** Registers `GET /v1/changes`. Its answers end when the server closes. */
export function changeRoutes(app: FastifyInstance, deps: Dependencies): void {
  const watching = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const one of watching) one.abort();
  });

  typed(app).get(
    '/v1/changes',
    operation(
      {
        id: 'watchChanges',
        roles: roles.filter(role => role !== 'admin'),
        tag: 'history',
        summary: 'Changes as they happen, as server-sent events',
        description:
          '`text/event-stream`. `ready` comes first, and tells that nothing is missed from there on; then `change` with `company_id`, `type`, and `appointment_id`, `customer_id` and `call_id` where there are any. Ids alone: ask for what they name. The read models show a change by the time it is told. After an interruption nothing is repeated: ask again for all that is shown when `ready` comes.',
        errors: ['overloaded'],
        response: z.string().describe('An endless stream of `text/event-stream`.'),
        example: 'event: change\ndata: {"company_id":"salon","type":"AppointmentCancelled","appointment_id":"640"}\n\n',
      },
      { querystring: z.object({ company: idSchema.optional() }) },
    ),
    async (request, reply) => {
      watch(request, reply, await deps.store.head(), companiesOf(request, request.query.company));
      return reply;
    },
  );

  function watch(request: FastifyRequest, reply: FastifyReply, from: bigint, companies: readonly string[] | undefined): void {
    if (watching.size >= mostWatching) throw new Refused('overloaded', busyRetryMs);
    const ending = new AbortController();
    watching.add(ending);
    const texts = Readable.from(tellChanges(deps, request, { from, companies, ending }));
    texts.once('close', () => {
      ending.abort();
      watching.delete(ending);
    });
    void reply.type('text/event-stream').header('cache-control', 'no-store').header('x-accel-buffering', 'no').send(texts);
  }
}

interface Watched {
  from: bigint;
  companies: readonly string[] | undefined;
  ending: AbortController;
}

async function* tellChanges(
  deps: Dependencies,
  request: FastifyRequest,
  { from, companies, ending }: Watched,
): AsyncGenerator<string> {
  const { signal } = ending;
  const waiting: string[] = [];
  let wake: () => void = () => undefined;
  const tell = (text: string): void => {
    waiting.push(text);
    wake();
  };
  const beat = setInterval(async () => {
    const isStillAdmitted = await request.isStillAdmitted().catch(() => true);
    if (isStillAdmitted) tell(': still here\n\n');
    else ending.abort();
  }, heartbeatMs);
  signal.addEventListener('abort', () => wake());
  void follow(deps, { from, companies, signal, tell }).catch(() => ending.abort());
  try {
    while (!signal.aborted) {
      const text = waiting.splice(0).join('');
      if (text !== '') yield text;
      else
        await new Promise<void>(resolve => {
          wake = resolve;
          if (waiting.length > 0 || signal.aborted) resolve();
        });
    }
  } finally {
    clearInterval(beat);
    ending.abort();
  }
}

interface Following extends Omit<Watched, 'ending'> {
  signal: AbortSignal;
  tell(text: string): void;
}

async function follow({ store, caughtUp, clock }: Dependencies, { from, companies, signal, tell }: Following): Promise<void> {
  tell('retry: 2000\nevent: ready\ndata: {}\n\n');
  const linger = () => clock.sleep(gatherMs, signal).catch(() => undefined);
  for await (const items of store.subscribe({ from, signal, clock, linger })) {
    const changes = items.flatMap(item => (item.kind === 'event' ? [changeOf(item.event)] : []));
    const own = changes.filter(({ companyId }) => companies === undefined || companies.includes(companyId));
    const last = own.at(-1);
    if (!last) continue;
    await caughtUp(last.position, readYourWritesMs);
    tell(textOf(own));
  }
}

/** Each thing once: of an appointment that was changed twice the later event is told. */
function textOf(changes: readonly Change[]): string {
  const last = new Map(changes.map(change => [change.stream, change]));
  return [...last.values()].map(change => `event: change\ndata: ${JSON.stringify(shown(change))}\n\n`).join('');
}

const shown = ({ companyId, type, appointmentId, customerId, callId }: Change) => ({
  company_id: companyId,
  type,
  appointment_id: appointmentId,
  customer_id: customerId,
  call_id: callId,
});

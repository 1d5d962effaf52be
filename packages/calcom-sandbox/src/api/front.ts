// What stands before every path: version header, key, throttle and faults; and what is kept of each call.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Checked, World } from '../changes/world.ts';
import { type Failure, failureBody, failures } from '../failures.ts';
import type { Fault, FaultBox, FaultTarget } from '../faults.ts';
import { withFault } from './faulty-reply.ts';
import type { Throttle } from './rate-limit.ts';
import type { Reply } from './reply.ts';

/** What a call came with and what it got; never the Authorization header. */
export type RecordedRequest = {
  at: string;
  operation: string;
  method: string;
  path: string;
  version: string | null;
  body: unknown;
  /** `null`: not answered (yet), or hung up on. */
  httpStatus: number | null;
  /** What was done wrong to it on request. */
  fault: Fault['kind'] | null;
};

export type ApiOptions = {
  world: World;
  faults: FaultBox;
  throttle: Throttle;
  requests: RecordedRequest[];
  /** The account of a key, `undefined` for a key that is none. */
  accountOf: (apiKey: string) => string | undefined;
  stopped: AbortSignal;
};

export type Call = { account: string | undefined; uid: string; request: FastifyRequest; checked?: Checked };

/** A sandbox that runs for weeks forgets the oldest. */
const keptRequests = 20_000;

const versionsOf: Record<string, readonly string[]> = {
  slots: ['2024-09-04'],
  bookings: ['2024-08-13', '2026-02-25'],
};
const uidParameter = z.object({ uid: z.string() }).catch({ uid: '' });

/** Adds a path; `work` gives its answer. */
export type AddRoute = (
  operation: FaultTarget,
  method: 'GET' | 'POST',
  url: string,
  work: (call: Call) => Promise<Reply>,
) => void;

export function behindFront(app: FastifyInstance, options: ApiOptions): AddRoute {
  const { world, faults, throttle, requests, accountOf } = options;
  const { clock } = world;

  function readKey(request: FastifyRequest): { account: string | undefined } | { failure: Failure } {
    const key = request.headers.authorization?.replace(/^Bearer /i, '');
    if (key === undefined) return { account: undefined };
    const account = accountOf(key);
    return account === undefined ? { failure: failures.badKey() } : { account };
  }

  function send(reply: FastifyReply, path: string, recorded: RecordedRequest, answer: Reply | 'hang_up') {
    if (answer === 'hang_up') {
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return reply;
    }
    const { status, body } =
      'failure' in answer ? { status: answer.failure.status, body: failureBody(answer.failure, path, clock.now()) } : answer;
    recorded.httpStatus = status;
    if (typeof body === 'string') reply.type('text/html');
    return reply.code(status).send(body);
  }

  return (operation, method, url, work) => {
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        const version = request.headers['cal-api-version'];
        const recorded: RecordedRequest = {
          at: clock.now().toISOString(),
          operation,
          method,
          path: request.url,
          version: version === undefined ? null : String(version),
          body: request.body ?? null,
          httpStatus: null,
          fault: null,
        };
        requests.push(recorded);
        if (requests.length > keptRequests) requests.shift();
        const { uid } = uidParameter.parse(request.params);
        const key = readKey(request);
        const throttled = throttle.count('failure' in key ? 'bad key' : (key.account ?? request.ip));
        // By the sandbox's clock: the server's own would be the machine's, whatever time is simulated.
        reply.headers({ date: clock.now().toUTCString(), ...throttled.headers });
        const inFront = throttled.allowed
          ? 'failure' in key
            ? key.failure
            : wrongVersion(operation, request)
          : failures.tooManyRequests();
        if (inFront) return send(reply, request.url, recorded, { failure: inFront });
        const account = 'failure' in key ? undefined : key.account;
        const fault = faults.take(operation, uid || undefined);
        recorded.fault = fault?.kind ?? null;
        const answer = await withFault(options, fault, checked => work({ account, uid, request, ...(checked && { checked }) }));
        return send(reply, request.url, recorded, answer);
      },
    });
  };
}

function wrongVersion(operation: FaultTarget, request: FastifyRequest): Failure | undefined {
  const known = versionsOf[operation === 'slots' ? 'slots' : 'bookings'] ?? [];
  if (known.includes(String(request.headers['cal-api-version']))) return undefined;
  // The old controllers take over: they know neither of these two paths, and understand other bodies and queries.
  const unknownThere = operation === 'slots' || operation === 'reschedule';
  return unknownThere ? failures.noRoute(request.method, request.url) : failures.legacyVersion();
}

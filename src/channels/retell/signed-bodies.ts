// Reads a body of Retell's and parses it, after its signature was checked.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock, ClockWatch } from '../../domain/clock.ts';
import type { Door } from '../ingress/door.ts';
import { smallBody } from '../ingress/read-body.ts';
import { Refused } from '../ingress/refused.ts';
import { signedJson } from '../ingress/signed-json.ts';
import { isInTime, type RetellSignature, retellSignatureIn, verification } from './signature.ts';

export interface SignedBody {
  /** Undefined where the body is no JSON. */
  json: unknown;
  signature: RetellSignature;
  /** The configured keys that made the signature. */
  signers: readonly string[];
}

/** Ten mebibytes: a long call's transcript with the time of every word. */
export const retellBodyLimit = 10 * 1024 * 1024;

/** The fields that make a body large, and are never read. */
const unread = new Set([
  'transcript',
  'transcript_object',
  'transcript_with_tool_calls',
  'scrubbed_transcript_with_tool_calls',
  'public_log_url',
  'recording_url',
]);

/**
 * Gives the body of a request that one of `keys` has signed. Throws `Refused`: always `signature_invalid` where it is not signed,
 * and `body_too_large`, `rate_limited`, `overloaded`; `body_invalid` where it breaks off.
 */
export function takeSigned(
  app: FastifyInstance,
  { door, keys, clock, watch }: { door: Door; keys(): readonly string[]; clock: Clock; watch: ClockWatch },
): (request: FastifyRequest) => Promise<SignedBody> {
  const jsonOf = signedJson(app);
  return async request => {
    const signature = retellSignatureIn(request.headers['x-retell-signature']);
    if (!signature) return door.turnAway(request);
    const check = verification(signature, keys());
    if (!isInTime(signature, clock.now())) {
      // Read only to tell a wrong clock from a bad signature.
      const read = await door.read(request, smallBody, check.add).catch(unlessRefused);
      if (read && check.signers().length > 0) observeTime(request, new Date(Number(signature.timestamp)));
      return door.turnAway(request);
    }
    const pieces = await door.read(request, retellBodyLimit, check.add);
    const signers = check.signers();
    if (signers.length === 0) return door.turnAway(request);
    door.welcome(request);
    return { json: jsonOf(request, pieces, unread), signature, signers };
  };

  /**
   * Signed with a right key, and not now. A signature from the future cannot be an old request sent again: then the clocks
   * differ. An old signature may be one, unless other clocks show that ours is wrong.
   */
  function observeTime(request: FastifyRequest, at: Date): void {
    const aheadMs = clock.now().getTime() - at.getTime();
    if (aheadMs < 0) watch.compare('retell', at);
    if (watch.isWrong())
      request.log.error({ code: 'clock_wrong', aheadMs }, 'a valid signature is refused because our clock is wrong');
    else request.log.warn({ code: 'signature_old', aheadMs }, 'a valid signature from another time');
  }
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error;
}

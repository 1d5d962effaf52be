// Requests to a service that is a process of its own: staff's, and Retell's.
import { z } from 'zod';
import { signRetell } from '../../src/channels/retell/signature.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { adminKey, retellKey } from '../support/world.ts';

export type ServiceClient = ReturnType<typeof clientOf>;

/** `clock` is the one that calls are signed by. */
export function clientOf(address: string, clock: Clock) {
  return {
    async must(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
      const response = await fetch(`${address}${path}`, {
        method,
        headers: { authorization: `Bearer ${adminKey}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return z.record(z.string(), z.unknown()).parse(await response.json().catch(() => ({})));
    },
    /** Sends a function call; undefined where the service died over it. */
    async call(raw: string): Promise<Record<string, unknown> | undefined> {
      const signature = signRetell(raw, retellKey, clock.now().getTime());
      const headers = { 'content-type': 'application/json', 'x-retell-signature': signature };
      try {
        const response = await fetch(`${address}/retell/functions`, { method: 'POST', headers, body: raw });
        return z.record(z.string(), z.unknown()).parse(await response.json());
      } catch {
        return undefined;
      }
    },
  };
}

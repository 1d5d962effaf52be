// What the demonstration asks of its service, over HTTP as everybody else would.
import { answerSchema } from '../../../calls/answer/answer.ts';
import { signRetell } from '../../../channels/retell/signature.ts';
import type { Clock } from '../../../domain/clock.ts';
import type { Config } from '../../config/config.ts';
import type { Caller, CallFunction } from './steps.ts';

export interface DemoService {
  post(path: string, body: object): Promise<void>;
  put(path: string, body: object): Promise<void>;
  /** One function call, signed as Retell signs. */
  call: CallFunction;
  /** As `/health/ready` reports it. */
  circuitIsOpen(): Promise<boolean>;
  /** Requests to Cal.com that got no connection so far, as `/metrics` counts them. */
  refusedConnections(): Promise<number>;
}

export const adminKeyOf = (config: Config): string => config.apiKeys[0]?.key ?? '';

export function demoService(address: string, config: Config, clock: Clock): DemoService {
  const send = (method: string) => async (path: string, body: object) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${adminKeyOf(config)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
  };
  return {
    post: send('POST'),
    put: send('PUT'),
    async call(caller, name, args) {
      const now = clock.now().getTime();
      const raw = JSON.stringify({ name, call: callObject(caller, now), args });
      const signature = signRetell(raw, config.secretsOf(undefined).retellApiKeys[0] ?? '', now);
      const began = clock.elapsed();
      const response = await fetch(`${address}/retell/functions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-retell-signature': signature },
        body: raw,
      });
      if (response.status !== 200) throw new Error(`${name} was answered with ${response.status}`);
      return { answer: answerSchema.parse(await response.json()), took: clock.elapsed() - began };
    },
    async circuitIsOpen() {
      const health: unknown = await (await fetch(`${address}/health/ready`)).json();
      return JSON.stringify(health).includes('"open"');
    },
    async refusedConnections() {
      const metrics = await (await fetch(`${address}/metrics`)).text();
      const counts = metrics.matchAll(/^rebook_calendar_requests_total\{.*outcome="unreachable".*\} (\d+)$/gm);
      return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
    },
  };
}

const callObject = ({ callId, number, line }: Caller, now: number) => ({
  call_id: callId,
  call_type: 'phone_call',
  agent_id: 'agent_demo',
  direction: 'inbound',
  from_number: number,
  to_number: line,
  start_timestamp: now,
});

// A function call sent to another instance than the world's own.
import { type Answer, answerSchema } from '../../src/calls/answer/answer.ts';
import { signRetell } from '../../src/channels/retell/signature.ts';
import { retellKey, type World } from '../support/world.ts';

export async function callFunction(
  address: string,
  world: World,
  name: string,
  args: object,
  from: string,
  callId?: string,
): Promise<Answer> {
  const raw = JSON.stringify(world.callBody(name, args, { from, ...(callId !== undefined && { callId }) }));
  const response = await fetch(`${address}/retell/functions`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-retell-signature': signRetell(raw, retellKey, world.clock.now().getTime()),
    },
    body: raw,
  });
  return answerSchema.parse(await response.json());
}

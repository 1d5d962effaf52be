// A Rebook whose companies have agents at Vapi, and messages as Vapi sends them.
import type { Answer } from '../../../src/calls/answer/answer.ts';
import { signVapi } from '../../../src/channels/vapi/signature.ts';
import { createWorld, line, retellKey, type WorldOptions } from '../../support/world.ts';

/** Two of the salon's are valid while one is exchanged. */
export const secrets = { salon: ['vapi-secret-new-000000', 'vapi-secret-old-000000'], other: ['vapi-secret-other-0000'] };
export const otherLine = '+493087654321';

export interface CallOptions {
  callId?: string;
  from?: string;
  to?: string;
}

export interface Tool {
  id?: string;
  name: string;
  args: unknown;
}

export async function createVapiWorld(options: WorldOptions = {}) {
  const world = await createWorld({
    vapiSecrets: Object.values(secrets).flat(),
    secretsOf: id => ({
      retellApiKeys: [retellKey],
      vapiSecrets: id === 'salon' ? secrets.salon : id === 'other' ? secrets.other : [],
      calcomApiKey: 'cal_sandbox',
      calcomWebhookSecrets: ['webhook-secret-of-the-tests'],
    }),
    ...options,
  });
  world.witness.knows(...Object.values(secrets).flat());
  await world.company('other', otherLine);
  let calls = 0;

  const callOf = ({ callId = `vapi-call-${++calls}`, from, to = line }: CallOptions) => ({
    id: callId,
    type: 'inboundPhoneCall',
    assistantId: 'assistant_1',
    ...(from !== undefined && { customer: { number: from } }),
    phoneNumber: { number: to },
  });
  const message = (type: string, call: CallOptions, rest: object = {}) => ({
    message: { type, timestamp: world.clock.now().getTime(), call: callOf(call), ...rest },
  });
  const toolCalls = (call: CallOptions, tools: readonly Tool[]) =>
    message('tool-calls', call, {
      toolCallList: tools.map(({ id = 'tool_1', name, args }) => ({ id, type: 'function', function: { name, arguments: args } })),
    });

  function send(body: object | string, headers?: Record<string, string>): Promise<Response> {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${world.rebook.address}/vapi/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(headers ?? { 'x-vapi-signature': signVapi(raw, secrets.salon[0] ?? '') }),
      },
      body: raw,
    });
  }
  /** What each function came to, by its id. */
  async function results(response: Response): Promise<{ id: string; line: string; answer: Partial<Answer> }[]> {
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const body = (await response.json()) as { results: { toolCallId: string; result: string }[] };
    return body.results.map(({ toolCallId, result }) => {
      const at = result.indexOf(' {');
      return { id: toolCallId, line: result, answer: { message: result.slice(0, at), ...JSON.parse(result.slice(at)) } };
    });
  }
  /** One function, as a model calls it. */
  async function ask(call: CallOptions, name: string, args: unknown): Promise<Partial<Answer>> {
    const [only] = await results(await send(toolCalls(call, [{ name, args }])));
    return only?.answer ?? {};
  }
  return { ...world, message, toolCalls, send, results, ask };
}

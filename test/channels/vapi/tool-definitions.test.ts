// Every agent is given the same functions, in its vendor's form; and what an agent sends by its form is answered.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callFunctions } from '../../../src/calls/functions/index.ts';
import { functionDefinitions } from '../../../src/channels/retell/function-definitions.ts';
import { elevenLabsTools, openAiTools, vapiTools } from '../../../src/channels/vapi/tool-definitions.ts';
import { line } from '../../support/world.ts';
import { createVapiWorld, secrets } from './vapi-world.ts';

const base = 'https://rebook.example/';
const erika = '+4915112345671';
let world: Awaited<ReturnType<typeof createVapiWorld>>;
beforeAll(async () => {
  world = await createVapiWorld();
  await world.customer('1', 'Erika Beispiel', erika);
  await world.appointment('1', '1', '2026-12-01T10:00:00.000Z');
  await world.settle();
});
afterAll(() => world?.stop());

describe('the definitions', () => {
  const parameters = functionDefinitions(base).map(one => one.parameters);

  test('for Vapi and OpenAI are one for each function, with the arguments Retell’s have', () => {
    expect(vapiTools(base).map(one => one.function.name)).toEqual(callFunctions.map(({ name }) => name));
    expect(vapiTools(base).map(one => one.function.parameters)).toEqual(parameters);
    expect(openAiTools().map(one => one.name)).toEqual(callFunctions.map(({ name }) => name));
    expect(openAiTools().map(one => one.parameters)).toEqual(parameters);
    expect(new Set(vapiTools(base).map(one => one.server.url))).toEqual(new Set(['https://rebook.example/vapi/messages']));
  });

  test('say what is to be spoken where there is no field "message"', () => {
    const descriptions = [...vapiTools(base).map(one => one.function), ...openAiTools(), ...elevenLabsTools(base)];
    for (const { description } of descriptions) {
      expect(description).toContain('the sentence before the first curly bracket');
      expect(description).not.toContain('"message"');
    }
  });

  test('for ElevenLabs leave to the model the arguments alone: who calls is the call’s', () => {
    const free = elevenLabsTools(base).map(one => openIn(one.api_schema.request_body_schema, []));
    for (const [at, paths] of free.entries())
      expect(paths).toEqual(Object.keys(parameters[at]?.properties ?? {}).map(name => `message.toolCallList.arguments.${name}`));
  });
});

test('what ElevenLabs makes of its definition is answered, with the secret as a bearer key', async () => {
  const tool = elevenLabsTools(base).find(({ name }) => name === 'cancel_appointment');
  const call = { system__conversation_id: 'conv_1', system__caller_id: erika, system__called_number: line };
  const body = filled(tool?.api_schema.request_body_schema, { ...call, appointment_date: '2026-12-01' });
  const [only] = await world.results(await world.send(body as object, { authorization: `Bearer ${secrets.salon[0]}` }));
  expect(only).toMatchObject({ id: 'cancel_appointment', answer: { status: 'cancelled', appointment_id: '1' } });
  expect(await world.types('call-conv_1')).toContain('CallStarted');
});

interface Node {
  properties?: Record<string, Node>;
  constant_value?: string;
  dynamic_variable?: string;
}

/** The places a model fills in. */
function openIn(node: unknown, path: string[]): string[] {
  const { properties, constant_value, dynamic_variable } = node as Node;
  if (properties) return Object.entries(properties).flatMap(([name, inner]) => openIn(inner, [...path, name]));
  return constant_value === undefined && dynamic_variable === undefined ? [path.join('.')] : [];
}

/** The body with its variables; a model's argument that is not named is left out. */
function filled(node: unknown, values: Record<string, string>, own = ''): unknown {
  const { properties, constant_value, dynamic_variable } = node as Node;
  if (properties)
    return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, filled(inner, values, name)]));
  return constant_value ?? values[dynamic_variable ?? own];
}

// The definitions an agent is given, and the leniency towards what a model then sends.
import { describe, expect, test } from 'vitest';
import { answerSchema } from '../../../src/calls/answer/answer.ts';
import { cancelAppointment } from '../../../src/calls/functions/cancel-appointment.ts';
import { callFunctions } from '../../../src/calls/functions/index.ts';
import { functionDefinitions, toolDefinitions } from '../../../src/channels/retell/function-definitions.ts';

describe('the function definitions', () => {
  const definitions = functionDefinitions('https://rebook.example/');

  test('are one for each function the service knows, at its own address', () => {
    expect(definitions.map(({ name, url }) => [name, url])).toEqual(
      callFunctions.map(({ name }) => [name, `https://rebook.example/retell/functions/${name}`]),
    );
    expect(new Set(callFunctions.map(({ name }) => name)).size).toBe(callFunctions.length);
  });

  test('describe every argument in German and English, and demand only what a call is useless without', () => {
    for (const [at, { parameters }] of definitions.entries()) {
      expect(Object.keys(parameters.properties)).toEqual(Object.keys(callFunctions[at]?.arguments.shape ?? {}));
      expect(parameters.required).toEqual(callFunctions[at]?.required);
      for (const property of Object.values(parameters.properties)) {
        expect(property).toMatchObject({
          type: expect.stringMatching(/^(string|boolean)$/),
          description: expect.stringContaining(' / '),
        });
      }
    }
  });

  test('keep to what Retell allows, and send the call object along', () => {
    for (const definition of definitions) {
      expect(definition.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
      expect(definition.timeout_ms).toBeGreaterThanOrEqual(1_000);
      expect(definition.timeout_ms).toBeLessThanOrEqual(600_000);
      expect(definition.args_at_root).toBe(false);
    }
  });

  test('say before the decision only that they look, in the company’s language or in both', () => {
    for (const { execution_message_type, execution_message_description } of functionDefinitions('https://rebook.example')) {
      expect(execution_message_type).toBe('prompt');
      expect(execution_message_description).toContain('“Ich sehe nach.” / “Let me check.”');
    }
    for (const [language, sentence] of [
      ['de', 'Ich sehe nach.'],
      ['en', 'Let me check.'],
    ] as const)
      for (const definition of functionDefinitions('https://rebook.example', language))
        expect(definition).toMatchObject({
          execution_message_type: 'static_text',
          execution_message_description: sentence,
          speak_during_execution: true,
          enable_typing_sound: true,
        });
    expect(JSON.stringify(toolDefinitions('https://rebook.example'))).not.toMatch(/eintr(?:ag|äg)|entering/i);
  });

  test('are sent again as often as an answer may be repeated, and no caller waits a minute for it', () => {
    for (const { max_retry, timeout_ms } of definitions) {
      expect([1, 2]).toContain(max_retry);
      expect(timeout_ms * (max_retry + 1)).toBeLessThan(60_000);
    }
  });

  test('come with a transfer to the number of the last answer', () => {
    const [transfer, ...others] = toolDefinitions('https://rebook.example').filter(({ type }) => type === 'transfer_call');
    expect(others).toEqual([]);
    expect(transfer).toMatchObject({
      name: 'transfer_call',
      transfer_destination: { type: 'predefined', number: '{{rebook_handover_number}}' },
      transfer_option: { type: 'cold_transfer' },
    });
    const variables = definitions.map(({ response_variables }) => response_variables.rebook_handover_number);
    expect(new Set(variables)).toEqual(new Set(['handover_number']));
    expect(definitions.every(({ response_variables }) => response_variables.rebook_next_action === 'next_action')).toBe(true);
    expect(definitions.every(({ description }) => description.includes('transfer_call'))).toBe(true);
  });

  test('give every field of an answer a variable of its own, none of which overwrites the call’s', () => {
    for (const { response_variables } of definitions) {
      expect(Object.values(response_variables)).toEqual(Object.keys(answerSchema.shape));
      expect(Object.keys(response_variables).every(name => name.startsWith('rebook_'))).toBe(true);
    }
  });
});

describe('the arguments of a function', () => {
  const parse = (args: object) => cancelAppointment.arguments.safeParse(args);

  test.each([[null], [''], ['   '], [undefined], ['\u0000']])('take %j as absent', value => {
    expect(parse({ appointment_date: value }).data?.appointment_date).toBeUndefined();
  });

  test('take numbers as text, and drop what they do not know', () => {
    expect(parse({ appointment_time: 14, call_id: 'forged', company_id: 'other' }).data).toEqual({ appointment_time: '14' });
  });

  test.each([
    [true, true],
    ['true', true],
    ['Ja', true],
    ['yes', true],
    [1, true],
    [false, false],
    ['nein', false],
    ['vielleicht', undefined],
    ['{{fee_accepted}}', undefined],
    [{}, undefined],
    [null, undefined],
  ])('take %j as the consent %j and never guess a yes', (given, understood) => {
    expect(parse({ fee_accepted: given }).data?.fee_accepted).toBe(understood);
  });

  test('cut a text by characters, tearing no pair, and clean it of what the database does not take', () => {
    expect(parse({ customer_name: 'x'.repeat(10_000) }).data?.customer_name).toHaveLength(200);
    const cut = parse({ customer_name: '😀'.repeat(500) }).data?.customer_name;
    expect(Array.from(cut ?? '')).toEqual(Array(200).fill('😀'));
    expect(parse({ customer_name: 'Er\u0000ika\ud800 Beispiel' }).data?.customer_name).toBe('Er ika  Beispiel');
  });

  test.each([[{ day: 1 }], [['2026-10-10']]])('refuse %j where a text belongs', value => {
    expect(parse({ appointment_date: value }).success).toBe(false);
  });
});

// What is sent to Retell, and what is read of it, fits the types of Retell's own SDK: `npm run check` fails when they move apart.
import type { AgentCreateVersionParams, AgentResponse, AgentUpdateParams } from 'retell-sdk/resources/agent';
import type { LlmResponse, LlmUpdateParams } from 'retell-sdk/resources/llm';
import type { PhoneNumberListResponse, PhoneNumberResponse, PhoneNumberUpdateParams } from 'retell-sdk/resources/phone-number';
import { expectTypeOf, test } from 'vitest';
import type { z } from 'zod';
import type { FunctionDefinition, TransferDefinition } from '../../../src/channels/retell/function-definitions.ts';
import type {
  AgentChange,
  agentSchema,
  LlmChange,
  llmSchema,
  NumberChange,
  numberSchema,
  numbersSchema,
  wantedEvents,
} from '../../../src/channels/retell/setup/retell-api.ts';

/** Fields of ours that the other does not know. */
type Unknown<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs>;
type Tool = Extract<LlmUpdateParams['general_tools'], readonly unknown[]>[number];
type Custom = Extract<Tool, { type: 'custom' }>;
type Transfer = Extract<Tool, { type: 'transfer_call' }>;

test('the tools fit Retell’s, and have no field that Retell does not know', () => {
  expectTypeOf<FunctionDefinition>().toExtend<Custom>();
  expectTypeOf<TransferDefinition>().toExtend<Transfer>();
  expectTypeOf<Unknown<FunctionDefinition, Custom>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<TransferDefinition, Transfer>>().toEqualTypeOf<never>();
  expectTypeOf<Unknown<FunctionDefinition['parameters'], NonNullable<Custom['parameters']>>>().toEqualTypeOf<never>();
});

test('the changes fit what Retell takes', () => {
  // Tools of the customer's go back as they came.
  expectTypeOf<Omit<LlmChange, 'general_tools'>>().toExtend<LlmUpdateParams>();
  expectTypeOf<Unknown<LlmChange, LlmUpdateParams>>().toEqualTypeOf<never>();
  expectTypeOf<Omit<AgentChange, 'webhook_events'>>().toExtend<AgentUpdateParams>();
  expectTypeOf<Unknown<AgentChange, AgentUpdateParams>>().toEqualTypeOf<never>();
  expectTypeOf<(typeof wantedEvents)[number]>().toExtend<NonNullable<AgentUpdateParams['webhook_events']>[number]>();
  expectTypeOf<NumberChange>().toExtend<PhoneNumberUpdateParams>();
  expectTypeOf<Unknown<NumberChange, PhoneNumberUpdateParams>>().toEqualTypeOf<never>();
  expectTypeOf<{ base_version: number }>().toEqualTypeOf<AgentCreateVersionParams>();
});

test('what Retell answers is read, and nothing is read that it does not have', () => {
  expectTypeOf<AgentResponse>().toExtend<z.input<typeof agentSchema>>();
  expectTypeOf<Unknown<z.input<typeof agentSchema>, AgentResponse>>().toEqualTypeOf<never>();
  expectTypeOf<Omit<LlmResponse, 'general_tools'>>().toExtend<Omit<z.input<typeof llmSchema>, 'general_tools'>>();
  expectTypeOf<Unknown<z.input<typeof llmSchema>, LlmResponse>>().toEqualTypeOf<never>();
  expectTypeOf<Pick<Custom | Transfer, 'name' | 'type'>>().toExtend<{ name: string; type: string }>();
  expectTypeOf<PhoneNumberResponse>().toExtend<z.input<typeof numberSchema>>();
  expectTypeOf<Unknown<z.input<typeof numberSchema>, PhoneNumberResponse>>().toEqualTypeOf<never>();
  expectTypeOf<PhoneNumberListResponse>().toExtend<z.input<typeof numbersSchema>>();
});

test('what does not fit does not compile', () => {
  // @ts-expect-error A field that Retell does not know.
  expectTypeOf<Unknown<FunctionDefinition & { retries: number }, Custom>>().toEqualTypeOf<never>();
  // @ts-expect-error A type that Retell does not take.
  expectTypeOf<Omit<FunctionDefinition, 'timeout_ms'> & { timeout_ms: string }>().toExtend<Custom>();
  // @ts-expect-error A field that Retell no longer sends.
  expectTypeOf<Omit<AgentResponse, 'version'>>().toExtend<z.input<typeof agentSchema>>();
});

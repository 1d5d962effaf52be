// What a function takes, as JSON Schema: made from the schema that checks its arguments, and the same for every agent.
import { z } from 'zod';
import type { CallFunction } from '../../calls/functions/call-function.ts';

export interface FunctionSchema {
  type: 'object';
  properties: Record<string, unknown>;
  required: string[];
}

export const functionSchema = ({ arguments: taken, required }: CallFunction): FunctionSchema => ({
  type: 'object',
  properties: z.toJSONSchema(taken, { io: 'output' }).properties ?? {},
  required: [...required],
});

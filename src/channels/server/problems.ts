// What is wrong with a request, field by field: what was given, what is wanted, and an example that would do.
import type { FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';

export const problemSchema = z.object({
  field: z.string().describe('With a point between an object and what is in it, as in `booking.uid`.'),
  given: z.string().describe('`nothing` where it is missing. Of what may be a person’s data, only what kind of value it is.'),
  wanted: z.string(),
  example: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** `given`: as it came. */
export const problemWith = (field: string, given: unknown, wanted: string, example?: string): Problem => ({
  field,
  given: shown(given, field),
  wanted,
  ...(example !== undefined && { example }),
});

/** What the route's schemas refused; empty for any other error. */
export function problemsIn(error: Error, request: FastifyRequest): Problem[] {
  if (!hasZodFastifySchemaValidationErrors(error)) return [];
  const part = 'validationContext' in error ? String(error.validationContext) : '';
  const schema = schemaOf(request, part);
  const given = { body: request.body, querystring: request.query, params: request.params, headers: request.headers }[part];
  return error.validation.flatMap(({ keyword, instancePath, message = '', params }) => {
    const path = instancePath.split('/').filter(step => step !== '');
    const issue: Issue = { ...params, code: keyword, message };
    const found = { schema: schema && schemaAt(schema, path), given: path.reduce(within, given) };
    return issue.code === 'unrecognized_keys' ? unknownFields(issue, path, found) : [ofIssue(issue, path, found, schema)];
  });
}

/** Of telephone numbers, wherever one is wanted. */
export const [wantedNumber, exampleNumber] = [
  'a telephone number, with its country code or as it is dialled there',
  '+4915112345678',
];

interface Issue {
  code: string;
  message: string;
  [detail: string]: unknown;
}

interface Found {
  schema: z.core.$ZodType | undefined;
  given: unknown;
}

function ofIssue(issue: Issue, path: string[], { schema, given }: Found, whole: z.core.$ZodType | undefined): Problem {
  return problemWith(path.join('.') || 'the request', given, wantedBy(issue), exampleAt(whole, path) ?? exampleOf(issue, schema));
}

/** What stands in a field that nobody knows may be a person's data: it is never shown. */
function unknownFields({ keys }: Issue, path: string[], { schema, given }: Found): Problem[] {
  const known = schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
  const wanted = known.length > 0 ? `only ${known.map(name => `\`${name}\``).join(', ')}` : 'no such field';
  return (Array.isArray(keys) ? keys.map(String) : []).map(key => ({
    field: [...path, key].join('.'),
    given: kindOf(within(given, key)),
    wanted,
  }));
}

const typeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  date: 'an instant',
};
const formats: Record<string, { wanted: string; example: string }> = {
  date: { wanted: 'a day as YYYY-MM-DD', example: '2026-12-01' },
  datetime: { wanted: 'an instant with its offset', example: '2026-12-01T10:00:00+01:00' },
  uuid: { wanted: 'a UUID', example: 'bb6a2c1e-6f0b-5b7e-9d7e-0f4f3f1f2b11' },
};

function wantedBy(issue: Issue): string {
  const { code, message, format, expected, values, minimum, maximum, errors, pattern } = issue;
  switch (code) {
    case 'invalid_type':
      return typeNames[String(expected)] ?? String(expected);
    case 'invalid_value':
      return oneOf(Array.isArray(values) ? values.map(value => `\`${String(value)}\``) : []);
    case 'invalid_format':
      if (format !== 'regex') return formats[String(format)]?.wanted ?? String(format);
      return message.startsWith('Invalid') ? `a text that matches ${String(pattern)}` : message;
    case 'too_small':
      return `${boundOf(issue)} at least ${String(minimum)}`;
    case 'too_big':
      return `${boundOf(issue)} at most ${String(maximum)}`;
    case 'invalid_union':
      return oneOf(Array.isArray(errors) ? errors.flatMap(([first]: Issue[]) => (first ? [wantedBy(first)] : [])) : []);
    default:
      return message;
  }
}

const oneOf = (choices: string[]): string => [...new Set(choices)].join(' or ');

function boundOf({ origin }: Issue): string {
  if (origin === 'string') return 'a number of characters of';
  return origin === 'array' ? 'a number of entries of' : 'a number of';
}

function exampleOf({ code, format, expected, values, errors }: Issue, schema: z.core.$ZodType | undefined): string | undefined {
  if (code === 'invalid_value' && Array.isArray(values)) return String(values[0]);
  if (code === 'invalid_union' && Array.isArray(errors)) {
    const [first] = errors.flat();
    return first && exampleOf(first, undefined);
  }
  if (expected === 'boolean') return 'true';
  const kind = format ?? (schema instanceof z.core.$ZodStringFormat ? schema._zod.def.format : undefined);
  return formats[String(kind)]?.example;
}

/** What the route's own example has there. */
function exampleAt(schema: z.core.$ZodType | undefined, path: string[]): string | undefined {
  const examples = schema && z.globalRegistry.get(schema)?.examples;
  const value: unknown = Array.isArray(examples) ? path.reduce(within, examples[0]) : undefined;
  if (value === undefined || path.length === 0) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function schemaOf(request: FastifyRequest, part: string): z.core.$ZodType | undefined {
  const schemas: object = request.routeOptions.schema ?? {};
  const schema: unknown = part in schemas ? Reflect.get(schemas, part) : undefined;
  return schema instanceof z.core.$ZodType ? schema : undefined;
}

function schemaAt(schema: z.core.$ZodType, [step, ...rest]: string[]): z.core.$ZodType | undefined {
  const inner = unwrapped(schema);
  if (step === undefined) return inner;
  const next = nextIn(inner, step);
  return next && schemaAt(next, rest);
}

function nextIn(schema: z.core.$ZodType, step: string): z.core.$ZodType | undefined {
  if (schema instanceof z.core.$ZodObject) return schema._zod.def.shape[step];
  if (schema instanceof z.core.$ZodArray) return schema._zod.def.element;
  return schema instanceof z.core.$ZodRecord ? schema._zod.def.valueType : undefined;
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const isWrapped =
    schema instanceof z.core.$ZodOptional || schema instanceof z.core.$ZodDefault || schema instanceof z.core.$ZodNullable;
  return isWrapped ? unwrapped(schema._zod.def.innerType) : schema;
}

function within(value: unknown, step: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
}

/** Names of fields whose text may be a person's. */
const personal = /name|phone|number|mail|line|reason$|note|text|message|cursor/i;
const mostShown = 60;

function shown(value: unknown, field: string): string {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const mayBeShown = isPlain || (typeof value === 'string' && value.length <= mostShown && !personal.test(field));
  return mayBeShown ? String(value) : kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
}

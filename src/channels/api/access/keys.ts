// Reads the keys of staff and programs: what each may do, for which companies.
import { z } from 'zod';
import { idSchema } from '../../../domain/values.ts';
import { isToken, tokenRule } from './token.ts';

const keySchema = z.string().min(16, 'the key has fewer than 16 letters').refine(isToken, `the key ${tokenRule}`);

export const roles = ['operator', 'analyst', 'auditor', 'admin'] as const;
export const keyNameSchema = z.string().trim().min(1).max(100);

const entrySchema = z.strictObject({
  name: keyNameSchema,
  role: z.enum(roles),
  companies: z.union([z.literal('*'), z.array(idSchema)]),
  personal: z.boolean().default(false),
  /** Several while a key is exchanged: the old and the new one are both valid. */
  key: z.union([keySchema, z.array(keySchema).min(1)]),
});

/** One valid key. A name has several while they are exchanged. */
export interface ApiKey {
  /** The actor in events, and whose idempotency keys are meant. */
  name: string;
  role: z.infer<typeof entrySchema>['role'];
  companies: '*' | string[];
  /** May see names, numbers, addresses and free text. */
  personal: boolean;
  key: string;
}

/** What a key may do, and in whose name: without the key itself. */
export type KeyAccess = Omit<ApiKey, 'key'>;

/** Reads a JSON list of keys; `from` names it in the faults, which never contain a key. */
export function parseApiKeys(text: string, from: string): { apiKeys: ApiKey[]; faults: string[] } {
  const shape = `${from} must be a JSON list of {name, role, companies, personal?, key (16 letters or more, or a list of such)}`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { apiKeys: [], faults: [`${shape}: it is not JSON`] };
  }
  const parsed = z.array(entrySchema).min(1).safeParse(json);
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'its top'} (${message})`);
    return { apiKeys: [], faults: [`${shape}: ${places.join(', ')}`] };
  }
  const apiKeys = parsed.data.flatMap(({ key, ...access }) => [key].flat().map(one => ({ ...access, key: one })));
  return { apiKeys, faults: [...sameNames(parsed.data, from), ...sameKeys(apiKeys, from)] };
}

/** The name is the actor in the history: two with one name could not be distinguished. */
function sameNames(entries: readonly { name: string }[], from: string): string[] {
  const names = entries.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map(
    name => `${from} has several entries named "${name}"; several keys of one name stand in its "key" as a list`,
  );
}

function sameKeys(apiKeys: readonly ApiKey[], from: string): string[] {
  return apiKeys.flatMap((one, index) => {
    const first = apiKeys.findIndex(({ key }) => key === one.key);
    const other = apiKeys[first];
    if (!other || first === index) return [];
    const whose = other.name === one.name ? `"${one.name}" twice` : `"${other.name}" and to "${one.name}"`;
    return [`${from} gives the same key to ${whose}`];
  });
}

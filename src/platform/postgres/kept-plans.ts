// Lets each connection keep the plans of marked statements: of a large search that is asked by every call, parsing and planning is nine
// tenths of the cost.
import { createHash } from 'node:crypto';
import { type ClientBase, DatabaseError } from 'pg';

/** Stands at the beginning of a statement whose text is nearly always the same, and which one plan serves whatever its parameters. */
export const keptPlanMark = '/* kept */';

/** A plan takes some hundred kilobytes in each connection. */
const mostKept = 30;
/** The columns of a table have changed under a plan. */
const outdatedPlan = '0A000';

const names = new Map<string, string>();

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostKept) return known;
  const name = createHash('sha1').update(text).digest('hex');
  names.set(text, name);
  return name;
}

/** From now on, on this connection. */
export function keepPlans(client: ClientBase): void {
  const query = client.query;
  const ask = (...args: unknown[]): unknown => Reflect.apply(query, client, args);
  const kept = (...args: unknown[]): unknown => {
    const [text, values, ...others] = args;
    const name = typeof text === 'string' && text.startsWith(keptPlanMark) && others.length === 0 ? nameOf(text) : undefined;
    if (name === undefined) return ask(...args);
    return Promise.resolve(ask({ name, text, values })).catch(error => {
      if (error instanceof DatabaseError && error.code === outdatedPlan) return ask(...args);
      throw error;
    });
  };
  client.query = kept as typeof query;
}

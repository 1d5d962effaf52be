// What PostgreSQL does for a statement: the kinds of nodes of its plan and the indexes it uses.
import type { CompiledQuery, Kysely, KyselyPlugin } from 'kysely';
import type { Client } from 'pg';

export interface PlanSummary {
  nodes: string[];
  indexes: string[];
  /** Tables that are read from one end to the other. */
  sequential: string[];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

/** The plan for these very parameters. */
export const planOf = (client: Client, { sql, parameters }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<PlanSummary> =>
  explained(client, `explain (format json) ${sql}`, [...parameters]);

/** The one for any, which a connection may keep; in a way that PostgreSQL 15 knows as well. */
export async function planOfAny(client: Client, { sql }: Pick<CompiledQuery, 'sql'>): Promise<PlanSummary> {
  const count = Math.max(0, ...[...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  const values = Array.from({ length: count }, () => 'null').join(', ');
  await client.query(`set plan_cache_mode = force_generic_plan; prepare any_values as ${sql}`);
  try {
    return await explained(client, `explain (format json) execute any_values${count > 0 ? `(${values})` : ''}`);
  } finally {
    await client.query('deallocate any_values; reset plan_cache_mode');
  }
}

async function explained(client: Client, text: string, parameters?: unknown[]): Promise<PlanSummary> {
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(text, parameters);
  const nodes = rows.flatMap(row => row['QUERY PLAN'].flatMap(({ Plan }) => allOf(Plan)));
  return {
    nodes: [...new Set(nodes.map(node => node['Node Type']))],
    indexes: [...new Set(nodes.flatMap(node => node['Index Name'] ?? []))],
    sequential: nodes.flatMap(node => (node['Node Type'] === 'Seq Scan' ? (node['Relation Name'] ?? 'a table') : [])),
  };
}

const allOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(allOf)];

/** The same database, writing down each statement that is asked of it. */
export function listening<DB>(db: Kysely<DB>): { db: Kysely<DB>; heard: Pick<CompiledQuery, 'sql' | 'parameters'>[] } {
  const heard: Pick<CompiledQuery, 'sql' | 'parameters'>[] = [];
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      const { sql, parameters } = db.getExecutor().compileQuery(node, queryId);
      heard.push({ sql, parameters });
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { db: db.withPlugin(plugin), heard };
}

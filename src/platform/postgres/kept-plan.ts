// Marks a statement whose plan each connection is to keep.
import { sql } from 'kysely';

export const keptPlanMark = '/* kept */';

/** Stands at the beginning of a statement whose text is nearly always the same, and which one plan serves whatever its parameters. */
export const keptPlan = sql.raw(keptPlanMark);
